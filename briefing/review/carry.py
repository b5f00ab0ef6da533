"""The decisions on claims, carried out on the clusters of a run, before anything is computed from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing import dates
from briefing.extract import Reading
from briefing.grounding import Fault
from briefing.records.brief import Rejected
from briefing.records.claim import Claim, Cluster, EventDate
from briefing.records.desk import Decision, DecisionKind, Unapplied
from briefing.records.record import Reason
from briefing.review import checks
from briefing.review.decisions import Entry, Sheet
from briefing.review.match import find

_WHY = 'say why it stands with reason = "analyst: ..."'
_GONE = "nothing in today's articles rests on these words any more, or it says something else now"


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
    notices: list[str] = field(default_factory=list)

    def refuse(self, kind: DecisionKind, entry: Entry, code: str, detail: str) -> None:
        """Note a decision that was not carried out."""
        self.unapplied.append(Unapplied(kind=kind, statement=entry.text, reason=Reason(code=code, detail=detail)))

    def done(self, kind: DecisionKind, ids: Sequence[str], was: str | None, now: str | None, why: str | None) -> None:
        """Note a decision that was."""
        self.decisions.append(Decision(kind=kind, claim_ids=tuple(ids), was=was, now=now, reason=why))


def carry(sheet: Sheet, clusters: Sequence[Cluster], readings: Sequence[Reading]) -> Carried:
    """Carry out the decisions on claims. Those on sentences wait until there are sentences (`reprinted`)."""
    work = _Work(sheet, clusters, readings)
    # All are found before the first is carried out, which changes wordings and clusters.
    found = {e.name: find(e, clusters, work.hashes) for e in sheet.entries if e.on == "claim" and kinds(e)}
    for entry in sheet.entries:
        if entry.on == "claim" and kinds(entry):
            cluster = found[entry.name]
            if cluster is None:
                for kind in kinds(entry):
                    work.out.refuse(kind, entry, "not_found", _GONE)
            else:
                work.decide(entry, cluster.id)
    work.out.clusters = tuple(work.clusters.values())
    return work.out


def kinds(entry: Entry) -> list[DecisionKind]:
    """The decisions that an entry holds, in the order in which they are carried out."""
    held: dict[DecisionKind, object] = {
        "strike": entry.strike,
        "merge": entry.merge,
        "edit": entry.edit,
        "split": entry.split,
        "date": entry.date,
        "attribution": entry.attribution,
        "note": entry.note,
        "pin": entry.pin,
    }
    return [kind for kind, value in held.items() if value]


class _Work:
    """The clusters by id while they change."""

    def __init__(self, sheet: Sheet, clusters: Sequence[Cluster], readings: Sequence[Reading]) -> None:
        self.sheet = sheet
        self.clusters = {cluster.id: cluster for cluster in clusters}
        self.before = list(clusters)
        self.readings = {reading.article.id: reading for reading in readings}
        self.hashes = {reading.article.id: reading.article.text_sha256 for reading in readings}
        self.out = Carried((), self.readings)
        self._last = len(clusters)

    def decide(self, entry: Entry, cluster_id: str) -> None:
        """Carry out an entry's decisions on the cluster that it was found to be about."""
        if cluster_id not in self.clusters:
            for kind in kinds(entry):
                self.out.refuse(kind, entry, "gone", "another decision has struck it or merged it into another claim")
            return
        if entry.strike:
            self._strike(entry, cluster_id)
        if entry.merge:
            self._merge(entry, cluster_id)
        if entry.edit:
            self._reword(entry, cluster_id, "edit", (entry.edit,))
        ids = self._reword(entry, cluster_id, "split", entry.split) if entry.split else (cluster_id,)
        if entry.date:
            self._date(entry, cluster_id)
        if entry.attribution:
            self._attribute(entry, cluster_id)
        if entry.note:
            self.out.done("note", ids, None, entry.note, None)
        if entry.pin:
            for each in ids:
                # What a wider claim says too is not printed by itself; a pin asks for just that.
                self.clusters[each] = replace(self.clusters[each], within=None)
            self.out.pinned |= set(ids)
            self.out.done("pin", ids, None, None, None)

    def _strike(self, entry: Entry, cluster_id: str) -> None:
        cluster = self.clusters.pop(cluster_id)
        for each in [c for c in self.clusters.values() if c.within == cluster_id]:
            self.clusters[each.id] = replace(each, within=None)
        known = {anchor.source for anchor in entry.at}
        for claim in cluster.claims:
            for text in checks.sentences(claim, self.readings):
                article = self.readings[claim.source_id].article
                reason = Reason(
                    code="struck", detail="struck in review" + (f" ({entry.reason})" if entry.reason else "")
                )
                self.out.rejected.append(
                    Rejected(source_id=article.id, path=article.path, stage="review", statement=text, reason=reason)
                )
            if not any(self.hashes[claim.source_id].startswith(source) for source in known):
                self.out.notices.append(
                    f"review: struck with “{entry.text}”, and new since: “{claim.statement}” ({claim.source_id})"
                )
        self.out.done("strike", (), cluster.best.statement, None, entry.reason)

    def _merge(self, entry: Entry, cluster_id: str) -> None:
        for name in entry.merge:
            other = find(self.sheet.named(name), self.before, self.hashes)
            if other is None or other.id not in self.clusters or other.id == cluster_id:
                already = other is not None and other.id == cluster_id
                self.out.refuse("merge", entry, "not_found", f"{name}: {'is this claim already' if already else _GONE}")
                continue
            into, other = self.clusters[cluster_id], self.clusters[other.id]
            claims = (*into.claims, *other.claims)
            # An edited wording is held to all the quotes when it comes.
            wrong = [] if entry.edit else self._against(into.best.statement, other.claims)
            if wrong and not entry.reason:
                self.out.refuse("merge", entry, "check", "; ".join(wrong))
                continue
            del self.clusters[other.id]
            for each in [c for c in self.clusters.values() if c.within == other.id]:
                self.clusters[each.id] = replace(each, within=cluster_id if each.id != cluster_id else None)
            self.clusters[cluster_id] = replace(self.clusters[cluster_id], claims=claims)
            now, why = entry.edit or into.best.statement, entry.reason if wrong else None
            self.out.done("merge", (cluster_id,), other.best.statement, now, why)

    def _against(self, statement: str, claims: Sequence[Claim]) -> list[str]:
        """What the checks say of a statement, for each article behind some claims."""
        found = {key: self._faults(statement, claims, key) for key in checks.sources(claims)}
        return [f"{self._outlet(key)}: {checks.words(faults)}" for key, faults in found.items() if faults]

    def _faults(self, statement: str, claims: Sequence[Claim], source_id: str) -> tuple[Fault, ...]:
        return checks.faults(statement, claims, source_id, self.readings)

    def _outlet(self, source_id: str) -> str:
        article = self.readings[source_id].article
        return article.publisher or article.title or source_id

    def _reword(self, entry: Entry, cluster_id: str, kind: DecisionKind, texts: Sequence[str]) -> tuple[str, ...]:
        """Put a claim into other words, or into several claims; sources that do not carry them keep their own."""
        cluster = self.clusters[cluster_id]
        keys = checks.sources(cluster.claims)
        carriers = {text: [key for key in keys if not self._faults(text, cluster.claims, key)] for text in texts}
        for text, holds in carriers.items():
            if not holds and not entry.reason:
                wrong = checks.words(self._faults(text, cluster.claims, cluster.best.source_id))
                self.out.refuse(kind, entry, "check", f"“{text}” does not pass the checks: {wrong}. Mend it, or {_WHY}")
                return (cluster_id,)
        ids = []
        for place, (text, holds) in enumerate(carriers.items()):
            new_id = cluster_id if place == 0 else self._next()
            self.clusters[new_id] = self._worded(cluster, text, holds or keys, new_id, several=len(texts) > 1)
            ids.append(new_id)
            self.out.done(kind, (new_id,), cluster.best.statement, text, None if holds else entry.reason)
        told = {key for holds in carriers.values() for key in holds or keys}
        self._leftover([c for c in cluster.claims if c.source_id not in told], ids[0])
        return tuple(ids)

    def _next(self) -> str:
        self._last += 1
        return f"c{self._last}"

    def _worded(self, cluster: Cluster, text: str, holds: Sequence[str], new_id: str, *, several: bool) -> Cluster:
        """The claim in a reviewer's words. Its day is the one that they name, else what it was; so is its status."""
        own = [c for c in cluster.claims if c.source_id in holds]
        base = cluster.best if cluster.best.source_id in holds else own[0]
        reading = self.readings[base.source_id]
        event = _event(text, reading) or base.event
        translated = reading.foreign and not any(text in e.quote for e in base.evidence)
        best = replace(base, statement=text, wording="edited", check="edited", event=event, translated=translated)
        claims = tuple(replace(c, event=event) for c in own) if several else tuple(own)
        return replace(cluster, id=new_id, best=best, claims=claims)

    def _leftover(self, claims: Sequence[Claim], wide: str) -> None:
        """What sources say that do not carry the new words stays a claim of its own."""
        if claims:
            new = Cluster(self._next(), claims[0], tuple(claims), within=wide)
            self.clusters[new.id] = new

    def _date(self, entry: Entry, cluster_id: str) -> None:
        cluster, date = self.clusters[cluster_id], entry.date or ""
        said = next((c.event for c in (cluster.best, *cluster.claims) if c.event and c.event.date), None)
        if said and said.date and not (said.date.startswith(date) or date.startswith(said.date)) and not entry.reason:
            self.out.refuse(
                "date",
                entry,
                "date",
                f"its quotes give {said.date}, not {date}. Mend it, or {_WHY}",
            )
            return
        words = next((c.event.as_written for c in (cluster.best, *cluster.claims) if c.event), "")
        event = EventDate(date, entry.precision, words)
        claims = tuple(replace(c, event=event) for c in cluster.claims)
        self.clusters[cluster_id] = replace(cluster, best=replace(cluster.best, event=event), claims=claims)
        self.out.done("date", (cluster_id,), said.date if said else words or None, date, entry.reason)

    def _attribute(self, entry: Entry, cluster_id: str) -> None:
        cluster, who = self.clusters[cluster_id], entry.attribution or ""
        naming = [k for k in checks.sources(cluster.claims) if checks.names(who, k, self.readings)]
        if not naming and not entry.reason:
            self.out.refuse(
                "attribution",
                entry,
                "attribution",
                f"{who!r} stands in none of its articles. Mend it, or {_WHY}",
            )
            return
        keys = naming or checks.sources(cluster.claims)

        def said(claim: Claim) -> Claim:
            return replace(claim, attribution=who) if claim.source_id in keys else claim

        was = cluster.best.attribution
        self.clusters[cluster_id] = replace(
            cluster, best=said(cluster.best), claims=tuple(said(claim) for claim in cluster.claims)
        )
        self.out.done("attribution", (cluster_id,), was, who, None if naming else entry.reason)


def _event(text: str, reading: Reading) -> EventDate | None:
    """The day that words name outright, where it is one: "on 11 March", and not "on Tuesday" or "10 to 12 March"."""
    found = dates.find(text, published=reading.published, as_of=reading.as_of)
    days = [m for m in found if m.day is not None and m.month is not None]
    if len(days) != 1 or days[0].date is None or days[0].end_date is not None:
        return None
    return EventDate(days[0].date, "day", days[0].text)
