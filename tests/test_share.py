"""Briefs that are handed on without the articles."""

from __future__ import annotations

import json
import re

import pytest

from briefing import Brief
from briefing.errors import UsageError
from briefing.pipeline import generate
from briefing.records.article import Article
from briefing.text.sentences import sentences
from briefing.verify import unchecked, verify
from tests.runs import SAMPLES, TOPICS, command, flood, loaded, made, port
from tests.scripted import FLOOD, cast, echo, good_judge, writer
from tests.server import serve

CASES = [(SAMPLES, "kfor-rutte"), *((t / "articles", str(t / "topic.toml")) for t in TOPICS)]
every_case = pytest.mark.parametrize(
    ("folder", "topic"), CASES, ids=[case[1].split("/")[-2] if "/" in case[1] else case[1] for case in CASES]
)


def _flat(text: str) -> str:
    return " ".join(text.split())


def not_quoted(full: Brief, shared: Brief) -> list[str]:
    """The sentences of the articles that no citation of the shared brief quotes, in whole or in part."""
    quoted = [(c.source_id, c.start, c.end) for claim in shared.claims for c in claim.citations]
    found = [
        _flat(s.text)
        for source in full.sources
        for s in sentences(Article(id=source.id, text=source.text, language=source.language))
        if not any(i == source.id and start < s.end and s.start < end for i, start, end in quoted)
    ]
    quotes = " ".join(_flat(c.quote) for claim in shared.claims for c in claim.citations)
    # A sentence that a copy of the article is quoted for is quoted; one of three words is any three words.
    return [s for s in found if s not in quotes and len(s.split()) > 3]


def strings(node) -> list[str]:
    if isinstance(node, str):
        return [_flat(node)]
    if isinstance(node, dict):
        return [text for value in node.values() for text in strings(value)]
    return [text for value in node for text in strings(value)] if isinstance(node, list) else []


@every_case
def test_a_shared_brief_holds_no_sentence_that_is_not_quoted(folder, topic):
    """No string of the JSON, and no format, has a sentence of an article that no citation quotes."""
    full = generate([folder], topic=topic)
    shared = generate([folder], topic=topic, share="quotes")
    told = [*strings(json.loads(shared.model_dump_json())), _flat(shared.to_markdown()), _flat(shared.to_html())]
    titles = {_flat(s.title or "") for s in shared.sources}
    secret = [s for s in not_quoted(full, shared) if s not in titles]
    assert secret, "the case shows nothing: every sentence is quoted"
    for sentence in secret:
        assert not any(sentence in text for text in told), sentence
    assert all(s.text is None for s in shared.sources)
    assert shared.share.claims_withheld == len(full.claims) - len(shared.claims) > 0


@every_case
def test_a_shared_brief_tells_the_same(folder, topic):
    """Bottom line, sections, figures, timeline, discrepancies, hashes, quotes and links are those of the full brief."""
    full, shared = generate([folder], topic=topic), generate([folder], topic=topic, share="quotes")
    for part in ("bottom_line", "sections", "key_figures", "timeline", "discrepancies", "gaps"):
        assert getattr(shared, part) == getattr(full, part)
    assert [(s.text_sha256, s.url) for s in shared.sources] == [(s.text_sha256, s.url) for s in full.sources]
    by_id = {c.id: c for c in full.claims}
    for claim in shared.claims:
        for mine, theirs in zip(claim.citations, by_id[claim.id].citations, strict=True):
            assert (mine.quote, mine.start, mine.end, mine.url) == (theirs.quote, theirs.start, theirs.end, theirs.url)
            assert theirs.prefix.endswith(mine.prefix)
            assert theirs.suffix.startswith(mine.suffix)
            assert max(len(mine.prefix.split()), len(mine.suffix.split())) <= 3


@every_case
def test_a_shared_brief_verifies_alone_and_against_the_articles(folder, topic):
    """Without the articles nothing is wrong and the rest is named; with them the texts are checked too."""
    shared = generate([folder], topic=topic, share="quotes")
    assert verify(shared) == []
    assert verify(shared, folder) == []
    assert any("--sources" in line for line in unchecked(shared))
    assert not any("--sources" in line for line in unchecked(shared, folder))


def test_a_model_s_shared_brief_verifies_too(tmp_path):
    """Statements in a model's words are held to their quotes, and with the articles to all."""
    folder = port(tmp_path / "articles")
    with serve(echo) as server:
        brief = made(folder, model="m", base_url=server.url, share="quotes")
    assert verify(brief) == []
    assert verify(brief, folder) == []
    assert all(r.statement is None for r in brief.rejected if r.stage != "length")


def test_a_forged_quote_is_found_where_the_articles_are(tmp_path):
    """What plain verify cannot see, the articles show: a quote, a prefix and a hash that are not theirs."""
    folder = port(tmp_path / "articles")
    body = json.loads(made(folder, share="quotes").model_dump_json())
    cited = body["claims"][0]["citations"][0]
    for change in (
        {"quote": "x" + cited["quote"][1:]},
        {"start": cited["start"] + 1, "end": cited["end"] + 1},
        {"prefix": "never before "},
    ):
        forged = json.loads(json.dumps(body))
        forged["claims"][0]["citations"][0].update(change)
        assert verify(Brief.model_validate(forged), folder), change
    forged = json.loads(json.dumps(body))
    forged["sources"][0]["text_sha256"] = "0" * 64
    assert verify(Brief.model_validate(forged), folder)


def test_a_contradiction_is_found_without_the_articles(tmp_path):
    """A number that its quote does not have is a fault of the shared brief alone."""
    folder = flood(tmp_path / "articles")
    with serve(cast(writer(FLOOD), good_judge(FLOOD))) as server:
        brief = made(folder, model="m", base_url=server.url, share="quotes")
    assert verify(brief) == []
    assert verify(brief, folder) == []
    body = json.loads(brief.model_dump_json())
    claim = next(c for c in body["claims"] if "2,300" in c["statement"])
    claim["statement"] = claim["statement"].replace("2,300", "2,700")
    assert f"claim {claim['id']}" in {flaw.where for flaw in verify(Brief.model_validate(body))}


def test_a_brief_can_not_pass_for_shared_by_leaving_its_texts_out(tmp_path):
    """A full brief without a text is a forged one."""
    body = json.loads(made(port(tmp_path)).model_dump_json())
    body["sources"][0]["text"] = None
    assert any("no text" in str(flaw) for flaw in verify(Brief.model_validate(body)))


def test_the_command_shares_and_verifies(tmp_path):
    """`--share quotes` writes it, `verify` says what it leaves open, `--sources` closes it; another mode is refused."""
    folder = port(tmp_path / "articles")
    out = tmp_path / "shared.json"
    assert command("generate", folder, "--topic", "general", "--share", "quotes", "-o", out).returncode == 0
    assert loaded(out).share.mode == "quotes"
    assert str(tmp_path) not in out.read_text("utf-8")
    alone = command("verify", out)
    assert alone.returncode == 0
    assert re.search(r"not checked: 2 of 2 texts, which are withheld", alone.stdout)
    whole = command("verify", out, "--sources", folder)
    assert whole.returncode == 0
    assert "texts, which are withheld" not in whole.stdout
    elsewhere = tmp_path / "other"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text("Another article, which says that the port of Calder is open again.")
    assert command("verify", out, "--sources", elsewhere).returncode == 1
    assert command("generate", folder, "--share", "all").returncode == 2
    with pytest.raises(UsageError, match="quotes"):
        generate([folder], share="all")


def test_what_an_earlier_brief_said_is_withheld(tmp_path):
    """A statement that is gone since the earlier brief was a sentence of an article; it is counted, not shown."""
    folder = port(tmp_path / "articles")
    earlier = made(folder)
    (folder / "post.txt").unlink()
    full, shared = made(folder, since=earlier), made(folder, since=earlier, share="quotes")
    assert full.changes.dropped
    assert not shared.changes.dropped
    told = " ".join(strings(json.loads(shared.model_dump_json())))
    quoted = " ".join(_flat(c.quote) for claim in shared.claims for c in claim.citations)
    secret = [gone.statement for gone in full.changes.dropped if gone.statement not in quoted]
    assert secret
    assert not any(statement in told for statement in secret)
