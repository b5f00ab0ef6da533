"""HTML pages: the body without boilerplate, and what the page says of itself. What is not shown is never text."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from briefing.ingest.record import Draft, Reading, refused
from briefing.limits import ELEMENTS
from briefing.text.normal import normalise

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# lxml's parser lets these in, and then refuses to move a text that holds one (XML 1.0, production 2).
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# `nav` is seen, but trafilatura takes it for the text of a page that has no other.
_UNSEEN_TAGS = frozenset(
    "script style template noscript iframe object svg math form button select textarea input nav".split()
)
_UNSEEN_STYLE = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden|"
    r"opacity\s*:\s*0*\.?0*(?![.\d])|font-size\s*:\s*0*\.?0*(?:px|em|rem|pt|%)?\s*(?:;|!|$)|"
    r"(?:text-indent|left|top|right|bottom|margin-left)\s*:\s*-\s*\d{4,}|"
    r"clip(?:-path)?\s*:\s*(?:rect\(\s*0|inset\(\s*(?:50|100)%)|"
    r"(?:width|height)\s*:\s*[01]px|color\s*:\s*transparent)",
    re.IGNORECASE,
)
_UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|screen-reader-only|hidden|d-none|invisible|u-hidden)(?:\s|$)",
    re.IGNORECASE,
)
# Rules of a page's own style sheet that hide by one class or id. What stands in @media holds for other screens.
_AT_RULE = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;|/\*.*?\*/", re.DOTALL)
_CSS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)")
_BLOCKS = frozenset(
    "p div section article header footer main aside blockquote ul ol li h1 h2 h3 h4 h5 h6 table tr td th br hr pre "
    "figure figcaption dl dt dd".split()
)


def read(text: str) -> Reading:
    """One article, its title, publisher, time, address and language from JSON-LD first, then from meta tags."""
    if text.count("<") > 2 * ELEMENTS:
        return refused("too_large", f"holds more than {ELEMENTS:,} elements; save the text itself as .txt")
    tree = _parsed(_DECLARATION.sub("", text))
    if tree is None:
        return refused("no_body", "holds no HTML elements")
    about = _about(tree)
    _drop_unseen(tree)
    body = _body(tree)
    if not body:
        detail = "no article text was found in the page; save the text itself as .txt"
        return refused("no_body", detail)
    return Reading((Draft(body=body, titled=True, **about),))


def fragment_text(text: str) -> str:
    """The words of a piece of HTML, a line for each block, without what is not shown."""
    tree = _parsed(f"<div>{text}</div>")
    if tree is None:
        return ""
    _drop_unseen(tree)
    return _lines(tree)


def _parsed(text: str) -> HtmlElement | None:
    from lxml import etree, html

    try:
        return html.document_fromstring(text, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _body(tree: HtmlElement) -> str:
    import trafilatura

    # Its remarks about a page are for its developers; what matters to the user is said here.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    # The fallbacks of trafilatura work on the source, where hidden words are; the tree has lost them.
    text = trafilatura.extract(tree, include_comments=False, include_tables=False, fast=True, output_format="txt")
    if text and normalise(text):
        return normalise(text)
    # It passes over very short articles. What the page itself calls the article needs no finding.
    marked = tree.xpath("//article | //main")
    return normalise(_lines(marked[0])) if marked else ""


def _lines(tree: HtmlElement) -> str:
    from lxml import etree

    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            parts.append("\n")
        words = element.text if event == "start" else element.tail if element is not tree else None
        if words:
            parts.append(re.sub(r"\s+", " ", words))
    return "\n".join(filter(None, (line.strip() for line in "".join(parts).split("\n"))))


def _drop_unseen(tree: HtmlElement) -> None:
    """Take out what a reader of the page does not see: an instruction to a machine would stand there."""
    hidden = _hidden_by_sheet(tree)
    for element in list(tree.iter()):
        element.text, element.tail = (words and _NOT_XML.sub("", words) for words in (element.text, element.tail))
        if element.getparent() is not None and (element.tag in _UNSEEN_TAGS or _is_unseen(element, hidden)):
            element.drop_tree()


def _is_unseen(element: HtmlElement, hidden: set[str]) -> bool:
    attributes = element.attrib
    own = attributes.get("class", "")
    return bool(
        "hidden" in attributes
        or attributes.get("aria-hidden", "").strip().lower() == "true"
        or _UNSEEN_STYLE.search(attributes.get("style", ""))
        or _UNSEEN_CLASS.search(own)
        or hidden.intersection([f"#{attributes.get('id')}", *(f".{name}" for name in own.split())])
    )


def _hidden_by_sheet(tree: HtmlElement) -> set[str]:
    """The classes (".x") and ids ("#x") that the page's own style sheet hides."""
    rules = (found for sheet in tree.iter("style") for found in _CSS_RULE.findall(_AT_RULE.sub("", sheet.text or "")))
    selectors = (one.strip() for names, rule in rules if _UNSEEN_STYLE.search(rule) for one in names.split(","))
    return {found[1] for selector in selectors if (found := _SIMPLE_SELECTOR.fullmatch(selector))}


def _about(tree: HtmlElement) -> dict[str, Any]:
    """What the page says of the article, by the names of `Draft`; of each the first that says anything."""
    linked = _linked_data(tree)
    metas = _metas(tree)
    candidates = {
        "title": (linked.get("headline"), metas.get("og:title"), *tree.xpath("//h1"), *tree.xpath("//head/title")),
        "publisher": (linked.get("publisher"), metas.get("og:site_name"), metas.get("dc.publisher")),
        "published": (
            linked.get("datePublished"),
            *(metas.get(key) for key in ("article:published_time", "datepublished", "date", "dc.date", "pubdate")),
            *tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime"),
            *tree.xpath("//article//time/@datetime"),
        ),
        "url": (*tree.xpath("//link[@rel='canonical']/@href"), metas.get("og:url"), linked.get("url")),
        "language": (linked.get("inLanguage"), *tree.xpath("/html/@lang"), metas.get("og:locale")),
    }
    found = {key: next(filter(None, map(_words, values)), "") for key, values in candidates.items()}
    return {key: value for key, value in found.items() if value}


def _words(value: Any) -> str:  # noqa: ANN401  # whatever JSON-LD holds
    """The words of an element, of a string, or of the name of an object of JSON-LD."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("alternateName")
    if hasattr(value, "text_content"):
        value = value.text_content()
    return " ".join(value.split()) if isinstance(value, str) else ""


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if key and meta.get("content"):
            metas.setdefault(key.lower(), meta.get("content", ""))
    return metas


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """The JSON-LD object of the article, references to other objects of the page resolved; empty without one."""
    objects: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            objects += _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue  # Broken metadata is common; meta tags stand in for it.
    by_id = {entry["@id"]: entry for entry in objects if isinstance(entry.get("@id"), str) and len(entry) > 1}
    for entry in objects:
        if any(kind.endswith(("Article", "BlogPosting", "Report")) for kind in _kinds(entry)):
            return {key: _resolved(value, by_id) for key, value in entry.items()}
    return {}


def _objects(data: object) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return [found for entry in data for found in _objects(entry)]
    if not isinstance(data, dict):
        return []
    return [data, *_objects(data.get("@graph"))]


def _kinds(entry: dict[str, Any]) -> Iterable[str]:
    kind = entry.get("@type")
    return [k for k in (kind if isinstance(kind, list) else [kind]) if isinstance(k, str)]


def _resolved(value: object, by_id: dict[str, dict[str, Any]]) -> object:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and set(value) == {"@id"}:
        return by_id.get(str(value["@id"]), value)
    return value
