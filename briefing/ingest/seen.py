"""What a reader of an HTML page does not see: by its style, its size, its colour or its place.

An instruction to a machine would stand there, and no reader could check a quote of it. What a click opens (`details`)
is read, and `aria-hidden` hides nothing from eyes.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.ingest.sheet import styles

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# `nav` is seen, but trafilatura takes it for the text of a page that has no other.
_NO_TEXT = frozenset(
    "script style template noscript iframe object svg math form button select textarea input nav canvas audio video "
    "datalist noframes noembed rp".split()
)
# Names of style sheets that many pages share and do not bring along.
_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|screen-reader-only|hidden|d-none|invisible|u-hidden)(?:\s|$)",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"--.+|display|visibility|content-visibility|opacity|filter|transform|scale|translate|zoom|clip|clip-path|position|"
    r"left|right|top|bottom|margin(?:-left|-top)?|text-indent|(?:max-)?(?:width|height)|line-height|overflow(?:-[xy])?|"
    r"z-index|font|font-size|color|-webkit-text-fill-color|background(?:-color|-image)?|mask"
)
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|ch|ex|vw|vh|cm|mm|in|%)?(?![\w.])")
_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "ch": 8.0, "ex": 8.0, "vw": 12.8, "vh": 8.0, "cm": 38.0,
    "mm": 3.8, "in": 96.0, "%": 12.8,
}  # fmt: skip
# Pixels: further off than this is off the screen, and letters smaller than this cannot be read.
_FAR, _SMALL = 500.0, 3.0
# Colours that differ by no more than this share in red, green and blue look the same, and so does what is this faint.
_NEAR = 0.1
_NOTHING = re.compile(
    r"(?:scale(?:3d|[xy])?\(\s*0*\.?0+\s*[,)]|rotate[xy]\(\s*90deg|opacity\(\s*0*\.?0+%?\s*\)|"
    r"rect\(\s*[01](?:px)?\b|inset\(\s*(?:[5-9]\d|100)%|(?:circle|ellipse)\(\s*0|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*(?:,\s*0(?:px|%)?\s+0(?:px|%)?\s*)*\))"
)
_NAMED = {"white": (1.0, 1.0, 1.0), "black": (0.0, 0.0, 0.0)}
_WHITES = frozenset("snow ivory ghostwhite floralwhite mintcream azure whitesmoke".split())
_Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Around:
    """What an element has from those around it; `background` None is a picture, on which any colour may be seen."""

    visible: bool = True
    size: float = 16.0
    indent: float = 0.0
    colour: tuple[_Colour, float] = ((0.0, 0.0, 0.0), 1.0)
    background: _Colour | None = (1.0, 1.0, 1.0)
    own: Mapping[str, str] | None = None

    @property
    def seen(self) -> bool:
        """Whether words here can be read."""
        colour, alpha = self.colour
        same = self.background and all(abs(a - b) <= _NEAR for a, b in zip(colour, self.background, strict=True))
        return self.visible and self.size >= _SMALL and self.indent > -_FAR and alpha > _NEAR and not same


def drop_unseen(tree: HtmlElement) -> str:
    """Take out of a page what its reader does not see; the words that were hidden."""
    found = styles(tree, _WANTED)
    hidden: list[str] = []
    waiting: list[tuple[HtmlElement, _Around]] = [(tree, _Around(own={}))]
    while waiting:
        element, around = waiting.pop()
        here = _here(element, found.get(element, {}), around)
        if not here.seen:
            hidden.append(element.text or "")
            element.text = None
        for child in list(element):
            if not here.seen:
                hidden.append(child.tail or "")
                child.tail = " "
            if child.tag in _NO_TEXT:
                child.drop_tree()
            elif child.tag != "body" and _is_gone(child, _resolved(found.get(child, {}), here.own or {})):
                hidden.append(child.text_content())
                child.drop_tree()
            else:
                waiting.append((child, here))
    return " ".join(" ".join(hidden).split())


def _resolved(style: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """A style with the values of its variables, as far as they are known."""
    known = {**own, **{name: value for name, value in style.items() if name.startswith("--")}}

    def value(found: re.Match[str]) -> str:
        return known.get(found[1], found[2] or "")

    return {name: _VAR.sub(value, _VAR.sub(value, written)) for name, written in style.items()}


def _pixels(written: str | None, default: float = 0.0, percent: float = _PIXELS["%"]) -> float:
    found = _LENGTH.search(written or "")
    if not found:
        return default
    return float(found[1]) * (percent if found[2] == "%" else _PIXELS[found[2] or ""])


def _is_gone(element: HtmlElement, style: Mapping[str, str]) -> bool:
    """Whether nothing of an element is seen, whatever stands in it."""
    attributes = element.attrib
    if "hidden" in attributes or "popover" in attributes or (element.tag == "dialog" and "open" not in attributes):
        return True
    if _CLASS.search(attributes.get("class", "")) or style.get("display") == "none":
        return True
    if style.get("content-visibility") == "hidden" or _pixels(style.get("opacity"), 1.0, 0.01) <= _NEAR:
        return True
    moved = " ".join(style.get(name, "") for name in ("transform", "filter", "clip", "clip-path"))
    if _NOTHING.search(moved) or any(re.fullmatch(r"0*\.?0+%?", style.get(name, "")) for name in ("scale", "zoom")):
        return True
    return _is_off(style, moved) or _is_cut(style)


def _is_off(style: Mapping[str, str], moved: str) -> bool:
    """Whether an element stands off the screen, or under it."""
    placed = style.get("position") in ("absolute", "fixed", "relative")
    sides = [_pixels(style.get(name)) for name in ("left", "right", "top", "bottom") if placed]
    shifts = [_pixels(style.get(name)) for name in ("margin-left", "margin-top", "translate")]
    shifts += [float(n) * _PIXELS[unit] for n, unit in _LENGTH.findall(style.get("margin", ""))]
    if "translate" in moved:
        shifts += [float(n) * _PIXELS[unit] for n, unit in _LENGTH.findall(moved)]
    far = any(shift <= -_FAR for shift in [*sides, *shifts]) or any(side >= 6 * _FAR for side in [*sides, *shifts])
    return far or (placed and style.get("z-index", "").startswith("-"))


def _is_cut(style: Mapping[str, str]) -> bool:
    """Whether an element is too small for its words, which do not flow over."""
    if not any("hidden" in style.get(name, "") or "clip" in style.get(name, "") for name in _OVERFLOW):
        return False
    small = any(name in style and 0 <= _pixels(style[name], _FAR) <= 1 for name in _SIZES)
    return small or _pixels(style.get("text-indent"), 0.0, 10.0) >= _FAR


_OVERFLOW = ("overflow", "overflow-x", "overflow-y")
_SIZES = ("width", "height", "max-width", "max-height", "line-height")


def _here(element: HtmlElement, style: Mapping[str, str], around: _Around) -> _Around:
    """What holds within an element."""
    attributes = element.attrib
    if not style and element.tag not in ("font", "body") and "bgcolor" not in attributes:
        return around
    style = _resolved(style, around.own or {})
    own = {**(around.own or {}), **{name: value for name, value in style.items() if name.startswith("--")}}
    background = around.background
    painted = f"{style.get('background', '')} {style.get('background-image', '')}"
    paint = style.get("background-color") or style.get("background") or attributes.get("bgcolor", "").lower()
    if "url(" in painted or "gradient(" in painted or _is_over_picture(element, style):
        background = None
    elif (colour := _colour(paint)) and colour[1] > _NEAR:
        background = colour[0]
    elif "var(" in paint:
        background = None
    written = attributes.get("color" if element.tag == "font" else "text", "").lower()
    ink = style.get("-webkit-text-fill-color") or style.get("color") or written
    return replace(
        around,
        visible={"hidden": False, "collapse": False, "visible": True}.get(style.get("visibility", ""), around.visible),
        size=_size(style, around.size),
        indent=_pixels(style["text-indent"]) if "text-indent" in style else around.indent,
        colour=_colour(ink) or around.colour,
        background=background,
        own=own,
    )


def _size(style: Mapping[str, str], around: float) -> float:
    """The height of the letters in pixels."""
    written = style.get("font-size") or "".join(re.findall(r"[\d.]+(?:px|pt|r?em|%)|^0", style.get("font", ""))[:1])
    found = _LENGTH.match(written)
    if not found:
        return around
    return float(found[1]) * {"em": around, "%": around / 100}.get(found[2], _PIXELS[found[2] or ""])


def _is_over_picture(element: HtmlElement, style: Mapping[str, str]) -> bool:
    above = element.getparent() if style.get("position") in ("absolute", "fixed") else None
    return above is not None and next(above.iter("img", "video"), None) is not None


def _colour(written: str) -> tuple[_Colour, float] | None:
    """A colour as shares of red, green and blue, and how much it covers; None where it is not known."""
    words = written.split()
    if "transparent" in words:
        return (1.0, 1.0, 1.0), 0.0
    for word in words:
        if word in _WHITES or word in _NAMED:
            return _NAMED.get(word, (1.0, 1.0, 1.0)), 1.0
    if found := re.search(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b", written):
        digits = found[1] if len(found[1]) > 4 else "".join(digit * 2 for digit in found[1])
        red, green, blue, alpha = (int(digits[at : at + 2] or "ff", 16) / 255 for at in (0, 2, 4, 6))
        return (red, green, blue), alpha
    found = re.search(r"(rgb|hsl)a?\(([^()]*)\)", written)
    parts = re.findall(r"([\d.]+)(%|deg)?", found[2]) if found else []
    if found is None or not 3 <= len(parts) <= 4 or any(number.count(".") > 1 or number == "." for number, _ in parts):
        return None
    first, second, third, *more = (float(number) / (100 if unit == "%" else 1) for number, unit in parts)
    alpha = more[0] if more else 1.0
    if found[1] == "hsl":
        return colorsys.hls_to_rgb(first / 360 % 1, third, second), alpha
    scale = 1 if parts[0][1] == "%" else 255
    return (first / scale, second / scale, third / scale), alpha
