"""The brief as those who call the library get it: the record, which shows itself."""

from __future__ import annotations

from typing import Self

from briefing.records import brief as records
from briefing.render.documents import markdown
from briefing.render.page import html, notebook


class Brief(records.Brief):
    """A situation brief: what is known, from whom, and what is not. In a notebook it shows itself as the page."""

    @classmethod
    def of(cls, record: records.Brief) -> Self:
        """Give a record the methods; nothing of it is changed."""
        return cls.unchecked(**dict(record))

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
