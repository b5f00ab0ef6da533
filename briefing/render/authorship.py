"""Whose words a brief is in, and who checked them: what a reader is told first, and more of it in the method note."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.judge import ENOUGH, LEAST
from briefing.records.brief import Brief, JudgeScore
from briefing.render.display import count, plain
from briefing.render.proposals import copied, origin_of_words

_OWN = "every sentence is a source's own words"


def first(brief: Brief) -> str:
    """Say how the brief was checked: by whom, and how whoever did it fared with what code had planted."""
    score = brief.method.judge
    if score is not None:
        return _trusted(score) if score.trusted else _untrusted(score)
    if brief.method.model is None:
        return (
            "No language model was used: a digest of the articles' own sentences, chosen and put in order by code. A "
            "model would tell agreement from disagreement (--model NAME)."
        )
    if brief.method.mode == "extractive" and not brief.method.claims_accepted:
        return f"No usable reply came from the model {writer(brief)}; the method note says why. A digest: {_OWN}."
    if brief.method.mode == "extractive":
        return f"Chosen and put in order by {writer(brief)}; {_OWN}."
    if brief.schema_version == 1:
        return f"Wording by {writer(brief)}, held against the quoted words by the rules of an earlier edition."
    return "No model has judged whether the quoted words carry these sentences."


def _trusted(score: JudgeScore) -> str:
    return (
        f"Checked by {_judge(score)}, which caught {score.false_caught:,} of {score.false_planted:,} planted faults "
        f"and passed {score.true_passed:,} of {score.true_planted:,} planted true statements."
    )


def _untrusted(score: JudgeScore) -> str:
    if not score.asked:
        return f"The checking model {_judge(score)} gave no answer: {_OWN}."
    did = f"caught {score.false_caught:,} of {score.false_planted:,} planted faults"
    if score.false_caught >= ENOUGH * score.false_planted:
        did += f" and passed {score.true_passed:,} of {score.true_planted:,} planted true statements"
        if min(score.false_planted, score.true_planted) < LEAST:
            did += ", too few to tell"
    return f"The checking model {_judge(score)} {did}; its judgement was not used: {_OWN}."


def _judge(score: JudgeScore) -> str:
    return plain(score.model) if score.model else "a language model"


def writer(brief: Brief) -> str:
    """Name the model that wrote."""
    return plain(brief.method.model) if brief.method.model else "a language model"


def words(brief: Brief) -> str | None:
    """Say whose words the items are, where a model wrote any."""
    same = copied(brief)
    copies = f" ({same:,} word for word an article's)" if same else ""
    if brief.method.mode == "extractive":
        return None
    if brief.method.mode == "model":
        return f"Wording by {writer(brief)}{copies}."
    total = len(brief.bottom_line) + sum(len(section.items) for section in brief.sections)
    return (
        f"{brief.method.items_by_model:,} of {count(total, 'item')} are in the words of {writer(brief)}{copies}; those "
        "in quotation marks are the articles' own."
    )


def ai_use(brief: Brief, review: str) -> str:
    """Make the statement on generative AI that ICS 206-01 asks of a product's sourcing; `review` ends it."""
    note = brief.method
    if note.mode == "extractive" and note.model is None:
        return (
            "Use of generative AI: none. Sentences were chosen, grouped and put in order by code, and all that stands "
            "in quotation marks is verbatim."
        )
    where = _where(note.base_url)
    if note.mode == "extractive":
        by = writer(brief) if note.claims_accepted else "code"
        return (
            f"Use of generative AI: {writer(brief)}{where} was asked, and no sentence is in its words. Sentences were "
            f"chosen, grouped and put in order by {by}."
        )
    return (
        f"Use of generative AI: {writer(brief)}{where} proposed statements, their kind, status and weight, which of "
        "them state one fact or disagree, and the wording. Code refused each number, date, time, name and quotation "
        "that does not stand in the words cited; what a sentence means was left to the judge. Quotes, days, counts of "
        f"origins and ratings are computed. In the text, {origin_of_words(brief)}. {review}"
    )


def _where(base_url: str | None) -> str:
    """Say who served the model. A host has no blank; a recording may say instead how its replies came."""
    if not base_url:
        return ""
    return f" ({plain(base_url)})" if " " in base_url else f" at {plain(base_url)}"


def judge(brief: Brief) -> Iterator[str]:
    """Give all figures of the judge."""
    score = brief.method.judge
    if score is None:
        return
    trusted = "trusted" if score.trusted else "not trusted, and none of its verdicts count"
    yield (
        f"Judge: {_judge(score)} was asked whether the quoted words carry {count(score.asked, 'statement')}, and "
        f"refused {score.refused:,}. Beside these code had planted {score.false_planted:,} that are false for certain, "
        f"of which it caught {score.false_caught:,}, and {score.true_planted:,} that are true, of which it passed "
        f"{score.true_passed:,}. It was {trusted}: that takes nine tenths of each, and at least ten planted."
    )
