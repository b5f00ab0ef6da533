"""The run with a model: extract, judge, relate, compose. Each stage proposes; code and the judge decide."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing import compose
from briefing.askers import Askers
from briefing.assembly import Findings, Standing
from briefing.digest.topic_fit import section
from briefing.extract import Extracted, Proposal, again, extract, line_itself, refusal
from briefing.judge import Judge, Pair, Verdict
from briefing.material import Material
from briefing.model import Asker
from briefing.options import Options
from briefing.prompts import Topic
from briefing.records.article import Article, Sentence
from briefing.records.brief import Discrepancy, JudgeScore, Rejected, Stage
from briefing.records.claim import Cluster
from briefing.records.record import Reason
from briefing.relate import disputes, facts, figures, gaps, relate
from briefing.relate.corroboration import Corroboration, contradict

# Reports of one figure that the judge is shown; more of them say the same.
_REPORTS = 4


@dataclass(frozen=True, slots=True)
class Accepted:
    """The claims that stand, by their places among all that were proposed, and what was refused on the way."""

    proposals: Mapping[int, Proposal]
    rejected: tuple[Rejected, ...]
    accepted: int


@dataclass(frozen=True, slots=True)
class Unusable:
    """A run whose judge cannot be believed, or of whose claims none stands: what was proposed, and what left out."""

    judge: Judge
    extracted: Extracted
    rejected: tuple[Rejected, ...]

    @property
    def score(self) -> JudgeScore | None:
        """How the judge did; None where nothing was put to it."""
        return self.judge.score if self.judge.wanted else None


async def modelled(
    material: Material,
    askers: Askers,
    opts: Options,
    standing: Callable[[Sequence[Cluster]], Standing],
) -> Findings | Unusable:
    """The findings; or `Unusable`, where nothing that a model says counts."""
    topic, articles = material.topic, {article.id: article for article in material.articles}
    judge = Judge(askers.judge, name=askers.judge_name)
    extracted = await extract(material.readings, topic, askers.writer, section=_section(topic), progress=opts.progress)
    verdicts, related = await asyncio.gather(
        judge.verdicts(_asked(extracted.proposals), progress=opts.progress),
        relate(extracted.proposals, topic, askers.writer, askers.near),
    )
    opts.progress("relate", 1, 1)
    if not believed(judge):
        return Unusable(judge, extracted, (*extracted.rejected, *_at_fault(extracted.proposals)))
    accepted = await _accepted(extracted.proposals, verdicts, topic, askers.writer, judge)
    left_out = (*extracted.rejected, *accepted.rejected)
    if not believed(judge) or not accepted.accepted:
        return Unusable(judge, extracted, left_out)
    disputed = disputes.kept(related.disputes, accepted.proposals)
    clusters, homes = facts.clusters(accepted.proposals, related.groups, disputes.apart(disputed))
    kept = standing(clusters)
    homes = {place: key for place, key in homes.items() if key in kept.credit}
    overtaken = facts.overtaken(accepted.proposals, related.groups, homes)
    proposed = disputes.records(disputed, accepted.proposals, homes)
    withheld = _withheld(accepted.proposals, homes)
    (written, table, refused), (real, unreal) = await asyncio.gather(
        _written(kept, proposed, overtaken, withheld, material, askers, judge, opts),
        disputes.judged(disputed, accepted.proposals, judge, askers.judge),
    )
    opts.progress("compose", 1, 1)
    await judge.decided()
    if not believed(judge):
        return Unusable(judge, extracted, (*left_out, *refused, *unreal))
    if not judge.wanted:
        # A judge that was put to no test confirms nothing.
        real, unreal = (), (*unreal, *map(_untested, real))
    confirmed = disputes.records(real, accepted.proposals, homes)
    ranked = compose.facts(kept.clusters, kept.origins, articles, confirmed, newest(material, opts), overtaken)
    words, _ = compose.room(opts.length, _words(material))
    credit = _contradicted(kept, confirmed)
    labelled = [cluster for cluster in kept.clusters if cluster.id in table]
    stale = frozenset(fact.id for fact in ranked if fact.stale)
    figured = figures.key_figures(labelled, confirmed, kept.origins, articles, stale)
    computed = gaps.computed(kept.clusters, material.articles, credit, figured, topic.sections, opts.date)
    return Findings(
        clusters=kept.clusters,
        credit=credit,
        figures=figured,
        timeline=compose.timeline(ranked),
        discrepancies=confirmed,
        gaps=(*gaps.sourced(kept.clusters, stale), *computed),
        composed=compose.finished(written, ranked, topic, words=words, pinned=kept.pinned.union(withheld.values())),
        on_topic=frozenset(e.source_id for c in kept.clusters for claim in c.claims for e in claim.evidence),
        rejected=(*left_out, *unreal, *refused),
        judge=judge.score if judge.wanted else None,
        chunks=extracted.chunks,
        proposed=extracted.proposed,
        accepted=accepted.accepted,
    )


async def _written(
    kept: Standing,
    proposed: Sequence[Discrepancy],
    overtaken: frozenset[str],
    withheld: Mapping[str, str],
    material: Material,
    askers: Askers,
    judge: Judge,
    opts: Options,
) -> tuple[compose.Draft, frozenset[str], tuple[Rejected, ...]]:
    """The text, the facts whose figure is called what it is, and what was refused of both.

    The facts that are `withheld` are shown to no model; they stand in the sections in their own words.
    """
    articles = {article.id: article for article in material.articles}
    today = newest(material, opts)
    every = compose.facts(kept.clusters, kept.origins, articles, proposed, today, overtaken)
    aside = tuple(fact for fact in every if fact.id in withheld)
    ranked = tuple(fact for fact in every if fact.id not in withheld)
    words, bottom_words = compose.room(opts.length, _words(material))
    leading = compose.led(ranked, kept.fresh)
    draft = await compose.draft(
        leading, proposed, material.topic, askers.writer, today=today, words=words, bottom_words=bottom_words
    )
    known = material.readings[0].known if material.readings else ()
    plain = compose.plain(ranked, material.topic, bottom_words=bottom_words)
    checked = compose.checked(draft or plain, articles, today=today, known=known)
    table = figures.key_figures(kept.clusters, proposed, kept.origins, articles)
    labels = _labels(figures.labelled(table, kept.clusters, articles), kept, articles, today)
    verdicts = await judge.verdicts((*checked.pairs.values(), *labels.values()))
    written, refused = compose.settled(checked, verdicts)
    written = compose.joined(written, aside)
    good = frozenset(key for key, pair in labels.items() if (said := verdicts.get(pair)) is not None and said.holds)
    wrong = [(pair.statement, verdicts.get(pair)) for key, pair in labels.items() if key not in good]
    unlabelled = tuple(_mislabelled(text, verdict) for text, verdict in wrong)
    return written, good, (*refused, *unlabelled)


def _withheld(proposals: Mapping[int, Proposal], homes: Mapping[int, str]) -> Mapping[str, str]:
    """The facts on lines that the server refused to read, each with the first of its article's, which is told."""
    first: dict[str, str] = {}
    mine = [(homes[place], p.cited[0].source_id) for place, p in proposals.items() if p.withheld and place in homes]
    return {fact: first.setdefault(article, fact) for fact, article in mine}


def _labels(
    said: Mapping[str, str], kept: Standing, articles: Mapping[str, Article], today: str | None
) -> dict[str, Pair]:
    """What the judge is asked about each figure: whether its claims say that this is what it counts."""
    lines = {
        c.id: tuple(dict.fromkeys(compose.line(claim, articles) for claim in c.claims))[:_REPORTS]
        for c in kept.clusters
        if c.id in said
    }
    around = tuple(line for mine in lines.values() for line in mine)
    return {key: Pair(text, lines[key], reported=today, lines=around) for key, text in said.items()}


def _mislabelled(text: str, verdict: Verdict | None) -> Rejected:
    why = "the judge gave no verdict" if verdict is None else f"its claims do not say “{verdict.words or text}”"
    return Rejected(stage="judge", statement=text, reason=Reason(code="figure", detail=why))


def _untested(dispute: disputes.Dispute) -> Rejected:
    why = "no statement was left to judge, so nothing could be planted that would show whether to believe the judge"
    return Rejected(stage="judge", statement=dispute.question, reason=Reason(code="untrusted", detail=why))


def _contradicted(kept: Standing, confirmed: Sequence[Discrepancy]) -> Mapping[str, Corroboration]:
    """The credit of the facts, less what a conflict takes from its sides."""
    sides = {i for d in confirmed if d.kind == "conflict" for p in d.positions for i in p.claim_ids}
    return {c.id: contradict(c, kept.credit[c.id]) if c.id in sides else kept.credit[c.id] for c in kept.clusters}


def believed(judge: Judge) -> bool:
    """Whether the judge may be believed so far; where nothing was put to it, there is nothing to believe."""
    return judge.score.trusted or not judge.wanted


def newest(material: Material, opts: Options) -> str | None:
    """The brief's day: as given, else that of the newest article."""
    days = [article.published[:10] for article in material.articles if article.published]
    return opts.date.isoformat() if opts.date else max(days, default=None)


def _words(material: Material) -> int:
    return sum(len(article.text.split()) for article in material.articles if article.duplicate_of is None)


def _section(topic: Topic) -> Callable[[Sentence], str]:
    return lambda line: section(topic, line.text)


def _asked(proposals: Sequence[Proposal]) -> tuple[Pair, ...]:
    return tuple(p.pair for p in proposals if not p.copied and not p.faults)


async def _accepted(
    proposals: Sequence[Proposal],
    verdicts: Mapping[Pair, Verdict],
    topic: Topic,
    asker: Asker,
    judge: Judge,
) -> Accepted:
    """The proposals that hold, and for each of the others a better one, or else the line itself."""
    kept: dict[int, Proposal] = {}
    rejected: list[Rejected] = []
    refused: list[tuple[int, Proposal, str]] = []
    for place, proposal in enumerate(proposals):
        verdict = None if proposal.copied or proposal.faults else verdicts.get(proposal.pair)
        if proposal.copied or (verdict is not None and verdict.holds):
            kept[place] = proposal
            continue
        code, detail = _why(proposal, verdict)
        stage: Stage = "check" if proposal.faults else "judge"
        rejected.append(refusal(proposal.reading.article, stage, proposal.claim.statement, code, detail))
        if code != "instructions":
            refused.append((place, proposal, detail))
    accepted = sum(p.label != "" for p in kept.values())
    # Where the judge gave no verdict there is nothing that the writer could mend.
    judged = [each for each in refused if each[1].faults or each[1].pair in verdicts]
    better = await _better(judged, topic, asker, judge) if asker.reask and judged else {}
    for place, proposal, _ in refused:
        kept[place] = better.get(place) or line_itself(proposal.line, proposal.reading, "", like=proposal.claim)
    return Accepted(dict(sorted(kept.items())), tuple(rejected), accepted + len(better))


def _at_fault(proposals: Sequence[Proposal]) -> Iterator[Rejected]:
    """The proposals that code refuses, whatever a judge says."""
    for p in proposals:
        if p.faults:
            yield refusal(p.reading.article, "check", p.claim.statement, *_why(p, None))


async def _better(
    refused: Sequence[tuple[int, Proposal, str]], topic: Topic, asker: Asker, judge: Judge
) -> dict[int, Proposal]:
    """What the model writes when it is told why, so far as it holds."""
    found = await again([(proposal, detail) for _, proposal, detail in refused], topic, asker)
    new = {refused[n][0]: proposal for n, proposal in found.items()}
    verdicts = await judge.verdicts(_asked(tuple(new.values())))
    return {
        place: proposal
        for place, proposal in new.items()
        if proposal.copied or ((verdict := verdicts.get(proposal.pair)) is not None and verdict.holds)
    }


def _why(proposal: Proposal, verdict: Verdict | None) -> tuple[str, str]:
    """The code and the reason of a refusal, in words that help whoever writes the statement anew."""
    if proposal.faults:
        return proposal.faults[0].code, " ".join(fault.detail for fault in proposal.faults)
    if verdict is None:
        return "not_judged", "The judge gave no verdict."
    if verdict.order:
        return "instructions", "its line speaks to whoever sums up the article, not to its readers"
    return "unsupported", f"The lines do not say {verdict.said}."
