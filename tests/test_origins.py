"""Who is behind an article, and what is a copy of what."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from briefing.ingest import ingest
from briefing.origins import assign, canonical, groups
from briefing.records.article import Article

SHARED = Path(os.environ.get("BRIEFING_SHARED", Path(__file__).parents[2] / "shared"))

BODY = "NATO said on Tuesday that it would send more soldiers to Kosovo. The plan is not final."
THINGS = (
    "size",
    "cost",
    "aim",
    "use",
    "risk",
    "base",
    "road",
    "staff",
    "fleet",
    "plan",
    "food",
    "fuel",
    "news",
    "work",
)
STATES = (
    "larger",
    "better",
    "worse",
    "later",
    "older",
    "newer",
    "faster",
    "slower",
    "colder",
    "warmer",
    "safer",
    "nearer",
)
STATES += ("wider", "lower")
WIRE = " ".join(
    f"The {thing} of the mission was said by officials in Kosovo to be {state} than before the winter."
    for thing, state in zip(
        [
            "size",
            "cost",
            "aim",
            "use",
            "risk",
            "base",
            "road",
            "staff",
            "fleet",
            "plan",
            "food",
            "fuel",
            "news",
            "work",
            "rule",
        ],
        [
            "larger",
            "better",
            "worse",
            "later",
            "older",
            "newer",
            "faster",
            "slower",
            "colder",
            "warmer",
            "safer",
            "nearer",
            "wider",
            "lower",
            "higher",
        ],
        strict=True,
    )
)
EXTRA = " ".join(
    f"Another outlet adds that the {place} was also seen there by its own people." for place in ("hall", "gate", "yard")
)


def origin(text: str, publisher: str | None = None) -> str | None:
    (article,) = assign(ingest([{"text": text, "publisher": publisher}]).articles)
    return article.origin


def filled(*articles: dict[str, str]) -> dict[str | None, Article]:
    return {article.publisher: article for article in assign(ingest(articles).articles)}


@pytest.mark.parametrize(
    ("expected", "text", "publisher"),
    [
        ("RFE/RL", BODY + "./ REL (A2 Televizion)", None),
        ("RFE/RL", BODY + "/REL/", None),
        ("RFE/RL", BODY + "\n/ Radio Free Europe/Radio Liberty", "Koha"),
        ("Reuters", BODY + " (Reuters)", "Koha"),
        ("Reuters", BODY + " (Reuters, AFP)", "Koha"),
        ("AP", BODY + " — AP", "Koha"),
        ("Reuters", BODY + "\nSource: Reuters", None),
        ("Tanjug", BODY + "\nIzvor: Tanjug\nPročitajte još", "Danas"),
        ("QIK", BODY + "/ QIK", "Koha"),
        ("Koha", BODY + " (Koha Ditore)", "Telegrafi"),
        ("Reuters", "PRISTINA, March 3 (Reuters) - " + BODY, None),
        ("AP", "PRISTINA, Kosovo (AP) — " + BODY, "Daily Times"),
        ("Reuters", "(Reuters) - " + BODY, None),
        ("Reuters", "By Jane Doe, Reuters\n" + BODY, None),
        ("Reuters", "REUTERS\n" + BODY, None),
        ("Reuters", "According to Reuters, " + BODY, "Koha"),
        ("Reuters", "Reuters reported on Monday that NATO stays.", "Koha"),
        ("Tanjug", "Predsednik dolazi na Kosovo, prenosi Tanjug.", None),
        ("RFE/RL", "Rutte will visit, Radio Free Europe/Radio Liberty has learned from diplomats.", "A2"),
        ("RFE/RL", "Rutte vjen në Kosovë, mëson Radio Evropa e Lirë.", None),
        ("Radio Kosova", "Kurti told Radio Kosova on Monday that he agrees.", "Koha"),
        ("Radio Mitrovica", "He told Radio Mitrovica on Monday that he agrees.", None),
        ("BBC", "Speaking to the BBC, the minister agreed.", "Koha"),
        ("Tanjug", "Predsednik je rekao za Tanjug da dolazi.", None),
        ("Koha", "Kurti told Koha Ditore that he agrees.", "Koha"),
        ("Reuters", BODY + " (Reuters)", "Reuters"),
    ],
)
def test_the_text_names_its_origin(expected, text, publisher):
    """Credits at head or tail, datelines, bylines, own reporting and the lead's attribution give one short name."""
    assert origin(text, publisher) == expected


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (BODY, "Reuters"),
        (BODY + "\nReuters contributed to this report.", "AFP"),
        (BODY + "/ ab", "Koha"),
        (BODY + " /Telegrafi/", "Telegrafi"),
        ("Koha reports that NATO stays.", "Koha"),
        ("Kurti told our newspaper that he agrees.", None),
        ("Kurti told reporters that he agrees.", "Koha"),
        ("Kurti told the press that he agrees.", "Koha"),
        ("NATO told KFOR to stay. NATO said that.", None),
        ("Za danas je najavljen dolazak.", None),
        ("The presidency said (KFOR) - it is so.", None),
        (BODY + "\n" + "More of it.\n" * 5 + "He once told Reuters so.", "Koha"),
        ("Source: NATO\n" + BODY + "\nSource: NATO", "Koha"),
    ],
)
def test_the_text_names_no_origin(text, publisher):
    """Help given to an agency, an outlet's own name, an editor's initials or a plain "told" shows no origin."""
    assert origin(text, publisher) is None


def test_an_origin_that_is_given_stays():
    """What the caller knows is not overruled by the text, only spelled in one way."""
    (article,) = assign(ingest([Article(text=BODY + " (Reuters)", origin="Radio Slobodna Evropa")]).articles)
    assert article.origin == "RFE/RL"


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("REL", "RFE/RL"),
        ("the Associated Press", "AP"),
        ("Radio Evropa e Lirë", "RFE/RL"),
        ("RFE/RL's Balkan Service", "RFE/RL"),
        ("reuters", "Reuters"),
        ("Agence France-Presse", "AFP"),
        ("Balkan Insight", "BIRN"),
        ("Ministry", None),
        ("", None),
    ],
)
def test_one_name_for_each(spelling, name):
    """The table gives one short name for every spelling, and nothing for what it does not know."""
    assert canonical(spelling) == name


def test_a_credit_gives_the_outlet_of_the_page():
    """A credit such as "/ REL (A2 Televizion)" says who printed it; a publisher that is known stays."""
    one, two = assign(
        ingest([{"text": BODY + "/ REL (A2 Televizion)"}, {"text": "Other. / REL (A2 TV)", "publisher": "P"}]).articles
    )
    assert {one.publisher, two.publisher} == {"A2 Televizion", "P"}


def test_a_near_copy_takes_origin_and_original():
    """An uncredited near-copy has the credited one's origin; the earliest is the original, credited or not."""
    got = filled(
        {"text": WIRE + " (Reuters)", "publisher": "Late", "published": "2025-03-02"},
        {"text": WIRE + " It ends.", "publisher": "Early", "published": "2025-03-01"},
        {"text": BODY, "publisher": "Other"},
    )
    assert got["Early"].origin == "Reuters"
    assert got["Early"].duplicate_of is None
    assert got["Late"].duplicate_of == got["Early"].id
    assert (got["Other"].origin, got["Other"].duplicate_of) == (None, None)


@pytest.mark.parametrize(
    "change",
    [
        ("Kosovo", "Serbia"),
        ("was said", "is said"),
        ("was said", "was not said"),
        ("the winter.", "the winter of 2024."),
        ("officials in", "six officials in"),
    ],
)
def test_a_copy_that_differs_in_what_counts_is_no_duplicate(change):
    """A copy in which one word is another, or one more, shares the origin, but must be read itself."""
    old, new = change
    assert old in WIRE
    got = filled(
        {"text": WIRE + " It ends in Kosovo. (AP)", "publisher": "A", "published": "2025-03-01"},
        {"text": WIRE.replace(old, new, 1) + " It ends in Kosovo.", "publisher": "B", "published": "2025-03-02"},
    )
    assert got["B"].origin == "AP"
    assert got["B"].duplicate_of is None


def test_a_partial_copy_shares_the_origin_only():
    """Where most of the shorter stands in the longer the origin is one, but neither is a full copy."""
    half = WIRE[: len(WIRE) // 2]
    got = filled(
        {"text": WIRE + " (AFP)", "publisher": "Full", "published": "2025-03-01"},
        {"text": half, "publisher": "Half", "published": "2025-03-02"},
        {"text": WIRE + " " + EXTRA, "publisher": "More", "published": "2025-03-02"},
    )
    assert {article.origin for article in got.values()} == {"AFP"}
    assert {article.duplicate_of for article in got.values()} == {None}


def test_articles_on_the_same_matter_are_not_copies():
    """Two reports that share a quotation but not their words stay apart."""
    quotation = '"We will stay in the country for as long as it takes and for as long as we are asked to," he said.'
    one = f"{quotation} " + WIRE[:300]
    two = f"{quotation} " + EXTRA
    got = filled({"text": one + " (AP)", "publisher": "A"}, {"text": two, "publisher": "B"})
    assert got["B"].origin is None


def test_groups_hold_copies_without_any_credit():
    """Copies that name nobody are one group under the earliest, so that they do not count twice."""
    articles = ingest(
        [
            {"text": WIRE, "publisher": "A", "published": "2025-03-02"},
            {"text": WIRE[: len(WIRE) // 2], "publisher": "B", "published": "2025-03-01"},
            {"text": BODY, "publisher": "C"},
        ]
    ).articles
    by_publisher = {article.publisher: article.id for article in articles}
    assert groups(articles) == {
        by_publisher["A"]: by_publisher["B"],
        by_publisher["B"]: by_publisher["B"],
        by_publisher["C"]: by_publisher["C"],
    }


def test_order_does_not_matter():
    """Each article gets the same origin and original wherever it stands in the input, and keeps its place."""
    articles = list(
        ingest(
            [{"text": WIRE + credit, "publisher": name} for name, credit in [("A", " (AP)"), ("B", ""), ("C", "/REL/")]]
        ).articles
    )
    there = assign(articles)
    back = assign(articles[::-1])
    assert there == back[::-1]
    assert [a.id for a in there] == [a.id for a in articles]
    assert sum(a.duplicate_of is None for a in there) == 1


def test_nothing_in_nothing_out():
    """No article, no origin."""
    assert assign([]) == ()


def test_many_copies_take_no_quadratic_time():
    """A thousand articles, half of them copies, are compared in seconds; each copy finds its original."""
    chance = random.Random(7)  # noqa: S311 - a fixed seed makes the texts, nothing is secret
    words = [a + b + c for a in "bdfgklmnprst" for b in "aeiou" for c in "bdfgklmnprst"]
    originals = [" ".join(chance.choices(words, k=300)) for _ in range(500)]
    articles = [
        Article(text=t + " again", id=f"o{n}", text_sha256=f"{n:04}", published="2025-01-01")
        for n, t in enumerate(originals)
    ]
    articles += [
        Article(text=t, id=f"c{n}", text_sha256=f"{n:04}", published="2025-01-02") for n, t in enumerate(originals)
    ]
    started = time.process_time()
    got = assign(articles)
    # About 1 s on the slowest machine seen; comparing all pairs takes minutes.
    assert time.process_time() - started < 10
    assert [a.duplicate_of for a in got[500:]] == [f"o{n}" for n in range(500)]


@pytest.mark.skipif(not (SHARED / "eval/seeds").is_dir(), reason="the shared articles are not here")
def test_seed_articles_have_one_origin():
    """The two seed articles are both from RFE/RL, by way of one outlet, and no copies of each other."""
    got = assign(ingest([SHARED / "eval/seeds"]).articles)
    assert {(a.origin, a.publisher, a.duplicate_of) for a in got} == {("RFE/RL", "A2 Televizion", None)}
