"""What stands around the brief: its header, its warnings, and how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefing.records.brief import Brief, Stage
from briefing.render import authorship
from briefing.render.display import count, day, plain

# More than these are for the JSON.
_MOST_FALLEN = 12
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


def facts(brief: Brief) -> Iterator[str]:
    """Give the header line: date, articles, outlets, origins, and the period they are from."""
    on_topic = [source for source in brief.sources if source.on_topic]
    yield f"As of {day(brief.as_of)}" if brief.as_of else "As-of date not given"
    copies = sum(source.duplicate_of is not None for source in brief.sources)
    asides = [f"{copies:,} {'copy' if copies == 1 else 'copies'}"] if copies else []
    off = len(brief.sources) - len(on_topic)
    asides += [f"{off:,} off topic"] if off else []
    yield count(len(brief.sources), "article") + (f" ({', '.join(asides)})" if asides else "")
    outlets = {source.publisher.casefold() for source in on_topic if source.publisher}
    nameless = sum(not source.publisher for source in on_topic)
    yield count(len(outlets), "outlet") + (f" and {nameless:,} without a name" if nameless else "")
    yield _origins(brief)
    first, last = (brief.period.start or "")[:10], (brief.period.end or "")[:10]
    if first and last and first != last:
        yield f"published {day(first)} to {day(last)}"
    elif first or last:
        yield f"published {day(first or last)}"


def _origins(brief: Brief) -> str:
    """Count the origins that the articles show, and those that there may be, each outlet without a credit being one."""
    on_topic = [source for source in brief.sources if source.on_topic]
    named = {source.origin.casefold(): plain(source.origin) for source in on_topic if source.origin}
    outlets = {(source.publisher or source.id).casefold() for source in on_topic if not source.origin}
    # Articles without any credit come from somewhere all the same.
    established = max(len(named), 1 if on_topic else 0)
    possible = len(named) + len(outlets - named.keys())
    shown = count(established, "independent origin")
    shown += f", possibly {possible:,}" if possible > established else ""
    # More names than these are for the source list.
    return shown + (f" ({', '.join(named.values())})" if 0 < len(named) <= 4 else "")


def is_draft(brief: Brief) -> bool:
    """Whether nobody has signed for the brief as it is."""
    return brief.review is None or brief.review.status == "draft"


def standing(brief: Brief) -> str:
    """Say whether a person has reviewed the brief, and what of it a signature does not cover."""
    review = brief.review
    if review is None:
        return "DRAFT, not reviewed"
    who = f"{plain(review.signed_by or '')} on {day(review.signed_at or '')}"
    if review.status == "reviewed":
        return f"Reviewed by {who}"
    if review.signed_by is None or review.signed_at is None:
        return "DRAFT, not reviewed: the review file is not signed"
    lacks = [f"{count(review.unseen, 'sentence')} not in the review file"] if review.unseen else []
    lacks += [f"{count(len(review.unapplied), 'decision')} not carried out"] if review.unapplied else []
    return f"DRAFT, not reviewed as it is: signed by {who}, {' and '.join(lacks)}"


def notices(brief: Brief) -> Iterator[str]:
    """Say what a reader must know before the first sentence."""
    yield authorship.first(brief)
    if said := authorship.words(brief):
        yield said + (" Not reviewed by a person." if is_draft(brief) else "")
    if brief.share is not None:
        yield (
            "Shared without the articles: only the quotes behind what is printed are in it. `briefing verify --sources "
            "DIR` completes the check where the articles are."
        )
    if brief.method.degraded:
        yield f"{_degraded(brief)} The method note has the particulars."


def _degraded(brief: Brief) -> str:
    what = "part of the model's work was missing or refused"
    if brief.method.mode == "extractive":
        what = "the model gave nothing that could be used"
    return f"Degraded: {what}, and the articles' own sentences stand in for it."


def method(brief: Brief) -> Iterator[str]:
    """Say how the brief was made, with the statement on generative AI that ICS 206-01 asks of a product's sourcing."""
    yield authorship.ai_use(brief, "No person has reviewed it." if is_draft(brief) else f"{standing(brief)}.")
    yield from authorship.judge(brief)
    yield _work(brief)
    counts = Counter(rejected.stage for rejected in brief.rejected)
    if named := [
        f"{STAGES[stage].lower()}: {counts[stage]:,}{_why(brief, stage)}" for stage in STAGES if counts[stage]
    ]:
        yield f"Not in the brief, with the reasons under “Rejected”: {'; '.join(named)}."
    yield from _without(brief)
    yield from _reviewed(brief)
    if brief.house_notes:
        yield (
            "Notes marked h1, h2 and so on, and flags, are the house's own, from its tables of names and terms; no "
            "quote and no claim was changed for them."
        )
    if brief.method.degraded:
        yield _degraded(brief)
    if brief.method.failures:
        yield "Failures: " + "; ".join(plain(failure).rstrip(".") for failure in brief.method.failures) + "."
    yield (
        "Citations lead to verbatim words of the articles. Origins are counted, not outlets: outlets that print one "
        "report are one origin, and an outlet without a credit proves nothing (“possibly”)."
    )
    yield f"Made on {day(brief.generated_at)}. Topic: {plain(brief.topic)}."


def _work(brief: Brief) -> str:
    note = brief.method
    made = f"{count(len(brief.claims), 'claim')}, after {note.claims_merged:,} were merged into others"
    if note.claims_proposed:
        made += f"; the model proposed {note.claims_proposed:,}, of which {note.claims_accepted:,} were accepted"
    parts = [f"Work: {made}"]
    if note.calls or note.cached:
        cost = "cost not known" if note.cost_usd is None else f"{note.cost_usd:.2f} USD"
        parts.append(
            f"{count(note.chunks, 'chunk')}, {count(note.calls, 'call')} ({note.cached:,} answered from the cache), "
            f"{note.prompt_tokens:,} tokens in, {note.completion_tokens:,} out, {cost}"
        )
    if note.prompts:
        # Eight characters tell one version of a prompt from the next; the JSON has the whole hash.
        prompts = ", ".join(f"{name} {digest[:8]}" for name, digest in sorted(note.prompts.items()))
        parts.append(f"prompts: {plain(prompts)}")
    return "; ".join(parts) + "."


def _why(brief: Brief, stage: Stage) -> str:
    """Why a model's proposals were refused, the commonest reason first: " (name without a source 8, said before 2)"."""
    if stage not in _PROPOSED:
        return ""
    codes = Counter(rejected.reason.code for rejected in brief.rejected if rejected.stage == stage)
    ordered = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
    named = (f"{_REASONS.get(code, code.replace('_', ' '))} {times:,}" for code, times in ordered)
    return f" ({', '.join(named)})"


def _without(brief: Brief) -> Iterator[str]:
    """Say which statements and which disagreements the brief would have with the origins that were left out."""
    found = brief.method.without
    if found is None:
        return
    head = f"Without {', '.join(map(plain, found.origins))}: {count(len(found.articles), 'article')} left out"
    if not found.fallen and not found.vanished:
        yield f"{head}; every statement and every disagreement stands all the same."
        return
    yield (
        f"{head}; {count(len(found.fallen), 'statement')} {'falls' if len(found.fallen) == 1 else 'fall'} and "
        f"{count(len(found.vanished), 'disagreement')} {'vanishes' if len(found.vanished) == 1 else 'vanish'}."
    )
    for label, lines in (("Fallen", found.fallen), ("Vanished", found.vanished)):
        shown = [f"“{plain(line)}”" for line in lines[:_MOST_FALLEN]]
        if len(lines) > len(shown):
            shown.append(f"and {len(lines) - len(shown):,} more, which the JSON lists")
        if shown:
            yield f"{label}: {'; '.join(shown)}."


def _reviewed(brief: Brief) -> Iterator[str]:
    """What a person did to it, and what of that could not be done."""
    review = brief.review
    if review is None:
        return
    counts = Counter(decision.kind for decision in review.decisions)
    done = ", ".join(f"{kind} {counts[kind]:,}" for kind in sorted(counts)) or "none"
    yield f"{standing(brief)}. Decisions carried out: {done}."
    for entry in review.unapplied:
        on = f" on “{plain(entry.statement)}”" if entry.statement else ""
        yield f"Decision not carried out: {entry.kind}{on}: {plain(entry.reason.detail)}."
