"""A run's requests as files for the OpenAI Batch API, or for carrying: written, sent, and their results taken in.

Each round writes the requests that the cache has no reply to, of one stage at a time. What comes back fills the cache
that `generate` reads, by the same rules as a live reply.
"""

from briefing.batch.collect import Collected, collect
from briefing.batch.job import STAGES, Job, RequestFile, load
from briefing.batch.prepare import prepare
from briefing.batch.run import Ran, live, results_of, run
from briefing.batch.service import ENDED, fetch, status, submit

__all__ = [
    "ENDED",
    "STAGES",
    "Collected",
    "Job",
    "Ran",
    "RequestFile",
    "collect",
    "fetch",
    "live",
    "load",
    "prepare",
    "results_of",
    "run",
    "status",
    "submit",
]
