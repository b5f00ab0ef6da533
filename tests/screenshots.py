"""Pictures of the samples' page, for the README: `make screenshots` writes them beside the samples' digest.

Light, dark and phone are what Chromium shows; `page-print.png` is the first printed page, drawn by pdftoppm (Debian:
poppler-utils). None may weigh more than 300 kB.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.browser import CHROMIUM, PHONE, Browser, running
from tests.runs import SAMPLES

_MOST = 300_000
_SIZE = {"width": 1200, "height": 800}


def main() -> None:
    if CHROMIUM is None:
        sys.exit("There is no chromium here. On Debian: apt-get install chromium")
    folder = SAMPLES.parent
    page = folder / "digest.html"
    with running() as browser:
        _screen(browser, page, folder / "page-light.png", "light", off="RFE/RL")
        _screen(browser, page, folder / "page-dark.png", "dark")
        with browser.open(page, size=PHONE) as tab:
            tab.page.screenshot(path=folder / "page-phone.png")
        _print(browser, page, folder / "page-print.png")
    for picture in sorted(folder.glob("page-*.png")):
        size = picture.stat().st_size
        print(f"{picture}: {size:,} bytes")  # noqa: T201  # a script for developers
        if size > _MOST:
            sys.exit(f"{picture} is larger than {_MOST:,} bytes. Take a smaller part of the page.")


def _screen(browser: Browser, page: Path, picture: Path, scheme: str, off: str | None = None) -> None:
    with browser.open(page, size=_SIZE, color_scheme=scheme) as tab:
        if off:
            tab.page.locator(f'.origins input[data-name="{off}"]').uncheck()
        tab.cites()[2].click()
        tab.page.mouse.move(0, 0)
        tab.page.screenshot(path=picture)


def _print(browser: Browser, page: Path, picture: Path) -> None:
    pdf = picture.with_suffix(".pdf")
    with browser.open(page) as tab:
        tab.page.pdf(path=pdf, prefer_css_page_size=True, print_background=True)
    try:
        draw = ["pdftoppm", "-r", "80", "-gray", "-png", "-singlefile", "-f", "1", pdf, picture.with_suffix("")]
        subprocess.run(draw, check=True)
    finally:
        pdf.unlink()


if __name__ == "__main__":
    main()
