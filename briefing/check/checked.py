"""What a check finds: a verdict a sentence, and how the model that judged did on what was planted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, overload

from pydantic import Field, computed_field

from briefing.records.article import Article
from briefing.records.brief import Citation, JudgeScore
from briefing.records.record import Record

Finding = Literal["contradicted", "not_found", "overstated", "supported"]


class Checked(Record):
    """A sentence of a draft: the verdict, what is wrong with it, and the lines that it was held against.

    The `verdict` is *supported*; *contradicted*: a line says otherwise; *overstated*: a line says nearly that, and
    less; *not_found*: no line says so, or not the article that the sentence cites; or None where nobody judged it: no
    model was asked or believed, or the sentence `states` nothing (a heading, a label, a question). `words` are those
    of the sentence that are at fault, "" where it is all of it. A fault is a code and words: "number: “4,900” stands
    in no article". `citations` are the lines that support the sentence, or the one that it contradicts or overstates;
    else the nearest. `together` is true where several articles support it and none of them alone.
    """

    text: str
    verdict: Finding | None = None
    words: str = ""
    together: bool = False
    faults: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    states: bool = Field(default=True, exclude=True)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def supported(self) -> bool | None:
        """Whether the articles say it, None where nobody judged it."""
        return None if self.verdict is None else self.verdict == "supported"


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
    def contradicted(self) -> bool:
        """Whether an article says otherwise than any sentence."""
        return any(sentence.verdict == "contradicted" for sentence in self.sentences)

    @property
    def unjudged(self) -> int:
        """How many sentences state something that nobody judged."""
        return sum(sentence.states and sentence.verdict is None for sentence in self.sentences)

    @overload
    def __getitem__(self, place: int) -> Checked: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Checked, ...]: ...

    def __getitem__(self, place: int | slice) -> Checked | tuple[Checked, ...]:
        return self.sentences[place]

    def __len__(self) -> int:
        return len(self.sentences)
