"""Whose words a brief is in, and who checked them: what a reader is told first, and more of it in the method note."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.records.brief import ENOUGH, LEAST, Brief, JudgeScore
from briefing.render.display import count, plain
from briefing.text.normal import fold

_OWN = "every sentence is a source's own words"


def first(brief: Brief) -> str:
    """Say how the brief was checked: by whom, and how whoever did it fared with what code had planted."""
    note = brief.method
    if note.judge is not None:
        return _trusted(note.judge) if note.judge.trusted else _untrusted(note.judge)
    if note.model is None:
        return (
            "No language model was used: a digest of the articles' own sentences, chosen and put in order by code. A "
            "model would tell agreement from disagreement (--model NAME)."
        )
    if note.mode == "extractive" and not note.claims_accepted:
        return f"No usable reply came from the model {plain(note.model)}; the method note says why. A digest: {_OWN}."
    if note.mode == "extractive":
        return f"Chosen and put in order by {plain(note.model)}; {_OWN}."
    return "No model has judged whether the quoted words carry these sentences."


def _trusted(score: JudgeScore) -> str:
    return (
        f"Checked by {_named(score.model)}, which caught {score.false_caught:,} of {score.false_planted:,} planted "
        f"faults and passed {score.true_passed:,} of {score.true_planted:,} planted true statements."
    )


def _untrusted(score: JudgeScore) -> str:
    who = f"The checking model {_named(score.model)}"
    if not score.asked:
        return f"{who} gave no answer: {_OWN}."
    did = f"caught {score.false_caught:,} of {score.false_planted:,} planted faults"
    if score.false_caught >= ENOUGH * score.false_planted:
        did += f" and passed {score.true_passed:,} of {score.true_planted:,} planted true statements"
        if min(score.false_planted, score.true_planted) < LEAST:
            did += ", too few to tell"
    return f"{who} {did}; its judgement was not used: {_OWN}."


def _named(model: str | None) -> str:
    return plain(model) if model else "a language model"


def words(brief: Brief) -> str | None:
    """Say whose words the items are, where a model wrote any."""
    note = brief.method
    same = _copied(brief)
    copies = f" ({same:,} word for word an article's)" if same else ""
    if note.mode == "extractive":
        return None
    if note.mode == "model":
        return f"Wording by {_named(note.model)}{copies}."
    return (
        f"{note.items_by_model:,} of {count(len(brief.items), 'item')} are in the words of {_named(note.model)}"
        f"{copies}; those in quotation marks are the articles' own."
    )


def ai_use(brief: Brief, review: str) -> str:
    """Make the statement on generative AI that ICS 206-01 asks of a product's sourcing; `review` ends it."""
    note = brief.method
    if note.mode == "extractive" and note.model is None:
        return (
            "Use of generative AI: none. Sentences were chosen, grouped and put in order by code, and all that stands "
            "in quotation marks is verbatim."
        )
    host = plain(note.base_url or "")
    # A host has no blank; a recording may say instead how its replies came.
    who = _named(note.model) + (f" ({host})" if " " in host else f" at {host}" if host else "")
    if note.mode == "extractive":
        by = _named(note.model) if note.claims_accepted else "code"
        return (
            f"Use of generative AI: {who} was asked, and no sentence is in its words. Sentences were chosen, grouped "
            f"and put in order by {by}."
        )
    same = _copied(brief)
    aside = f" ({same:,} of them word for word an article's)" if same else ""
    return (
        f"Use of generative AI: {who} proposed statements, their kind, status and weight, which of them state one fact "
        "or disagree, and the wording. Code refused each number, date, time, name and quotation that does not stand in "
        "the words cited; what a sentence means was left to the judge. Quotes, days, counts of origins and ratings are "
        f"computed. In the text, {count(note.items_by_model, 'item')} in the model's words{aside}, "
        f"{note.items_verbatim:,} verbatim. {review}"
    )


def judge(brief: Brief) -> Iterator[str]:
    """Give all figures of the judge."""
    score = brief.method.judge
    if score is None:
        return
    trusted = "trusted" if score.trusted else "not trusted, and none of its verdicts count"
    yield (
        f"Judge: {_named(score.model)} was asked whether the quoted words carry {count(score.asked, 'statement')}, and "
        f"refused {score.refused:,}. Beside these code had planted {score.false_planted:,} that are false for certain, "
        f"of which it caught {score.false_caught:,}, and {score.true_planted:,} that are true, of which it passed "
        f"{score.true_passed:,}. It was {trusted}: that takes nine tenths of each, and at least ten planted."
    )


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
