"""Dates as news writes them: found, read and resolved as far as is honest."""

from briefing.dates.find import as_written, find
from briefing.dates.mention import DateMention, Kind, Precision, agree, parse_iso
from briefing.dates.written import Written

__all__ = ["DateMention", "Kind", "Precision", "Written", "agree", "as_written", "find", "parse_iso"]
