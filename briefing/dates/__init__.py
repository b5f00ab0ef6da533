"""Dates as news writes them: found, read and resolved as far as is honest."""

from briefing.dates.find import find, spans
from briefing.dates.mention import DateMention, Kind, Precision, agree, parse_iso, same_day

__all__ = ["DateMention", "Kind", "Precision", "agree", "find", "parse_iso", "same_day", "spans"]
