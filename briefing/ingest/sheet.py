"""The style sheets of a page as far as hiding needs them: which declarations hold for which element on a screen.

Cascading and specificity are as in CSS 2.2, section 6.4; selectors of Selectors Level 3 but for states and counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The screen that a page is read on has so many CSS pixels.
_WIDTH = 1280
_MARK = re.compile(r"[{};]")
_WIDTHS = re.compile(r"\((min|max)-width\s*:\s*([\d.]+)(px|r?em)\)")
_PLAIN = re.compile(r"\b(?:only|screen|all|and)\b|\s")
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_COMPOUND = re.compile(
    r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w-]+|\[[^\]=~^$*|]+(?:[~^$*|]?=[^\]]*)?\]|:(?:root|first-child|last-child))*)"
)
_SIMPLE = re.compile(r"([.#])([\w-]+)|\[([\w-]+)\s*(?:([~^$*|]?)=\s*[\"']?([^\"'\]]*)[\"']?)?\s*[is]?\]|:([\w-]+)")
_COMBINED = re.compile(r"\s*([>+~])\s*|\s+")
_AXES = {None: "/descendant::", ">": "/", "+": "/following-sibling::*[1]/self::", "~": "/following-sibling::"}
_STATES = {
    "root": "not(parent::*)",
    "first-child": "not(preceding-sibling::*)",
    "last-child": "not(following-sibling::*)",
}

Style = Mapping[str, str]
"""Values by the names of properties, in small letters."""
_Weight = tuple[bool, tuple[int, int, int], int]


def declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    """Property, value and whether it is important, of "color: red; ..."."""
    for part in _ESCAPE.sub(_character, text).lower().split(";"):
        name, _, value = part.partition(":")
        important = value.rstrip().endswith("!important")
        yield name.strip(), value.partition("!")[0].strip(), important


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if 0 < number < 0x110000 else ""


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of each rule that holds on a screen."""
    head, *rest = sheet.split("/*")
    sheet = head + " ".join(part.partition("*/")[2] for part in rest)
    within: list[str] = []
    body, start = "", 0
    for mark in _MARK.finditer(sheet):
        words = sheet[start : mark.start()].strip()
        start = mark.end()
        if mark[0] == "{":
            within.append(words)
            body = ""
        elif mark[0] == ";":
            body += f"{words};" if within else ""
        elif within:
            names = within.pop()
            if not names.startswith("@") and all(map(_holds, within)):
                yield names, body + words
            body = ""


def _holds(block: str) -> bool:
    """Whether a rule within "@media screen" holds; one within another rule does where that one may."""
    if not block.startswith("@media"):
        return not block.startswith("@") or block.startswith(("@supports", "@layer"))
    return any(map(_on_screen, block.removeprefix("@media").split(",")))


def _on_screen(query: str) -> bool:
    if _PLAIN.sub("", _WIDTHS.sub("", query)):
        return False
    return all(
        (float(size) * (1 if unit == "px" else 16) <= _WIDTH) == (bound == "min")
        for bound, size, unit in _WIDTHS.findall(query)
        if size.count(".") < 2
    )


@lru_cache(maxsize=4096)
def _path(selector: str) -> tuple[str, tuple[int, int, int], frozenset[str]] | None:
    """A selector as XPath, its specificity, and the classes and ids without which it finds nothing; None: unknown."""
    parts = _COMBINED.split(selector.strip())
    path, weight, names = "", [0, 0, 0], set[str]()
    for place in range(0, len(parts), 2):
        found = _COMPOUND.fullmatch(parts[place])
        if not found or not parts[place]:
            return None
        path += _AXES[parts[place - 1] if place else None] + (found[1] or "*").lower()
        weight[2] += bool(found[1]) and found[1] != "*"
        for kind, name, key, how, value, state in _SIMPLE.findall(found[2]):
            weight[0 if kind == "#" else 1] += 1
            if kind:
                names.add(kind + name)
                path += f"[@id='{name}']" if kind == "#" else _worded("class", name)
            else:
                path += f"[{_STATES[state]}]" if state else _attributed(key.lower(), how, value)
    return f"/{path}", (weight[0], weight[1], weight[2]), frozenset(names)


def _worded(key: str, word: str) -> str:
    return f"[contains(concat(' ', normalize-space(@{key}), ' '), ' {word} ')]"


def _attributed(key: str, how: str, value: str) -> str:
    """[href^="x"] and the like; a value that no XPath can hold finds nothing."""
    if "'" in value:
        return "[false()]"
    if how == "~":
        return _worded(key, value)
    return {
        "^": f"[starts-with(@{key}, '{value}')]",
        "*": f"[contains(@{key}, '{value}')]",
        "$": f"[substring(@{key}, string-length(@{key}) - {len(value) - 1}) = '{value}']",
    }.get(how, f"[@{key}='{value}']" if value else f"[@{key}]")


def styles(tree: HtmlElement, wanted: re.Pattern[str]) -> dict[HtmlElement, dict[str, str]]:
    """What the page's own sheets and its style attributes declare for each element, of the properties `wanted`."""
    found: dict[HtmlElement, dict[str, tuple[_Weight, str]]] = {}

    def declare(element: HtmlElement, body: str, specificity: tuple[int, int, int], order: int) -> None:
        mine = found.setdefault(element, {})
        for name, value, important in declarations(body):
            weight = (important, specificity, order)
            if wanted.fullmatch(name) and (name not in mine or mine[name][0] <= weight):
                mine[name] = (weight, value)

    names = {f"#{value}" for value in tree.xpath("//@id")}
    names |= {f".{word}" for value in tree.xpath("//@class") for word in value.split()}
    sheets = [sheet for sheet in tree.iter("style") if _holds(f"@media {sheet.get('media', '')}")]
    rules = [rule for sheet in sheets for rule in _rules(sheet.text or "")]
    for order, (selectors, body) in enumerate(rules):
        if not any(wanted.fullmatch(name) for name, _, _ in declarations(body)):
            continue
        for selector in selectors.split(","):
            if (path := _path(selector)) and path[2] <= names:
                for element in tree.xpath(path[0]):
                    declare(element, body, path[1], order)
    for element in tree.xpath("//*[@style]"):
        declare(element, element.get("style"), (1 << 20, 0, 0), len(rules))
    return {element: {name: value for name, (_, value) in mine.items()} for element, mine in found.items()}
