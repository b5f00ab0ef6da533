"""Debian's Chromium, headless, for tests of the page: no browser is downloaded and no request leaves the machine."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.runs import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# `make test-slow` puts it there.
AXE = next(iter(sorted(ROOT.glob(".cache/axe-core-*/package/axe.min.js"), reverse=True)), None)
LAPTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no chromium here (Debian: apt-get install chromium)"
)
needs_axe = pytest.mark.skipif(AXE is None, reason="axe-core is not here (`make test-slow` gets it with npm)")


@dataclass
class Tab:
    """An open page, and what it asked for and said: both should be nothing."""

    page: Any
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    @property
    def quiet(self) -> bool:
        return not self.requests and not self.messages

    def cites(self) -> list[Any]:
        """All citations of the brief, in reading order; those that are folded away come last and are left out."""
        return self.page.locator("#brief a.cite:visible").all()

    def pages(self) -> int:
        """How many A4 pages it prints."""
        pdf = self.page.pdf(prefer_css_page_size=True, print_background=True)
        return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))

    def violations(self) -> list[str]:
        """What axe-core finds, with all of its rules on but those that it calls experimental."""
        assert AXE is not None
        self.page.evaluate(AXE.read_text("utf-8"))
        rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = self.page.evaluate("tags => axe.run({runOnly: tags})", rules)
        return [f"{v['id']}: {node['html'][:120]}" for v in found["violations"] for node in v["nodes"]]


class Browser:
    """A running Chromium."""

    def __init__(self, chromium: Any) -> None:
        self._chromium = chromium

    @contextmanager
    def open(self, path: Path, size: dict[str, int] = LAPTOP, **context: Any) -> Iterator[Tab]:
        """Open a file in a context of its own."""
        own = self._chromium.new_context(viewport=size, **context)
        try:
            tab = Tab(own.new_page())
            asked = tab.page
            # Milliseconds; the page works from memory, so what has not come by then does not come.
            asked.set_default_timeout(5_000)
            asked.on("request", lambda r: r.url.startswith("file:") or tab.requests.append(r.url))
            asked.on("console", lambda message: tab.messages.append(message.text))
            asked.on("pageerror", lambda error: tab.messages.append(str(error)))
            asked.on("dialog", lambda dialog: (tab.messages.append(dialog.message), dialog.dismiss()))
            asked.goto(path.as_uri())
            yield tab
        finally:
            own.close()


@contextmanager
def running() -> Iterator[Browser]:
    """Start Chromium, and end it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        try:
            yield Browser(chromium)
        finally:
            chromium.close()
