"""Which sentences of an article are news, and what stands on its page beside them.

Left out is what a page says to its readers ("Read more: ..."), who made it (bylines, credits), and what is told by its
form to be no running text: headings, crumbs, captions, posts. The phrases are data, in several languages; the rest is
position, length and punctuation. Nothing here knows what a sentence means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from briefing import dates
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
_NETWORK = r"(?:Facebook|Twitter|X|Instagram|Telegram|WhatsApp|Viber|YouTube|TikTok|LinkedIn|Google News)\b"
_BEHIND = r"(?=\s*(?:[:»›>|–—-]|\.{3}|…|$)|\s+(?:about|on|here|stories|articles|news)\b)"
_PAGE = re.compile(
    rf"^(?:"
    rf"(?:please )?(?:follow|like|find) us on\b|(?:follow|like|join) [^,]{{0,40}}\b(?:on|in) {_NETWORK}[^,]*$"
    rf"|(?:subscribe|sign up)\b(?! sheet)(?=.{{0,60}}\b(?:to|for|now|here|today|newsletter|channel)\b)"
    rf"|join (?:us on|our) .{{0,40}}(?:channel|group|newsletter|community|{_NETWORK})"
    rf"|read (?:more|also|next|on|the full (?:story|article)){_BEHIND}|(?:see|read|watch|listen) also{_BEHIND}"
    rf"|(?:also read|more|related|watch|don['’]t miss|see more|more to come){_BEHIND}"
    rf"|(?:related|recommended|more)(?: on this)? (?:articles?|stor(?:y|ies)|news|topics?){_BEHIND}"
    rf"|you (?:may|might) also (?:like|be interested)|(?:most|editor'?s) (?:read|popular|picks?|viewed){_BEHIND}"
    rf"|click (?:here|on the link|to)\b|tap here\b|share (?:this|on {_NETWORK}|the (?:article|story)\b)"
    rf"|(?:leave|post|write) a (?:comment|reply)\b|comments? ?\(\d+\)|(?:log|sign) in (?:to|here)\b"
    rf"|(?:get|download) (?:our|the) .{{0,30}}\b(?:app|newsletter)\b|manage your (?:subscription|cookies|consent)"
    rf"|(?:support|donate to) (?:our|independent|quality) journalism|(?:we|this (?:web)?site) uses? cookies"
    rf"|this (?:article|story|report) (?:was )?(?:first|originally) (?:appeared|published)"
    rf"|skip to (?:main )?content\b|advertisement\b|sponsored content\b|embedded video\b|image (?:copyright|caption)\b"
    rf"|(?:lexo(?:ni)?|abonohu|na ndiqni) (?:edhe|gjithashtu|më shumë|në)\b|pročita(?:jte|j) (?:i|još|više)\b"
    rf"|прочитај(?:те)? (?:и|још|више)\b|читайте также\b|lesen sie (?:auch|mehr)\b|mehr zum thema\b|anzeige$"
    rf"|(?:à )?lire (?:aussi|également)\b|(?:lea|lee) también\b|leggi anche\b|leia (?:também|mais)\b|publicidad\b"
    rf")",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\bclick here\b|\b(?:our|unser\w*|notre|nuestr\w+|naš\w*|nostr\w+|jon\w?)\b.{0,60}\b(?:newsletter|e-?mail|bulletin"
    r"|boletín|bilten)\b|\b(?:newsletter|e-?mail)\b.{0,40}\b(?:in your inbox|to your inbox)\b",
    re.IGNORECASE,
)
# What follows one of these lines is about the writer, or by the readers, to the end of the page.
_TAIL = re.compile(
    r"^(?:about the (?:writer|author|journalist)s?|leave a (?:reply|comment)|(?:reader )?comments(?: ?\(\d+\))?"
    r"|über den autor|über die autorin|zum autor|à propos de l['’]auteur|sobre el autor|o autoru|rreth autorit"
    r"|ju sugjerojmë|related (?:articles|stories|posts|news))\W*$",
    re.IGNORECASE,
)
_STAMPED = re.compile(
    r"\b(?:published|updated|created|posted|modified|last update|objavljeno|ažurirano|publikuar|veröffentlicht"
    r"|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato)\b(?=\W.*\d)",
    re.IGNORECASE,
)
_HANDLE, _ADDRESS = re.compile(r"\(@\w+\)"), re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
_POST = re.compile(r"\bpic\.twitter\.com/|\bt\.co/|[—–-] [^—–\n]{2,60} \(@\w+\) ")
_PICTURE = re.compile(
    r"^\W*(?:(?:file |stock |archive )?(?:photo|image|picture|pic|foto|fotografi\w*|photograph|video|bild|фото)s?\b"
    r"(?: (?:by|credit|source|copyright))?\s*[:|/©]|[A-Z][\w/ ]{1,30} (?:pic|photo|foto)\b(?:,|\W*$))",
    re.IGNORECASE,
)
_PHOTO = re.compile(r"\b(?:photo|foto|image|picture|bild|pic)s?\b", re.IGNORECASE)
_FILE = re.compile(r"^\W*(?:file |archive )?(?:photo|image|picture|foto|bild|фото)\s*:\s*\S", re.IGNORECASE)
_TOKENS = re.compile(r"<\|[^|<>\n]{1,40}\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>")
_BRACKETED = re.compile(r"^\[[^\]]*\][.]?$|^\([^)]*[^.!?…)\"”’]\)$")
_CRUMBS = re.compile(r"\s[|›»]\s.*\s[|›»]\s")
_YEAR, _NEAR_END = re.compile(r"\b(?:19|20)\d\d\b"), 80
# "..., Friday, Nov. 29, 2019": a comma sets the day of a picture off from what it shows.
_SET_OFF = re.compile(r",\s(?:[^\W\d_]{1,4}\s)?(?:[^\W\d_]+,\s)?$")
_SIGNED = re.compile(r"^[\s.)\]]*(?:[(\[/—–-]?\s*[A-Z][\w./&' -]{1,60})?[)\].]*$")

# What may stand before the first word of the news in its own line, beside a dateline.
_WRITERS = re.compile(r"^(?:By|Von|Par|Por|Di|Nga|Piše) ((?:[^\W\d_][\w'’./-]*\s){1,4})")
_BARRED = re.compile(r"^[^|\n]{2,40}\| ?[^|\n]{2,30}\| ?[^|\n]{6,40}?\s[-–—―]\s+(?=\S)")
_SLASHED = re.compile(r"^(?:\([^()\n]*/[^()\n]*\)\s*)+(?=\S)")
_PLACED = re.compile(r"^[A-Z][A-ZÀ-Ž' ]{2,25}(?:,[^()\n:]{2,25})?(?: ?\([^()\n]{2,60}\) ?[-–—―]? ?|: )(?=[A-Z\"“])")
_RIVER = re.compile(r"^[A-ZÄÖÜ][\w-]+ ?/ ?[A-ZÄÖÜ]\w+ (?=[A-ZÄÖÜ„\"])")
_TOWN = re.compile(r"^[A-Z][\w'’ -]{2,25}(?:, [A-Z][\w'’ ]{2,20}){0,3} [-–—―]{1,2} (?=[A-Z\"“„«])")
# A link at the end of a sentence: "[more - original PR - German]".
_LINKED = re.compile(r"(?<=[.!?”\"])\s+\[[^\]\n]{1,60}\]$")
_RULED = re.compile(r"^[-–—*] .* [-–—*]$")
_GAP = re.compile(r"(?<=[^\W_]) {2,}(?=[A-Z\"“„«])")


class _Line(NamedTuple):
    """A sentence and what is known of its paragraph."""

    text: str
    alone: bool
    last: bool


# A run asks twice for the sentences of an article: for what is left out, and for its claims.
@lru_cache(maxsize=64)
def usable(article: Article) -> tuple[tuple[Sentence, ...], tuple[Rejected, ...]]:
    """The sentences that are news, in order, and what was left out with its reason (codes: see `DETAILS`).

    "BRUSSELS (Reuters) - NATO said ..." begins at "NATO"; "Read more: ..." and "(AP Photo/Jane Doe)" are left out.
    """
    found = sentences(article)
    kept: list[Sentence] = []
    rejected: list[Rejected] = []
    cuts = [_cut(sentence) for sentence in found]
    for sentence, cut, code in zip(found, cuts, _codes(found, cuts, article), strict=True):
        if code is None:
            kept.append(cut)
        else:
            rejected.append(_rejected(article, sentence, code))
    return tuple(kept), tuple(rejected)


def _rejected(article: Article, sentence: Sentence, code: str) -> Rejected:
    reason = Reason(code=code, detail=DETAILS[code])
    return Rejected(source_id=article.id, path=article.path, stage="extract", statement=sentence.text, reason=reason)


def _codes(found: Sequence[Sentence], cuts: Sequence[Sentence], article: Article) -> Iterator[str | None]:
    """For each sentence why it is left out, None where it is news."""
    sizes: dict[int, int] = {}
    for sentence in found:
        sizes[sentence.paragraph] = sizes.get(sentence.paragraph, 0) + 1
    stopped = {s.paragraph for s in found if _ENDS.search(s.text)}
    written = 2 * sum(len(s.text) for s in found if s.paragraph in stopped) > sum(len(s.text) for s in found)
    whole = dict(_of_paragraphs(found, article))
    title = fold(article.title or "")
    tail = False
    for sentence, cut in zip(found, cuts, strict=True):
        line = _Line(cut.text, sizes[sentence.paragraph] == 1, sentence.paragraph == found[-1].paragraph)
        tail = tail or (line.alone and bool(_TAIL.match(sentence.text)))
        asks = tail or _asks(sentence.text)
        code = "page" if asks else whole.get(sentence.paragraph) or _of_words(cut.text)
        yield code or ("heading" if fold(sentence.text) == title else _of_form(line, written))


def _of_paragraphs(found: Sequence[Sentence], article: Article) -> Iterator[tuple[int, str]]:
    """Paragraphs that are left out whole: a post, a caption with its day, marks for models."""
    for sentence in found:
        if _TOKENS.search(sentence.text):
            yield sentence.paragraph, "tokens"
        elif _POST.search(sentence.text):
            yield sentence.paragraph, "post"
        elif _is_caption(sentence.text, article):
            yield sentence.paragraph, "caption"


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
    return bool(_SET_OFF.search(text[: near[-1].start])) or (
        near[-1].text[:1].isalpha() and bool(_SET_OFF.search(text[: near[-1].start] + near[-1].text.split()[0] + " "))
    )


def _asks(text: str) -> bool:
    """Whether the page speaks to its readers. An order to the public ("Stay indoors") is news."""
    bare = _MARK.sub("", text)
    return len(bare.split()) <= _PAGE_WORDS and bool(_PAGE.match(bare) or _ASKS.search(bare))


def _of_words(text: str) -> str | None:
    """What a sentence is by phrases that are data: credits, bylines, what pages say."""
    bare = _MARK.sub("", text)
    count = len(bare.split())
    if not any(map(str.isalpha, bare)) or _CRUMBS.search(text) or _BRACKETED.match(bare):
        return "credit" if is_credit(text) or _PHOTO.search(text) else "page"
    if is_credit(text):
        return "credit"
    if _FILE.match(bare) and not _ENDS.search(bare):
        return "caption"
    if count <= _LINE_WORDS and _PICTURE.match(bare) and not (_FILE.match(bare) and count > _LAST_WORDS):
        return "credit"
    if count <= _LINE_WORDS and not _ENDS.search(bare) and (_HANDLE.search(bare) or _STAMPED.search(bare)):
        return "byline"
    return "byline" if count <= _LINE_WORDS and _ADDRESS.search(bare) else None


def _of_form(line: _Line, written: bool) -> str | None:
    """A heading: it has no stop, is short, and alone in its paragraph, in an article whose paragraphs have stops."""
    text = line.text
    if _RULED.match(text):
        return "heading"
    if not line.alone or not written or _ENDS.search(text) or "\n" in text:
        return None
    return "heading" if len(text.split()) <= (_LAST_WORDS if line.last else _HEADING_WORDS) else None


def _cut(sentence: Sentence) -> Sentence:
    """The sentence without a dateline, a credit or a heading at its head, and without a link at its end."""
    start, text = sentence.start, sentence.text
    while cut := _head(text):
        start, text = start + cut, text[cut:]
    if found := _LINKED.search(text):
        text = text[: found.start()]
    end = start + len(text)
    same = start == sentence.start and end == sentence.end
    return sentence if same else replace(sentence, start=start, end=end, text=text)


def _head(text: str) -> int:
    """How much of a text's head is no news, 0 where it begins with news; never all of it."""
    if gap := _GAP.search(text, 0, 80):
        return gap.end()
    if (cut := dateline_end(text)) and cut < len(text):
        return cut
    for pattern in (_BARRED, _SLASHED, _PLACED, _RIVER, _TOWN):
        if (found := pattern.match(text)) and found.end() < len(text):
            return found.end()
    if found := _WRITERS.match(text):
        names = found.group(1).split()
        for size in range(len(names), 0, -1):
            if canonical(" ".join(names[:size])):
                return re.match(r"\S+\s+" * (size + 1), text).end()  # type: ignore[union-attr]  # it matched above
    return 0
