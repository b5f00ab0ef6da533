"""`briefing.toml`: what a desk settles once for all its runs on a machine.

It is looked for in the working directory, then in the user's configuration folder; the first that has a table settles
it. What is in the file is checked to the last key, for a rule that is misspelt would be no rule.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from briefing.errors import UsageError

NAME = "briefing.toml"
_KEYS = {"marking": frozenset({"may_leave"})}


def places() -> tuple[Path, Path]:
    """Where the file is looked for, in this order."""
    import platformdirs

    return Path.cwd() / NAME, Path(platformdirs.user_config_dir("briefing", appauthor=False)) / NAME


def may_leave() -> tuple[tuple[str, ...], Path] | None:
    """The markings that may leave this machine, as written, and the file that says so; None where none does.

    Raises `UsageError` for a file that cannot be read or says something else than it may.
    """
    for path in places():
        allowed = _table(path).get("marking", {}).get("may_leave")
        if allowed is not None:
            return tuple(allowed), path
    return None


def _table(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        # A rule that cannot be read may be one that forbids, so the run does not go on without it.
        raise UsageError(f"{path} cannot be read ({error}). Mend it or remove it.") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is not TOML ({error}). Mend it or remove it.") from error
    for name, keys in table.items():
        if name not in _KEYS or not isinstance(keys, dict):
            raise UsageError(f"{path}: {name!r} is not known. Tables: {', '.join(f'[{known}]' for known in _KEYS)}.")
        for key in keys.keys() - _KEYS[name]:
            raise UsageError(f"{path}: [{name}] has no key {key!r}. Keys: {', '.join(sorted(_KEYS[name]))}.")
    allowed = table.get("marking", {}).get("may_leave", [])
    if not isinstance(allowed, list) or not all(isinstance(entry, str) for entry in allowed):
        raise UsageError(f'{path}: may_leave is a list of markings, such as ["TLP:CLEAR"].')
    return table
