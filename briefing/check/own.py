"""Our own briefs as drafts: what they print beside their sentences, in Markdown and on the page."""

from __future__ import annotations

import re

from briefing.records.marks import HTML_MARK, MARKDOWN_MARK

SOURCES = "Sources"
COMPUTED = "computed from the articles"
_SECTION = re.compile(r"^(?:rejected|method|key figures|sources|changes)\b", re.IGNORECASE)
# The parts of our page that stand beside its sentences: marks, dates, who says so, and the articles themselves.
_ASIDES = frozenset(
    "tag dots glyph gloss who value without now when again out legend origins articles skip tools note house".split()
)
# What stands before and behind the words of an item: a day, a value, a status or a language; a note.
_LABEL = re.compile(
    r"^\s*[-*]\s+\*\*[^*]+\*\*(?: \([^()]*\))?:\s+|^(?:\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{4}|\d{4}): "
    r"|^[A-Z][a-z]+: (?=“)"
)
_STATUS = re.compile(r"(?:^|(?<=[.!?”)] ))(?:Expected|Alleged|Rumoured|Denied|Confirmed): ")
_TAIL = re.compile(
    r"(?<=[.!?”])[.\s]*\(?(?:reported [A-Z\d][^“”()]*\)?$|report undated\)?$|↗"
    r"|(?:disputed|translated|superseded|edited|in [A-Z][a-z]+)\b\)?)"
    # A statement that is part of a sentence has no stop of its own before the day of its report.
    r"|(?<=\S)\s+\((?:reported [A-Z\d][^“”()]*|report undated)\)$"
)
# Quotation marks within a verbatim item are printed as single ones.
_INNER_OPEN, _INNER_CLOSE = re.compile(r"(?<!\w)['‘](?=\w)"), re.compile(r"(?<=[\w.,!?])['’](?!\w)")
_NOTE = re.compile(
    r"^(?:[^“”]*\? )?(?:Conflict|Update|Variance|Certainty): |^undated \(|^Wording by |^Not reviewed |"
    r"^(?:Note: )?(?:Which was written first|Order unknown|A step up with)"
)


def is_own(draft: str) -> bool:
    """Whether a draft carries our mark."""
    return MARKDOWN_MARK in draft or HTML_MARK in draft


def beside(section: str) -> bool:
    """Whether a section tells how the brief was made, or what code computed."""
    return bool(_SECTION.match(section))


def is_note(words: str) -> bool:
    """Whether words are a remark of ours and no item: "Which was written first is not known."."""
    return bool(_NOTE.match(words))


def unlabelled(line: str) -> str:
    """A line without the label before it: "- **11 March 2025:** Rutte ..." is "Rutte ..."."""
    return _LABEL.sub("", line)


def item(words: str) -> str:
    """An item's own words: "Expected: Rutte will come. (reported 5 March 2025)" is "Rutte will come."."""
    return _STATUS.sub("", _TAIL.sub("", _LABEL.sub("", words))).strip()


def quoted(words: str) -> str | None:
    """The words of an item that is an article's own sentence, printed in quotation marks; None where it is not one."""
    whole = words.rstrip(".")
    if whole[:1] != "“" or whole[-1:] != "”":
        return None
    inner = _INNER_CLOSE.sub("”", _INNER_OPEN.sub("“", whole[1:-1]))
    return inner if "“" in inner and "”" in inner else whole[1:-1]


def without_asides(page: str) -> str:
    """Our page without what stands beside its sentences."""
    import lxml.html

    tree = lxml.html.document_fromstring(page)
    for element in [e for e in tree.iter("time", "script", "style") if isinstance(e.tag, str)]:
        element.drop_tree()
    for element in tree.xpath("//*[@class]"):
        if not _ASIDES.isdisjoint(element.get("class").split()) and element.getparent() is not None:
            element.drop_tree()
    return str(lxml.html.tostring(tree, encoding="unicode"))
