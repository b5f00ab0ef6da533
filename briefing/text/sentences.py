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
_DOTTED = re.compile(r"(?:^|\W)(?:[^\W\d_]\.\s?)+[^\W\d_]?\.$")
_INITIAL = re.compile(r"(?:^|[\s(\[\"“„‘.-])([^\W\d_])\.$")
_ORDINAL = re.compile(r"(?:^|\D)\d{1,2}\.$")
_ENUMERATOR = re.compile(r"^\(?(?:\d{1,3}|[^\W\d_])[.)]$")
_ADDRESS = re.compile(r"(?:www\.|://|@)\S*$")
_FIRST_WORD = re.compile(r"[^\w]*([^\W_]+)")
_ALNUM = re.compile(r"[^\W_]")
_OPENS = frozenset('"“„‘«([')
_OPENING = re.compile(r"(?<=\s)[\"“„‘«(\[]+\s*$")
# Names that start small and may open a sentence: al-Qaeda, iPhone, eBay.
_SMALL_NAME = re.compile(r"[\"“„(]?(?:[ae][lsdn]-[^\W\d_]|[a-z][A-Z])")

# What follows one of these belongs to it, whatever it is. Persons' titles in English, Albanian, Serbian and German.
_TITLES = frozenset(
    "mr mrs ms mx messrs dr prof gen lt col maj capt cpt sgt cpl pvt adm brig cmdr cmd sen rep gov rev hon pres supt"
    " insp amb atty asst assoc dep fr msgr vs cf approx ca znj zj gjen ing mag dipl hr dott puk akad"
    " др проф ген пук мр инж"
    " акад".split()
)
# A number must follow.
_NUMBERED = frozenset("no nos nr art arts p pp fig figs vol vols ch sec para br čl tel бр чл стр str".split())
# A number or a month must follow.
_CALENDAR = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split()
)
# A capital may follow: then the sentence goes on unless a word that opens sentences stands there.
_INSIDE = frozenset("st mt ul sv tzv npr tj odn тзв нпр ул св".split())
_STARTERS = frozenset(
    "the a an he she it they we i you his her their its our this that these those there but and or so yet in on at by"
    " for from with as if when while after before since although though however meanwhile then now also still what who"
    " why how where according some many most all no not one both during despite under over last next earlier later"
    " police officials on u na za od do se je i a ali kako dok nakon prema у на за од до се је и а али како док након"
    " према në me për nga kjo ky ai ajo ata por dhe pas gjatë sipas der die das ein eine er sie es wir und aber im am"
    .split()
)  # fmt: skip
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec januar februar märz mai juni juli oktober dezember mart maj avgust septembar oktobar"
    " novembar decembar janar shkurt mars prill qershor korrik gusht shtator tetor nëntor dhjetor".split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# Before a single capital these make a category ("vitamin C.", "plan B."), not a person's initial.
_CATEGORIES = re.compile(
    r"\b(?:plan|vitamin|group|category|class|grade|hepatitis|option|team|zone|part|type|section|block|unit|annex|"
    r"article|route|line|company|serie|series)\s+[A-Z]\.$",
    re.IGNORECASE,
)
_GERMAN_ORDINAL = re.compile(r"\b(?:der|die|das|den|dem|des|am|im|vom|zum|beim)\s+\d{1,2}\.$", re.IGNORECASE)

_MERIDIEM = re.compile(r"\b[ap]\.\s?m\.$", re.IGNORECASE)
# Places in the style of the AP: a title goes on ("Md. Gov. Wes Moore"), and so does a small letter.
_STATES = re.compile(
    r"\b(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|"
    r"Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\.$"
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
    for number, (start, end) in enumerate(_paragraphs(text)):
        segment = _SPACE.sub(" ", text[start:end])
        credit = credits.tail(segment)
        body = segment[: credit.start] if credit else segment
        out += [(number, start + left, start + right) for left, right in _split_paragraph(body, language or "en")]
        if credit:
            out.append((number, start + credit.start, start + len(segment.rstrip())))
    return out


def _paragraphs(text: str) -> list[tuple[int, int]]:
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    if len(lines) < 2:
        return lines
    joined = [lines[0]]
    wrapped = _wrap_width(text, lines)
    for before, line in pairwise(lines):
        if _continues(text, before, line, wrapped):
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
    width = max(end - start for start, end in lines)
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
    shouts_small = text == text.lower()
    for cut in _cuts(text, language):
        left, right = text[max(start, cut - _NEAR) : cut].strip(), text[cut : cut + _NEAR].lstrip()
        if (
            not left
            or not right
            or _goes_on(left, right, text[cut - 1 : cut + 1].strip() != text[cut - 1 : cut + 1], language, shouts_small)
        ):
            continue
        yield _trimmed(text, start, cut)
        start = cut
    if text[start:].strip():
        yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


# The library takes "May." for a shortened month, which it never is.
_MAY = re.compile(r"\bMay\.(?=\s+[A-Z])")


def _cuts(text: str, language: str) -> list[int]:
    """Where sentences may end: as sentencex says, with an opening quotation mark moved to the words that it opens."""
    cuts = []
    last = 0
    may = "May." in text
    for cut in _proposed(text, language):
        if text[last:cut].rstrip()[-1:] in _OPENS and (opening := _OPENING.search(text, last, cut)):
            cut = opening.start()
        if may:
            cuts += [m.end() for m in _MAY.finditer(text, last, cut)]
        if cut - last > _LONG:
            cuts += [m.end() for m in _INNER.finditer(text, last, cut)]
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


def _goes_on(left: str, right: str, spaced: bool, language: str, all_small: bool) -> bool:
    """Whether `right` belongs to the sentence that `left` begins, so that a cut between them is wrong."""
    first = _ALNUM.search(right)
    if first is None or not _ALNUM.search(left) or right[0] in "”’»)]},;:" or _ENUMERATOR.match(left):
        return True
    if not spaced and (_ADDRESS.search(left) or left[-1] == "."):
        return bool(_ADDRESS.search(left)) or not right[0].isupper()
    if first.group().islower() and not all_small and not _SMALL_NAME.match(right):
        return True
    return left[-1] == "." and _abbreviated(left, right, language)


def _abbreviated(left: str, right: str, language: str) -> bool:
    found = _FIRST_WORD.match(right)
    word = found.group(1) if found else ""
    small = word.lower()
    opens = small in _STARTERS
    # These stand at the end: to look for them from the start of what is before the cut would take most of the time.
    end = len(left)
    if abbreviation := _WORD_BEFORE.search(left, max(0, end - 9)):
        short = abbreviation.group(1)
        known = short.lower()
        if known in _TITLES or (known in _INSIDE and not opens):
            return True
        if known in _NUMBERED and word[:1].isdigit():
            return True
        if known in _CALENDAR and short[0].isupper() and (word[:1].isdigit() or small in _MONTHS):
            return True
        if known in ("г", "год", "god", "g") and word[:1].isdigit():
            return True
    if small in _MONTHS and _ORDINAL.search(left):
        return True
    if language == "de" and _GERMAN_ORDINAL.search(left):
        return True
    if small in _TITLES and right[found.end() if found else 0 :].startswith(".") and _STATES.search(left):
        return True
    if left[-2:].lower() == "m." and _MERIDIEM.search(left):
        return small in _WEEKDAYS or small in _MONTHS
    if "." in left[-4:-1] and _DOTTED.search(left):
        return not opens
    initial = _INITIAL.search(left, max(0, end - 3))
    return bool(initial and initial.group(1).isupper() and not opens and not _CATEGORIES.search(left))
