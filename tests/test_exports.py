"""One text with many articles: taken apart where the pattern is sure, left whole where it is not."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.ingest import ingest
from briefing.ingest.split import split
from briefing.text.credits import dateline_end
from tests.runs import command

WORDS = "port union ship talks mayor strike crane harbour police offer vote night shift grain dock council".split()


def article(seed: int, paragraphs: int = 2) -> tuple[str, str]:
    """A headline and a text that no other seed gives."""
    word = [WORDS[(seed * 7 + n) % len(WORDS)] for n in range(6)]
    title = f"{word[0].capitalize()} {word[1]} meets the {word[2]} of {word[3]} {seed}"
    body = [
        f"The {word[n % 6]} of district {seed} counted {seed * 10 + n} ships on Monday. It said that {word[5]} holds."
        for n in range(paragraphs)
    ]
    return title, "\n\n".join(body)


def numbered(articles: Sequence[tuple[str, str]]) -> str:
    many = len(articles)
    return "\n\n".join(f"Document {n} of {many}\n\n{t}\n\n{b}" for n, (t, b) in enumerate(articles, 1))


def numbered_below(articles: Sequence[tuple[str, str]]) -> str:
    many = len(articles)
    return "\n\n".join(f"{t}\n\n{b}\n\nDokumenti {n} nga {many}" for n, (t, b) in enumerate(articles, 1))


def front_matter(articles: Sequence[tuple[str, str]]) -> str:
    return "\n\n".join(f'---\ntitle: "{t}"\npublished: 2025-03-05\n---\n{b}' for t, b in articles)


def headers(articles: Sequence[tuple[str, str]]) -> str:
    return "\n\n".join(f"Title: {t}\nSource: Coast Post\nDate: 5 March 2025\n\n{b}" for t, b in articles)


def ruled_headers(articles: Sequence[tuple[str, str]]) -> str:
    return "Press review\n" + "".join(f"\n{'=' * 60}\nNaslov: {t}\nIzvor: Ibar News\n\n{b}\n" for t, b in articles)


def digest(articles: Sequence[tuple[str, str]]) -> str:
    """A digest of mails as RFC 1153 writes it."""
    head = "Port Digest, Volume 3 Issue 7\n\n" + "-" * 70
    mails = (
        f"Date: Tue, 11 Mar 2025 10:00:00 +0100\nFrom: Desk <d@x.example>\nSubject: {t}\n\n{b}" for t, b in articles
    )
    return head + "".join(f"\n\n{m}\n\n{'-' * 30}" for m in mails)


def rules(articles: Sequence[tuple[str, str]]) -> str:
    return "\n\n=====\n\n".join(f"{t}\n\n{b}" for t, b in articles)


def dashes(articles: Sequence[tuple[str, str]]) -> str:
    return "\n----------\n".join(f"{t}\n\n{b}" for t, b in articles)


def pages(articles: Sequence[tuple[str, str]]) -> str:
    return "\f".join(f"{t}\n\n{b}\n" for t, b in articles)


def credits_(articles: Sequence[tuple[str, str]]) -> str:
    return "\n\n".join(f"{t}\n\n{b}/ REL (A2 Televizion)" for t, b in articles)


PATTERNS = [
    numbered, numbered_below, front_matter, headers, ruled_headers, digest, rules, dashes, pages, credits_,
]  # fmt: skip
Joined = Callable[[Sequence[tuple[str, str]]], str]


def read(text: str) -> list[tuple[str | None, str]]:
    got = ingest(["-"], stdin=io.StringIO(text))
    return [(a.title, a.text) for a in sorted(got.articles, key=lambda a: a.part or 0)]


@pytest.mark.parametrize("joined", PATTERNS)
def test_an_export_of_forty_comes_out_as_forty(joined: Joined) -> None:
    """Whatever the pattern, forty articles in one text are forty articles in order, each as it was."""
    given_ = [article(seed) for seed in range(40)]
    ending = "/ REL (A2 Televizion)" if joined is credits_ else ""
    assert read(joined(given_)) == [(title, body + ending) for title, body in given_]


SENTENCE = st.builds(
    lambda words, figure, mark: f"{' '.join(words).capitalize()} {figure}{mark}",
    st.lists(
        st.sampled_from([*WORDS, "Title:", "Source:", "—", "(AP)", "Rutte", "не", "që", "U.S."]),
        min_size=3,
        max_size=12,
    ),
    st.integers(0, 99_999),
    st.sampled_from([".", ".", "!", "?", ".”"]),
)
BODY = st.lists(st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4).map("\n\n".join)
TITLE = st.lists(st.sampled_from(WORDS), min_size=5, max_size=9).map(lambda words: " ".join(words).capitalize())
ARTICLES = st.lists(st.tuples(TITLE, BODY), min_size=2, max_size=7, unique_by=(lambda a: a[0], lambda a: a[1]))


@pytest.mark.parametrize("joined", PATTERNS)
@given(articles=ARTICLES)
@settings(deadline=None, max_examples=25)
def test_what_was_joined_comes_apart_as_it_was(joined: Joined, articles: list[tuple[str, str]]) -> None:
    """Any article texts, joined by any pattern, come apart into the same texts: nothing lost, nothing joined."""
    found = split(joined(articles))
    assert found is not None
    assert len(found.parts) == len(articles)
    for part, (title, body) in zip(found.parts, articles, strict=True):
        assert title in part
        assert body in part


@given(articles=ARTICLES, mark=st.sampled_from(["=====", "-----", "Title: Talks", "\f", "Document 2 of 5", "---"]))
@settings(deadline=None, max_examples=60)
def test_a_mark_that_stands_once_parts_nothing(articles: list[tuple[str, str]], mark: str) -> None:
    """A text that merely holds a rule, a page break or a "Title:" once stays one article."""
    title, body = articles[0]
    other = articles[1][1]
    # "Port (ap) — ..." begins as an agency's article does, and is one.
    assume(not dateline_end(other))
    assert split(f"{title}\n\n{body}\n\n{mark}\n\n{other}") is None


@pytest.mark.parametrize(
    "text",
    [
        # The pages of one article, as converters write them.
        "Talks go on in the port of Calder\n\nThe union met the mayor, who\fsaid that the talks go on.\fIt rained.",
        # A header line of the paper on each page.
        "The Coast Post, 5 March 2025 edition\n\nIt began.\fThe Coast Post, 5 March 2025 edition\n\nIt ended.",
        # Sections of one long report, with subheadings.
        "A long report on the port\n\nIt began.\n\n-----\n\nThe talks\n\nThey failed.\n\n-----\n\nThe ships\n\nWait.",
        # A mail quoted in an article.
        "The leak\n\nThe mail reads:\n\nFrom: A\nSubject: B\n\nPay him.\n\nFrom: A\nSubject: C\n\nHe was paid.",
        # Numbers that do not rise one by one, and totals that differ.
        "Document 1 of 9\n\nIt began.\n\nDocument 4 of 9\n\nIt ended.",
        "Document 1 of 2\n\nIt began.\n\nDocument 2 of 3\n\nIt ended.",
    ],
)
def test_what_is_not_sure_stays_whole(text: str) -> None:
    """Where one article could look so too, nothing is taken apart."""
    assert split(text) is None


def test_a_doubtful_text_is_named() -> None:
    """A text with several rules that stays one article is said to have been read so."""
    got = ingest(["-"], stdin=io.StringIO("One.\n\n-----\n\nTwo.\n\n-----\n\nThree."))
    assert len(got.articles) == 1
    assert "read as one article" in got.notices[0]


def test_a_header_block_is_metadata() -> None:
    """Headline, outlet, date and address of a block are the article's, and its other lines are no text."""
    text = (
        "Titulli: Biseda\nBurimi: Koha\nData: 5.3.2025\nLink: https://koha.example/1\nAutori: SECRET\n\nU takuan sot."
    )
    got = ingest(["-"], stdin=io.StringIO(text))
    (found,) = got.articles
    assert (found.title, found.publisher, found.published) == ("Biseda", "Koha", "2025-03-05")
    assert (found.url, found.text) == ("https://koha.example/1", "U takuan sot.")


def test_a_cover_page_is_named_and_no_article(tmp_path) -> None:
    """What stands before the first article of an export is listed, and the run counts as complete."""
    (tmp_path / "export.txt").write_text(f"Search: port\n40 results\n\n{numbered([article(1), article(2)])}", "utf-8")
    got = ingest([tmp_path / "export.txt"])
    assert [a.part for a in sorted(got.articles, key=lambda a: a.part or 0)] == [1, 2]
    assert [(r.reason.code, "Search: port" in r.reason.detail) for r in got.rejected] == [("cover", True)]
    assert not got.broken


def test_dry_run_shows_the_articles_before_anything_is_done(tmp_path) -> None:
    """Each article of an export stands in the list with its number and headline, and why it was parted is said."""
    (tmp_path / "export.txt").write_text(numbered([article(n) for n in range(3)]), "utf-8")
    done = command("generate", "export.txt", "--dry-run", "--topic", "general", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "was read as 3 articles: each is numbered" in done.stderr
    for number in range(3):
        assert f"export.txt #{number + 1}: {article(number)[0]}" in done.stdout


def test_the_time_grows_with_the_length() -> None:
    """A text of a million rules and half headers is read in seconds."""
    import time

    started = time.process_time()
    for piece in ("-----\n\n", "Title: a\nSource: b\n", "\f\n", "---\ntitle: a\n", "/ REL\n\n", "Document 1 of 2\n"):
        split(piece * (300_000 // len(piece)))
    assert time.process_time() - started < 6
