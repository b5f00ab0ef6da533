"""The marked page of `check`: every sentence with its judgement and the quote beside it; nothing in it acts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html as tree

from briefing.check import Checked, Checks, check
from briefing.check.report import as_html, as_json, as_markdown, as_text, total
from briefing.ingest import ingest
from briefing.records.article import Article
from briefing.records.brief import Citation, JudgeScore
from tests.runs import command, port
from tests.test_check import DRAFTS, FALSE, OPEN, TRUE, articles_of, written
from tests.test_render import HOSTILE, Page

LABELS = {
    "contradicted": "Contradicted",
    "not_found": "Not found",
    "overstated": "Overstated",
    None: "Not judged",
    "supported": "Supported",
}
CLASSES = {None: "unjudged", "supported": "supported"}
SCORE = JudgeScore(
    model="m-1", asked=9, refused=2, false_planted=20, false_caught=20, true_planted=10, true_passed=10, trusted=True
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return port(tmp_path / "articles")


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft["form"])
def test_every_sentence_stands_with_its_judgement(draft: dict[str, Any]) -> None:
    """The worst first, each sentence has its label in words, its faults, and the quotes beside it; then the total."""
    every = articles_of(draft["articles"])
    verdicts = check(written(draft), every)
    *shown, last = tree.fromstring(as_html("draft.md", verdicts)).findall(".//ol[@class='verdicts']/li")
    stating = sorted((v for v in verdicts if v.states), key=lambda v: list(LABELS).index(v.verdict))
    assert len(shown) == len(stating) == 12
    for entry, verdict in zip(shown, stating, strict=True):
        label, sentence, beside = entry
        assert entry.get("class") == CLASSES.get(verdict.verdict, "faulty")
        assert squeezed(label.text_content()).endswith(LABELS[verdict.verdict])
        assert squeezed(sentence.find("p").text_content()) == squeezed(verdict.text)
        assert len(sentence.findall("ul/li")) == len(verdict.faults)
        quotes = [squeezed(quote.find("span").text_content()) for quote in beside.findall("blockquote")]
        assert quotes == [f"“{squeezed(citation.quote)}”" for citation in verdict.citations]
    assert squeezed(last.find("div/p").text_content()) == total(verdicts)


EVERY = Checks(
    (
        Checked(text="Heading", states=False),
        Checked(text="One.", verdict="supported", together=True),
        Checked(text="Two."),
        Checked(text="Three.", verdict="overstated", words="Three", faults=("overstated: “Three”",)),
        Checked(text="Four.", verdict="not_found", faults=("number: “Four” stands in no article",)),
        Checked(text="Five.", verdict="contradicted", words="Five", faults=("contradicted: “Five”",)),
    )
)
TOTAL = (
    "5 sentences: 1 contradicted, 1 not found, 1 overstated, 1 not judged, 1 supported; "
    "1 heading or label states nothing."
)


def test_a_label_tells_the_judgements_apart() -> None:
    """Each verdict has a word of its own, and colour is never needed; what several say together is told."""
    labels = tree.fromstring(as_html("d", EVERY)).findall(".//p[@class='label']")
    assert [squeezed(label.text_content()).split(" ", 1)[1] for label in labels] == [*LABELS.values(), "Total"]
    plain = as_markdown("d", EVERY)
    for checked in EVERY[1:]:
        assert f"- **{LABELS[checked.verdict]}:** {checked.text}" in plain
    assert TOTAL in plain
    assert "*Only together*: none of these articles says all of it" in plain


def test_text_for_a_terminal_ends_with_the_total() -> None:
    """The worst stands first with its fault; what is left open says how it can be judged; the count comes last."""
    lines = as_text(EVERY).splitlines()
    assert lines[:2] == ["CONTRADICTED: Five.", "    An article says otherwise: “Five”"]
    assert lines[3] == "    Number in no article: “Four” stands in no article"
    assert lines[5] == "    Says more than the article: “Three”"
    assert lines[6:9] == [
        "not judged: Two.",
        "supported: One.",
        "    Only together: none of these articles says all of it",
    ]
    assert "--model NAME judges them" in lines[-2]
    assert lines[-1] == TOTAL


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({}, "Checked by m-1, which caught 20 of 20 planted faults."),
        (
            {"trusted": False, "false_caught": 11},
            "caught 11 of 20 planted faults and passed 10 of 10 planted truths; its judgement was not used.",
        ),
        ({"trusted": False, "false_planted": 0, "true_planted": 0}, "The checking model (m-1) gave no answer."),
    ],
)
def test_the_judge_is_named_with_its_score(changed: dict[str, Any], line: str, articles: Path) -> None:
    """Whoever reads the verdicts sees who judged, and how it did on what was planted; JSON has the score whole."""
    every = ingest([str(articles)]).articles
    score = SCORE.model_copy(update=changed)
    checks = Checks((Checked(text=OPEN),), every, score, ("timeout: The call took too long.",))
    for shown in (as_text(checks), as_markdown("d", checks), as_html("d", checks)):
        told = squeezed(shown).replace("\\", "")
        assert line in told
        assert "timeout: The call took too long." in told
        assert "--model" not in told
    assert json.loads(as_json(checks))["judge"] == score.model_dump(mode="json")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_draft_or_article_can_act(text: str) -> None:
    """Scripts, markup and addresses in any field stand on the page letter by letter, and the page holds together."""
    words = text.strip() or "x"
    article = Article(id="a", text=words, title=words, publisher=words, published=words, path=words, url=words)
    quote = Citation(source_id="a", start=0, end=len(words), quote=words, prefix="", suffix="", url=words)
    verdicts = Checks(
        (
            Checked(text=words, verdict="not_found", faults=(f"number: {words}", words), citations=(quote,)),
            Checked(text=TRUE, verdict="supported", citations=(quote,)),
        ),
        (article,),
        SCORE.model_copy(update={"model": words}),
        (words,),
    )
    body = as_html(words, verdicts)
    page = Page(body)
    assert not {"script", "img", "iframe", "object", "form", "b", "code", "svg", "link"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert all(href.startswith(("https://", "http://")) for href in page.values("href"))
    shown = tree.fromstring(body).findall(".//ol[@class='verdicts']/li")
    assert [entry.get("class") for entry in shown] == ["faulty", "supported", "total"]
    assert squeezed(shown[1][1].find("p").text_content()) == TRUE


def test_a_hostile_draft_is_read_and_shown_harmless(articles: Path, tmp_path: Path) -> None:
    """By the command: a draft that holds scripts, an end of the page and a style is judged and shown as text."""
    draft = tmp_path / "draft<b>.md"
    attack = "</p></li></ol></main></body></html><style>*{display:none}</style><script>alert(1)</script>"
    draft.write_text(
        f"{TRUE}\n\nForty ships &lt;script&gt;wait&lt;/script&gt; in the roads today {attack} as ever.\n", "utf-8"
    )
    out = tmp_path / "page.html"
    assert command("check", draft, "--sources", articles, "-o", out).returncode == 1
    page = Page(out.read_text("utf-8"))
    assert (page.tags.count("script"), page.tags.count("style"), page.tags.count("body")) == (0, 1, 1)
    assert TRUE in page.text
    assert "draft<b>.md" in page.text


def test_the_page_allows_nothing_but_its_own_style(articles: Path) -> None:
    """The policy names the hash of the style that stands in the page, and nothing else may load."""
    every = ingest([str(articles)]).articles
    page = as_html("d", check(TRUE, every))
    style = page.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].replace("&#39;", "'").startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert ".verdicts" in style
    assert "url(" not in style


def test_the_suffix_picks_the_format(articles: Path, tmp_path: Path) -> None:
    """`-o` writes .html, .md and .json in one run, prints nothing, and the JSON is that of `--json`."""
    draft = tmp_path / "draft.md"
    draft.write_text(f"{TRUE}\n\n{FALSE}\n", "utf-8")
    files = [tmp_path / name for name in ("c.html", "c.md", "c.json")]
    done = command("check", draft, "--sources", articles, *(word for path in files for word in ("-o", path)))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [f"briefing: wrote {path}" for path in files]
    printed = command("check", draft, "--sources", articles, "--json")
    assert json.loads(files[2].read_text("utf-8")) == json.loads(printed.stdout)
    assert "**Contradicted:** Forty ships" in files[1].read_text("utf-8")
    # What we wrote is not taken for an article later.
    assert all(r.reason.code == "own_output" for r in ingest([str(files[0]), str(files[1])]).rejected)


@pytest.mark.parametrize("out", ["page.pdf", "page", "no/such/page.html"])
def test_a_place_that_can_not_be_is_said_first(out: str, articles: Path, tmp_path: Path) -> None:
    """A suffix that is not known or a folder that is not there is wrong usage, and nothing is written."""
    done = command("check", "-", "--sources", articles, "-o", tmp_path / out, stdin=TRUE)
    assert (done.returncode, done.stdout) == (2, "")
    assert out.rsplit("/", 1)[-1] in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["articles"]
