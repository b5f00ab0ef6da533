"""The endpoint, and how it is asked: retries, limits, cache, budget."""

from briefing.model.asking import Answer, Asker
from briefing.model.endpoint import OpenAIModel, host, payload
from briefing.model.prices import Price, price

__all__ = ["Answer", "Asker", "OpenAIModel", "Price", "host", "payload", "price"]
