"""Sentences with exact offsets: sentencex proposes the ends, and its wrong ones are taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import sentencex

from briefing.records.article import Article, Sentence
from briefing.text import credits

# sentencex 1.0.32 panics on a no-break space behind a full stop: it is given plain spaces only.
_SPACE = re.compile(r"[^\S ]")
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")

# Text is taken for hard-wrapped when no line is longer than this (mail and terminals wrap at 72 to 80, some at 100) ...
_WIDEST = 100
# ... and this share of the line breaks stand where the next word would not have fitted.
_WRAPPED_SHARE = 0.8
_BULLET = re.compile(r"[-*•–—‣·]\s|\(?\d{1,2}[.)]\s")

# A passage in quotation marks or brackets is one sentence with what surrounds it, up to this many characters; a longer
# speech is split inside. An item of a brief has at most 60 words, which 300 characters hold.
_LONG = 300
_INNER = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[\"“„‘«(\[]?[^\W_])")

# sentencex takes time that grows with the square of the sentences of a paragraph; no paragraph of news is this long.
_WINDOW = 10_000
# Whether a cut is wrong shows in this many characters on either side; more would make joined pieces cost ever more.
_NEAR = 80

_WORD_BEFORE = re.compile(r"(?:^|[^\w.])([^\W\d_]{1,7})\.$")
_ADDRESS = re.compile(r"(?:www\.|://|@)\S*$")
_ALNUM = re.compile(r"[^\W_]")
_OPENS = frozenset('"“„‘«([')
_OPENING = re.compile(r"(?<=\s)[\"“„‘«(\[]+\s*$")
# A bracket that opens and closes within a few words of the cut: "Graham (R-S.C.)".
_OPEN, _CLOSED = re.compile(r"[(\[][^()\[\]]{0,30}$"), re.compile(r"[^()\[\]]{0,30}[)\]]")
# The library takes "May." for a shortened month, which it never is.
_MAY = re.compile(r"\bMay\.(?=\s+[A-Z])")

# What follows one of these belongs to it, whatever it is; most are titles, in English, Albanian, Serbian and German.
_TITLES = frozenset(
    "mr mrs ms mx messrs dr prof gen lt col maj capt cpt sgt cpl pvt adm brig cmdr cmd sen rep gov rev hon pres supt"
    " insp amb atty asst assoc dep fr msgr vs cf approx ca znj zj gjen ing mag dipl hr dott puk akad"
    " др проф ген пук мр инж акад tzv npr тзв нпр".split()
)
# What follows one of these belongs to it where it is a number.
_NUMBERED = frozenset(
    "no nos nr art arts p pp fig figs vol vols ch sec para br čl tel бр чл стр str jan feb mar apr jun jul aug sep sept"
    " oct nov dec".split()
)


def sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article, in order. A credit at its end is a sentence of its own (see `credits.is_credit`)."""
    text = article.text
    return tuple(
        Sentence(article.id, index, paragraph, start, end, text[start:end])
        for index, (paragraph, start, end) in enumerate(split(text, article.language))
    )


def split(text: str, language: str | None = None) -> list[tuple[int, int, int]]:
    """Sentences of a text as (paragraph, start, end), trimmed: each character but blanks stands in exactly one.

    A line is a paragraph, unless the text is hard-wrapped; then its lines are joined up to a blank line, a short line
    or a bullet. `language` is a two-letter code; rules for English hold where it is None or unknown.
    """
    out = []
    for number, (start, end) in enumerate(paragraphs(text)):
        segment = _SPACE.sub(" ", text[start:end])
        credit = credits.tail(segment)
        body = segment[: credit.start] if credit else segment
        out += [(number, start + left, start + right) for left, right in _split_paragraph(body, language or "en")]
        if credit:
            out.append((number, start + credit.start, start + len(segment.rstrip())))
    return out


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text as (start, end), as `split` counts them."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    width = _wrap_width(text, lines)
    joined = lines[:1]
    for before, line in pairwise(lines):
        if _continues(text, before, line, width):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _fills(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether the first word of `line` would not have fitted behind the line `before`."""
    first = text[line[0] : line[1]].split(None, 1)[0]
    return before[1] - before[0] + 1 + len(first) > width


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int | None:
    """The width at which the text was wrapped, None where its lines are paragraphs."""
    width = max((end - start for start, end in lines), default=0)
    if width > _WIDEST:
        return None
    pairs = [(a, b) for a, b in pairwise(lines) if b[0] - a[1] == 1]
    inner = [(a, b) for a, b in pairs if text[a[1] - 1] not in '.!?:"”']
    # Two short paragraphs fill "their" width by chance; three lines that break in mid-sentence do not.
    if len(inner) < 2 or len(inner) < len(pairs) / 2:
        return None
    return width if sum(_fills(text, a, b, width) for a, b in inner) >= _WRAPPED_SHARE * len(inner) else None


def _continues(text: str, before: tuple[int, int], line: tuple[int, int], width: int | None) -> bool:
    if line[0] - before[1] != 1 or _BULLET.match(text, line[0]):
        return False
    if width is not None:
        return _fills(text, before, line, width)
    # A line that starts small after one that did not end was broken by a converter, not by a writer; headings and
    # list entries are shorter than 40 characters as a rule.
    return before[1] - before[0] >= 40 and text[before[1] - 1] not in '.!?:;"”' and text[line[0]].islower()


def _split_paragraph(text: str, language: str) -> Iterator[tuple[int, int]]:
    start = 0
    all_small = text == text.lower()
    for cut in _cuts(text, language):
        left, right = text[max(start, cut - _NEAR) : cut], text[cut : cut + _NEAR]
        if left.strip() and right.strip() and not _goes_on(left, right, all_small):
            yield _trimmed(text, start, cut)
            start = cut
    if text[start:].strip():
        yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def _cuts(text: str, language: str) -> list[int]:
    """Where sentences may end: as sentencex says, with an opening quotation mark moved to the words that it opens."""
    cuts: list[int] = []
    last = 0
    for cut in _proposed(text, language):
        if text[last:cut].rstrip()[-1:] in _OPENS and (opening := _OPENING.search(text, last, cut)):
            cut = opening.start()
        inner = (_MAY, _INNER) if cut - last > _LONG else (_MAY,)
        cuts += sorted(m.end() for pattern in inner for m in pattern.finditer(text, last, cut))
        cuts.append(cut)
        last = cut
    return cuts


def _proposed(text: str, language: str) -> Iterator[int]:
    start = 0
    while start < len(text):
        end = len(text)
        if end - start > _WINDOW:
            end = start + _WINDOW
            # Behind a full stop if there is one, else behind a blank.
            end = text.rfind(". ", end - _WINDOW // 2, end) + 1 or text.rfind(" ", end - _NEAR, end) + 1 or end
        for boundary in sentencex.get_sentence_boundaries(language, text[start:end]):
            yield start + boundary["end_index"]
        start = end


def _goes_on(left: str, right: str, all_small: bool) -> bool:
    """Whether `right` belongs to the sentence that `left` begins, so that a cut between them is wrong."""
    spaced = left[-1].isspace() or right[0].isspace()
    left, right = left.strip(), right.strip()
    first = _ALNUM.search(right)
    if first is None or not _ALNUM.search(left) or right[0] in "”’»)]},;:":
        return True
    if _CLOSED.match(right) and _OPEN.search(left):
        return True
    if not spaced and (_ADDRESS.search(left) or left[-1] == "."):
        return bool(_ADDRESS.search(left)) or not right[0].isupper()
    if first.group().islower() and not all_small:
        return True
    # It stands at the end: to look for it from the start of what is before the cut would take most of the time.
    word = _WORD_BEFORE.search(left, max(0, len(left) - 9))
    short = word.group(1) if word else ""
    # The library knows initials in Latin letters only.
    initial = len(short) == 1 and short.isupper() and not short.isascii()
    return initial or short.lower() in _TITLES or (short.lower() in _NUMBERED and right[0].isdigit())
