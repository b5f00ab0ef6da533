"""Briefs as files: the suffix picks the format, and a file is written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from briefing.errors import UsageError
from briefing.records.brief import Brief
from briefing.render.documents import markdown
from briefing.render.mail import mail
from briefing.render.page import html
from briefing.render.word import needs, word
from briefing.storage import save


def json(brief: Brief) -> str:
    """Render the brief as JSON: indented, keys in the contract's order, `null` where a thing is not known."""
    return brief.model_dump_json(by_alias=True, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Brief], str | bytes]] = {
    ".md": markdown,
    ".json": json,
    ".html": html,
    ".docx": word,
    ".eml.txt": mail,
}
"""The renderer of each suffix that `write` knows."""


def _suffix(path: Path) -> str:
    name = path.name.lower()
    for suffix in FORMATS:
        if name.endswith(suffix) and name != suffix:
            return suffix
    raise UsageError(
        f"{path}: the suffix picks the format and {path.suffix or 'none'!r} is not known. "
        f"Use one of {', '.join(FORMATS)}."
    )


def writable(path: Path) -> None:
    """Raise `UsageError` where `write` could not work.

    That is: an unknown suffix, no such folder, a folder in the place, or no python-docx for a Word file.
    """
    if _suffix(path) == ".docx":
        needs()
    if path.is_dir():
        raise UsageError(f"{path} is a folder. Name a file in it, such as {path / 'brief.md'}.")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent}. Make it first or name another place.")


def write(brief: Brief, path: Path | str) -> None:
    """Write `brief` to `path` in the format of its suffix.

    It is written whole or not at all. Raises `UsageError` for a path that cannot be, `OutputError` where writing
    fails.
    """
    path = Path(path)
    writable(path)
    save(path, FORMATS[_suffix(path)](brief))
