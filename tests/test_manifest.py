"""The desk's manifest: what it gives, what it wins over, and what becomes of its errors."""

from __future__ import annotations

import hashlib
import tomllib

import pytest

from briefing.ingest import ingest
from briefing.pipeline import generate
from briefing.verify import unchecked, verify
from tests.runs import SEEDS, command, port

LEDGER = """[[source]]
file = "ledger.txt"
title = "Walkout at the port"
publisher = "The Ledger"
published = 2025-05-08
url = "https://ledger.example/1"
language = "en-GB"
reliability = "b"
origin = "Reuters"
note = "Owned by the port"

[[source]]
file = "post.txt"
published = ""
"""
CSV = """file;title;publisher;published;url;language;reliability;origin;note
ledger.txt;Walkout at the port;The Ledger;8.5.2025;https://ledger.example/1;en;B;Reuters;Owned by the port
"""


def by_path(got):
    return {article.path.rpartition("/")[2]: article for article in got.articles}


@pytest.mark.parametrize(("name", "text"), [("sources.toml", LEDGER), ("sources.csv", CSV)])
def test_a_manifest_wins_over_the_files(tmp_path, name, text):
    """Every field that it gives is the article's; an empty one leaves what the file says. The text stays as it is."""
    before = by_path(ingest([port(tmp_path)]))
    (tmp_path / name).write_text(text, "utf-8")
    got = ingest([tmp_path])
    after = by_path(got)
    ledger = after["ledger.txt"]
    assert (ledger.title, ledger.publisher, ledger.published) == ("Walkout at the port", "The Ledger", "2025-05-08")
    assert (ledger.url, ledger.language, ledger.reliability) == ("https://ledger.example/1", "en", "B")
    assert (ledger.origin, ledger.note) == ("Reuters", "Owned by the port")
    assert len(ledger.stated) == 8
    assert ledger.id == before["ledger.txt"].id
    assert after["post.txt"] == before["post.txt"]
    assert [(m.path.rpartition("/")[2], m.sha256) for m in got.manifests] == [
        (name, hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    ]
    assert not got.rejected
    assert by_path(ingest([tmp_path / "ledger.txt"]))["ledger.txt"] == ledger


def test_reliability_and_origin_take_effect(tmp_path):
    """The letter is that of the claims, the origin is the source's, the note is printed, and the brief verifies."""
    (port(tmp_path) / "sources.toml").write_text(LEDGER, "utf-8")
    brief = generate([tmp_path], topic="general")
    ledger = next(s for s in brief.sources if s.path.endswith("ledger.txt"))
    own = [c for c in brief.claims if {q.source_id for q in c.citations} == {ledger.id}]
    assert {c.reliability for c in own} == {"B"}
    assert ledger.origin == "Reuters"
    assert verify(brief) == []
    assert any("manifest states of 1 source" in line for line in unchecked(brief))
    assert brief.method.manifests[0].path.endswith("sources.toml")
    assert "Owned by the port" in brief.to_markdown()


def test_a_stated_origin_can_make_two_outlets_one(tmp_path):
    """A fact that two outlets have is one origin's where the desk knows that both print one agency."""
    for name, more in (("a", "The union welcomed it at once."), ("b", "Rain fell on the harbour all day.")):
        text = f"---\npublisher: {name}\n---\nDockers at Port Calder walked out on 5 May 2025.\n\n{more}"
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    counts = []
    for second in ("AFP", "Reuters"):
        rows = (f'[[source]]\nfile = "{n}.txt"\norigin = "{o}"\n' for n, o in (("a", "Reuters"), ("b", second)))
        (tmp_path / "sources.toml").write_text("".join(rows), "utf-8")
        brief = generate([tmp_path], topic="general")
        (both,) = [c for c in brief.claims if len(c.citations) == 2]
        counts.append((both.origins.established, both.origins.possible))
        assert verify(brief) == []
    assert counts == [(2, 2), (1, 1)]


def test_errors_are_named_and_skipped(tmp_path):
    """Unknown files and fields, values that cannot be read and second entries are listed; the rest counts."""
    (port(tmp_path) / "sources.toml").write_text(
        '[[source]]\nfile = "ledger.txt"\ntitle = "Kept"\npublished = "03/04/2025"\nreliability = "Z"\n'
        'url = "javascript:x"\nlanguage = "x1"\nrating = "5"\norigin = 3\n\n'
        '[[source]]\nfile = "gone.txt"\ntitle = "x"\n\n[[source]]\nfile = "ledger.txt"\ntitle = "Second"\n\n'
        '[[source]]\ntitle = "nobody"\n\n[[source]]\nfile = "post.txt#4"\ntitle = "x"\n',
        "utf-8",
    )
    got = ingest([tmp_path])
    assert by_path(got)["ledger.txt"].title == "Kept"
    told = "\n".join(r.reason.detail for r in got.rejected)
    for word in ("03/04/2025", "'Z'", "javascript", "'x1'", "'rating'", "origin", "gone.txt", "second time", "no file",
                 "number 4 is asked for"):  # fmt: skip
        assert word in told
    assert {r.reason.code for r in got.rejected} == {"bad_manifest"}
    assert not got.broken


@pytest.mark.parametrize("text", ["[[source", 'source = "x"', "\x00\xff", "[[source]]\nfile = 1979-05-27"])
def test_a_broken_manifest_stops_nothing(tmp_path, text):
    """What is no TOML, or names nothing, is listed with its path; the articles are read. One that is none is missed."""
    (port(tmp_path) / "sources.toml").write_text(text, "latin-1")
    got = ingest([tmp_path])
    assert len(got.articles) == 2
    assert {r.reason.code for r in got.rejected} == {"unreadable" if got.broken else "bad_manifest"}
    assert got.broken == ("1979" not in text)
    assert all(r.path.endswith("sources.toml") for r in got.rejected)


def test_one_of_many_in_a_file_can_be_named(tmp_path):
    """`export.txt#2` is the second article of an export; what is given for the file holds for all of them."""
    text = "\n\n".join(f"Document {n} of 2\n\nReport {n} came from the port. It is calm." for n in (1, 2))
    (tmp_path / "export.txt").write_text(text, "utf-8")
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nfile = "export.txt"\npublisher = "Post"\n[[source]]\nfile = "export.txt#2"\ntitle = "Second"\n',
        "utf-8",
    )
    first, second = sorted(ingest([tmp_path]).articles, key=lambda a: a.part or 0)
    assert (first.publisher, second.publisher) == ("Post", "Post")
    assert (first.title, second.title) == (None, "Second")


def test_a_manifest_above_holds_for_folders_below(tmp_path):
    """One manifest at the top of the named folder speaks of the files below it; one nearer comes first."""
    port(tmp_path / "may")
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nfile = "may/post.txt"\ntitle = "Far"\nnote = "Far"\n'
        '[[source]]\nfile = "may/ledger.txt"\nnote = "F"\n',
        "utf-8",
    )
    (tmp_path / "may/sources.toml").write_text('[[source]]\nfile = "post.txt"\ntitle = "Near"\n', "utf-8")
    found = by_path(ingest([tmp_path]))
    assert (found["post.txt"].title, found["post.txt"].note, found["ledger.txt"].note) == ("Near", "Far", "F")


def test_sources_writes_a_first_manifest(tmp_path):
    """It holds what can be read and empty fields, changes nothing when used, and replaces only a file that is named."""
    port(tmp_path / "in")
    before = ingest([tmp_path / "in"]).articles
    done = command("sources", "in", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    first = (tmp_path / "in/sources.toml").read_text("utf-8")
    rows = tomllib.loads(first)["source"]
    assert [(row["file"], row["published"], row["reliability"]) for row in rows] == [
        ("ledger.txt", "2025-05-06", ""), ("post.txt", "2025-05-07", ""),
    ]  # fmt: skip
    after = ingest([tmp_path / "in"]).articles
    assert [a.model_copy(update={"stated": ()}) for a in after] == list(before)
    (tmp_path / "in/sources.toml").write_text(first.replace('reliability = ""', 'reliability = "C"', 1), "utf-8")
    again = command("sources", "in", cwd=tmp_path)
    assert again.returncode == 1
    assert "is not replaced" in again.stderr
    assert command("sources", "in", "-o", "in/sources.toml", cwd=tmp_path).returncode == 0
    assert tomllib.loads((tmp_path / "in/sources.toml").read_text("utf-8"))["source"][0]["reliability"] == "C"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not here")
def test_dates_from_a_manifest_resolve_weekdays(tmp_path):
    """The undated seeds, dated by a manifest, have claims of "on Tuesday" by its day."""
    names = sorted(path.name for path in SEEDS.glob("*.txt"))
    for name in names:
        (tmp_path / name).write_text((SEEDS / name).read_text("utf-8"), "utf-8")
    rows = "".join(f'[[source]]\nfile = "{name}"\npublished = "2025-03-05"\n' for name in names)
    (tmp_path / "sources.toml").write_text(rows, "utf-8")
    bare, dated = (generate([folder], topic="kfor-rutte") for folder in (SEEDS, tmp_path))
    day = "2025-03-04"
    assert [day in {claim.event_date for claim in brief.claims} for brief in (bare, dated)] == [False, True]
    assert verify(dated) == []
