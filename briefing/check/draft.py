"""A draft read: its sentences without markup, the numbers of the sources that each cites, and its list of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.ingest.page import fragment_text
from briefing.records.article import Article
from briefing.records.marks import HTML_MARK, MARKDOWN_MARK
from briefing.text.normal import fold, normalise
from briefing.text.sentences import split

# A title, a lead-in ("The sources say:") or a field of a memo is a line of at most so many words.
_TITLE_WORDS = 14
_HTML = re.compile(r"<\s*(?:!doctype|html|body|p|div|li|h[1-6]|span|ul|ol|article|br|table)\b", re.IGNORECASE)
_HTML_HEADING = re.compile(r"(<h([1-6])\b[^>]*>)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)[\s#]*$")
_BOLD_HEADING = re.compile(r"^\s*(?:\*\*|__)([^*_]+)(?:\*\*|__):?\s*$")
_RULE = re.compile(r"^\s*\|.*\|\s*$|^\s*[-=*_|:+ ]+$")
_MEMO = re.compile(
    r"^\s*(?:to|from|cc|date|subject|re|ref|as of|author|prepared (?:by|for)|classification|period|sources?|topic|"
    r"distribution|reporting period)\s*:\s",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"^(?:sources?|references?|citations?|footnotes?|end ?notes?|notes|bibliography|links)\b", re.IGNORECASE
)
# What our own briefs print beside sentences: how they were made, and what code computed.
_OWN = re.compile(r"^(?:rejected|method|key figures|sources|changes)\b", re.IGNORECASE)
_OWN_SOURCES = "Sources"
_OWN_COMPUTED = "computed from the articles"
# The parts of our page that stand beside its sentences: marks, dates, who says so, and the articles themselves.
_OWN_ASIDES = frozenset(
    "tag dots glyph gloss who value without now when again out legend origins articles skip tools note house".split()
)
# What stands before and behind the words of an item of ours: a day, a value, a status or a language; a note.
_OWN_LABEL = re.compile(
    r"^\s*[-*]\s+\*\*[^*]+\*\*(?: \([^()]*\))?:\s+|^(?:\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{4}|\d{4}): "
    r"|^[A-Z][a-z]+: (?=“)"
)
_OWN_STATUS = re.compile(r"(?:^|(?<=[.!?”)] ))(?:Expected|Alleged|Rumoured|Denied|Confirmed): ")
_OWN_TAIL = re.compile(
    r"(?<=[.!?”])[.\s]*\(?(?:reported [A-Z\d][^“”()]*\)?$|report undated\)?$|↗"
    r"|(?:disputed|translated|superseded|edited|in [A-Z][a-z]+)\b\)?)"
    # A statement that is part of a sentence has no stop of its own before the day of its report.
    r"|(?<=\S)\s+\((?:reported [A-Z\d][^“”()]*|report undated)\)$"
)
# Quotation marks within a verbatim item are printed as single ones.
_INNER_OPEN, _INNER_CLOSE = re.compile(r"(?<!\w)['‘](?=\w)"), re.compile(r"(?<=[\w.,!?])['’](?!\w)")
_OWN_NOTE = re.compile(
    r"^(?:[^“”]*\? )?(?:Conflict|Update|Variance|Certainty): |^undated \(|^Wording by |^Not reviewed |"
    r"^(?:Note: )?(?:Which was written first|Order unknown|A step up with)"
)

_ENTRY = re.compile(
    r"^\s*(?:<a id=\"[^\"]*\"></a>)?(?:[-*+]\s+)?(?:\*\*)?(?:\\?\[\^?(\d{1,3})\\?\]|(\d{1,3})[.)])(?:\*\*)?:?\s+(\S.*)$"
)
_REFERENCE = re.compile(r"\\?\[\\?\[?\^?(\d{1,3})(?:[\u2013,-] ?(\d{1,3}))?\\?\]?\\?\](?:\(#?[^)\s]*\))?")
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
_MARKUP = re.compile(
    r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s{0,3}(?:[-*+•]|\d+[.)])\s+|^\s{0,3}>\s?|<a id=\"[^\"]*\"></a>|<[^<>]{1,80}>"
)
# The private-use characters stand for a reference, so that it stays with its sentence while the text is split.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD = re.compile(rf"\s*{_OPEN}([\d ]+){_CLOSE}")
_BEHIND_STOP = re.compile(rf"([.!?…][\"”’»)]*)((?:\s*{_OPEN}[\d ]+{_CLOSE})+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a draft, the numbers that it cites, and whether it states anything to check.

    `verbatim`: an item of one of our own briefs in an article's words, what stands in square brackets put in by us.
    """

    text: str
    cites: tuple[int, ...] = ()
    states: bool = True
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """`lines` in reading order; `listed` are the entries of its list of sources by number."""

    lines: tuple[Line, ...]
    listed: dict[int, str]


def read(draft: str) -> Draft:
    """Read a draft: plain text, Markdown or HTML."""
    own = MARKDOWN_MARK in draft or HTML_MARK in draft
    if _HTML.search(draft):
        draft = _without_asides(draft) if own else draft
        marked = _HTML_HEADING.sub(lambda m: f"{m.group(1)}{'#' * int(m.group(2))} ", draft)
        text = normalise(fragment_text(marked))
    else:
        text = normalise(_COMMENT.sub("", draft))
    listed: dict[int, str] = {}
    return Draft(tuple(_lines(text.split("\n"), listed, own)), listed)


def _without_asides(page: str) -> str:
    import lxml.html

    tree = lxml.html.document_fromstring(page)
    for element in [e for e in tree.iter("time", "script", "style") if isinstance(e.tag, str)]:
        element.drop_tree()
    for element in tree.xpath("//*[@class]"):
        if not _OWN_ASIDES.isdisjoint(element.get("class").split()) and element.getparent() is not None:
            element.drop_tree()
    return str(lxml.html.tostring(tree, encoding="unicode"))


def _lines(raws: Sequence[str], listed: dict[int, str], own: bool) -> Iterator[Line]:
    heading, section, computed = "", "", False
    for place, raw in enumerate(raws):
        if not raw.strip():
            continue
        title = _HEADING.match(raw) or _BOLD_HEADING.match(raw)
        if title:
            heading = title.group(title.lastindex or 1)
            section = "" if raw.lstrip().startswith("# ") else heading
            computed = heading.lower().startswith(_OWN_COMPUTED)
            yield Line(raw.strip(), states=False)
            continue
        entry = _ENTRY.match(raw)
        in_list = bool(_LIST.match(heading)) and not raw.startswith("  ")
        if entry and (in_list or _references(raw, entry)):
            listed[int(entry.group(1) or entry.group(2))] = entry.group(3)
            yield Line(raw.strip(), states=False)
            continue
        computed = computed or raw.lower().startswith(_OWN_COMPUTED)
        # The quotes of our own source list are held against the articles as well.
        if own and section == _OWN_SOURCES and raw.lstrip("-* ").startswith("“"):
            yield from _sentences(raw, own)
            continue
        ours = own and (not section or computed or bool(_OWN.match(section)) or raw.lstrip().startswith(">"))
        if in_list or ours or _frames(raws, place):
            yield Line(raw.strip(), states=False)
            if _LIST.match(raw.strip().rstrip(":")) and len(raw.split()) < 3:
                heading = raw.strip()
            continue
        yield from _sentences(raw, own)


def _references(raw: str, entry: re.Match[str]) -> bool:
    """Whether a line is an entry of a list of sources though no heading says so: "[1]: https://..." at its start."""
    return entry.group(1) is not None and ("://" in raw or raw.lstrip("-*+ ").startswith("[^"))


def _frames(raws: Sequence[str], place: int) -> bool:
    """Whether a line is a table, a rule, a title, a lead-in or a field of a memo, and no sentence."""
    line = _REFERENCE.sub("", raws[place]).strip()
    if not line or _RULE.match(line) or (_MEMO.match(line) and len(line.split()) <= _TITLE_WORDS):
        return True
    if len(line.split()) > _TITLE_WORDS or line[-1] in '.!?”"]':
        return False
    alone = place + 1 < len(raws) and not raws[place + 1].strip()
    underlined = place + 1 < len(raws) and re.fullmatch(r"\s*[=-]{3,}\s*", raws[place + 1]) is not None
    return line.endswith(":") or underlined or (place == 0 and alone) or line.isupper()


def _sentences(raw: str, own: bool) -> Iterator[Line]:
    held = _REFERENCE.sub(_hold, _OWN_LABEL.sub("", raw) if own else raw)
    held = _LINK.sub(lambda m: m.group(1), held)
    held = _MARKUP.sub("", held).strip()
    held = _BEHIND_STOP.sub(lambda m: m.group(2) + m.group(1), held)
    if own:
        bare = " ".join(_HELD.sub("", held).split())
        if _OWN_NOTE.match(bare):
            yield Line(bare, states=False)
            return
        bare = _OWN_STATUS.sub("", _OWN_TAIL.sub("", _OWN_LABEL.sub("", bare))).strip()
        if bare[:1] == "“" and bare.rstrip(".")[-1:] == "”":
            inner = _INNER_CLOSE.sub("”", _INNER_OPEN.sub("“", bare.rstrip(".")[1:-1]))
            yield Line(inner if "“" in inner and "”" in inner else bare.rstrip(".")[1:-1], _cited(held), verbatim=True)
            return
        held = _OWN_STATUS.sub("", _OWN_TAIL.sub("", _OWN_LABEL.sub("", held)))
    for _, start, end in split(held):
        piece = held[start:end]
        text = " ".join(_HELD.sub("", piece).split())
        if text:
            yield Line(text, _cited(piece))


def _hold(match: re.Match[str]) -> str:
    first, last = int(match.group(1)), int(match.group(2) or match.group(1))
    numbers = range(first, last + 1) if "," not in match.group(0) else (first, last)
    return f" {_OPEN}{' '.join(map(str, numbers))}{_CLOSE}"


def _cited(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(n) for m in _HELD.finditer(text) for n in m.group(1).split()))


def article_of(entry: str, articles: Sequence[Article]) -> Article | None:
    """The article that an entry of a list of sources names: by its address, else by headline, outlet or file name."""
    by_url = [a for a in articles if a.url and a.url in entry]
    if by_url:
        return max(by_url, key=lambda a: len(a.url or ""))
    text = fold(_LINK.sub(lambda m: m.group(1), entry))
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
