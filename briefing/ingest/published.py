"""Publication dates as feeds, pages and people write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from briefing import dates
from briefing.limits import FIELD_CHARACTERS

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_EPOCH = re.compile(r"(?P<seconds>\d{10})(?:\d{3}|\.\d+)?")
# Newspapers did not exist before; feeds write 0001-01-01 or 1601-01-01 for "unknown".
_EARLIEST = 1700


def iso(written: str) -> str | None:
    """`written` as an ISO date ("2025-03-11") or time ("2025-03-11T10:00:00+01:00"), None where it cannot be read."""
    written = written[:FIELD_CHARACTERS].strip()
    found = _moment(written)
    shown = found.isoformat() if found else _spelled(written)
    return shown if shown and int(shown[:4]) >= _EARLIEST else None


def _moment(written: str) -> date | None:
    """A date or time in ISO 8601, in seconds or milliseconds since 1970, or as RSS and HTTP write it (RFC 5322)."""
    if epoch := _EPOCH.fullmatch(written):
        return datetime.fromtimestamp(int(epoch["seconds"]), UTC)
    try:
        if len(written) <= len("2025-03-11"):
            return date.fromisoformat(written)
        return datetime.fromisoformat(re.sub(r"(?<=\d) (?=[+-]\d)", "", written))
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _spelled(written: str) -> str | None:
    """A date in words or digits and nothing else; what can be read in two ways ("03/04/2025") has no day."""
    if _MONTH.fullmatch(written):
        return written
    found = dates.find(written)
    return found[0].date if len(found) == 1 and found[0].text == written.rstrip(".") else None
