"""A draft read: its sentences without markup, the numbers of the sources that each cites, and its list of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.check import blocks, marks, own
from briefing.records.article import Article
from briefing.text.normal import fold
from briefing.text.sentences import split

# A title, a lead-in ("The sources say:") or a field of a memo is a line of at most so many words.
_TITLE_WORDS = 14
# So few words are a label, whatever they are about: "Main points", and with a stop "Bottom line.".
_LABEL_WORDS, _STOPPED_WORDS = 4, 2
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)[\s#]*$")
_BOLD_HEADING = re.compile(r"^\s*(?:\*\*|__)([^*_]+)(?:\*\*|__):?\s*$")
_RULE = re.compile(r"^\s*[-=*_|:+ ]+$")
_MEMO = re.compile(
    r"^\s*(?:to|from|cc|date|subject|re|ref|as of|author|prepared (?:by|for)|classification|period|sources?|topic|"
    r"distribution|reporting period)\s*:\s|^\s*as of\b[^.!]*$",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"^(?:sources?|references?|citations?|footnotes?|end ?notes?|notes|bibliography|links)\b", re.IGNORECASE
)
_ENTRY = re.compile(
    r"^\s*(?:<a id=\"[^\"]*\"></a>)?(?:[-*+]\s+)?(?:\*\*)?(?:\\?\[\^?(\d{1,3})\\?\]|(\d{1,3})[.)])(?:\*\*)?:?\s+(\S.*)$"
)
# Facts in one line, parted by dots: "11 March: visit · 12 March: talks".
_DOTTED = re.compile(r"\s+[·•|]\s+")
_STOPS = re.compile(r"[.!…][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a draft, the numbers that it cites, and whether it states anything to check.

    A `figure` is a row of a table or a note among others: what stands in it can be looked up, but it is no sentence to
    be judged.
    """

    text: str
    cites: tuple[int, ...] = ()
    states: bool = True
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """`lines` in reading order; `listed` are the entries of its list of sources by number."""

    lines: tuple[Line, ...]
    listed: dict[int, str]


def read(draft: str) -> Draft:
    """Read a draft: plain text, Markdown or HTML."""
    listed: dict[int, str] = {}
    return Draft(tuple(_lines(blocks.blocks(draft), listed, own.is_own(draft))), listed)


def _lines(raws: Sequence[str], listed: dict[int, str], ours: bool) -> Iterator[Line]:
    heading, section, computed = "", "", False
    for place, raw in enumerate(raws):
        if not raw.strip():
            continue
        title = _HEADING.match(raw) or _BOLD_HEADING.match(raw)
        if title:
            heading = title.group(title.lastindex or 1)
            section = "" if raw.lstrip().startswith("# ") else heading
            computed = heading.lower().startswith(own.COMPUTED)
            yield Line(raw.strip(), states=False)
            continue
        entry = _ENTRY.match(raw)
        in_list = bool(_LIST.match(heading)) and not raw.startswith("  ")
        if entry and (in_list or _references(raw, entry)):
            listed[int(entry.group(1) or entry.group(2))] = entry.group(3)
            yield Line(raw.strip(), states=False)
            continue
        computed = computed or raw.lower().startswith(own.COMPUTED)
        # The quotes of our own source list are held against the articles as well.
        if ours and section == own.SOURCES and raw.lstrip("-* ").startswith("“"):
            yield from _sentences(raw, ours)
            continue
        aside = ours and (not section or computed or own.beside(section) or raw.lstrip().startswith(">"))
        if in_list or aside or _frames(raws, place):
            yield Line(raw.strip(), states=False)
            if _LIST.match(raw.strip().rstrip(":")) and len(raw.split()) < 3:
                heading = raw.strip()
            continue
        cells = blocks.cells(raw)
        parts = [] if ours else _DOTTED.split(raw.strip())
        if cells is not None:
            yield from _row(cells)
        elif len(parts) > 2:
            yield from map(_fact, parts)
        else:
            yield from _sentences(raw, ours)


def _references(raw: str, entry: re.Match[str]) -> bool:
    """Whether a line is an entry of a list of sources though no heading says so: "[1]: https://..." at its start."""
    return entry.group(1) is not None and ("://" in raw or raw.lstrip("-*+ ").startswith("[^"))


def _frames(raws: Sequence[str], place: int) -> bool:
    """Whether a line is a rule, the head of a table, a title, a lead-in or a field of a memo, and no sentence."""
    line = marks.bare(marks.held(raws[place]))
    behind = raws[place + 1] if place + 1 < len(raws) else None
    if not line or _RULE.match(raws[place]) or (_MEMO.match(line) and len(line.split()) <= _TITLE_WORDS):
        return True
    if blocks.cells(raws[place]) is not None:
        return behind is not None and blocks.is_rule(behind)
    if len(line.split()) > _TITLE_WORDS or line[-1] in '.!?”"]':
        return False
    alone = behind is not None and not behind.strip()
    underlined = behind is not None and re.fullmatch(r"\s*[=-]{3,}\s*", behind) is not None
    return line.endswith(":") or underlined or (place == 0 and alone) or line.isupper()


def _row(cells: Sequence[str]) -> Iterator[Line]:
    """A row of a table: cells that are sentences as such, the others together: "KFOR troops: around 4,700"."""
    kept: list[str] = []
    for cell in cells:
        words = marks.bare(marks.held(cell))
        if _STOPS.search(words) and len(words.split()) > _LABEL_WORDS:
            yield from _sentences(cell, ours=False)
        elif words:
            kept.append(cell)
    held = [marks.held(cell) for cell in kept]
    if len(held) > 1:
        text = f"{marks.bare(held[0]).rstrip(':')}: {'; '.join(map(marks.bare, held[1:]))}"
        yield Line(text, marks.cited(" ".join(held)), figure=True)


def _fact(part: str) -> Line:
    """One of several facts in a line."""
    held = marks.held(part)
    text = marks.bare(held)
    return Line(text, marks.cited(held), states=_states(text) and not _MEMO.match(text), figure=True)


def _sentences(raw: str, ours: bool) -> Iterator[Line]:
    held = marks.held(own.unlabelled(raw) if ours else raw)
    if ours:
        words = marks.bare(held)
        if own.is_note(words):
            yield Line(words, states=False)
            return
        quoted = own.quoted(own.item(words))
        if quoted is not None:
            yield Line(quoted, marks.cited(held))
            return
        held = own.item(held)
    for _, start, end in split(held):
        text = marks.bare(held[start:end])
        if text:
            yield Line(text, marks.cited(held[start:end]), states=_states(text))


def _states(text: str) -> bool:
    """Whether words state anything: "Ships wait in the roads" does; "Main points", "Bottom line." and "Why?" do not."""
    if text.endswith("?") or not any(map(str.isalpha, text)):
        return False
    return len(text.split()) > (_STOPPED_WORDS if _STOPS.search(text) else _LABEL_WORDS)


def article_of(entry: str, articles: Sequence[Article]) -> Article | None:
    """The article that an entry of a list of sources names: by its address, else by headline, outlet or file name."""
    by_url = [a for a in articles if a.url and a.url in entry]
    if by_url:
        return max(by_url, key=lambda a: len(a.url or ""))
    text = fold(marks.unlinked(entry))
    scored = [(_likeness(a, text), -place) for place, a in enumerate(articles)]
    best = max(scored, default=(0, 0))
    ties = [score for score, _ in scored if score == best[0]]
    # An outlet alone names an article only where it printed no other.
    return articles[-best[1]] if best[0] and len(ties) == 1 else None


def _likeness(article: Article, text: str) -> int:
    score = 0
    if article.title and fold(article.title) in text:
        score += 4
    if article.path and fold(article.path.rsplit("/", 1)[-1]) in text:
        score += 4
    if article.publisher and fold(article.publisher) in text:
        score += 2
    if score and article.published and article.published[:10] in text:
        score += 1
    return score
