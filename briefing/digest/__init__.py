"""The brief without a language model: a digest, no more.

A digest prints sentences as the articles have them. Furniture is left out, near-identical sentences stand once with all
their sources, the newest state of a story stands first, and nothing is printed that leans on a sentence that is not.
It claims nothing about what a sentence means: no kind, no status, no speaker, no conflict, no update, no key figure.
Where near-identical sentences give another number or day they are put side by side, with no verdict. What is exact in
any language decides: numbers, days, names, letters, places, lengths, punctuation and counts.
"""

from briefing.digest.claims import claims
from briefing.digest.cluster import clusters
from briefing.digest.compose import compose
from briefing.digest.differs import differs
from briefing.digest.timeline import timeline
from briefing.digest.topic_fit import choose, on_topic

__all__ = ["choose", "claims", "clusters", "compose", "differs", "on_topic", "timeline"]
