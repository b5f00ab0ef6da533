"""Citation marks: what of a line points elsewhere and is none of its words.

A mark becomes a placeholder that holds the numbers it cites, so that it stays with its sentence while the text is
split: "Ships wait [2]." and "Ships wait.[2]" are both one sentence that cites 2.
"""

from __future__ import annotations

import re

# Private-use characters, which no text has: around a placeholder's numbers, and around the words of a link.
_OPEN, _CLOSE = "\ue000", "\ue001"
LINK, LINK_END = "\ue002", "\ue003"
_HELD = re.compile(rf"\s*{_OPEN}([\d ]*){_CLOSE}")
_BEHIND_STOP = re.compile(rf"([.!?…][\"”’»)]*)((?:\s*{_OPEN}[\d ]*{_CLOSE})+)")

_LIST = r"\d{1,3}(?:\s?(?:[,;&\u2013-]|and)\s?\d{1,3})*"
_WORD = r"(?:citations?|cite|sources?|src|refs?\.?|references?|articles?|docs?|documents?|notes?|s)"
_LINKED = rf"{LINK}[^{LINK_END}]*{LINK_END}"
_NUMBERED = (
    # A linked number, [1], [1-3], [1, 2], [^1], [^1^]
    re.compile(rf"{LINK}\s*\[?\^?({_LIST})\]?\s*{LINK_END}|\[\^?({_LIST})\^?\]"),
    # [citation:2], [Source 1, 2], [doc3]; (Source 1), (Sources 1 and 3)
    re.compile(rf"\[{_WORD}[\s:_#-]*({_LIST})\]|\({_WORD}[\s:#]+({_LIST})\)", re.IGNORECASE),
)
_UNNUMBERED = re.compile(
    r"【[^【】\n]{0,80}】"  # 【3†source】
    r"|\ue200[^\ue201\n]*\ue201|:{0,2}contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\[oaicite:\d+\]"
    r"|\[@[^\]\n]{1,80}\]|\\cite\w*\{[^{}\n]*\}"
    rf"|\((?:(?:see|via|source|sources|more at):? )?{_LINKED}(?:[,;]?\s*(?:and )?{_LINKED})*\)"  # a link in brackets
    r"|\((?:source|sources|via|quelle|burimi|izvor): [^()\n]{1,80}\)"  # (Source: Coast Post, 7 May)
    r"|(?<=[.!?…”\"’,;:)])[¹²³⁰⁴-⁹]+"
    # A link that stands alone behind the last stop of a line names where it is from.
    rf"|(?<=[.!?…”\"{_CLOSE}])\s*(?:{_LINKED}[,;]?\s*)+$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d{1,3})\s?[\u2013-]\s?(\d{1,3})")


def held(line: str) -> str:
    """A line with a placeholder for each mark, before the stop of its sentence."""
    for pattern in _NUMBERED:
        line = pattern.sub(lambda m: _placeholder(next(filter(None, m.groups()))), line)
    line = _UNNUMBERED.sub(_placeholder(""), line).replace(LINK, "").replace(LINK_END, "")
    return _BEHIND_STOP.sub(lambda m: m.group(2) + m.group(1), line).strip()


def bare(text: str) -> str:
    """The words of a text without its placeholders."""
    return " ".join(_HELD.sub("", text).split())


def cited(text: str) -> tuple[int, ...]:
    """The numbers that the placeholders of a text hold, each once."""
    return tuple(dict.fromkeys(int(n) for m in _HELD.finditer(text) for n in m.group(1).split()))


def _placeholder(numbers: str) -> str:
    every: list[int] = []
    for part in re.split(r"[,;&]|and", numbers):
        span = _RANGE.search(part)
        every += range(int(span[1]), int(span[2]) + 1) if span else map(int, re.findall(r"\d+", part))
    return f" {_OPEN}{' '.join(map(str, every))}{_CLOSE}"
