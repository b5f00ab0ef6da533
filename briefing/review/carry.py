"""The decisions on claims, carried out on the clusters of a run, before anything is computed from them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from briefing import dates, grounding
from briefing.extract import Reading, refusal
from briefing.grounding import Fault, Passage
from briefing.records.brief import Rejected
from briefing.records.claim import Claim, Cluster, EventDate
from briefing.records.desk import Decision, DecisionKind, Unapplied
from briefing.records.record import Reason
from briefing.review.entries import Anchor, Entry, Sheet, anchors, meet
from briefing.text.normal import fold

WHY = 'Mend it, or say why it stands with reason = "analyst: ..."'
_GONE = "nothing in today's articles rests on these words any more, or it says something else now"
# Of one sentence a run can make several claims. One that is worded otherwise than the entry is it when so much of
# their letters is the same (difflib's ratio, which holds two thirds for a close rewrite).
_LIKE = 0.6


@dataclass(slots=True)
class Carried:
    """The clusters as decided, what was done and what could not be, and the clusters that must be printed.

    `readings` are those of the articles that the clusters rest on, by id.
    """

    clusters: tuple[Cluster, ...]
    readings: Mapping[str, Reading] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    unapplied: list[Unapplied] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    pinned: set[str] = field(default_factory=set)

    def refuse(self, kind: DecisionKind, entry: Entry, code: str, detail: str) -> None:
        """Note a decision that was not carried out."""
        self.unapplied.append(Unapplied(kind=kind, statement=entry.text, reason=Reason(code=code, detail=detail)))

    def done(self, kind: DecisionKind, ids: Sequence[str], was: str | None, now: str | None, why: str | None) -> None:
        """Note a decision that was."""
        self.decisions.append(Decision(kind=kind, claim_ids=tuple(ids), was=was, now=now, reason=why))

    def anchors(self, claims: Sequence[Claim]) -> frozenset[Anchor]:
        """Where the quotes of some claims stand."""
        hashes = {claim.source_id: self.readings[claim.source_id].article.text_sha256 for claim in claims}
        return anchors([quote for claim in claims for quote in claim.evidence], hashes)

    def passages(self, claims: Sequence[Claim], source_id: str) -> tuple[Passage, ...]:
        """What some claims have from one article: its quotes, and what they say of them, which is accepted already.

        For names and dates the whole article counts.
        """
        reading = self.readings[source_id]
        own = [claim for claim in claims if claim.source_id == source_id]
        quotes = dict.fromkeys(quote.quote for quote in sorted({quote for claim in own for quote in claim.evidence}))
        said = dict.fromkeys(claim.statement for claim in own if claim.statement not in quotes)
        held = reading.passage(quotes)
        # A claim of an article in another language is told in English.
        return (held, replace(held, lines=tuple(said), language="en")) if said else (held,)

    def faults(self, statement: str, claims: Sequence[Claim], keys: Sequence[str]) -> tuple[Fault, ...]:
        """Why what some claims have from some articles does not carry a statement; empty when it does."""
        held = tuple(passage for key in keys for passage in self.passages(claims, key))
        return grounding.faults(statement, held, known=self.readings[keys[0]].known if keys else ())


def carry(sheet: Sheet, clusters: Sequence[Cluster], readings: Sequence[Reading]) -> Carried:
    """Carry out the decisions on claims. Those on sentences wait until there are sentences (`reprinted`)."""
    out = Carried((), {reading.article.id: reading for reading in readings})
    work = _Work(sheet, clusters, out)
    # All are found before the first is carried out, which changes wordings and clusters.
    entries = [entry for entry in sheet.entries if entry.on == "claim" and entry.decisions]
    for entry, found in [(entry, work.find(entry)) for entry in entries]:
        if found is not None and found.id in work.clusters:
            work.decide(entry, found.id)
            continue
        code, why = ("not_found", _GONE) if found is None else ("gone", "another decision struck it or merged it")
        for kind in entry.decisions:
            out.refuse(kind, entry, code, why)
    out.clusters = tuple(work.clusters.values())
    return out


def sources(claims: Sequence[Claim]) -> list[str]:
    """The articles behind some claims, in their order."""
    return list(dict.fromkeys(claim.source_id for claim in claims))


def words(found: Sequence[Fault]) -> str:
    """What the checks say."""
    return "; ".join(fault.detail for fault in found)


class _Work:
    """The clusters by id while they change."""

    def __init__(self, sheet: Sheet, clusters: Sequence[Cluster], out: Carried) -> None:
        self.sheet = sheet
        self.clusters = {cluster.id: cluster for cluster in clusters}
        self.before = [(cluster, out.anchors(cluster.claims)) for cluster in clusters]
        self.out = out
        self._ids = (f"c{n}" for n in count(len(clusters) + 1))

    def find(self, entry: Entry) -> Cluster | None:
        """The cluster that rests on the entry's words and says what it says; None where there is none."""
        best: tuple[tuple[bool, int, float], Cluster] | None = None
        for cluster, held in self.before:
            if not meet(held, entry.at):
                continue
            stated = [cluster.best.statement, *(claim.statement for claim in cluster.claims)]
            both = (difflib.SequenceMatcher(None, fold(entry.text), fold(text), autojunk=False) for text in stated)
            likeness = max(each.ratio() for each in both)
            rank = (entry.text in stated, len(held & entry.at), likeness)
            if likeness >= _LIKE and (best is None or rank > best[0]):
                best = (rank, cluster)
        return best[1] if best else None

    def decide(self, entry: Entry, cluster_id: str) -> None:
        """Carry out an entry's decisions on the cluster that it was found to be about."""
        if entry.strike:
            self._strike(entry, cluster_id)
        if entry.merge:
            self._merge(entry, cluster_id)
        ids = [cluster_id]
        if entry.texts:
            ids = self._reword(entry, cluster_id)
        if entry.date:
            self._date(entry, cluster_id)
        if entry.attribution:
            self._attribute(entry, cluster_id)
        if entry.note:
            self.out.done("note", ids if cluster_id in self.clusters else (), None, entry.note, None)
        if entry.pin:
            for each in ids:
                # What a wider claim says too is not printed by itself; a pin asks for just that.
                self.clusters[each] = replace(self.clusters[each], within=None)
            self.out.pinned |= set(ids)
            self.out.done("pin", ids, None, None, None)

    def _remove(self, cluster_id: str, into: str | None) -> Cluster:
        """Take a cluster out; what it was the wider one of is within `into` now."""
        for each in [c for c in self.clusters.values() if c.within == cluster_id]:
            self.clusters[each.id] = replace(each, within=into if each.id != into else None)
        return self.clusters.pop(cluster_id)

    def _strike(self, entry: Entry, cluster_id: str) -> None:
        cluster = self._remove(cluster_id, None)
        detail = "struck in review" + (f" ({entry.reason})" if entry.reason else "")
        for claim in cluster.claims:
            reading = self.out.readings[claim.source_id]
            for line in reading.lines:
                if any(quote.start < line.end and line.start < quote.end for quote in claim.evidence):
                    self.out.rejected.append(refusal(reading.article, "review", line.text, "struck", detail))
        self.out.done("strike", (), cluster.best.statement, None, entry.reason)

    def _merge(self, entry: Entry, cluster_id: str) -> None:
        for name in entry.merge:
            other = self.find(self.sheet.named(name))
            if other is None or other.id not in self.clusters or other.id == cluster_id:
                already = other is not None and other.id == cluster_id
                self.out.refuse("merge", entry, "not_found", f"{name}: {'is this claim already' if already else _GONE}")
                continue
            into, other = self.clusters[cluster_id], self.clusters[other.id]
            wrong: list[str] = []
            # An edited wording is held to all the quotes when it comes.
            for key in sources(other.claims) if not entry.edit else ():
                if faults := self.out.faults(into.best.statement, other.claims, [key]):
                    article = self.out.readings[key].article
                    wrong.append(f"{article.publisher or article.title or key}: {words(faults)}")
            if wrong and not entry.reason:
                self.out.refuse("merge", entry, "check", "; ".join(wrong))
                continue
            self._remove(other.id, cluster_id)
            self.clusters[cluster_id] = replace(self.clusters[cluster_id], claims=(*into.claims, *other.claims))
            now = entry.edit or into.best.statement
            self.out.done("merge", (cluster_id,), other.best.statement, now, entry.reason if wrong else None)

    def _reword(self, entry: Entry, cluster_id: str) -> list[str]:
        """Put a claim into other words, or into several claims; sources that do not carry them keep their own."""
        cluster = self.clusters[cluster_id]
        kind: DecisionKind = "edit" if entry.edit else "split"
        keys = sources(cluster.claims)
        carriers = {
            text: [key for key in keys if not self.out.faults(text, cluster.claims, [key])] for text in entry.texts
        }
        for text, holds in carriers.items():
            if not holds and not entry.reason:
                wrong = words(self.out.faults(text, cluster.claims, [cluster.best.source_id]))
                self.out.refuse(kind, entry, "check", f"“{text}” does not pass the checks: {wrong}. {WHY}")
                return [cluster_id]
        ids: list[str] = []
        for text, holds in carriers.items():
            ids.append(next(self._ids) if ids else cluster_id)
            self.clusters[ids[-1]] = self._worded(cluster, text, holds or keys, ids[-1], several=len(carriers) > 1)
            self.out.done(kind, ids[-1:], cluster.best.statement, text, None if holds else entry.reason)
        # What sources say that do not carry the new words stays a claim of its own.
        used = {key for holds in carriers.values() for key in holds or keys}
        if left := tuple(claim for claim in cluster.claims if claim.source_id not in used):
            new = Cluster(next(self._ids), left[0], left, within=cluster_id)
            self.clusters[new.id] = new
        return ids

    def _worded(self, cluster: Cluster, text: str, holds: Sequence[str], new_id: str, *, several: bool) -> Cluster:
        """The claim in a reviewer's words. Its day is the one that they name, else what it was; so is its status."""
        own = [claim for claim in cluster.claims if claim.source_id in holds]
        base = cluster.best if cluster.best.source_id in holds else own[0]
        reading = self.out.readings[base.source_id]
        event = _event(text, reading) or base.event
        translated = reading.foreign and not any(text in quote.quote for quote in base.evidence)
        best = replace(base, statement=text, wording="edited", check="edited", event=event, translated=translated)
        claims = tuple(replace(claim, event=event) if several else claim for claim in own)
        return replace(cluster, id=new_id, best=best, claims=claims)

    def _date(self, entry: Entry, cluster_id: str) -> None:
        cluster, date = self.clusters[cluster_id], entry.date or ""
        events = [claim.event for claim in (cluster.best, *cluster.claims) if claim.event]
        known = next((event.date for event in events if event.date), None)
        if known and not (known.startswith(date) or date.startswith(known)) and not entry.reason:
            self.out.refuse("date", entry, "date", f"its quotes give {known}, not {date}. {WHY}")
            return
        written = events[0].as_written if events else ""
        self._set(cluster, cluster.claims, event=EventDate(date, entry.precision, written))
        self.out.done("date", (cluster_id,), known or written or None, date, entry.reason)

    def _attribute(self, entry: Entry, cluster_id: str) -> None:
        cluster, who = self.clusters[cluster_id], entry.attribution or ""
        texts = {key: fold(self.out.readings[key].article.text) for key in sources(cluster.claims)}
        naming = [key for key, text in texts.items() if all(word in text for word in fold(who).split())]
        if not naming and not entry.reason:
            detail = f"{who!r} stands in none of its articles. {WHY}"
            self.out.refuse("attribution", entry, "attribution", detail)
            return
        self._set(cluster, [c for c in cluster.claims if c.source_id in (naming or texts)], attribution=who)
        self.out.done("attribution", (cluster_id,), cluster.best.attribution, who, None if naming else entry.reason)

    def _set(self, cluster: Cluster, those: Sequence[Claim], **values: object) -> None:
        """Give some claims of a cluster, and its best one if it is of their articles, other values."""
        keys = sources(those)

        def changed(claim: Claim) -> Claim:
            return replace(claim, **values) if claim.source_id in keys else claim  # type: ignore[arg-type]

        claims = tuple(map(changed, cluster.claims))
        self.clusters[cluster.id] = replace(cluster, best=changed(cluster.best), claims=claims)


def _event(text: str, reading: Reading) -> EventDate | None:
    """The day that words name outright, where it is one: "on 11 March", and not "on Tuesday" or "10 to 12 March"."""
    found = dates.find(text, published=reading.published, as_of=reading.as_of)
    days = [m for m in found if m.day is not None and m.month is not None]
    if len(days) != 1 or days[0].date is None or days[0].end_date is not None:
        return None
    return EventDate(days[0].date, "day", days[0].text)
