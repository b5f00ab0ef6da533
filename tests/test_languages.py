"""Articles in Albanian and Serbian, in both scripts: read by their own language, matched with the English ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing import dates, names, numbers
from briefing.gate import check_translation
from briefing.ingest import detect, ingest
from briefing.origins import assign
from briefing.pipeline import generate
from briefing.records.article import Article
from briefing.verify import verify
from tests.runs import ROOT, SAMPLES
from tests.server import claim, echo, lines_of, prompt_of, serve

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


PEOPLE = {
    "01-expected": ("Mark", "Rutte", "Aleksandar", "Vučić", "Bratislava", "Kosovo", "Pristina", "NATO", "KFOR"),
    "04-kfor": ("Enrico", "Barduani", "Zvečan", "Kosovo", "KFOR", "EULEX", "Bondsteel"),
    "12-patrols": ("Enrico", "Barduani", "Osmani", "Vjosa", "Rutte", "Pristina", "Kosovo", "NATO", "KFOR"),
}


@pytest.mark.parametrize(("name", "tongue"), PAIRS)
def test_names_are_found_across_scripts_and_cases(name: str, tongue: str) -> None:
    """Each name of the English article matches a word of the other, whatever its script, case and transcription."""
    have = re.findall(r"[^\W\d_]+", foreign(name, tongue).text)
    missing = [person for person in PEOPLE[name] if not any(names.alike(person, word) for word in have)]
    assert missing == []


@pytest.mark.parametrize(
    ("a", "b"),
    [("Barduani", "Bardhi"), ("Kurti", "Kurbi"), ("Rutte", "Rama"), ("Georgia", "Georgieva"), ("Osmani", "Osmanović"),
     ("Haradinaj", "Haraqija"), ("Vučić", "Vučković"), ("Serbia", "Siberia"), ("Zvečan", "Zveri")],
)  # fmt: skip
def test_different_names_are_not_alike(a: str, b: str) -> None:
    """A common beginning makes no common name."""
    assert not names.alike(a, b)
    assert not names.alike(b, a)


TRANSLATIONS = [
    ("sq", "NATO-ja ende nuk e ka konfirmuar zyrtarisht vizitën.", "NATO has not yet officially confirmed the visit.",
     "NATO has officially confirmed the visit."),
    ("sq", "Në Kosovë janë rreth 4.700 ushtarë.", "There are around 4,700 soldiers in Kosovo.",
     "There are around 4,600 soldiers in Kosovo."),
    ("sq", "Osmani u takua me Vuçiqin më 5 mars.", "Osmani met Vučić on 5 March.", "Osmani met Kurti on 5 March."),
    ("sr", "Misija nema uputstva o smanjenju trupa.", "The mission has no instructions on a reduction of troops.",
     "The mission has instructions on a reduction of troops."),
    ("sr", "Османи се састала са Вучићем 5. марта.", "Osmani met Vučić on 5 March.", "Osmani met Vučić on 6 March."),
    ("sr", "Мисија броји око 4.700 војника.", "The mission has around 4,700 soldiers.",
     "The mission does not have around 4,700 soldiers."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "evidence", "faithful", "false"), TRANSLATIONS)
def test_a_translation_is_held_to_its_original(language: str, evidence: str, faithful: str, false: str) -> None:
    """Figures, dates, names and negation of a translation must be those of the original."""
    assert check_translation(faithful, [evidence], language=language).faults == ()
    assert check_translation(false, [evidence], language=language).faults


# The scripted translator: by a word of the original, the English sentence of the sample articles.
TRANSLATED = [
    (r"4\.700", "mission", "KFOR has around 4,700 soldiers."),
    (
        r"90 ushtarë|90 njenih|90 њених",
        "mission",
        "In May of that year more than 90 of its soldiers were injured in clashes in Zvečan.",
    ),
    (
        r"11 mars, mëson|11\. marta prvi|11\. марта први",
        "visit",
        "Mark Rutte is expected to make his first trip to Kosovo as NATO Secretary General on 11 March.",
    ),
    (
        r"shpallur zyrtarisht|zvanično objavila|званично објавила",
        "visit",
        "The alliance itself has not yet officially announced the trip.",
    ),
    (
        r"foli me telefon|telefonom|телефоном",
        "visit",
        "On Monday he spoke by telephone with the President of Serbia, Aleksandar Vučić.",
    ),
]


def translating(request: dict[str, Any], n: int) -> Any:
    """Translates what it knows, gives English facts in the same words, and calls equal statements the same."""
    if prompt_of(request) != "extract":
        return echo(request, n)
    return {"claims": list(_claims(lines_of(request)))}


def _claims(lines: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    for label, text in lines:
        for pattern, _, statement in TRANSLATED:
            if re.search(pattern, text) or statement.rstrip(".")[-30:] in text:
                yield claim(label, statement)


@pytest.mark.parametrize("tongue", TONGUES)
def test_translated_claims_merge_with_the_english(tongue: str) -> None:
    """With a model that translates, a fact is one claim of both articles; the original stands under its sentence."""
    inputs = [str(SAMPLES / ENGLISH["01-expected"]), str(DATA / f"01-expected.{tongue}.txt"),
              str(SAMPLES / ENGLISH["04-kfor"]), str(DATA / f"04-kfor.{tongue}.txt")]  # fmt: skip
    with serve(translating) as server:
        brief = generate(inputs, topic="kfor-rutte", model="scripted", base_url=server.url, api_key="x")
    assert verify(brief) == []
    languages = {s.id: s.language for s in brief.sources}
    # In the last one the English words say who "he" is, in brackets, which the translated ones do not.
    for _, _, statement in TRANSLATED[1:-1]:
        same = [c for c in brief.claims if c.statement == statement]
        assert len(same) == 1, statement
        assert {languages[q.source_id] for q in same[0].citations} == {"en", tongue[:2]}
        original = next(q.quote for q in same[0].citations if languages[q.source_id] != "en")
        if any(statement in item.text for section in brief.sections for item in section.items):
            assert original.replace('"', "'")[:40] in brief.to_markdown()
            assert original[:40] in brief.to_html()
    (expected,) = [c for c in brief.claims if c.statement == TRANSLATED[2][2]]
    assert expected.status == "expected"


@pytest.mark.parametrize("tongue", TONGUES)
def test_without_a_model_they_stay_apart_and_marked(tongue: str) -> None:
    """Each fact stays in its language, is marked, stands in its section, and behind what is in English."""
    inputs = [str(SAMPLES / name) for name in ENGLISH.values()]
    brief = generate(
        [*inputs, *(str(DATA / f"{name}.{tongue}.txt") for name in ENGLISH)], topic="kfor-rutte", length=900
    )
    assert verify(brief) == []
    languages = {s.id: s.language for s in brief.sources}
    for record in brief.claims:
        assert len({languages[q.source_id] for q in record.citations}) == 1
    marked = 0
    for section in brief.sections:
        order = [languages[next(c for c in brief.claims if c.id in i.claim_ids).citations[0].source_id] != "en"
                 for i in section.items]  # fmt: skip
        assert order == sorted(order)
        marked += sum(order)
    assert marked > 0
    name = "Albanian" if tongue == "sq" else "Serbian"
    assert brief.to_markdown().count(f"in {name}") >= marked
    assert all(s.on_topic for s in brief.sources)


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


STATUSES = [
    ("sq", "Rutte pritet ta vizitojë Kosovën.", "expected"), ("sq", "Ministria e mohoi lajmin.", "denied"),
    ("sq", "Sipas thashethemeve, ai do të shkojë.", "rumoured"), ("sq", "Misioni ka 4.700 ushtarë.", "confirmed"),
    ("sr", "Rute će posetiti Kosovo.", "expected"), ("sr", "Руте ће посетити Косово.", "expected"),
    ("sr", "Ministarstvo je demantovalo vest.", "denied"), ("sr", "Он је наводно отпутовао.", "alleged"),
    ("sr", "Granice su otvorene.", "confirmed"), ("sr", "Doputovaće u utorak.", "expected"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("KFOR-i numëron aktualisht rreth 3.900 ushtarë.", "conflict"),
        ("KFOR-i numëron aktualisht mbi 4.600 ushtarë.", "variance"),
        ("КФОР тренутно броји око 3.900 војника.", "conflict"),
        ("KFOR trenutno broji oko 4.700 vojnika.", None),
        ("KFOR nema 3.900 vojnika.", None),
        ("U početku je KFOR imao oko 50.000 vojnika.", None),
        ("KFOR-it iu shtuan edhe 1.000 ushtarë.", None),
    ],
)
def test_figures_of_other_languages_are_compared(tmp_path: Path, sentence: str, kind: str | None) -> None:
    """A troop figure in Albanian or Serbian is held against the English one; what is of another time is not."""
    english = "---\npublished: 2025-03-05\npublisher: Ibar News\n---\nKFOR currently has around 4,700 soldiers."
    (tmp_path / "a.txt").write_text(english, "utf-8")
    language = "sq" if "KFOR-i" in sentence else "sr"
    other = f"---\nlanguage: {language}\npublished: 2025-03-05\npublisher: Radio Drin\n---\n{sentence}"
    (tmp_path / "b.txt").write_text(other, "utf-8")
    brief = generate([tmp_path], topic="general")
    assert verify(brief) == []
    assert [d.kind for d in brief.discrepancies] == ([kind] if kind else [])


@pytest.mark.parametrize(("language", "sentence", "status"), STATUSES)
def test_sureness_is_read_by_language(tmp_path: Path, language: str, sentence: str, status: str) -> None:
    """A plan, a denial, a rumour and an allegation are such in Albanian and Serbian too."""
    (tmp_path / "a.txt").write_text(f"---\nlanguage: {language}\n---\n{sentence}", "utf-8")
    (record,) = generate([tmp_path], topic="general").claims
    assert record.status == status


@pytest.mark.parametrize(
    ("language", "evidence", "faithful", "false"),
    [
        ("sq", "NATO-ja ende nuk e ka konfirmuar zyrtarisht vizitën.", "NATO has not yet confirmed the visit.",
         "NATO did not confirm the visit."),
        ("sq", "KFOR-i gjendet në Kosovë që nga viti 1999.", "KFOR has been in Kosovo since 1999.",
         "KFOR was deployed in Kosovo in 1999."),
        ("sr", "Мисија је на Косову од 1999. године.", "The mission has been in Kosovo since 1999.",
         "The mission came to Kosovo in 1999."),
        ("sq", "Ai është i tretë, pas Policisë së Kosovës dhe EULEX-it.", "It is third, after Kosovo Police and EULEX.",
         "EULEX was third in Kosovo."),
        ("de", "Die Regierung des Kosovo ist bereit.", "The government of Kosovo is ready.",
         "The government is ready in Kosovo."),
    ],
)  # fmt: skip
def test_a_translation_keeps_when_and_where(language: str, evidence: str, faithful: str, false: str) -> None:
    """ "Not yet", "since" and what is in a place are those of the original."""
    assert check_translation(faithful, [evidence], language=language).faults == ()
    assert check_translation(false, [evidence], language=language).faults
