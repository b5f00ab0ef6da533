"""What must hold of every brief, whatever the articles say and whatever the model answers."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import Brief
from briefing.model import payload
from briefing.pipeline import generate
from briefing.records.article import Article
from briefing.records.call import Completion, Request
from briefing.verify import verify
from tests.runs import said
from tests.scripted import echo, lying, prompt_of
from tests.server import Script

NAMES = ("Ida Voss", "Tomas Brandt", "Lena Okafor", "Milan Horvat")
PLACES = ("Port Calder", "Varn", "Selm", "Orlow")
DAYS = ("Monday", "Tuesday", "Thursday", "Saturday")
OUTLETS = ("Calder Ledger", "Coast Post", "Varn Herald", "Adria Wire")

counts = st.integers(min_value=13, max_value=9_999).map("{:,}".format)
SENTENCES = st.one_of(
    st.builds("About {} dockers in {} stopped work on {}.".format, counts, *map(st.sampled_from, (PLACES, DAYS))),
    st.builds("{} met the mayor of {} on {}.".format, *map(st.sampled_from, (NAMES, PLACES, DAYS))),
    st.builds("{} is expected to visit {} on {}.".format, *map(st.sampled_from, (NAMES, PLACES, DAYS))),
    st.builds("{} said that {} ships had left {}.".format, st.sampled_from(NAMES), counts, st.sampled_from(PLACES)),
    st.builds("{} denied that the port of {} is closed.".format, *map(st.sampled_from, (NAMES, PLACES))),
    st.builds("“We will stay in {},” {} told reporters.".format, *map(st.sampled_from, (PLACES, NAMES))),
    st.builds("The union in {} rejected an offer of {} euros.".format, st.sampled_from(PLACES), counts),
    st.builds("Police arrested {} people in {} and released {}.".format, counts, st.sampled_from(PLACES), counts),
)


@st.composite
def folders(draw: st.DrawFn) -> list[Article]:
    """Two to four articles that share some of their sentences."""
    common = draw(st.lists(SENTENCES, min_size=1, max_size=3, unique=True))
    articles = []
    for outlet in draw(st.lists(st.sampled_from(OUTLETS), min_size=2, max_size=4, unique=True)):
        own = draw(st.lists(SENTENCES, min_size=1, max_size=4))
        told = draw(st.permutations(list(dict.fromkeys([*own, *draw(st.lists(st.sampled_from(common), max_size=2))]))))
        joint = draw(st.sampled_from([" ", "\n\n"]))
        published = draw(st.sampled_from([None, "2025-05-06", "2025-05-07T08:00:00Z"]))
        articles.append(Article(text=joint.join(told), publisher=outlet, published=published))
    return articles


class Scripted:
    """A model that answers from a script, without a network."""

    name = "scripted"

    def __init__(self, script: Script) -> None:
        self._script = script

    async def complete(self, request: Request) -> Completion:
        return Completion(json.dumps(self._script(payload(self.name, request), 0)))


def brief_of(articles: list[Article], script: Script | None = None) -> Brief:
    return generate(articles, topic="general", length=5_000, model=Scripted(script) if script else None)


MODELS = st.sampled_from([None, echo, lying])


@settings(max_examples=15)
@given(folders(), MODELS)
def test_offsets_are_exact_and_the_brief_verifies(articles: list[Article], script: Script | None) -> None:
    """Every quote stands at its offsets in a text that is an input's, and the re-check finds no fault."""
    brief = brief_of(articles, script)
    texts = {source.id: source.text for source in brief.sources}
    assert sorted(texts.values()) == sorted(article.text for article in articles)
    assert brief.claims
    for record in brief.claims:
        assert record.citations
        for c in record.citations:
            assert texts[c.source_id][c.start : c.end] == c.quote
    assert verify(brief) == []


@settings(max_examples=15)
@given(folders(), MODELS)
def test_no_word_and_no_citation_is_lost(articles: list[Article], script: Script | None) -> None:
    """Each word of each article is quoted by a claim, and a fact that two articles tell alike cites them both."""
    brief = brief_of(articles, script)
    refused = {r.statement for r in brief.rejected if r.stage in ("extract", "topic")}
    for source in brief.sources:
        quoted = {
            at for record in brief.claims for c in record.citations if c.source_id == source.id
            for at in range(c.start, c.end)
        }  # fmt: skip
        lost = [word for word in re.finditer(r"\w+", source.text) if not quoted & set(range(*word.span()))]
        assert all(any(word[0] in (statement or "") for statement in refused) for word in lost), lost
    for record in brief.claims:
        for c in record.citations:
            telling = {s.id for s in brief.sources if c.quote in s.text and c.quote.endswith((".", "”"))}
            citing = {o.source_id for other in brief.claims for o in other.citations if o.quote == c.quote}
            assert telling <= citing
            # "On Tuesday" of two reports is two days, and so two claims in the same words.
            days = {s.published and s.published[:10] for s in brief.sources if s.id in telling}
            alike = len(days) == 1 or not any(day in c.quote for day in DAYS)
            if record.wording == "verbatim" and record.statement == c.quote and alike:
                assert telling <= {o.source_id for o in record.citations}


@settings(max_examples=10)
@given(folders().flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))), MODELS)
def test_the_order_of_the_input_has_no_effect(both: tuple[list[Article], list[Article]], script: Script | None) -> None:
    """The same articles in another order give the same brief, to the letter."""
    one, other = (brief_of(articles, script) for articles in both)
    assert said(one) == said(other)
    assert one.rejected == other.rejected


def planted(change: dict[str, str]) -> Script:
    """A faithful model but for the words in `change`, which it replaces wherever it writes."""

    def told(text: str) -> str:
        return re.sub("|".join(map(re.escape, change)), lambda word: change[word[0]], text)

    def script(request: dict[str, Any], n: int) -> Any:
        reply = echo(request, n)
        if prompt_of(request) == "extract":
            for item in reply["claims"]:
                item["statement"] = told(item["statement"])
        if prompt_of(request) == "compose":
            items = [item for section in reply["sections"] for item in section["items"]]
            for part in (part for item in (*reply["bottom_line"], *items) for part in item["parts"]):
                part["text"] = told(part["text"])
        return reply

    return script


SWAPS = [
    dict.fromkeys(DAYS, "Sunday"),
    dict.fromkeys(NAMES, "Aldo Quent"),
    dict.fromkeys(PLACES, "Veldport"),
    {"is expected to visit": "visited"},
    {"denied": "confirmed"},
    {"rejected": "accepted"},
    {"stay in": "leave"},
    {"About ": "More than "},
]


@settings(max_examples=20)
@given(folders(), st.sampled_from(SWAPS))
def test_planted_corruptions_are_refused(articles: list[Article], change: dict[str, str]) -> None:
    """A day, name, place, hedge, denial, verb, quotation or bound changed on the way is not printed, but listed."""
    honest = brief_of(articles)
    brief = brief_of(articles, planted(change))
    corrupt = [s for a in articles for s in _sentences(a.text) if any(word in s for word in change)]
    texts = " ".join(a.text for a in articles)
    for sentence in corrupt:
        false = re.sub("|".join(map(re.escape, change)), lambda word: change[word[0]], sentence)
        if false in texts:
            # Another article, or another sentence, says just that.
            continue
        assert all(false not in record.statement for record in brief.claims)
        assert all(false not in item.text for section in brief.sections for item in section.items)
        listed = any(r.statement and false in r.statement and r.reason.detail for r in brief.rejected)
        assert listed or any(r.reason.code == "untrusted" for r in brief.rejected)
    assert {c.quote for r in honest.claims for c in r.citations} <= {c.quote for r in brief.claims for c in r.citations}


def _sentences(text: str) -> list[str]:
    return [s.strip() for s in re.findall(r"[^.]+\.", text.replace("\n\n", " "))]
