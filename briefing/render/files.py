"""Where a brief goes: into files, whose suffix picks the format, onto a terminal, into a notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

from briefing.errors import UsageError
from briefing.records import brief as records
from briefing.render.documents import markdown
from briefing.render.mail import mail
from briefing.render.page import html, notebook
from briefing.render.word import needs, word
from briefing.storage import save

if TYPE_CHECKING:
    from rich.console import Console


def json(brief: records.Brief) -> str:
    """Render the brief as JSON: indented, keys in the contract's order, `null` where a thing is not known."""
    return brief.model_dump_json(by_alias=True, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[records.Brief], str | bytes]] = {
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


def write(brief: records.Brief, path: Path | str) -> None:
    """Write `brief` to `path` in the format of its suffix.

    It is written whole or not at all. Raises `UsageError` for a path that cannot be, `OutputError` where writing
    fails.
    """
    path = Path(path)
    writable(path)
    save(path, FORMATS[_suffix(path)](brief))


class Brief(records.Brief):
    """A situation brief: what is known, from whom, and what is not. In a notebook it shows itself as the page."""

    @classmethod
    def of(cls, record: records.Brief) -> Self:
        """Give a record the methods; nothing of it is changed."""
        return cls(**dict(record))

    def to_markdown(self) -> str:
        """The brief as Markdown, with numbered citations that lead to the source list."""
        return markdown(self)

    def to_html(self) -> str:
        """The brief as one self-contained HTML page."""
        return html(self)

    def _repr_html_(self) -> str:
        return notebook(self)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()


# Longer lines read badly, however wide the terminal is.
_COLUMNS = 80


def terminal(brief: records.Brief, console: Console | None = None) -> None:
    """Print the brief with rich, on standard output unless `console` is given."""
    # rich takes 60 ms to load and is of no use to any other output.
    from rich.console import Console
    from rich.markdown import Markdown

    console = console or Console()
    console.print(Markdown(markdown(brief, links=False)), width=min(console.width, _COLUMNS))
