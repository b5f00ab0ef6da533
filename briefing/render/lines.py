"""Printed sentences: words, the citations behind them, and the marks before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.records.brief import Brief, Item, ItemSpan, Origins, Status
from briefing.records.desk import HouseNote
from briefing.render.display import count, day, is_english, language, plain, quoted
from briefing.render.remarks import Remarks
from briefing.render.sources import Cite, SourceList
from briefing.text.normal import fold

# Punctuation that a citation stands before ("on 11 March [1]."), but not the dot of "U.S." or of an initial.
_TAIL = re.compile(r"(?<=[^\s.,;:])[.,;:]$")
_DOTTED = re.compile(r"(?:^|\s)\S*(?:\.\S+|\b\w)\.$")


@dataclass(frozen=True, slots=True)
class Piece:
    """`words`, then their citations, then `after`: punctuation that closes them."""

    words: str
    cites: tuple[Cite, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """Words of a source in another language, behind a sentence in English: `lang` is the code of `language`."""

    language: str
    lang: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: `mark` is its status if not "confirmed", `tags` what else to know, `lang` set if not English.

    `reported` is the day of the report that a passage is from.
    `origins` are the fewest that stand behind one of its claims; None where it rests on no claim.
    `originals` are the words that an English sentence rests on where they are in another language.
    `remarks` are the analyst's and the house's, which say so; `house` are the house's notes that are marked here.
    """

    pieces: tuple[Piece, ...]
    reported: str | None = None
    mark: str | None = None
    tags: tuple[str, ...] = ()
    lang: str | None = None
    originals: tuple[Original, ...] = ()
    remarks: tuple[str, ...] = ()
    house: tuple[HouseNote, ...] = ()
    origins: Origins | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """The tags, and how many origins there are where each claim behind it has more than one."""
        corroborated = self.origins is not None and self.origins.established > 1
        return (*self.tags, origins_in_words(self.origins)) if corroborated else self.tags

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of all sources behind it."""
        return frozenset(cite.number for piece in self.pieces for cite in piece.cites)


def origins_in_words(origins: Origins | None) -> str:
    """Say how many origins there are: "1 origin", "2 origins, possibly 3"."""
    if origins is None:
        return ""
    possible = f", possibly {origins.possible:,}" if origins.possible > origins.established else ""
    return count(origins.established, "origin") + possible


class Lines:
    """Makes lines from the items and the other cited strings of one brief."""

    def __init__(self, brief: Brief, sources: SourceList) -> None:
        self._sources = sources
        self._today = brief.as_of or brief.period.end
        self._own_words = brief.method.mode == "model"
        self.remarks = Remarks(brief)
        self._conflicts = tuple(d for d in brief.discrepancies if d.kind == "conflict")
        self._differing = {
            i for d in brief.discrepancies if d.kind == "differs" for p in d.positions for i in p.claim_ids
        }
        current = {i for d in brief.discrepancies for p in d.positions if p not in d.outdated for i in p.claim_ids}
        self._outdated = {i for d in brief.discrepancies for p in d.outdated for i in p.claim_ids} - current

    def item(self, item: Item) -> Line:
        """Lay out an item, its citations behind its spans; verbatim words stand in quotation marks, run by run."""
        return Line(
            pieces=tuple(self._pieces(item)),
            reported=day(item.reported) if item.reported else None,
            mark=self._mark(item.claim_ids),
            tags=tuple(self._tags(item)),
            lang=self._lang(item.claim_ids) if item.wording != "model" else None,
            origins=self._origins(item.claim_ids),
            originals=tuple(self._originals(item)) if item.wording != "verbatim" else (),
            remarks=(*self.remarks.analyst(item.text, item.claim_ids), *self.remarks.flags(item.text, item.claim_ids)),
            house=self.remarks.marks(item.text, item.claim_ids),
        )

    def text(
        self, text: str, claim_ids: tuple[str, ...], *, status: Status = "confirmed", by: tuple[str, ...] | None = None
    ) -> Line:
        """Lay out a string that is cited as a whole: in quotation marks where a source has the very words.

        `by` are the sources that say so, where not all do that stand behind the claims. Those that say it in a
        sentence of their own are named after it.
        """
        words, after = plain(text).strip(), ""
        verbatim = self._is_verbatim(words, claim_ids)
        if not verbatim:
            words, after = _split_tail(words)
            # A sentence that was cut short is closed by a full stop of our own, which is not the source's.
            verbatim = after == "." and self._is_verbatim(words, claim_ids)
        words = quoted(words) if verbatim else words
        cites = self._sources.cites(claim_ids)
        if by is not None:
            known = {cite.number: cite for cite in cites}
            cites = tuple(known.get(cite.number, cite) for cite in self._sources.whole(by))
        lang = self._lang(claim_ids) if verbatim else None
        return Line(
            pieces=self._parted(text, claim_ids, Piece(words, cites, after)),
            mark=_mark(status),
            tags=(f"in {language(lang)}",) if lang is not None else (),
            lang=lang,
            origins=self._origins(claim_ids),
            remarks=self.remarks.flags(text, claim_ids),
            house=self.remarks.marks(text, claim_ids),
        )

    def _parted(self, text: str, claim_ids: tuple[str, ...], piece: Piece) -> tuple[Piece, ...]:
        """The piece with the citations of the claim that it is, and behind it those of the others."""
        own = [claim.id for claim in self._sources.claims(claim_ids) if text in (claim.statement, *claim.merged_from)]
        here = {cite.number for cite in self._sources.cites(tuple(own))}
        mine = tuple(cite for cite in piece.cites if cite.number in here)
        others = tuple(cite for cite in piece.cites if cite.number not in here)
        if not (mine and others):
            return (piece,)
        return Piece(piece.words, mine, "; also"), Piece("", others, piece.after)

    def label(self, text: str, claim_ids: tuple[str, ...]) -> Line:
        """Lay out a value or name as it is printed, and its citations."""
        return Line(pieces=(Piece(plain(text).strip(), self._sources.cites(claim_ids)),))

    def _pieces(self, item: Item) -> Iterator[Piece]:
        runs = list(_runs(item))
        end = 0
        for index, run in enumerate(runs):
            gap = plain(item.text[end : run.start])
            words = plain(item.text[run.start : run.end])
            end = run.end
            rest = plain(item.text[end:]).rstrip() if index == len(runs) - 1 else ""
            cites = self._sources.cites(run.claim_ids)
            if item.wording == "verbatim":
                # The punctuation that ties them to the words before is left outside.
                bare = words.lstrip(" ,;:.").rstrip()
                lead = words[: len(words) - len(words.lstrip(" ,;:."))]
                yield Piece(gap + (lead + quoted(bare) if bare else words.rstrip()), cites, rest)
            else:
                words, after = (words, rest) if rest else _split_tail(words)
                yield Piece(f"{gap}{words}", cites, after)

    def _mark(self, claim_ids: Iterable[str]) -> str | None:
        claims = self._sources.claims(claim_ids)
        statuses = {claim.status for claim in claims}
        days = [(claim.event_date or "", (self._today or "")[: len(claim.event_date or "")]) for claim in claims]
        if statuses == {"expected"} and all(day and day < today for day, today in days):
            # Nobody is told that something is still to come for a day that has gone by.
            return None
        return _mark(statuses.pop()) if len(statuses) == 1 else None

    def _tags(self, item: Item) -> Iterator[str]:
        claims = self._sources.claims(item.claim_ids)
        if self._one_sided(item):
            yield "disputed"
        elif claims and all(claim.id in self._outdated for claim in claims):
            yield "superseded"
        elif any(claim.id in self._differing for claim in claims):
            yield "another report differs"
        if item.wording == "edited":
            yield self.remarks.edited(item.text, item.claim_ids)
        if any(claim.translated for claim in claims):
            yield "translated"
        lang = self._lang(item.claim_ids) if item.wording != "model" else None
        if lang is not None:
            yield f"in {language(lang)}"

    def _one_sided(self, item: Item) -> bool:
        """Whether an item gives one answer to a question that is disputed, and no other."""
        text = fold(item.text)
        for conflict in self._conflicts:
            mine = [bool(set(p.claim_ids).intersection(item.claim_ids)) for p in conflict.positions]
            told = [fold(p.value) in text for p in conflict.positions]
            if sum(told) == 1 and mine[told.index(True)]:
                return True
        return False

    def _origins(self, claim_ids: Iterable[str]) -> Origins | None:
        every = [claim.origins for claim in self._sources.claims(claim_ids)]
        least = (min(o.established for o in every), min(o.possible for o in every)) if every else None
        return Origins(established=least[0], possible=least[1]) if least else None

    def _originals(self, item: Item) -> Iterator[Original]:
        cited = (c for claim in self._sources.claims(item.claim_ids) for c in claim.citations)
        for source_id, words in dict.fromkeys((c.source_id, plain(c.quote)) for c in cited):
            lang = self._sources.language(source_id)
            if lang is not None and not is_english(lang):
                yield Original(language(lang), lang, quoted(words))

    def _lang(self, claim_ids: Iterable[str]) -> str | None:
        cited = (citation.source_id for claim in self._sources.claims(claim_ids) for citation in claim.citations)
        languages = {self._sources.language(source_id) for source_id in cited}
        only = languages.pop() if len(languages) == 1 else None
        return None if is_english(only) else only

    def _is_verbatim(self, words: str, claim_ids: tuple[str, ...]) -> bool:
        """Whether a source has the very words. Where a model wrote all, none are put in quotation marks."""
        quotes = (q.quote for claim in self._sources.claims(claim_ids) for q in claim.citations)
        return not self._own_words and any(words in plain(quote) for quote in quotes)


def _mark(status: Status) -> str | None:
    return status.capitalize() if status != "confirmed" else None


def _runs(item: Item) -> Iterator[ItemSpan]:
    """Join neighbouring spans that rest on the same claims, so that their citation is printed once."""
    spans = sorted(item.spans, key=lambda span: (span.start, span.end))
    run = spans[0] if spans else ItemSpan(start=0, end=len(item.text), claim_ids=item.claim_ids)
    for span in spans[1:]:
        if set(span.claim_ids) == set(run.claim_ids):
            run = run.model_copy(update={"end": span.end})
        else:
            yield run
            run = span
    yield run


def _split_tail(words: str) -> tuple[str, str]:
    words = words.rstrip()
    if _TAIL.search(words) and not _DOTTED.search(words):
        return words[:-1], words[-1]
    return words, ""
