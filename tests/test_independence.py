"""How many origins stand behind a claim, and what is a translation of what."""

from __future__ import annotations

import pytest

from briefing import generate
from briefing.ingest import ingest
from briefing.origins import assign, groups
from briefing.records.brief import Origins
from briefing.relate.corroboration import Voice, count_origins
from briefing.verify import verify

EN = """\
The river Selm rose to 6.1 metres at Harlow on Tuesday, Governor Marta Ellingsen said. By noon 3,200 people \
had left their homes in Odenby and Brückau. "We are going from house to house," Ellingsen told reporters in \
Harlow. The army has sent 600 soldiers and 12 helicopters. Damage is put at 230 million euros, according to \
the insurer Nordia."""
TRANSLATIONS = {
    "sr": """\
Река Селм порасла је на 6,1 метар код Харлоа у уторак, рекла је гувернерка Марта Елингсен. До поднева је \
3.200 људи напустило домове у Оденбију и Брикау. „Идемо од куће до куће“, рекла је Елингсен новинарима у \
Харлоу. Војска је послала 600 војника и 12 хеликоптера. Штета се процењује на 230 милиона евра, према \
осигуравачу Нордија.""",
    "de": """\
Der Fluss Selm ist am Dienstag in Harlow auf 6,1 Meter gestiegen, sagte Gouverneurin Marta Ellingsen. Bis \
Mittag hatten 3.200 Menschen ihre Häuser in Odenby und Brückau verlassen. „Wir gehen von Haus zu Haus“, \
sagte Ellingsen vor Journalisten in Harlow. Die Armee hat 600 Soldaten und 12 Hubschrauber geschickt. Der \
Schaden wird vom Versicherer Nordia auf 230 Millionen Euro geschätzt.""",
    "sq": """\
Lumi Selm u ngrit në 6,1 metra në Harlow të martën, tha guvernatorja Marta Ellingsen. Deri në mesditë 3.200 \
njerëz kishin lënë shtëpitë në Odenby dhe Brückau. “Po shkojmë shtëpi më shtëpi”, u tha Ellingsen gazetarëve \
në Harlow. Ushtria ka dërguar 600 ushtarë dhe 12 helikopterë. Dëmi vlerësohet në 230 milionë euro, sipas \
siguruesit Nordia.""",
}
OWN_REPORT = """\
In Odenby warten die Menschen auf Hilfe. Der Versicherer Nordia rechnet mit 230 Millionen Euro Schaden. Die \
Armee schickte 600 Soldaten, sagte Gouverneurin Marta Ellingsen in Harlow. Die Schulen bleiben bis zum 12. \
Juni geschlossen. Am Dienstag stieg die Selm auf 6,1 Meter. Rund 3.200 Menschen mussten Odenby und Brückau \
verlassen."""


@pytest.mark.parametrize("language", sorted(TRANSLATIONS))
def test_a_translation_has_the_origin_of_what_it_translates(language):
    """The same figures, names and quotation in the same order, in another language or script, are one origin."""
    articles = assign(
        ingest(
            [
                {"text": EN + " (Reuters)", "publisher": "A", "language": "en"},
                {"text": TRANSLATIONS[language], "publisher": "B", "language": language},
            ]
        ).articles
    )
    assert {article.origin for article in articles} == {"Reuters"}
    assert {article.duplicate_of for article in articles} == {None}
    assert len(set(groups(articles).values())) == 1


def test_a_report_of_its_own_is_no_translation():
    """The same figures and names in another order and among others are another reporter's."""
    articles = assign(
        ingest(
            [
                {"text": EN + " (Reuters)", "publisher": "A", "language": "en"},
                {"text": OWN_REPORT, "publisher": "B", "language": "de"},
            ]
        ).articles
    )
    assert {article.publisher: article.origin for article in articles} == {"A": "Reuters", "B": None}


def test_a_translation_with_another_figure_shares_too_little():
    """Where most sentences differ in a figure the texts are two reports."""
    other = TRANSLATIONS["de"].replace("6,1", "5,8").replace("3.200", "2.900").replace("600", "450")
    articles = assign(
        ingest([{"text": EN + " (Reuters)", "language": "en"}, {"text": other, "language": "de"}]).articles
    )
    assert sorted(str(article.origin) for article in articles) == ["None", "Reuters"]


def counted(*texts: tuple[str, str]) -> tuple[int, int]:
    """Established and possible origins of the fact that stands in all the texts, each with its publisher."""
    brief = generate([{"text": text, "publisher": by} for text, by in texts], topic="general", model=None)
    assert not verify(brief)
    (claim,) = [c for c in brief.claims if c.statement.startswith(FACT)]
    assert len({q.source_id for q in claim.citations}) == len(texts)
    return claim.origins.established, claim.origins.possible


FACT = "Twelve people died when the bridge at Harlow fell into the river on Tuesday"
FILLS = (
    "Schools in the upper town will stay closed until the end of the month.",
    "A crane from the port was on its way to the valley in the evening.",
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((FACT + ". {} (Reuters)", "A"), (FACT + ". {} (AFP)", "B"), (2, 2)),
        ((FACT + ". {} (Reuters)", "A"), (FACT + ". {} (Reuters)", "B"), (1, 1)),
        ((FACT + ". {} (Reuters)", "A"), (FACT + ". {}", "B"), (1, 2)),
        ((FACT + ". {}", "A"), (FACT + ". {}", "B"), (1, 2)),
        ((FACT + ". {}", "A"), (FACT + ". {}", "A"), (1, 1)),
        ((FACT + ". {}", "The Harlow Echo"), (FACT + ". {}", "Harlow Echo"), (1, 1)),
        ((FACT + ", Mayor Ann Doe said. {}", "A"), (FACT + ", Mayor Ann Doe said. {}", "B"), (1, 2)),
        # two reporters who were both there
        ((FACT + ", Mayor Ann Doe said. {} (Reuters)", "A"), (FACT + ", Mayor Ann Doe said. {} (AFP)", "B"), (2, 2)),
        # one press release
        (
            (FACT + ", Mayor Ann Doe said in a statement. {} (Reuters)", "A"),
            (FACT + ", Mayor Ann Doe said in a statement. {} (AFP)", "B"),
            (1, 1),
        ),
    ],
)
def test_origins_are_counted(first, second, expected):
    """Credits and named sources establish origins; outlets without a credit are possible ones; a release is one."""
    texts = [(text.format(fill), by) for (text, by), fill in zip((first, second), FILLS, strict=True)]
    assert counted(*texts) == expected


def test_copies_without_a_credit_are_one_possible_origin():
    """Two outlets that print most of one text show one origin between them, though no line names it."""
    body = " ".join([FACT + ".", *FILLS, "The police have closed the road on both banks, and nobody may cross it."])
    assert counted((body, "A"), (body + " Another paper adds this line of its own to it.", "B")) == (1, 1)


@pytest.mark.parametrize(
    ("first", "second", "established"),
    [
        ("Mayor Ann Doe", "Colonel Jim Roe", 2),
        ("Mayor Ann Doe", "Doe", 1),
        ("the mayor", "the colonel", 1),
        ("Mayor Ann Doe", None, 1),
    ],
)
def test_named_sources_are_origins(first, second, established):
    """Articles without a credit show two origins where each names its source, and the names are not one's."""
    articles = ingest(
        [{"text": f"{FACT}. {fill}", "publisher": by} for fill, by in zip(FILLS, "AB", strict=True)]
    ).articles
    voices = [Voice(a, FACT, by) for a, by in zip(articles, (first, second), strict=True)]
    assert count_origins(voices, {a.id: a for a in articles}, groups(articles)) == Origins(
        established=established, possible=2
    )
