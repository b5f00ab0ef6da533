"""Finding the numbers of a text. Each digit of it ends up in exactly one number, name ("code") or date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.dates import DateMention, Written, as_written
from briefing.dates.find import lower
from briefing.dates.tables import primary, spaced
from briefing.numbers.lexicon import lexicon_of
from briefing.numbers.number import Number
from briefing.numbers.reader import Found, Reader

# A word behind an apostrophe is the rest of another.
_WORD = re.compile(r"['’]?[^\W\d_]+|\d")
# What stands between a qualifier and its figure, and the qualifier itself, is no longer.
_BEFORE = 40


def _number(reader: Reader, found: Found, floor: int) -> Number:
    """The number with its qualifier, which begins behind `floor`: "around 4,700", "34 or more"."""
    low, lexicon = reader.low, reader.lexicon
    first, last, qualifier = found.start, found.end, None
    if found.kind not in {"ordinal", "code"}:
        before = lexicon.qualifier.search(low, max(floor, first - _BEFORE), first)
        behind = lexicon.behind.match(low, last) if before is None else None
        if before is not None:
            first, qualifier = before.start(), lexicon.qualifiers[spaced(before[1])]
        elif behind is not None and behind.end() <= reader.stop(last):
            last, qualifier = behind.end(), lexicon.after[spaced(behind[1])]
    return Number(
        found.start, found.end, reader.text[found.start : found.end], found.value, found.high, found.unit, found.kind,
        qualifier, (first, last),
    )  # fmt: skip


def find(
    text: str, language: str | None = "en", dates: Sequence[DateMention] | Sequence[Written] | None = None
) -> list[Number]:
    """The numbers of `text` in order, without overlaps; what belongs to one of `dates` is left out.

    Without `dates` they are looked for here. Digits that cannot be read for certain, and those of names, times and
    telephone numbers, come back as kind "code": no digit is dropped.
    """
    code, low = primary(language), lower(text)
    lexicon = lexicon_of(code)
    known = as_written(text, language) if dates is None else dates
    spans = sorted((date.start, date.end) for date in known)
    reader, found, at, floor = Reader(text, low, code, lexicon, spans), list[Number](), 0, 0
    for word in _WORD.finditer(low):
        form = word[0]
        if (form not in lexicon.starts and not form.isdigit()) or (start := word.start()) < at:
            continue
        while spans and spans[0][1] <= start:
            floor = spans.pop(0)[1]
        if spans and spans[0][0] <= start:
            at = floor = spans[0][1]
            continue
        reading = reader.words(start) if form.isalpha() else reader.digits(start, floor)
        if reading is not None:
            found.append(_number(reader, reading, floor))
            at = floor = reading.end
    return found
