"""Feeds: each entry of an RSS or Atom file that carries its full text is an article."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from briefing.ingest.record import Draft, Fault, Reading, refused
from briefing.text.normal import normalise

if TYPE_CHECKING:
    from feedparser import FeedParserDict

# A teaser is a sentence or two; feeds cut it at 140 to 300 characters.
_TEASER = 400


def read(data: bytes) -> Reading:
    """The entries of a feed. An entry of a line or two is only a pointer to an article, and is left out by name."""
    import feedparser

    # What is hidden must be known as hidden, so the markup stays as it is; `page.fragment_text` makes words of it.
    try:
        parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, AssertionError, RecursionError):
        # What its parsers raise where declarations or references are broken.
        return refused("unreadable", "is a broken feed; save its articles instead")
    if not parsed.version:
        return refused("unsupported", "is no RSS or Atom feed")
    if not parsed.entries:
        return refused("empty", "is a feed without entries")
    drafts, faults = [], []
    for number, entry in enumerate(parsed.entries, 1):
        if draft := _draft(entry, parsed.feed, number):
            drafts.append(draft)
        else:
            title = _plain(entry.get("title")) or "without a title"
            faults.append(
                Fault("teaser", f"entry {number} ({title}) lacks the article's text; save the article itself")
            )
    return Reading(tuple(drafts), tuple(faults))


def _draft(entry: FeedParserDict, feed: FeedParserDict, number: int) -> Draft | None:
    contents = [normalise(_words(content.get("value"))) for content in entry.get("content", ())]
    summary = normalise(_words(entry.get("summary")))
    # A feed may give the summary under either name, and the whole text under the other.
    body = max([*contents, summary if len(summary) >= _TEASER else ""], key=len)
    if not body:
        return None
    return Draft(
        body=body,
        title=_plain(entry.get("title")),
        # A collecting feed names the outlet of each entry.
        publisher=_plain(entry.get("source", {}).get("title") or entry.get("publisher") or feed.get("title")),
        published=next((entry[name] for name in ("published", "updated") if name in entry), None),
        url=entry.get("link"),
        language=feed.get("language") or feed.get("title_detail", {}).get("language"),
        part=number,
        titled=True,
    )


def _plain(text: str | None) -> str | None:
    return " ".join(_words(text).split()) or None


def _words(text: str | None) -> str:
    from briefing.ingest.page import fragment_text

    text = text or ""
    return fragment_text(text) if "<" in text or "&" in text else text
