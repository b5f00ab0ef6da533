"""Word files (.docx): their paragraphs in order, and what their properties say (ECMA-376, parts 1 and 2).

Read from the XML itself: a revision that is not yet accepted is text like any other, a deleted or hidden one is not,
and no part is opened that is not needed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from briefing.ingest import plain
from briefing.ingest.record import OWN_OUTPUT, Fault, Reading, hidden
from briefing.limits import ELEMENTS, UNPACKED_BYTES
from briefing.records.marks import DOCX_MARK, HTML_MARK
from briefing.text.normal import normalise

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCUMENT, _STYLES, _PROPERTIES = "word/document.xml", "word/styles.xml", "docProps/core.xml"
# What is no running text: deleted words, field codes, notes in the margin, drawings with their fallbacks, footers.
_SKIPPED = frozenset("del delText instrText moveFrom pict drawing object AlternateContent footnoteReference".split())
_TITLED = re.compile(r"(?:Title|Heading\s?[12]|Titel|Naslov)$", re.IGNORECASE)
_HIDDEN = frozenset(("vanish", "webHidden", "specVanish"))
_OFF = frozenset(("0", "false", "off"))
# Half points: smaller letters than these of three points nobody can read.
_SMALL = 6
_PAPER = frozenset(("", "AUTO", "FFFFFF"))
# Styles that rest on one another; more of them go in a circle.
_DEEPEST = 20
Styles = Mapping[str, tuple[str, dict[str, str]]]


def read(data: bytes) -> Reading:
    """The articles of a Word file: one, unless it is an export of several (see `split`). A brief of ours is none."""
    opened = _opened(data)
    return Reading((), (opened,)) if isinstance(opened, Fault) else _read(*opened)


def page(data: bytes) -> str | Fault:
    """A Word file as a page of HTML, with its headings, paragraphs and rows of tables in order. A brief of ours too."""
    opened = _opened(data)
    if isinstance(opened, Fault):
        return opened
    tree, about, _ = opened
    mark = f'{HTML_MARK}">' if about.get("category") == DOCX_MARK else ""
    return f"<html><body>{mark}{''.join(_blocks(tree))}</body></html>"


def _blocks(element: _Element) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name in _SKIPPED:
            continue
        if name == "p":
            style = next((_value(found) or "" for found in child.iter("{*}pStyle")), "")
            tag = "p" if not _TITLED.match(style) else "h2" if style.startswith("Heading") else "h1"
            yield f"<{tag}>{escape(''.join(_words(child)))}</{tag}>"
        else:
            tag = {"tbl": "table", "tr": "tr", "tc": "td"}.get(name, "")
            inner = "".join(_blocks(child))
            yield f"<{tag}>{inner}</{tag}>" if tag else inner


def _opened(data: bytes) -> tuple[_Element, dict[str, str], Styles] | Fault:
    """The text of a Word file as XML, its properties, and its styles."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = _member(archive, _DOCUMENT)
            there = archive.namelist()
            properties, styles = (_member(archive, name) if name in there else b"" for name in (_PROPERTIES, _STYLES))
    except KeyError:
        return Fault("unsupported", "is no Word file; save the text as .docx or .txt")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        # All that zipfile and zlib raise on broken archives; RuntimeError is how they refuse an encrypted member, and
        # by a kind of it a way of packing that they do not know.
        return Fault("unreadable", "is broken or encrypted; open it in Word and save it again")
    if max(map(len, (document, properties, styles))) > UNPACKED_BYTES:
        return Fault("too_large", f"unpacks to more than {UNPACKED_BYTES:,} bytes; save its text as .txt")
    # In few bytes many elements, each of which takes a hundred times its own.
    if max(part.count(b"<") for part in (document, properties, styles)) > 2 * ELEMENTS:
        return Fault("too_large", f"holds more than {ELEMENTS:,} elements; save its text as .txt")
    tree = _parsed(document)
    if tree is None:
        return Fault("unreadable", "is broken: its text is no XML; open it in Word and save it again")
    return tree, _about(properties), _styles(styles)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        # The size that the archive states may be a lie, so the stream itself is counted.
        return stream.read(UNPACKED_BYTES + 1)


def _read(tree: _Element, about: dict[str, str], styles: Styles) -> Reading:
    if about.get("category") == DOCX_MARK:
        return OWN_OUTPUT
    unseen: list[str] = []
    for run in list(tree.iter("{*}r")):
        if _is_hidden(run, styles):
            unseen += [each.text or "" for each in run.iter("{*}t")]
            run.clear()
    title, text = _titled(list(_paragraphs(tree)))
    told = hidden(" ".join(unseen))
    if not normalise(text):
        return Reading(faults=(Fault("no_body", "holds no text; a picture of text must be typed"), *told))
    found = plain.read(text)
    found = replace(found, faults=(*found.faults, *told))
    if len(found.drafts) != 1:
        return found
    (draft,) = found.drafts
    draft = replace(
        draft,
        title=draft.title or title,
        titled=draft.titled or title is not None,
        publisher=draft.publisher or about.get("publisher"),
        language=draft.language or about.get("language"),
    )
    return replace(found, drafts=(draft,))


def _parsed(data: bytes) -> _Element | None:
    from lxml import etree

    # Entities and addresses stay as they are: a document has no need of either.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: _Element, name: str = "val") -> str | None:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def _paragraphs(tree: _Element) -> Iterator[tuple[str, str]]:
    """Style and words of each paragraph in order; those of a table's cells too."""
    for paragraph in tree.iter("{*}p"):
        if not any(_name(above) in _SKIPPED for above in paragraph.iterancestors()):
            style = next((_value(found) or "" for found in paragraph.iter("{*}pStyle")), "")
            yield style, "".join(_words(paragraph))


def _words(element: _Element) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name in _SKIPPED or name == "p":
            continue
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "ptab"):
            yield " "
        elif name in ("br", "cr"):
            yield "\f" if _value(child, "type") == "page" else "\n"
        elif name == "pageBreakBefore" and _value(child) not in _OFF:
            yield "\f"
        elif name == "noBreakHyphen":
            yield "-"
        elif name != "tabs":
            yield from _words(child)


def _styles(data: bytes) -> Styles:
    """The styles by their ids: which each rests on, and what it says of how words look."""
    tree = _parsed(data) if data else None
    found = {} if tree is None else {_value(style, "styleId"): style for style in tree.iter("{*}style")}
    return {key: (_of(style, "basedOn"), _look(style)) for key, style in found.items() if key}


def _of(element: _Element, name: str) -> str:
    found = element.find(f"{{*}}{name}")
    return "" if found is None else _value(found) or ""


def _look(element: _Element) -> dict[str, str]:
    """What an element says of how its words look."""
    found = {_name(each): each for each in element.iterfind("{*}rPr/*")}
    look = {name: _value(each) or "" for name, each in found.items()}
    if "color" in found and (_value(found["color"], "themeColor") or "").startswith(("background", "bg", "light1")):
        look["color"] = "FFFFFF"
    # The ground is told with a paragraph, a cell or the words.
    for shade in (
        *element.iterfind("{*}rPr/{*}shd"),
        *element.iterfind("{*}pPr/{*}shd"),
        *element.iterfind("{*}tcPr/{*}shd"),
    ):
        look["fill"] = _value(shade, "fill") or ""
    return look


def _is_hidden(run: _Element, styles: Styles) -> bool:
    """Whether Word does not show a run, or nobody could read it: an instruction to a machine would stand there."""
    paragraph = next(run.iterancestors("{*}p"), run)
    cell = next(run.iterancestors("{*}tc"), run)
    named = [
        _value(each) or "" for each in (*paragraph.iterfind("{*}pPr/{*}pStyle"), *run.iterfind("{*}rPr/{*}rStyle"))
    ]
    look = {**_look(cell), **{k: v for k, v in _look(paragraph).items() if k == "fill"}}
    for name in named:
        chain: list[dict[str, str]] = []
        while name in styles and len(chain) < _DEEPEST:
            chain.append(styles[name][1])
            name = styles[name][0]
        for each in reversed(chain):
            look |= each
    look |= _look(run)
    if any(name in look and look[name] not in _OFF for name in _HIDDEN):
        return True
    size = look.get("sz", "")
    if size.isdecimal() and int(size[:6]) < _SMALL:
        return True
    frame = paragraph.find("{*}pPr/{*}framePr")
    if frame is not None and any((_value(frame, axis) or "").startswith("-") for axis in "xy"):
        return True
    return _is_pale(look.get("color", "")) and "highlight" not in look and look.get("fill", "auto").upper() in _PAPER


def _is_pale(colour: str) -> bool:
    """Whether a colour is that of the paper, or next to it."""
    return bool(re.fullmatch(r"(?:[EeFf][0-9A-Fa-f]){3}", colour))


def _titled(paragraphs: list[tuple[str, str]]) -> tuple[str | None, str]:
    """The title, where the first words are styled as one, and the text behind it; else no title and all of it."""
    kept = [(style, words) for style, words in paragraphs if words.strip()]
    headings = [words for style, words in kept if _TITLED.match(style)]
    if len(kept) > 1 and headings == [kept[0][1]]:
        return normalise(headings[0].replace("\n", " ")), "\n".join(words for _, words in kept[1:])
    # A blank paragraph parts a headline from the text as a blank line does, and so does a heading's style.
    return None, "\n".join(f"{words}\n" if _TITLED.match(style) else words for style, words in paragraphs)


def _about(data: bytes) -> dict[str, str]:
    """What the properties say, by their names. Their dates are those of the file, not of the news."""
    tree = _parsed(data) if data else None
    found = () if tree is None else ((_name(e), " ".join((e.text or "").split())) for e in tree)
    return {name: value for name, value in found if value}
