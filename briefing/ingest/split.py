"""One text that holds several articles: taken apart where the pattern of an export is sure, and only there.

Joining two articles is a nuisance that a notice mends; splitting one makes two outlets out of it, which would count as
two sources. So each pattern asks for more than its mark:

| pattern | the mark | what makes it sure |
|---|---|---|
| numbered | "Document 3 of 40" alone on its line | the numbers rise one by one and the total is always the same |
| front matter | a block between two --- lines | the text begins with one, and all begin with the same key |
| headers | lines "Title: ...", "Source: ..." | the text begins with two known fields or more, and all begin alike |
| rules | a line of = - _ * # ~ or + | each part begins as an article does and ends as a text does, or with a credit |
| pages | a form feed | the same; a page of one long article begins and ends in mid-text |
| credits | "/ REL (A2 Televizion)" ends a paragraph | each part, the last one too, ends with a credit of that form |

As an article begins: a headline of five words or more apart from the text, a dateline, a byline or a header block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.ingest import header
from briefing.text.credits import dateline_end, is_byline, tail

_OF = r"(?:of|from|nga|prej|od|од|von|de|di|/)"
_NUMBERED = re.compile(
    rf"\W*(?:document|article|item|story|dokumenti|artikulli|dokument|članak|tekst|документ|чланак|текст|artikel)\s+"
    rf"(?P<n>\d{{1,5}})\s*{_OF}\s*(?P<m>\d{{1,5}})\W*|\W*(?P<n2>\d{{1,5}})\s+of\s+(?P<m2>\d{{1,5}})\s+"
    r"(?:documents|articles|items|stories)\W*",
    re.IGNORECASE,
)
_RULE = re.compile(r"[ \t]*(?P<rule>([=\-_*#~+])\2{4,})[ \t]*")
# Front matter of an export has a handful of lines.
_KEY = r"[A-Za-z_][\w .-]{0,40}:(?!\S)"
_FENCED = re.compile(
    rf"(?:\A|(?<=\n\n)|(?<=\f\n))---[ \t]*\n(?={_KEY})(?P<block>(?:(?:{_KEY}|[ \t#]).*\n|[ \t]*\n){{1,40}}?)---[ \t]*$",
    re.MULTILINE,
)
# Keys of which front matter of an article has one at least.
_FRONT = frozenset(("title", "publisher", "published", "url", "language"))
# A headline as in `plain.title_of`; a subheading behind a rule is shorter than five words as a rule.
_LONGEST_TITLE, _FEWEST_WORDS = 120, 5
_ENDED = re.compile(r"[.!?…][\"”’“»)\]]*$")
# A cover page names the export; more lines than these with its rules, or sentences, would be a text of its own.
_COVER_LINES = 6


@dataclass(frozen=True, slots=True)
class Split:
    """The articles' texts in order, why they are articles, and the lines before the first one, which are none."""

    parts: tuple[str, ...]
    why: str
    cover: str = ""


def split(text: str) -> Split | None:
    """The articles of a text with LF line ends; None where it is one article, or where no pattern is sure."""
    # A form feed is a line of its own here, and no text anywhere.
    lines = text.replace("\f", "\n\f\n").split("\n") if "\f" in text else text.split("\n")
    for pattern in (_numbered, _front_matter, _headers, _rules, _pages, _credits):
        if found := pattern(lines):
            return found
    return None


def doubt(text: str) -> str | None:
    """What in a text that stays one article looks like several, for a notice."""
    rules = sum(bool(_RULE.fullmatch(line)) for line in text.split("\n"))
    feeds = text.strip("\f\n ").count("\f")
    if rules < 2 and not feeds:
        return None
    what = f"{rules} rules" if rules > 1 else f"{feeds} form feeds"
    return f"holds {what} and was read as one article; where it is several, put a line 'Document 1 of N' before each"


def _blank(line: str) -> bool:
    return not line.strip()


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\f\n \t")


def _numbered(lines: Sequence[str]) -> Split | None:
    found = [(at, m) for at, line in enumerate(lines) if len(line) < 80 and (m := _NUMBERED.fullmatch(line))]
    if len(found) < 2 or len({m["m"] or m["m2"] for _, m in found}) > 1:
        return None
    numbers = [int(m["n"] or m["n2"]) for _, m in found]
    total = int(found[0][1]["m"] or found[0][1]["m2"])
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[-1] > total:
        return None
    marks = [at for at, _ in found]
    behind = _text(lines[marks[-1] + 1 :])
    # A number may stand below its article; then nothing stands behind the last one.
    below = not behind or bool(_RULE.fullmatch(behind))
    bounds = [-1, *marks] if below else [*marks, len(lines)]
    parts = [_unruled(lines[a + 1 : b]) for a, b in pairwise(bounds)]
    if not all(parts):
        return None
    cover = "" if below else _unruled(lines[: marks[0]])
    return Split(tuple(parts), f"each is numbered, {lines[marks[0]].strip()!r} to {lines[marks[-1]].strip()!r}", cover)


def _unruled(lines: Sequence[str]) -> str:
    """A part without the rules around it, which belong to the export."""
    words = [at for at, line in enumerate(lines) if not _between(line)]
    return _text(lines[words[0] : words[-1] + 1]) if words else ""


def _front_matter(lines: Sequence[str]) -> Split | None:
    text = "\n".join(lines)
    found = [(match.start(), keys) for match in _FENCED.finditer(text) if (keys := _keys(match["block"]))]
    starts = [start for start, keys in found if keys[0] == found[0][1][0]]
    if len(starts) < 2 or _text([text[: starts[0]]]):
        return None
    parts = tuple(_text([text[a:b]]) for a, b in pairwise([*starts, len(text)]))
    return Split(parts, f"each begins with front matter, {found[0][1][0]!r} first")


def _keys(block: str) -> list[str]:
    """The keys of front matter; none where it is not an article's."""
    keys = [key.strip().lower() for key in re.findall(r"^([A-Za-z_][\w .-]*?):", block, re.MULTILINE)]
    return [] if _FRONT.isdisjoint(keys) else keys


def _headers(lines: Sequence[str]) -> Split | None:
    opening = (at for at, line in enumerate(lines) if ":" in line and (at == 0 or _between(lines[at - 1])))
    found = [(at, block.first) for at in opening if (block := header.block(lines, at))]
    starts = [at for at, first in found if first == found[0][1]]
    if len(starts) < 2:
        return None
    cover = _unruled(lines[: starts[0]])
    before = [line.rstrip() for line in lines[: starts[0]] if not _blank(line)]
    # A mail that an article quotes stands behind words, too; the first of an export stands behind a rule.
    if cover and not (
        _RULE.fullmatch(before[-1]) and len(before) <= _COVER_LINES and not any(map(_ENDED.search, before))
    ):
        return None
    parts = tuple(_unruled(lines[a:b]) for a, b in pairwise([*starts, len(lines)]))
    return Split(parts, f"each begins with a block of headers, {found[0][1]!r} first", cover)


def _between(line: str) -> bool:
    return _blank(line) or bool(_RULE.fullmatch(line))


def _rules(lines: Sequence[str]) -> Split | None:
    found = [(at, m["rule"]) for at, line in enumerate(lines) if (m := _RULE.fullmatch(line))]
    # An underlined heading is no separator: a rule stands apart from the words, or below words that have ended.
    apart = [(at, rule) for at, rule in found if at == 0 or _blank(lines[at - 1]) or _ends(lines[at - 1])]
    for rule in dict.fromkeys(rule for _, rule in apart):
        if split_ := _parted(lines, [at for at, r in apart if r == rule], f"a rule {rule[:5]!r} stands between them"):
            return split_
    return None


def _pages(lines: Sequence[str]) -> Split | None:
    return _parted(lines, [at for at, line in enumerate(lines) if line == "\f"], "each begins on a page of its own")


def _parted(lines: Sequence[str], marks: Sequence[int], why: str) -> Split | None:
    bounds = pairwise([-1, *marks, len(lines)])
    parts = tuple(part for a, b in bounds if (part := _text(lines[a + 1 : b])))
    if len(parts) < 2:
        return None
    if all(map(_slashed, parts)):
        return Split(parts, f"{why}, and each ends with a credit")
    # The same first line on each page is a page's header.
    differ = len({part.partition("\n")[0] for part in parts}) == len(parts)
    if differ and all(_begins(part) and _ends(part) for part in parts):
        return Split(parts, f"{why}, and each begins and ends as an article does")
    return None


def _begins(part: str) -> bool:
    lines = part.split("\n")
    first = lines[0].strip()
    if dateline_end(part) or is_byline(first) or header.block(lines) or _FENCED.match(part):
        return True
    return (
        len(first) <= _LONGEST_TITLE
        and len(first.split()) >= _FEWEST_WORDS
        and not _ENDED.search(first)
        and first[-1] not in ":;,"
        and len(lines) > 2
        and _blank(lines[1])
        and bool(_text(lines[2:]))
    )


def _ends(part: str) -> bool:
    last = part.rpartition("\n")[2].rstrip()
    return bool(_ENDED.search(last) or tail(last))


def _slashed(part: str) -> bool:
    """Whether a part ends with a credit behind a slash: such a one stands nowhere but at an article's end."""
    last = part.rpartition("\n")[2].rstrip()
    credit = tail(last)
    return credit is not None and last[credit.start] == "/"


def _credits(lines: Sequence[str]) -> Split | None:
    marks = [at for at, line in enumerate(lines) if "/" in line and _slashed(line)]
    if len(marks) < 2 or _text(lines[marks[-1] + 1 :]):
        return None
    # Behind all but the last the text pauses; a slash in mid-paragraph is no end.
    if not all(at + 1 < len(lines) and _blank(lines[at + 1]) for at in marks[:-1]):
        return None
    bounds = [-1, *marks]
    parts = tuple(_text(lines[a + 1 : b + 1]) for a, b in pairwise(bounds))
    return Split(parts, "each ends with a credit behind a slash")
