"""Citation marks and markup: what of a line points elsewhere or shapes it, and is none of its words.

A mark becomes a placeholder that holds the numbers it cites, so that it stays with its sentence while the text is
split: "Ships wait [2]." and "Ships wait.[2]" are both one sentence that cites 2.
"""

from __future__ import annotations

import re

# Private-use characters, which no text has.
_OPEN, _CLOSE = "\ue000", "\ue001"
_HELD = re.compile(rf"\s*{_OPEN}([\d ]*){_CLOSE}")
_BEHIND_STOP = re.compile(rf"([.!?…][\"”’»)]*)((?:\s*{_OPEN}[\d ]*{_CLOSE})+)")

_LIST = r"\d{1,3}(?:\s?(?:[,;&\u2013-]|and)\s?\d{1,3})*"
_WORD = r"(?:citations?|cite|sources?|src|refs?\.?|references?|articles?|docs?|documents?|notes?|s)"
_LINKED = r"!?\[[^\[\]]*\]\([^()\s]*\)"
_NUMBERED = (
    # [1], [1-3], [1, 2], \[1\], [^1], [^1^], [[1]](https://...)
    re.compile(rf"\\?\[\\?\[?\^?({_LIST})\^?\\?\]?\\?\](?:\(#?[^)\s]*\))?"),
    # [citation:2], [Source 1, 2], [doc3]; (Source 1), (Sources 1 and 3)
    re.compile(rf"\[{_WORD}[\s:_#-]*({_LIST})\](?:\(#?[^)\s]*\))?|\({_WORD}[\s:#]+({_LIST})\)", re.IGNORECASE),
)
_UNNUMBERED = re.compile(
    r"【[^【】\n]{0,80}】"  # 【3†source】
    r"|\ue200[^\ue201\n]*\ue201|:{0,2}contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\[oaicite:\d+\]"
    r"|\[@[^\]\n]{1,80}\]|\\cite\w*\{[^{}\n]*\}"
    rf"|\((?:(?:see|via|source|sources|more at):? )?{_LINKED}(?:[,;]?\s*(?:and )?{_LINKED})*\)"  # ([Outlet, 2025](url))
    r"|\((?:source|sources|via|quelle|burimi|izvor): [^()\n]{1,80}\)"  # (Source: Coast Post, 7 May)
    r"|(?<=[.!?…”\"’,;:)])[¹²³⁰⁴-⁹]+",
    re.IGNORECASE,
)
# A link that stands alone behind the last stop of a line names where it is from.
_LAST_LINKS = re.compile(rf"(?<=[.!?…”\"{_CLOSE}])\s*(?:{_LINKED}[,;]?\s*)+$")
# "**Bottom line.** NATO ...", "**Key point:** ...": a heading in the line of its text; "**Ida Voss:** ..." is none.
_RUN_IN = re.compile(
    r"^\s*(?:[-*+•]\s+|\d+[.)]\s+)?(\*\*|__)"
    r"(?:[^*_\n]{1,40}\.\1|[^\W\d_]+(?: [a-z]+){1,4}(?::\1|\1:))\s+(?=\S)"
)
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
_MARKUP = re.compile(
    r"[*`]{1,3}(?=\S)|(?<=\S)[*`]{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)"
    r"|^\s{0,3}(?:[-*+•]|\d+[.)])\s+|^\s{0,3}>\s?|<a id=\"[^\"]*\"></a>|<[^<>]{1,80}>"
)
_SUPERSCRIPT = re.compile(rf"<sup\b[^>]*>\s*(?:<a\b[^>]*>)?\s*\[?({_LIST})\]?\s*(?:</a>)?\s*</sup>", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,3})\s?[\u2013-]\s?(\d{1,3})")


def held(line: str) -> str:
    """A line with a placeholder for each mark, before the stop of its sentence, without markup and run-in heading."""
    line = _RUN_IN.sub("", line)
    for pattern in _NUMBERED:
        line = pattern.sub(lambda m: _placeholder(next(filter(None, m.groups()))), line)
    line = _LAST_LINKS.sub(_placeholder(""), _UNNUMBERED.sub(_placeholder(""), line))
    return _BEHIND_STOP.sub(lambda m: m.group(2) + m.group(1), without_markup(line))


def without_markup(line: str) -> str:
    """The words of a line: "- **Ships** [wait](https://...)" is "Ships wait"."""
    return _MARKUP.sub("", unlinked(line)).strip()


def unlinked(line: str) -> str:
    """A line with the words of its links in their place."""
    return _LINK.sub(lambda m: m.group(1), line)


def bare(text: str) -> str:
    """The words of a text without its placeholders."""
    return " ".join(_HELD.sub("", text).split())


def cited(text: str) -> tuple[int, ...]:
    """The numbers that the placeholders of a text hold, each once."""
    return tuple(dict.fromkeys(int(n) for m in _HELD.finditer(text) for n in m.group(1).split()))


def written_out(page: str) -> str:
    """A page with its superscript numbers in brackets: "<sup>2</sup>" is "[2]"."""
    return _SUPERSCRIPT.sub(lambda m: f"[{m.group(1)}]", page)


def _placeholder(numbers: str) -> str:
    every: list[int] = []
    for part in re.split(r"[,;&]|and", numbers):
        span = _RANGE.search(part)
        every += range(int(span[1]), int(span[2]) + 1) if span else map(int, re.findall(r"\d+", part))
    return f" {_OPEN}{' '.join(map(str, every))}{_CLOSE}"
