"""The endpoint, and how it is asked: retries, limits, cache, budget."""

from briefing.model.asking import REFUSED, Answer, Asker, Budget
from briefing.model.completion import read
from briefing.model.endpoint import OpenAIModel, guard, host, payload, session, whom
from briefing.model.faults import Endpoint, Fault
from briefing.model.prices import Price, price

__all__ = [
    "REFUSED",
    "Answer",
    "Asker",
    "Budget",
    "Endpoint",
    "Fault",
    "OpenAIModel",
    "Price",
    "guard",
    "host",
    "payload",
    "price",
    "read",
    "session",
    "whom",
]
