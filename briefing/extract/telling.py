"""Which sentences plainly state a fact: a model that finds none in them has not done its work."""

from __future__ import annotations

import re

from briefing.extract import fit
from briefing.gate.reading import read
from briefing.prompts import Topic

# What a page says of itself: "This article was first published on 3 May", "All rights reserved".
_OF_ITSELF = re.compile(
    r"^(?:This|The) (?:article|story|post|page|report|interview)\b.{0,40}\b(?:published|updated|corrected|amended|"
    r"translated|appeared)\b|\brights reserved\b|^(?:©|Copyright\b)|^Read (?:more|also)\b",
    re.IGNORECASE,
)


def tells(text: str, topic: Topic, *, foreign: bool) -> bool:
    """Whether a sentence by itself states a fact on the topic that can be checked.

    Someone does something (which an imperative such as "Follow us on Facebook" is not), there is a name, a number or
    a date, and a term of the topic where it has a scope. A sentence that needs others to be understood counts as none:
    an empty reply to it may be right, and the floor keeps it in any case. `foreign`: only English clauses can be read.
    """
    reading = read(text)
    if _OF_ITSELF.search(text) or not (reading.numbers or reading.names or reading.dates):
        return False
    states = any(c.form == "finite" and c.subject[0] < c.subject[1] for c in reading.clauses)
    return (foreign or states) and (fit.takes_all(topic) or fit.score(text, topic) > 0)
