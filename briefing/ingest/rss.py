"""Feeds: each entry of an RSS 2.0, RSS 1.0 or Atom file (RFC 4287) that carries its full text is an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.ingest.decode import decode
from briefing.ingest.record import Draft, Fault, Reading
from briefing.text.normal import normalise

if TYPE_CHECKING:
    from lxml.etree import _Element

# What XML forbids (XML 1.0, production 2), as characters and as references to them.
_NOT_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|&#(?:x[dD][89a-fA-F][0-9a-fA-F]{2}|x?0+|5[5-7]\\d{3});"
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTRIES = frozenset(("item", "entry"))
# By local name: feeds mix the vocabularies. The first that holds something counts.
_TEXT = ("encoded", "content", "description", "summary")
_SUMMARY = frozenset(("description", "summary"))
# A teaser is a sentence or two; feeds cut it at 140 to 300 characters.
_TEASER = 400
_DATE = ("published", "pubDate", "date", "issued", "updated", "modified")
_PUBLISHER = ("source", "publisher")


def read(data: bytes) -> Reading:
    """The entries of a feed. An entry of a line or two is only a pointer to an article, and is left out by name."""
    tree = _parsed(data)
    if tree is None or _local(tree) not in ("rss", "feed", "RDF"):
        return Reading((), (Fault("unsupported", "is no RSS or Atom feed"),))
    entries = [element for element in tree.iter() if _local(element) in _ENTRIES]
    about = _about(tree)
    drafts, faults = [], []
    for number, entry in enumerate(entries, 1):
        draft = _draft(entry, about, number)
        if draft is None:
            title = _plain(_find(entry, ("title",))) or "without a title"
            faults.append(
                Fault("teaser", f"entry {number} ({title}) lacks the article's text; save the article itself")
            )
        else:
            drafts.append(draft)
    if not entries:
        faults.append(Fault("empty", "is a feed without entries"))
    return Reading(tuple(drafts), tuple(faults))


def _parsed(data: bytes) -> _Element | None:
    """The tree of a feed; one that is not well-formed is mended as far as that goes, for many feeds are not."""
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        decoded = decode(data)
    if isinstance(decoded, Fault):
        return None
    # In mending, the parser lets in what XML forbids, and then cannot give it back as text.
    text = _NOT_XML.sub("", _DECLARATION.sub("", decoded[0]))
    mending = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, encoding="utf-8")
    try:
        return etree.fromstring(text.encode(), mending)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _local(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _find(element: _Element, names: tuple[str, ...]) -> _Element | None:
    children = [child for child in element if _inner(child).strip()]
    return next((child for name in names for child in children if _local(child) == name), None)


def _inner(element: _Element) -> str:
    """What an element holds, as markup: of an Atom element of type xhtml the elements, else the text."""
    from lxml import etree

    if len(element) and element.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode") for child in element)
    return "".join(map(str, element.itertext()))


def _plain(element: _Element | None) -> str | None:
    return " ".join(_words(element).split()) or None if element is not None else None


def _words(element: _Element) -> str:
    from briefing.ingest.page import fragment_text

    text = _inner(element)
    return fragment_text(text) if "<" in text or "&" in text else text


def _about(tree: _Element) -> dict[str, str | None]:
    channel = next((child for child in tree if _local(child) == "channel"), tree)
    language = _plain(_find(channel, ("language",))) or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return {"publisher": _plain(_find(channel, ("title",))), "language": language}


def _draft(entry: _Element, about: dict[str, str | None], number: int) -> Draft | None:
    bodies = [(normalise(_words(child)), name) for name in _TEXT for child in entry if _local(child) == name]
    # A feed may give the summary under any of the names, and the whole text under another.
    body, name = max(bodies, key=lambda found: len(found[0]), default=("", ""))
    if not body or (name in _SUMMARY and len(body) < _TEASER):
        return None
    return Draft(
        body=body,
        title=_plain(_find(entry, ("title",))),
        publisher=_publisher(entry) or about["publisher"],
        published=_plain(_find(entry, _DATE)),
        url=_url(entry),
        language=entry.get("{http://www.w3.org/XML/1998/namespace}lang") or about["language"],
        part=number,
        titled=True,
    )


def _publisher(entry: _Element) -> str | None:
    """The outlet that a collecting feed names for an entry."""
    found = _find(entry, _PUBLISHER)
    if found is None:
        return None
    title = _find(found, ("title",))
    return _plain(title if title is not None else found)


def _url(entry: _Element) -> str | None:
    links = [child for child in entry if _local(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    return next((str(link.text).strip() for link in links if link.text and link.text.strip()), None)
