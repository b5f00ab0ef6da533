"""HTML pages: the body without boilerplate, and what the page says of itself. What is not shown is never text."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from briefing.ingest.record import Draft, Fault, Reading, hidden, refused
from briefing.ingest.seen import drop_unseen
from briefing.limits import ELEMENTS
from briefing.text.normal import normalise

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# lxml's parser lets these in, and then refuses to move a text that holds one (XML 1.0, production 2).
# Strings stay; a comma behind the last entry of a list or object, which JSON does not allow, goes.
_LAST_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
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
    unseen = hidden(_without_unseen(tree))
    body = _body(tree)
    if not body:
        detail = "no article text was found in the page; save the text itself as .txt"
        return Reading(faults=(Fault("no_body", detail), *unseen))
    return Reading((Draft(body=body, titled=True, **about),), unseen)


def fragment(text: str) -> tuple[str, str]:
    """The words of a piece of HTML, a line for each block, and those that it does not show."""
    tree = _parsed(f"<div>{text}</div>")
    if tree is None:
        return "", ""
    unseen = _without_unseen(tree)
    return _lines(tree), unseen


def fragment_text(text: str) -> str:
    """The words of a piece of HTML, a line for each block, without what is not shown."""
    return fragment(text)[0]


def _parsed(text: str) -> HtmlElement | None:
    from lxml import etree, html

    try:
        return html.document_fromstring(text, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _body(tree: HtmlElement) -> str:
    import trafilatura
    from lxml import etree

    # Its remarks about a page are for its developers; what matters to the user is said here.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    # It would leave out what these name, seen or not, and what is not seen is gone.
    etree.strip_attributes(tree, "style", "aria-hidden")
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


def _without_unseen(tree: HtmlElement) -> str:
    """Take out of a tree what no XML holds and what no reader sees; the words that were hidden."""
    for element in tree.iter():
        element.text, element.tail = (words and _NOT_XML.sub("", words) for words in (element.text, element.tail))
    return drop_unseen(tree)


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
            *tree.xpath("//time/@data-pubdate"),
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
            objects += _objects(json.loads(_LAST_COMMA.sub(r"\1", script.text or ""), strict=False))
        except (ValueError, RecursionError):
            continue  # Broken metadata is common; meta tags stand in for it.
    by_id = {entry["@id"]: entry for entry in objects if isinstance(entry.get("@id"), str) and len(entry) > 1}
    articles = [e for e in objects if any(k.endswith(("Article", "BlogPosting", "Report")) for k in _kinds(e))]
    own = [entry for entry in articles if _is_of(entry, tree)] or (articles if len(articles) == 1 else [])
    return {key: _resolved(value, by_id) for key, value in own[0].items()} if own else {}


def _is_of(entry: dict[str, Any], tree: HtmlElement) -> bool:
    """Whether an object of JSON-LD is the page's own article, and not a related one: by its address or its headline."""
    metas = _metas(tree)
    addresses = {*tree.xpath("//link[@rel='canonical']/@href"), metas.get("og:url")} - {None}
    headlines = {_words(head) for head in (*tree.xpath("//h1"), metas.get("og:title"))} - {""}
    main = entry.get("mainEntityOfPage")
    own = (entry.get("url"), entry.get("@id"), main.get("@id") if isinstance(main, dict) else main)
    return any(isinstance(url, str) and url in addresses for url in own) or _words(entry.get("headline")) in headlines


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
