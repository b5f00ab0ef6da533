"""A draft read: its sentences without markup, the numbers of the sources that each cites, and its list of sources."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing import dates, grounding
from briefing.check import marks
from briefing.check.blocks import BOLD, BOLD_END, CELL, ENTRY, Block, blocks
from briefing.records.article import Article
from briefing.records.marks import HTML_MARK, MARKDOWN_MARK
from briefing.text.normal import fold
from briefing.text.sentences import split

# Bold print, and the signs of it that CommonMark leaves: "**KFOR **commands".
_MARKUP = re.compile(rf"[{BOLD}{BOLD_END}]|\*\*|__")
# "**Bottom line.** NATO ...", "**Key point:** ...": bold words in the line of their text.
_RUN_IN = re.compile(rf"^\s*{BOLD}([^{BOLD_END}]*)(?:[.:]{BOLD_END}|{BOLD_END}:)\s*(?=\S)")
# Fields in one line: 2 articles · 1 outlet | draft
_FIELDS = re.compile(r"\s+[·•|]\s+")
# A quotation's head in its line: 7 May 2025 · “Dockers walked out.”
_HEAD = re.compile(r"([^.!?·|]{1,40})\s+[·|]\s+(?=[“„«\"])")
_HEADING = re.compile(r"h\d|head")
_STOPS = re.compile(r"[.!…][\"”’»)\]]*$")
# Where the prose of a brief of ours ends.
_BEHIND_PROSE = frozenset({"Key figures", "Timeline", "Discrepancies", "Information gaps", "Sources"})
_DAY = len("2025-03-11")
# A title is a line of at most so many words; so few are a label, whatever they are about: "Main points", "Bottom line."
_TITLE_WORDS, _LABEL_WORDS, _STOPPED_WORDS = 14, 4, 2


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a draft, the numbers that it cites, and whether it states anything to check."""

    text: str
    cites: tuple[int, ...] = ()
    states: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """`lines` in reading order; `listed` are the articles that its list of sources names, by their numbers.

    `head` is what stands before the first sentence: title, date, author.
    """

    lines: tuple[Line, ...]
    listed: dict[int, Article]
    head: tuple[str, ...] = ()

    @property
    def day(self) -> str | None:
        """The day that its head gives it, ISO."""
        found = (mention.date for line in self.head for mention in dates.find(line, language="en"))
        return next((date for date in found if date and len(date) == _DAY), None)


def read(draft: str, articles: Sequence[Article] = ()) -> Draft:
    """Read a draft: plain text, Markdown or HTML. `articles` are those that its list of sources may name."""
    ours = MARKDOWN_MARK in draft or HTML_MARK in draft
    every = list(blocks(draft, ours=ours))
    if ours:
        every = _own(every)
    first_entry = len(every)
    while first_entry and _lists(every[first_entry - 1], articles):
        first_entry -= 1
    lines: list[Line] = []
    listed: dict[int, Article] = {}
    columns: list[str] = []
    for place, block in enumerate(every):
        entry = ENTRY.match(block.text)
        if entry or place >= first_entry:
            number = int(entry[1]) if entry else block.number
            article = article_of(_plain(block.text), articles)
            if number is not None and article is not None:
                listed[number] = article
            lines.append(Line(_plain(block.text), states=False))
        else:
            # A title or fields ("To: the commander") stand before the first sentence.
            opens = len(every) > 1 and not any(line.states for line in lines)
            lines += _row(block.text, columns) if block.tag == "tr" else _lines(block, opens)
            columns = _cells(block.text) if block.tag == "head" else columns if block.tag == "tr" else []
    head = itertools.takewhile(lambda line: not line.states, lines)
    return Draft(tuple(lines), listed, tuple(line.text for line in head))


def _own(blocks: Sequence[Block]) -> list[Block]:
    """The prose of a brief of ours; `verify` checks the rest, from its JSON."""
    titles = {place: _plain(block.text) for place, block in enumerate(blocks) if block.tag == "h2"}
    ends = [place for place, title in titles.items() if title in _BEHIND_PROSE]
    return list(blocks[min(titles, default=0) : min(ends, default=len(blocks))])


def _lists(block: Block, articles: Sequence[Article]) -> bool:
    """Whether a block is an entry of a list of sources: no sentence, with the headline or address of an article."""
    words = _plain(block.text)
    return not _STOPS.search(words) and any(_likeness(article, words) >= _SURE for article in articles)


def _lines(block: Block, opens: bool) -> Iterator[Line]:
    text = block.text
    label = _RUN_IN.match(text)
    if label and _is_label(label[1]):
        yield Line(_plain(label[1]), states=False)
        text = text[label.end() :]
    if head := _HEAD.match(text):
        yield Line(_plain(head[1]), states=False)
        text = text[head.end() :]
    words = _plain(text)
    whole = _STOPS.search(words) is not None or words[-1:] in '?"”'
    fields = [] if whole else _FIELDS.split(text)
    short = len(fields) > 1 or (not whole and len(words.split()) <= _TITLE_WORDS)
    title = words.isupper() or words.endswith(":") or (opens and block.tag == "p")
    if _HEADING.fullmatch(block.tag) or (short and title):
        yield Line(words, states=False)
    elif len(fields) > 1:
        yield from map(_field, map(marks.held, map(_unmarked, fields)))
    else:
        yield from _sentences(text)


def _row(text: str, columns: Sequence[str]) -> Iterator[Line]:
    """A row of a table: "KFOR troops: around 4,700" for each cell behind the first, a cell of sentences as these.

    Where several cells state something, each has the name of its column with it: "Italy, troops: 1,250".
    """
    cells = [marks.held(cell) for cell in _unmarked(text).split(CELL)[1:]]
    prose = [_STOPS.search(words) is not None and len(words.split()) > _LABEL_WORDS for words in map(marks.bare, cells)]
    told = [n for n, cell in enumerate(cells) if not prose[n] and marks.bare(cell)]
    # What the row is about stands in its first cell; what it tells of that, in the others.
    first = marks.bare(cells[told[0]]).rstrip(":") if len(told) > 1 else ""
    several = sum(_field(cells[n]).states for n in told[1:]) > 1
    # A cell of marks alone is about the whole row.
    behind = marks.cited(" ".join(cell for cell in cells if not marks.bare(cell)))
    for n, cell in enumerate(cells):
        if prose[n]:
            yield from _sentences(cell)
        elif first and n in told[1:]:
            column = f", {columns[n]}" if several and n < len(columns) and columns[n] else ""
            found = _field(cell)
            yield Line(f"{first}{column}: {found.text}", (*found.cites, *behind), states=found.states)


def _cells(text: str) -> list[str]:
    """The words of the cells of a row."""
    return [_plain(cell) for cell in text.split(CELL)[1:]]


def _field(held: str) -> Line:
    """A cell of a table, or one of several fields in a line: "1,250", "10 March: Rutte in Bosnia", "single origin"."""
    words = marks.bare(held)
    # "Single origin" counts nothing.
    counts = any(map(str.isdigit, words)) or grounding.values(words, "en") - {1.0}
    states = _states(words) or bool(counts or grounding.named(words))
    return Line(words, marks.cited(held), states=states and not words.endswith("?"))


def _sentences(text: str) -> Iterator[Line]:
    held = marks.held(_unmarked(text))
    for _, start, end in split(held):
        words = marks.bare(held[start:end])
        if words:
            yield Line(words, marks.cited(held[start:end]), states=_states(words))


def _is_label(words: str) -> bool:
    """Whether bold words before a sentence only say what it is: "Bottom line", and not "11 March" or "Ida Voss"."""
    words = words.strip()
    return len(words.split()) <= _LABEL_WORDS and words[1:].islower() and not any(map(str.isdigit, words))


def _plain(text: str) -> str:
    return marks.bare(marks.held(_unmarked(text)))


def _unmarked(text: str) -> str:
    return _MARKUP.sub("", text)


def _states(text: str) -> bool:
    """Whether words state anything: "Ships wait in the roads" does; "Main points", "Bottom line." and "Why?" do not."""
    if text.endswith("?") or not any(map(str.isalpha, text)):
        return False
    return len(text.split()) > (_STOPPED_WORDS if _STOPS.search(text) else _LABEL_WORDS)


# What an address, a headline or a file name alone is worth; an outlet prints more than one article.
_SURE = 4


def article_of(entry: str, articles: Sequence[Article]) -> Article | None:
    """The article that an entry of a list of sources names: by address, headline or file name, else by its outlet."""
    scored = [(_likeness(article, entry), article) for article in articles]
    best = max((score for score, _ in scored), default=0)
    found = [article for score, article in scored if score == best]
    # An outlet alone names an article only where it printed no other.
    return found[0] if best and len(found) == 1 else None


def _likeness(article: Article, entry: str) -> int:
    text = fold(entry)
    score = 2 * _SURE if article.url and article.url in entry else 0
    score += _SURE if article.title and fold(article.title) in text else 0
    score += _SURE if article.path and fold(article.path.rsplit("/", 1)[-1]) in text else 0
    score += 2 if article.publisher and fold(article.publisher) in text else 0
    return score + 1 if score and article.published and article.published[:10] in entry else score
