"""A person's review: the file with every sentence and claim, and its decisions carried out on a run.

Decisions are keyed by the hash of a source's text and the offsets of the quotes, so they hold when articles are added
and ids change. One that finds nothing is named.
"""

from briefing.review.carry import Carried, carry
from briefing.review.entries import ANALYST, Sheet, read
from briefing.review.printed import reprinted, reviewed
from briefing.review.sheet import place, write_sheet

__all__ = ["ANALYST", "Carried", "Sheet", "carry", "place", "read", "reprinted", "reviewed", "write_sheet"]
