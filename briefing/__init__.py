"""briefing: articles in, a situation brief out, each fact once and each traced to the words it came from.

import briefing
brief = briefing.generate(["articles/"], topic="kfor-rutte", model=None)
print(brief.to_markdown())
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

__all__ = [
    "Article",
    "Brief",
    "Completion",
    "Model",
    "Request",
    "__version__",
    "acheck",
    "agenerate",
    "check",
    "errors",
    "generate",
    "verify",
]

if TYPE_CHECKING:
    from briefing import errors
    from briefing.check import acheck, check
    from briefing.pipeline import agenerate, generate
    from briefing.records.article import Article
    from briefing.records.call import Completion, Model, Request
    from briefing.render import Brief
    from briefing.verify import verify

_HOMES = {
    "Article": "briefing.records.article",
    "Brief": "briefing.render",
    "Completion": "briefing.records.call",
    "Model": "briefing.records.call",
    "Request": "briefing.records.call",
    "acheck": "briefing.check",
    "agenerate": "briefing.pipeline",
    "check": "briefing.check",
    "generate": "briefing.pipeline",
    "verify": "briefing.verify",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # each name has its own type
    # Loaded when first used, so that `briefing --help` need not import the pipeline.
    import importlib

    if name == "errors":
        return importlib.import_module("briefing.errors")
    if name not in _HOMES:
        raise AttributeError(f"module 'briefing' has no attribute {name!r}")
    # Kept here: the import has put the module of that name in the function's place.
    found = globals()[name] = getattr(importlib.import_module(_HOMES[name]), name)
    return found
