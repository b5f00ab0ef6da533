"""Who first reported what an article says, where the text shows it, and which articles are copies of one another."""

from briefing.origins.assign import assign, groups
from briefing.origins.translated import sound
from briefing.text.agencies import canonical
from briefing.text.credits import dateline_end, is_credit

__all__ = ["assign", "canonical", "dateline_end", "groups", "is_credit", "sound"]
