"""The house's notes on the words of a brief: who is named, and what the house calls a thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.grounding.naming import TITLES
from briefing.house import House, Known, Post
from briefing.records.brief import Brief
from briefing.records.desk import HouseKind, HouseName, HouseNote
from briefing.text.normal import fold as folded
from briefing.text.words import STOP, fold

# A name of fewer letters than this is one letter away from too many others.
_LETTERS = 5
# What stands before a name with a capital and is none of it.
_BEFORE = STOP | TITLES
_WORD = re.compile(r"[^\W\d_](?:[\w.-]*\w)?(?:['’](?!s\b)\w+)*")
_CAPITAL = r"(?![a-zß-öø-ÿ])[^\W\d_](?:[\w.-]*\w)?(?:['’](?!s\b)\w+)*"
_RUN = re.compile(rf"(?<![\w'’-]){_CAPITAL}(?: (?:(?:al|bin|de|del|der|den|di|van|von) ){{0,2}}{_CAPITAL})*")


def remarked(brief: Brief, house: House) -> Brief:
    """The brief with the house's notes, and with the names that the checks took for the same."""
    if not house.known and not house.terms:
        return brief
    found: dict[tuple[HouseKind, str, str, bool], list[str]] = {}
    days = _days(brief)
    for text, ids in _printed(brief):
        for kind, printed, said, flag in (*_named(text, ids, house, days), *_termed(text, house)):
            found.setdefault((kind, printed, said, flag), []).extend(ids)
    notes = tuple(
        HouseNote(
            id=f"h{number}", kind=kind, printed=printed, text=said, flag=flag, claim_ids=tuple(dict.fromkeys(ids))
        )
        for number, ((kind, printed, said, flag), ids) in enumerate(found.items(), 1)
    )
    return brief.model_copy(update={"house_notes": notes, "house_names": tuple(_used(brief, house))})


def _printed(brief: Brief) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each printed text that is a source's or rests on one, in reading order."""
    for item in (*brief.bottom_line, *(i for section in brief.sections for i in section.items)):
        yield item.text, item.claim_ids
    for discrepancy in brief.discrepancies:
        for position in discrepancy.positions:
            yield position.statement, position.claim_ids
    for event in brief.timeline:
        yield event.text, event.claim_ids
    for gap in brief.gaps:
        if gap.basis == "sourced":
            yield gap.text, gap.claim_ids


def _days(brief: Brief) -> dict[str, str | None]:
    """The day for which a claim's posts are looked up: its first dated source's, else the brief's."""
    published = {source.id: source.published for source in brief.sources}
    known: dict[str, str | None] = {}
    for claim in brief.claims:
        dated = sorted(day[:10] for c in claim.citations if (day := published.get(c.source_id)))
        known[claim.id] = dated[0] if dated else brief.as_of
    return known


def _named(
    text: str, ids: Sequence[str], house: House, days: dict[str, str | None]
) -> Iterator[tuple[HouseKind, str, str, bool]]:
    day = next((days[i] for i in ids if days.get(i)), None)
    for unit in (k for k in house.known if k.kind == "unit"):
        # A unit is often printed in small letters ("the port authority"), so its names are looked up as they stand.
        for printed in (unit.name, *unit.aliases):
            if re.search(rf"(?<!\w){re.escape(printed)}(?!\w)", text):
                yield from _note(printed, _key(printed), unit, day, may_be=False)
                break
    people = [k for k in house.known if k.kind == "person"]
    for start, end in _names(text, people):
        found = _meant(_key(text[start:end]), people)
        if found is not None:
            yield from _note(text[start:end], _key(text[start:end]), found[0], day, may_be=found[1])


def _names(text: str, people: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """Where names stand: the words with a capital that stand side by side, without titles before them.

    "Omar Voss" is one name, which is not that of Ida Voss. Within a longer run, as in a headline, stands only who is
    named in full.
    """
    full = {form for known in people for form in _forms(known) if len(form) > 1}
    for run in _RUN.finditer(text):
        words = [m.span() for m in _WORD.finditer(text, *run.span())]
        while words and fold(text[slice(*words[0])]) in _BEFORE:
            del words[0]
        inside = [(a, b) for n, (a, _) in enumerate(words) for _, b in words[n:] if _key(text[a:b]) in full]
        if inside:
            yield max(inside, key=lambda span: span[1] - span[0])
        elif words:
            yield words[0][0], words[-1][1]


def _meant(name: tuple[str, ...], people: Sequence[Known]) -> tuple[Known, bool] | None:
    """The one person of that name, or of part of it, or but for one letter (True); a name of two people is nobody's."""
    same = [k for k in people if name in _forms(k)]
    part = [k for k in people if set(name) <= set(_key(k.name))]
    close = [k for k in people if any(_misspelt(name, form) for form in _forms(k))]
    for candidates, may_be in ((same, False), (part, False), (close, True)):
        if candidates:
            return (candidates[0], may_be) if len(candidates) == 1 else None
    return None


def _note(
    printed: str, plain: tuple[str, ...], known: Known, day: str | None, *, may_be: bool
) -> Iterator[tuple[HouseKind, str, str, bool]]:
    about = known.note or _posts(known.posts, day)
    whole = known.name + (f", {about}" if about else "")
    if may_be:
        yield known.kind, printed, f"may be a misspelling of {whole}", False
    elif plain != _key(known.name) or about:
        yield known.kind, printed, whole, False


def _termed(text: str, house: House) -> Iterator[tuple[HouseKind, str, str, bool]]:
    for term in house.terms:
        for found in re.finditer(rf"(?<!\w){re.escape(term.source)}(?!\w)", text, re.IGNORECASE):
            yield "term", found[0], f"the house's term is “{term.house}”", term.flag


def _key(name: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in name.split())


def _forms(known: Known) -> list[tuple[str, ...]]:
    return [_key(name) for name in (known.name, *known.aliases)]


def _misspelt(name: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Whether a name is a known one, or its last word, but for one letter."""
    other = form if len(name) == len(form) else form[-1:]
    if len(name) != len(other):
        return False
    wrong = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    return len(wrong) == 1 and min(map(len, wrong[0])) >= _LETTERS and _one_letter(*wrong[0])


def _one_letter(a: str, b: str) -> bool:
    """Whether one letter more, less, or other makes one word of the other, or two neighbours have changed places."""
    short, long = sorted((a, b), key=len)
    start = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(short) == len(long):
        swapped = short[:start] + short[start : start + 2][::-1] + short[start + 2 :]
        return short[start + 1 :] == long[start + 1 :] or swapped == long
    return len(long) - len(short) == 1 and short[start:] == long[start + 1 :]


def _posts(posts: Sequence[Post], day: str | None) -> str:
    """What somebody is on a day; where the day is not known, all that the table has."""
    held = [post for post in posts if day is None or post.covers(day)]
    return "; ".join(_post(post) for post in held)


def _post(post: Post) -> str:
    words = ", ".join(word for word in (post.rank, post.post) if word)
    if post.start and post.end:
        return f"{words} ({post.start} to {post.end})"
    if post.start:
        return f"{words} (since {post.start})"
    return f"{words} (until {post.end})" if post.end else words


def _used(brief: Brief, house: House) -> Iterator[HouseName]:
    """The names whose aliases stand in what the brief states and quotes: what the checks may have leaned on."""
    told = folded(" ".join(
        text for c in brief.claims for text in (c.statement, *c.merged_from, *(q.quote for q in c.citations))
    ))  # fmt: skip
    for known in house.known:
        aliases = tuple(alias for alias in known.aliases if folded(alias) in told)
        if aliases:
            yield HouseName(name=known.name, aliases=aliases)
