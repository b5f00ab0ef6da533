"""The house's notes on the words of a brief: who is named, and what the house calls a thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from briefing.house import House, Known, Post
from briefing.records.brief import Brief, FigureValue, Gap, Position
from briefing.records.desk import HouseName, HouseNote
from briefing.text.normal import fold

# A name of fewer letters than this is one letter away from too many others.
_LETTERS = 5
_WORD = re.compile(r"[^\W\d_](?:[\w.-]*\w)?(?:['’](?!s\b)\w+)*")
_CAPITAL = r"(?![a-zß-öø-ÿ])[^\W\d_](?:[\w.-]*\w)?(?:['’](?!s\b)\w+)*"
_RUN = re.compile(rf"(?<![\w'’-]){_CAPITAL}(?: (?:(?:al|bin|de|del|der|den|di|van|von) ){{0,2}}{_CAPITAL})*")

_Note = partial(HouseNote, id="", claim_ids=())


def remarked(brief: Brief, house: House) -> Brief:
    """The brief with the house's notes, and with the names that the checks took for the same."""
    if not house.known and not house.terms:
        return brief
    found: defaultdict[HouseNote, list[str]] = defaultdict(list)
    days = _days(brief)
    for each in brief.told:
        # Each printed text that is a source's or rests on one.
        if isinstance(each, FigureValue) or (isinstance(each, Gap) and each.basis == "computed"):
            continue
        text, ids = each.statement if isinstance(each, Position) else each.text, each.claim_ids
        day = next((days[i] for i in ids if days.get(i)), None)
        for note in _notes(text, house, day):
            found[note] += ids
    notes = tuple(
        note.model_copy(update={"id": f"h{number}", "claim_ids": tuple(dict.fromkeys(ids))})
        for number, (note, ids) in enumerate(found.items(), 1)
    )
    return brief.model_copy(update={"house_notes": notes, "house_names": tuple(_used(brief, house))})


def _days(brief: Brief) -> dict[str, str | None]:
    """The day for which a claim's posts are looked up: its first dated source's, else the brief's."""
    published = {source.id: source.published for source in brief.sources}
    dated = {
        claim.id: [day[:10] for c in claim.citations if (day := published.get(c.source_id))] for claim in brief.claims
    }
    return {key: min(found, default=brief.as_of) for key, found in dated.items()}


def _notes(text: str, house: House, day: str | None) -> Iterator[HouseNote]:
    people = [known for known in house.known if known.kind == "person"]
    for unit in (known for known in house.known if known.kind == "unit"):
        # A unit is often printed in small letters ("the port authority"): its names are looked up as they stand.
        names = (unit.name, *unit.aliases)
        printed = next((name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)), None)
        if printed is not None:
            yield from _note(printed, unit, day)
    for printed in _names(text, people):
        if found := _meant(_key(printed), people):
            yield from _note(printed, found[0], day, may_be=found[1])
    for term in house.terms:
        said = f"the house's term is “{term.house}”"
        for match in re.finditer(rf"(?<!\w){re.escape(term.source)}(?!\w)", text, re.IGNORECASE):
            yield _Note(kind="term", printed=match[0], text=said, flag=term.show == "flag")


def _note(printed: str, known: Known, day: str | None, *, may_be: bool = False) -> Iterator[HouseNote]:
    about = known.note or "; ".join(_post(post) for post in known.posts if day is None or post.covers(day))
    whole = known.name + (f", {about}" if about else "")
    if may_be or about or _key(printed) != _key(known.name):
        said = f"may be a misspelling of {whole}" if may_be else whole
        yield _Note(kind=known.kind, printed=printed, text=said, flag=False)


def _names(text: str, people: Sequence[Known]) -> Iterator[str]:
    """The words with a capital that stand side by side, without a post or rank of the table before them.

    "Omar Voss" is one name, which is not that of Ida Voss. Within a longer run, as in a headline, stands only who is
    named in full.
    """
    full = {form for known in people for form in _forms(known) if len(form) > 1}
    titles = {word for known in people for post in known.posts for word in _key(f"{post.rank or ''} {post.post or ''}")}
    for run in _RUN.finditer(text):
        words = [m.span() for m in _WORD.finditer(text, *run.span())]
        while len(words) > 1 and fold(text[slice(*words[0])]) in titles:
            del words[0]
        spans = [text[a:b] for n, (a, _) in enumerate(words) for _, b in words[n:]]
        yield max((span for span in spans if _key(span) in full), key=len, default=text[words[0][0] : words[-1][1]])


def _meant(name: tuple[str, ...], people: Sequence[Known]) -> tuple[Known, bool] | None:
    """The one person of that name, or of part of it, or but for one letter (True); a name of two people is nobody's."""
    same = [known for known in people if name in _forms(known)]
    part = [known for known in people if set(name) <= set(_key(known.name))]
    close = [known for known in people if any(_misspelt(name, form) for form in _forms(known))]
    found = same or part or close
    return (found[0], not (same or part)) if len(found) == 1 else None


def _key(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


def _forms(known: Known) -> list[tuple[str, ...]]:
    return [_key(name) for name in (known.name, *known.aliases)]


def _misspelt(name: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Whether a name is a known one, or its last word, but for one letter."""
    other = form if len(name) == len(form) else form[-1:]
    wrong = [pair for pair in zip(name, other, strict=False) if pair[0] != pair[1]]
    if len(name) != len(other) or len(wrong) != 1 or min(map(len, wrong[0])) < _LETTERS:
        return False
    return _one_letter(*wrong[0])


def _one_letter(a: str, b: str) -> bool:
    """Whether one letter more, less, or other makes one word of the other, or two neighbours have changed places."""
    short, long = sorted((a, b), key=len)
    start = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if len(short) == len(long):
        swapped = short[:start] + short[start : start + 2][::-1] + short[start + 2 :]
        return short[start + 1 :] == long[start + 1 :] or swapped == long
    return len(long) - len(short) == 1 and short[start:] == long[start + 1 :]


def _post(post: Post) -> str:
    words = ", ".join(filter(None, (post.rank, post.post)))
    if post.start and post.end:
        return f"{words} ({post.start} to {post.end})"
    if post.start:
        return f"{words} (since {post.start})"
    return f"{words} (until {post.end})" if post.end else words


def _used(brief: Brief, house: House) -> Iterator[HouseName]:
    """The names whose aliases stand in what the brief states and quotes: what the checks may have leaned on."""
    stated = fold(" ".join(text for claim in brief.claims for text in claim.words))
    for known in house.known:
        aliases = tuple(alias for alias in known.aliases if fold(alias) in stated)
        if aliases:
            yield HouseName(name=known.name, aliases=aliases)
