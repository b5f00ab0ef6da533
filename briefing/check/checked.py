"""What a check finds: a verdict a sentence, and how the model that judged did on what was planted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, overload

from pydantic import Field

from briefing.records.article import Article
from briefing.records.brief import Citation, JudgeScore
from briefing.records.record import Record

Kind = Literal["faulty", "unjudged", "supported"]


class Checked(Record):
    """A sentence of a draft: whether the articles say it, what is wrong with it, and the lines it was held against.

    `supported` is None where nobody judged it: no model was asked or believed, or the sentence `states` nothing (a
    heading, a label, a question). A fault is a code and words: "number: “4,900” stands in no article".
    """

    text: str
    supported: bool | None
    faults: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    states: bool = Field(default=True, exclude=True)

    @property
    def kind(self) -> Kind:
        """How the sentence was judged, in a word."""
        if self.supported is None:
            return "unjudged"
        return "supported" if self.supported else "faulty"


@dataclass(frozen=True, slots=True)
class Checks(Sequence[Checked]):
    """The sentences of a draft in its order, as a sequence.

    `articles` are those that they were held against, by whose ids citations name them. `judge` is None where no model
    was asked. Where it is not `trusted`, none of its verdicts count. `failures` are lines on calls that failed.
    """

    sentences: tuple[Checked, ...]
    articles: tuple[Article, ...] = ()
    judge: JudgeScore | None = None
    failures: tuple[str, ...] = ()

    @property
    def faulty(self) -> bool:
        """Whether any sentence is not supported."""
        return any(sentence.supported is False for sentence in self.sentences)

    @property
    def unjudged(self) -> int:
        """How many sentences state something that nobody judged."""
        return sum(sentence.states and sentence.supported is None for sentence in self.sentences)

    @overload
    def __getitem__(self, place: int) -> Checked: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Checked, ...]: ...

    def __getitem__(self, place: int | slice) -> Checked | tuple[Checked, ...]:
        return self.sentences[place]

    def __len__(self) -> int:
        return len(self.sentences)
