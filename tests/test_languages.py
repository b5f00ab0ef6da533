"""Articles in Albanian and Serbian, in both scripts: read by their own language, matched with the English ones."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from briefing import dates, numbers
from briefing.ingest import detect, ingest
from briefing.origins import assign
from briefing.records.article import Article
from tests.runs import ROOT, SAMPLES

DATA = ROOT / "tests" / "data" / "languages"
ENGLISH = {
    "01-expected": "01-radio-drin-expected.txt",
    "04-kfor": "04-prishtina-morning-who-is-kfor.md",
    "12-patrols": "12-drini-tv-patrols.html",
}
TONGUES = ("sq", "sr-Latn", "sr-Cyrl")
PAIRS = [(name, tongue) for name in ENGLISH for tongue in TONGUES]


def article(path: Path) -> Article:
    (found,) = assign(ingest([path]).articles)
    return found


def english(name: str) -> Article:
    return article(SAMPLES / ENGLISH[name])


def foreign(name: str, tongue: str) -> Article:
    return article(DATA / f"{name}.{tongue}.txt")


@pytest.mark.parametrize(("name", "tongue"), PAIRS)
def test_the_language_is_detected(name: str, tongue: str) -> None:
    """Nothing in the files says it; both scripts of Serbian are one language."""
    assert foreign(name, tongue).language == tongue[:2]


@pytest.mark.parametrize(("name", "tongue"), PAIRS)
def test_figures_agree_with_the_english(name: str, tongue: str) -> None:
    """Each value of the English article stands in the other, with its qualifier: "4.700" is 4,700."""
    values = []
    for each in (english(name), foreign(name, tongue)):
        found = numbers.find(each.text, each.language)
        # "the third" is a place in a row and no figure; each language has its own words with such numbers in them.
        values.append([(n.value, n.qualifier) for n in found if n.kind != "ordinal"])
    assert values[0] == values[1]


@pytest.mark.parametrize(("name", "tongue"), PAIRS)
def test_dates_agree_with_the_english(name: str, tongue: str) -> None:
    """Each day, weekday and month of the English article is read in the other; what it leaves open stays open."""
    found = []
    for each in (english(name), foreign(name, tongue)):
        published = dates.parse_iso(each.published)
        mentions = dates.find(each.text, published=published, language=each.language)
        found.append({m.date for m in mentions})
    # "In the course of March", "last year's October" and a heading of the English article say these besides.
    own = {"01-expected": {"2025-03", "2024"}, "04-kfor": {"1999"}}.get(name, set())
    assert found[0] - own == found[1] - own


@pytest.mark.parametrize(("name", "tongue"), PAIRS)
def test_origins_agree_with_the_english(name: str, tongue: str) -> None:
    """ "mëson Radio Evropa e Lirë", "/ RSE" and "/ РСЕ" name the origin that "RFE/RL has learned" names."""
    assert foreign(name, tongue).origin == english(name).origin


TABLES = sorted((ROOT / "briefing" / "_data" / "languages").glob("*.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_word_of_a_language_is_read(path: Path) -> None:
    """Each month, weekday and number word of the tables reads as what it stands under, with a capital too."""
    table, code = tomllib.loads(path.read_text("utf-8")), path.stem
    assert (len(table["months"]), len(table["weekdays"])) == (12, 7)
    for month, row in enumerate(table["months"], 1):
        for name in row.split(", "):
            (day,) = dates.find(f"(11 {name.title()} 2025)", language=code)
            assert day.date == f"2025-{month:02}-11", name
    for weekday, row in enumerate(table["weekdays"]):
        for name in row.split(", "):
            (day,) = dates.find(f"({name.title()})", language=code)
            assert day.weekday == weekday, name
    for value, row in table["values"].items():
        for name in row.split(", "):
            (number,) = numbers.find(f"({name.title()} KFOR)", code)
            assert number.value == float(value), name


FOUR = [
    ("sr", "Predsednik je rekao da će poseta početi u sredu i da je bezbednost na severu dobra, javljeno je juče."),
    ("sr", "Председник је рекао да ће посета почети у среду и да је безбедност на северу добра."),
    ("hr", "Predsjednik je rekao da će posjet početi u srijedu i da je tijekom tjedna u općini bilo tisuću ljudi."),
    ("bs", "Predsjednik je rekao da će posjeta početi u srijedu i da je prošle sedmice u općini bilo hiljadu ljudi."),
    ("cnr", "Predsjednik je rekao da će posjeta početi u srijedu i da opštine na sjeveru nijesu dobile sredstva."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), FOUR)
def test_the_four_standards_are_told_apart(language: str, text: str) -> None:
    """Serbian in both scripts, Croatian, Bosnian and Montenegrin are named where their words show which it is."""
    assert detect(text) == language
