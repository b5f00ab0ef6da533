"""`briefing.toml`: what a desk settles once for all its runs on a machine.

It is looked for in the working directory and in the user's configuration folder, and what either forbids is forbidden:
a folder that somebody else has filled cannot loosen the user's own rule. What is in the file is checked to the last
key, for a rule that is misspelt would be no rule.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from briefing.errors import UsageError

NAME = "briefing.toml"


def may_leave() -> Iterator[tuple[tuple[str, ...], Path]]:
    """For each file that has a rule, the markings that it lets leave this machine, as written, and its path.

    Raises `UsageError` for a file that cannot be read or says something else than it may.
    """
    import platformdirs

    for path in (Path.cwd() / NAME, Path(platformdirs.user_config_dir("briefing", appauthor=False)) / NAME):
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValueError) as error:
            # A rule that cannot be read may be one that forbids, so the run does not go on without it.
            raise UsageError(f"{path} cannot be read as TOML ({error}). Mend it or remove it.") from error
        marking = table.pop("marking", {})
        allowed = marking.pop("may_leave", None) if isinstance(marking, dict) else marking
        if strange := {**table, **(marking if isinstance(marking, dict) else {})}:
            raise UsageError(f"{path}: {', '.join(strange)} is not known. It may have [marking] with may_leave.")
        if allowed is None:
            continue
        if not isinstance(allowed, list) or not all(isinstance(entry, str) for entry in allowed):
            raise UsageError(f'{path}: may_leave is a list of markings, such as ["TLP:CLEAR"].')
        yield tuple(allowed), path
