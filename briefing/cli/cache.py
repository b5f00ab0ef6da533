"""`briefing cache`: the replies that are kept, and how to be rid of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.options import Cache, default_cache
from briefing.cli.streams import out, told
from briefing.errors import InputError, UsageError

EPILOG = "\b\nExamples:\n  briefing cache\n  briefing cache --drop-model gpt-5-mini\n  briefing cache --clear"
# A reply of an earlier version says nothing of its model.
_UNKNOWN = "(model not noted)"


def kept(
    cache: Cache = None,
    clear: Annotated[bool, typer.Option("--clear", help="Drop all replies.")] = False,
    drop_model: Annotated[str | None, typer.Option(metavar="NAME", help="Drop this model's replies.")] = None,
) -> None:
    """Say where replies are kept, how many and how large; or drop them."""
    with told():
        if clear and drop_model is not None:
            raise UsageError("--clear and --drop-model cannot go together. Leave one of them out.")
        path = cache or default_cache()
        # Asking must not make a file.
        out(_of(path, clear=clear, drop=drop_model) if path.exists() else [f"{path}: no reply is kept yet"])


def _of(path: Path, *, clear: bool, drop: str | None) -> list[str]:
    from briefing.cache import Cache as Replies

    with Replies(path) as replies:
        models = replies.models()
        if drop is not None and drop not in models:
            known = ", ".join(str(name) for name in models if name) or "none"
            raise UsageError(f"{path} has no replies of the model {drop!r}. Models there: {known}.")
        dropped = replies.clear(drop) if clear or drop is not None else 0
        left = replies.models()
        if replies.notice is not None:
            raise InputError(replies.notice)
    lines = [f"{path}: {sum(left.values()):,} replies, {path.stat().st_size / 1e6:.1f} MB"]
    lines += [f"  {name or _UNKNOWN}: {number:,}" for name, number in left.items()]
    return [f"dropped {dropped:,} replies", *lines] if clear or drop is not None else lines
