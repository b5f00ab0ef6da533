"""Which sentences of an article are news, and what stands on its page beside them.

Left out is what a page says to its readers ("Read more: ..."), who made it (bylines, credits), and what is told by its
form to be no running text: headings, crumbs, captions, posts. The phrases are data (`briefing/_data/furniture.toml`);
the rest is position, length and punctuation. Nothing here knows what a sentence means.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from weakref import WeakKeyDictionary

from briefing import dates
from briefing.limits import SENTENCE_CHARACTERS
from briefing.origins import canonical, dateline_end, is_credit
from briefing.records.article import Article, Sentence
from briefing.records.brief import Rejected
from briefing.records.record import Reason
from briefing.text.normal import fold
from briefing.text.sentences import sentences

DETAILS: Mapping[str, str] = {
    "page": "the page speaks to its readers or shows a link",
    "byline": "names who wrote it, or when",
    "credit": "names whose text or picture it is",
    "heading": "a heading, or a line that is no whole sentence",
    "caption": "the caption of a picture",
    "post": "an embedded post: its writer's words, not the article's",
    "long": f"has more than {SENTENCE_CHARACTERS:,} characters, which no sentence has",
    "tokens": "holds marks that steer language models",
}
"""What each code of a `Reason` says; stage "extract"."""

# A longer line without a stop may be a sentence whose end was lost.
_HEADING_WORDS = 20
# The last line of a cut text breaks off anywhere; one as short as this is none.
_LAST_WORDS = 8
# What a page asks of its readers is said in one short sentence; a longer one that begins so is news.
_PAGE_WORDS = 25
# A credit, byline or date line is short.
_LINE_WORDS = 15
# A picture is about as old as its article; an older day in that place is an event's.
_PICTURE_DAYS = 14

_ENDS = re.compile(r"[.!?…:;।。！？][\"”’»«“)\]]*$")
_MARK = re.compile(r"^[\s•·*>»–—▪◦●►→|-]+(?=\S)")
_HANDLE, _ADDRESS = re.compile(r"\(@\w+\)"), re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
_POST = re.compile(r"\bpic\.twitter\.com/|\bt\.co/|[—–-] [^—–\n]{2,60} \(@\w+\) ")
_TOKENS = re.compile(r"<\|[^|<>\n]{1,40}\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>")
_BRACKETED = re.compile(r"^\[[^\]]*\][.]?$|^\([^)]*[^.!?…)\"”’]\)$")
_CRUMBS = re.compile(r"\s[|›»]\s.*\s[|›»]\s")
_RULED = re.compile(r"^[-–—*] .* [-–—*]$")
# "..., Friday, Nov. 29, 2019. AP": a comma sets the day of a picture off from what it shows, and a name may follow.
_YEAR, _NEAR_END = re.compile(r"\b(?:19|20)\d\d\b"), 80
_SET_OFF = re.compile(r",\s(?:[^\W\d_]+,?\s)?$")
_SIGNED = re.compile(r"^[\s.)\]]*(?:[(\[/—–-]?\s*[A-Z][\w./&' -]{1,60})?[)\].]*$")

# What may stand before the first word of the news in its own line, beside a dateline: a heading and a gap; crumbs that
# end in a dash; a picture's credit; a place before a bracket, a colon or a dash.
_HEADS = (
    re.compile(r"^.{,80}?[^\W_] {2,}(?=[A-Z\"“„«])"),
    re.compile(r"^[^|\n]{2,40}\| ?[^|\n]{2,30}\| ?[^|\n]{6,40}?\s[-–—―]\s+(?=\S)"),
    re.compile(r"^(?:\([^()\n]*/[^()\n]*\)\s*)+(?=\S)"),
    re.compile(r"^[A-Z][A-ZÀ-Ž' ]{2,25}(?:,[^()\n:]{2,25})?(?: ?\([^()\n]{2,60}\) ?[-–—―]? ?|: )(?=[A-Z\"“])"),
    re.compile(r"^[A-Z][\w'’ -]{2,25}(?:, [A-Z][\w'’ ]{2,20}){0,3} [-–—―]{1,2} (?=[A-Z\"“„«])"),
)
_WRITERS = re.compile(r"^(?:By|Von|Par|Por|Di|Nga|Piše) (?=(?P<names>(?:[^\W\d_][\w'’./-]*\s){1,4}))")
# A link at the end of a sentence: "[more - original PR - German]".
_LINKED = re.compile(r"(?<=[.!?”\"])\s+\[[^\]\n]{1,60}\]$")


@cache
def _phrases() -> Mapping[str, re.Pattern[str]]:
    """A pattern for each kind of line that is known by its words."""
    data = tomllib.loads(files("briefing").joinpath("_data/furniture.toml").read_text(encoding="utf-8"))
    of = {kind: "|".join(map(re.escape, phrases)) for kind, phrases in data.items()}
    patterns = {
        "page": rf"^(?:(?:{of['asks']})\b|(?:{of['links']})\s*(?:[:»›>|–—-]|\.{{3}}|…|$))|"
        rf"\b(?:{of['ours']})\b.{{0,60}}\b(?:{of['letters']})\b",
        "end": rf"^(?:{of['ends']})s?\W*$",
        "stamp": rf"\b(?:{of['stamps']})\b(?=\W.*\d)",
        "picture": rf"^\W*(?:\w+ )?(?:{of['pictures']})s?\b(?: \w+)?(?:\s*[:|/©]|\W*$)",
    }
    return {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in patterns.items()}


def usable(article: Article) -> tuple[tuple[Sentence, ...], tuple[Rejected, ...]]:
    """The sentences that are news, in order, and what was left out with its reason (codes: see `DETAILS`).

    "BRUSSELS (Reuters) - NATO said ..." begins at "NATO"; "Read more: ..." and "(AP Photo/Jane Doe)" are left out.
    """
    # A run asks twice for the sentences of an article: for what is left out, and for its claims.
    if (known := _read.get(article)) is None:
        known = _read[article] = _sorted(article)
    return known


# It keeps nothing for longer than the article itself, whose sentences a run holds anyway.
_read: WeakKeyDictionary[Article, tuple[tuple[Sentence, ...], tuple[Rejected, ...]]] = WeakKeyDictionary()


def _sorted(article: Article) -> tuple[tuple[Sentence, ...], tuple[Rejected, ...]]:
    found = sentences(article)
    # What is too long for a sentence is looked at no further: patterns would take long over it.
    cuts = [sentence if _is_long(sentence) else _cut(sentence) for sentence in found]
    kept: list[Sentence] = []
    rejected: list[Rejected] = []
    for sentence, cut, code in zip(found, cuts, _codes(found, cuts, article), strict=True):
        if code is None:
            kept.append(cut)
        else:
            reason = Reason(code=code, detail=DETAILS[code])
            where = {"source_id": article.id, "path": article.path, "statement": sentence.text}
            rejected.append(Rejected(stage="extract", reason=reason, **where))
    return tuple(kept), tuple(rejected)


def _codes(found: Sequence[Sentence], cuts: Sequence[Sentence], article: Article) -> Iterator[str | None]:
    """For each sentence why it is left out, None where it is news."""
    sizes = Counter(sentence.paragraph for sentence in found)
    stopped = {s.paragraph for s in found if _ENDS.search(s.text[-_NEAR_END:])}
    written = 2 * sum(len(s.text) for s in found if s.paragraph in stopped) > sum(len(s.text) for s in found)
    whole = {s.paragraph: code for s in found if not _is_long(s) and (code := _of_paragraph(s.text, article))}
    title = fold(article.title or "")
    ended = False
    for sentence, cut in zip(found, cuts, strict=True):
        if _is_long(sentence):
            yield "long"
            continue
        alone = sizes[sentence.paragraph] == 1
        ended = ended or (alone and bool(_phrases()["end"].match(sentence.text)))
        bare = _MARK.sub("", sentence.text)
        # An order to the public ("Stay indoors") is news.
        if ended or (len(bare.split()) <= _PAGE_WORDS and _phrases()["page"].search(bare)):
            yield "page"
        elif code := whole.get(sentence.paragraph) or _of_words(cut.text):
            yield code
        elif _RULED.match(cut.text) or fold(sentence.text) == title:
            yield "heading"
        else:
            most = _LAST_WORDS if sentence.paragraph == found[-1].paragraph else _HEADING_WORDS
            short = alone and len(cut.text.split()) <= most and "\n" not in cut.text
            yield "heading" if written and short and not _ENDS.search(cut.text) else None


def _is_long(sentence: Sentence) -> bool:
    return len(sentence.text) > SENTENCE_CHARACTERS


def _of_paragraph(text: str, article: Article) -> str | None:
    """Why a paragraph is left out whole for one of its sentences: a post, a caption with its day, marks for models."""
    if _TOKENS.search(text):
        return "tokens"
    if _POST.search(text):
        return "post"
    return "caption" if _is_caption(text, article) else None


def _is_caption(text: str, article: Article) -> bool:
    """Whether a sentence ends with the full date of a picture, set off: "..., after a flood, March 5, 2025"."""
    if "," not in text or not _YEAR.search(text, max(0, len(text) - _NEAR_END)):
        return False
    near = [m for m in dates.find(text, language=article.language) if m.precision == "day" and m.year]
    if not near or not _SIGNED.match(text[near[-1].end :].removeprefix("Image copyright")):
        return False
    shown, told = dates.parse_iso(near[-1].date), dates.parse_iso(article.published)
    if shown and told and not 0 <= (told - shown).days <= _PICTURE_DAYS:
        return False
    return bool(_SET_OFF.search(text[: near[-1].start]))


def _of_words(text: str) -> str | None:
    """What a line is by its words and marks: a credit, a caption, a byline, or what else pages say."""
    bare = _MARK.sub("", text)
    count = len(bare.split())
    picture = _phrases()["picture"].match(bare)
    if is_credit(text) or (picture and count <= _LAST_WORDS):
        return "credit"
    if not any(map(str.isalpha, bare)) or _CRUMBS.search(text) or _BRACKETED.match(bare):
        return "page"
    if picture:
        return "caption"
    stamped = not _ENDS.search(bare) and (_HANDLE.search(bare) or _phrases()["stamp"].search(bare))
    return "byline" if count <= _LINE_WORDS and (stamped or _ADDRESS.search(bare)) else None


def _cut(sentence: Sentence) -> Sentence:
    """The sentence without a dateline, a credit or a heading at its head, and without a link at its end."""
    start, text = sentence.start, sentence.text
    while cut := _head(text):
        start, text = start + cut, text[cut:]
    if found := _LINKED.search(text):
        text = text[: found.start()]
    return sentence if text == sentence.text else replace(sentence, start=start, end=start + len(text), text=text)


def _head(text: str) -> int:
    """How much of a text's head is no news, 0 where it begins with news; never all of it."""
    ends = [dateline_end(text), *(found.end() for pattern in _HEADS if (found := pattern.match(text)))]
    if found := _WRITERS.match(text):
        names = found["names"]
        lengths = (word.end() for word in reversed(list(re.finditer(r"\S+\s", names))))
        ends += [found.end() + length for length in lengths if canonical(names[:length])]
    return next((end for end in ends if 0 < end < len(text)), 0)
