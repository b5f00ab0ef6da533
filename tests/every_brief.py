"""A plugin for pytest (`-p tests.every_brief`): each brief that is made while the tests run is verified at once."""

from __future__ import annotations

import functools
from typing import Any

from briefing import Brief, pipeline
from briefing.verify import verify


def pytest_configure() -> None:
    """Have every brief verified, so that a test fails that makes one with a fault."""
    make = pipeline._made

    @functools.wraps(make)
    async def made(*args: Any) -> Brief:
        brief = await make(*args)
        assert verify(Brief.model_validate_json(brief.model_dump_json())) == []
        return brief

    pipeline._made = made
