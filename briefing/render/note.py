"""What stands around the brief: its header, its warnings, and how it was made. The words are in the templates."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from briefing.records.brief import Brief, JudgeScore, Stage
from briefing.records.trust import EACH, SEVERAL
from briefing.render.display import count, day, plain
from briefing.text.normal import fold

STAGES: dict[Stage, str] = {
    "ingest": "Could not be read",
    "extract": "Not extracted",
    "check": "Refused by the checks",
    "judge": "Refused by the judge",
    "relate": "Not related",
    "gate": "Refused by the checks",
    "merge": "Not merged",
    "topic": "Off topic",
    "compose": "Not taken into the text",
    "length": "Left out for length",
    "review": "Struck in review",
}
# Where what a model proposed is judged; the reasons tell what sort of mistakes it made.
_PROPOSED: frozenset[Stage] = frozenset(("check", "judge", "relate", "compose", "gate", "merge"))
# Reasons whose code does not read as a word of its own.
_REASONS = {
    "number": "number without a source",
    "date": "date without a source",
    "clock": "time without a source",
    "name": "name without a source",
    "quotation": "quotation without a source",
    "unsupported": "more than its evidence says",
    "not_judged": "no verdict",
    "instructions": "an order to whoever sums up",
    "said": "said before",
    "no_evidence": "no line cited",
    "cut": "no whole sentence",
    "aside": "little to do with the topic",
    "leans": "not readable alone",
    "told": "close to what is printed",
}


@cache
def _environment() -> Environment:
    # Plain text, which each format escapes. Whatever is put in is on one line, without characters that act.
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        trim_blocks=True,
        finalize=lambda value: plain(str(value)),
    )
    made.filters |= {"day": day, "count": count, "n": "{:,}".format}
    made.globals |= {"enough": SEVERAL, "least": EACH}
    return made


def told(name: str, brief: Brief, **values: object) -> tuple[str, ...]:
    """The paragraphs of the template NAME.txt.j2."""
    note = brief.method
    text = _environment().get_template(f"{name}.txt.j2").render(brief=brief, note=note, score=note.judge, **values)
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def facts(brief: Brief) -> tuple[str, ...]:
    """The header line: date, articles, outlets, origins, and the period they are from.

    The origins are those that the articles show, and those that there may be, each outlet without a credit being one.
    """
    on_topic = [source for source in brief.sources if source.on_topic]
    copies = sum(source.duplicate_of is not None for source in brief.sources)
    off = len(brief.sources) - len(on_topic)
    named = {source.origin.casefold(): plain(source.origin) for source in on_topic if source.origin}
    bare = {(source.publisher or source.id).casefold() for source in on_topic if not source.origin}
    return told(
        "facts",
        brief,
        asides=[*([count(copies, "copy", "copies")] if copies else []), *([f"{off:,} off topic"] if off else [])],
        outlets=len({source.publisher.casefold() for source in on_topic if source.publisher}),
        nameless=sum(not source.publisher for source in on_topic),
        named=list(named.values()),
        # Articles without any credit come from somewhere all the same.
        established=max(len(named), 1 if on_topic else 0),
        possible=len(named) + len(bare - named.keys()),
        first=(brief.period.start or "")[:10],
        last=(brief.period.end or "")[:10],
    )


def is_draft(brief: Brief) -> bool:
    """Whether nobody has signed for the brief as it is."""
    return brief.review is None or brief.review.status == "draft"


def standing(brief: Brief) -> str:
    """Whether a person has reviewed the brief, and what of it a signature does not cover."""
    return told("standing", brief)[0]


def untrusted(score: JudgeScore) -> str:
    """How a judge fared whose verdicts were not used."""
    return " ".join(_environment().get_template("untrusted.txt.j2").render(score=score).split())


def notices(brief: Brief) -> tuple[str, ...]:
    """What a reader must know before the first sentence."""
    return told("notices", brief, draft=is_draft(brief), same=_copied(brief))


def method(brief: Brief) -> tuple[str, ...]:
    """How the brief was made."""
    counts = Counter(rejected.stage for rejected in brief.rejected)
    kinds = Counter(decision.kind for decision in (brief.review.decisions if brief.review else ()))
    return told(
        "method",
        brief,
        draft=is_draft(brief),
        standing=standing(brief),
        same=_copied(brief),
        refused=[f"{STAGES[s].lower()}: {counts[s]:,}{_why(brief, s)}" for s in STAGES if counts[s]],
        done=", ".join(f"{kind} {times:,}" for kind, times in sorted(kinds.items())),
    )


def _why(brief: Brief, stage: Stage) -> str:
    """Why a model's proposals were refused, the commonest reason first: " (name without a source 8, said before 2)"."""
    if stage not in _PROPOSED:
        return ""
    codes = Counter(rejected.reason.code for rejected in brief.rejected if rejected.stage == stage)
    ordered = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
    named = (f"{_REASONS.get(code, code.replace('_', ' '))} {times:,}" for code, times in ordered)
    return f" ({', '.join(named)})"


def _copied(brief: Brief) -> int:
    """How many items that the model wrote are, word for word, a passage of an article that they cite."""
    written = [item for item in brief.items if item.wording == "model"]
    # Of a large folder's claims only those behind the text are looked at.
    wanted = {key for item in written for key in item.claim_ids}
    quotes = {c.id: [fold(q.quote) for q in c.citations] for c in brief.claims if c.id in wanted}
    return sum(
        any(fold(item.text).strip(" .!?") in quote for key in item.claim_ids for quote in quotes.get(key, ()))
        for item in written
    )
