"""What takes the most time to read in a sentence, kept small, for when the sentence is read once more.

A claim is read where it is extracted, merged and compared, and a large folder has pushed its reading out by then.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any

# Its clauses, its figures and its dates hang on the text alone. To read them takes 230 of the 390 microseconds of a
# whole reading; they come back from 400 bytes in 17.
_KEPT = ("clauses", "numbers", "written")
# Sentences whose outlines are kept: those of 19,000 articles, in some 220 MB. Those of so large a folder are let go of
# all at once, since it comes back to none of them before it has read the others.
_MOST = 400_000
_OUTLINES: dict[str, bytes] = {}


def keep(text: str, read: Mapping[str, Any]) -> None:
    """Keep the outline of what was read of an English sentence. `read` has the properties of its reading by name."""
    if text in _OUTLINES:
        return
    if len(_OUTLINES) >= _MOST:
        _OUTLINES.clear()
    _OUTLINES[text] = pickle.dumps({name: read[name] for name in _KEPT if name in read}, pickle.HIGHEST_PROTOCOL)


def kept(text: str) -> Mapping[str, Any]:
    """What was kept of an English sentence, by name; empty for another one."""
    outline = _OUTLINES.get(text)
    return pickle.loads(outline) if outline else {}  # noqa: S301  # its own, never out of the process


def clear() -> None:
    """Let go of all outlines."""
    _OUTLINES.clear()
