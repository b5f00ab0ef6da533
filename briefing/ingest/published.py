"""Publication dates as feeds, pages and people write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = "january february march april may june july august september october november december".split()
_DAY_FIRST = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m>[A-Za-z]{3,9})\.?,?\s+(?P<y>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<m>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})")
# With full stops the day stands first wherever this form is used (DIN 5008; Serbian and Albanian usage). With slashes
# nobody can tell the day from the month, so that form is not read.
_DOTTED = re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})\.?")
_MONTH_ONLY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")

# Newspapers did not exist before; feeds write 0001-01-01 or 1601-01-01 for "unknown".
_EARLIEST = 1700


def iso(written: str) -> str | None:
    """`written` as an ISO date ("2025-03-11") or time ("2025-03-11T10:00:00+01:00"), None where it cannot be read."""
    written = written.strip()
    if _MONTH_ONLY.fullmatch(written):
        return written
    found = _iso(written) or _epoch(written) or _spelled(written) or _rfc5322(written)
    return found.isoformat() if found and found.year >= _EARLIEST else None


def _iso(written: str) -> date | None:
    try:
        if len(written) <= len("2025-03-11"):
            return date.fromisoformat(written)
        return datetime.fromisoformat(re.sub(r"(?<=\d) (?=[+-]\d)", "", written))
    except ValueError:
        return None


def _epoch(written: str) -> date | None:
    """Seconds or milliseconds since 1970, as some feeds give."""
    if not _EPOCH.fullmatch(written):
        return None
    return datetime.fromtimestamp(int(written[:10]), UTC)


def _spelled(written: str) -> date | None:
    found = _DAY_FIRST.fullmatch(written) or _MONTH_FIRST.fullmatch(written)
    if found:
        months = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(found["m"].lower())]
        month = months[0] if months else 0
    elif found := _DOTTED.fullmatch(written):
        month = int(found["m"])
    else:
        return None
    try:
        return date(int(found["y"]), month, int(found["d"]))
    except ValueError:
        return None


def _rfc5322(written: str) -> date | None:
    """The dates of RSS and HTTP: "Tue, 11 Mar 2025 10:00:00 +0100" (RFC 5322)."""
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
