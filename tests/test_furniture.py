"""What a news page says beside its article is no fact of the brief; what only looks like it is."""

from __future__ import annotations

import pytest

import briefing
from briefing.records.article import Article

BODY = (
    "Dockers in Varo walked out on Monday, the union said.\n\n{line}\n\n"
    "Some 300 dockers had stopped work by noon. The port is closed until Friday.\n\n"
    "The company has offered 4 per cent, its director said."
)

FURNITURE = [
    "Follow us on Facebook and Instagram.",
    "Subscribe to our newsletter and get the port's news first.",
    "Read more: Ten things to know about the dockers of Varo",
    "See also: Strike at the port of Varo",
    "Join our Telegram channel.",
    "Click here to read the statement of the dockers.",
    "You may also like the dockers' songs.",
    "What comes next",
    "Who pays",
]
NEWS = [
    "Stay away from the port of Varo, the police warned.",
    "Share prices in Varo fell by 8 per cent.",
    "Follow the orders of the port police, the mayor of Varo said.",
    "Like many others in Varo, the dockers met on Facebook.",
    "Read more than once, the letter of the dockers says nothing of pay.",
    "The port waits.",
]


def told(line):
    """The statements of the claims of an article that holds a line."""
    article = Article(text=BODY.format(line=line), title="Strike in Varo", published="2025-03-03", language="en")
    brief = briefing.generate([article], topic="general", model=None)
    return [c.statement for c in brief.claims], brief.rejected


@pytest.mark.parametrize("line", FURNITURE)
def test_what_a_page_says_beside_its_article_is_no_claim(line):
    """A request to the reader and a heading are no claims, and are listed as left out."""
    statements, rejected = told(line)
    assert not any(s in line for s in statements)
    assert [r.reason.code for r in rejected if r.statement and r.statement in line]


@pytest.mark.parametrize("line", NEWS)
def test_a_sentence_that_begins_like_a_request_is_news(line):
    """Orders to the public, and sentences that begin with the same words, stay."""
    statements, _ = told(line)
    assert any(s in line or line in s for s in statements), statements
