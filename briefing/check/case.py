"""A sentence of a draft with its evidence, and what code decides of it: a copy, or words that stand in no article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing import chunk, grounding, numbers
from briefing.check.checked import Checked, Finding
from briefing.check.draft import Draft, Line
from briefing.check.evidence import Evidence, cited, evidence
from briefing.check.sources import Near, Source, Sources
from briefing.grounding import Fault, Passage
from briefing.judge import Pair

_YEAR = re.compile(r",?\s+(?:of\s+)?(?:19|20)\d\d$")
_WORD = re.compile(r"[^\W_]+")
# A value, be it a day with its weekday and year, is no longer than this.
_WINDOW = 60
# A sentence of fewer words beside the value is alike by chance.
_ALIKE = 3
# A label has at most so many words.
_LABEL_WORDS = 5
_LABEL_END = re.compile(r":\s|\s[–—-]\s")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with what code says of it, and what a judge may be asked of it.

    `cited` is the evidence of the articles which the draft names for this sentence (`named`), `every` that of all;
    None where nothing is left to ask of it.
    """

    checked: Checked
    every: Evidence | None = None
    cited: Evidence | None = None
    named: str = ""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What a judge is asked: whether those articles say it that the sentence cites, and whether any do."""
        if self.checked.verdict is not None:
            return ()
        return tuple(held.pair(self.checked.text) for held in (self.cited, self.every) if held is not None)

    def settled(self, verdict: Finding, fault: str = "", held: Evidence | None = None) -> Case:
        """The case with its verdict; what is asked further is asked of the evidence `held`."""
        citations = held.citations if held else self.checked.citations
        faults = (fault,) if fault else ()
        update = {"verdict": verdict, "faults": faults, "citations": citations}
        return Case(self.checked.model_copy(update=update), held)

    def wrong_source(self, words: str) -> Case:
        """The case where the cited articles do not say it, though others may."""
        told = f"wrong source: {self.named}, which does not say {words}; the quotes are from all articles"
        return self.settled("not_found", told)


def case(line: Line, sources: Sources, draft: Draft) -> Case:
    """What code says of a sentence of a draft: a copy is supported, one with a fault is not, all else is open."""
    if not line.states:
        return Case(Checked(text=line.text, states=False))
    cites = {number: sources.by_id[draft.listed[number].id] for number in line.cites if number in draft.listed}
    ids = {source.article.id for source in cites.values()}
    if copied := sources.copied(line.text, ids):
        return Case(Checked(text=line.text, verdict="supported", citations=(copied,)))
    near = sources.near(line.text)
    every = evidence(near)
    checked = Checked(text=line.text, citations=every.citations if every else ())
    # The nearest articles mostly have it all, and are far fewer.
    wanting = not every or _wanting(line.text, every.sources, draft)
    if wanting and (refused := _refused(checked, _wanting(line.text, sources.every, draft), near)):
        return Case(refused, every)
    named = ", ".join(f"[{number}] is {source.name}" for number, source in cites.items())
    open_ = Case(checked, every, named=named)
    missing = _wanting(line.text, tuple(sources.by_id[i] for i in sorted(ids)), draft) if ids else ()
    if certain := [f"“{fault.text}”" for fault in missing if not _rank(fault)]:
        return open_.wrong_source(", ".join(certain))
    return replace(open_, cited=evidence(sources.near(line.text, ids)) if ids and every else None)


def _refused(checked: Checked, faults: Sequence[Fault], near: Sequence[Near]) -> Checked | None:
    """The verdict on words that stand in no article, by the line that has others in their place if there is one.

    None where they may stand there all the same: what is third need not be called so where things are listed.
    """
    told = [f"{fault.code}: “{fault.text}” stands in no article" for fault in faults]
    if len(faults) == 1 and (other := otherwise(checked.text, faults[0], near)):
        line, value = other
        update = {"citations": (cited(line),), "faults": (f"{told[0]}, and this line says “{value}”",)}
        return checked.model_copy(update={"verdict": "contradicted", "words": faults[0].text, **update})
    if all(map(_rank, faults)):
        return None
    return checked.model_copy(update={"verdict": "not_found", "words": faults[0].text, "faults": tuple(told)})


def otherwise(text: str, fault: Fault, near: Sequence[Near]) -> tuple[Near, str] | None:
    """The line that has a sentence word for word but for a fault, in whose place it has another value of that kind.

    With that value: "4,700" where the sentence says "4,900".
    """
    start, end = grounding.find_words(fault.text, text) or (0, len(text))
    parts = [_WORD.findall(part) for part in (text[:start], text[end:])]
    if sum(map(len, parts)) < _ALIKE:
        return None
    before, behind = (r"[\W_]+".join(part) for part in parts)
    opening = re.compile(rf"(?<![^\W_]){before}[\W_]+" if before else r"^\W*", re.IGNORECASE)
    ending = re.compile(rf"[\W_]+{behind}(?![^\W_])" if behind else "", re.IGNORECASE)
    for one in near:
        for match in opening.finditer(one.line.text) if not one.source.foreign else ():
            rest = one.line.text[match.end() :]
            for other in grounding.faults(f"by {rest[:_WINDOW]}", (Passage(()),)):
                if other.code == fault.code and rest.startswith(other.text):
                    # Of "Tomas Brandt" the sentence may have the second name right.
                    for word in reversed(list(_WORD.finditer(other.text))):
                        if ending.match(rest[word.end() :]):
                            return one, rest[: word.end()]
    return None


def _rank(fault: Fault) -> bool:
    """Whether a fault is a place in an order, such as "third"."""
    return fault.code == "number" and all(number.kind == "ordinal" for number in numbers.find(fault.text, "en"))


def _wanting(text: str, sources: Sequence[Source], draft: Draft) -> tuple[Fault, ...]:
    """The faults of a sentence, less what the draft says of its own day and the common words of its labels.

    "11 March 2025" may be what an undated article calls "11 March".
    """
    passages = tuple(source.passage for source in sources)
    undated = [passage for passage in passages if passage.published is None]
    own = Passage(draft.head)
    return tuple(
        fault
        for fault in grounding.faults(text, passages)
        if not (fault.code == "date" and (_dated(fault.text, own) or _undated(fault.text, undated)))
        and not (fault.code == "name" and _labels(fault.text, text))
    )


def _labels(name: str, text: str) -> bool:
    """Whether words in capitals are common ones of a label: "Security Situation: ...", "Troop Strength – ...".

    A tokenizer takes a common word in small letters as one, and a name in pieces.
    """
    label = _LABEL_END.split(text, maxsplit=1)[0]
    short = label != text and name in label and len(label.split()) <= _LABEL_WORDS
    return short and all(chunk.count(f" {word.lower()}") == 1 for word in _WORD.findall(name))


def _undated(date: str, undated: Sequence[Passage]) -> bool:
    """Whether a date less its year stands in an article of which nobody knows the year."""
    day = _YEAR.sub("", date)
    return day != date and any(_dated(day, passage) for passage in undated)


def _dated(day: str, passage: Passage) -> bool:
    """Whether a date stands in a passage."""
    return any(map(str.isdigit, day)) and not grounding.faults(f"It was on {day}.", (passage,))
