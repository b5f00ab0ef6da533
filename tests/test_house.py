"""The house's names and terms: they explain and warn, and change no word of a source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefing import Brief, grounding
from briefing.errors import TopicError
from briefing.grounding import Passage
from briefing.house import House, Known, spellings
from briefing.pipeline import generate
from briefing.remark import remarked
from briefing.render import html, markdown
from briefing.render.mail import mail
from briefing.review import write_sheet
from briefing.verify import unchecked, verify
from tests.briefs import BRIEF, item
from tests.runs import SEEDS, said
from tests.test_review import _shown, decide

TOPIC = """
title = "Strike at Port Calder"
scope = ""

[[sections]]
id = "reports"
title = "Reports"
about = "What is reported."
"""
TABLES = """
[[people]]
name = "Ida Voss"
aliases = ["Voss"]
post = "chair of the dockers' union"
from = 2025-01-01

[[people]]
name = "Ida Voss"
rank = "Lt."
post = "harbour police"
to = "2024-12-31"

[[people]]
name = "Tomas Brandt"
post = "Mayor of Calder"

[[units]]
name = "Port Authority of Calder"
aliases = ["port authority"]
note = "under the Ministry of Transport"

[[terms]]
source = "dockers"
house = "port workers"

[[terms]]
source = "walked out"
house = "stopped work"
show = "flag"
"""


ARTICLE = """---
title: Dockers walk out at Port Calder
publisher: Calder Ledger
published: 2025-05-06
language: en
---
Dockers at Port Calder walked out on Monday, and Ida Voss met Mayor Tomas Brandt and the port authority.

A brass band played at the northern gate until midnight, and bakers of the town brought bread and soup.
"""


def articles(tmp_path: Path, text: str = ARTICLE) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir(exist_ok=True)
    (folder / "ledger.txt").write_text(text, "utf-8")
    return folder


def topic(tmp_path: Path, tables: str = TABLES) -> str:
    path = tmp_path / "calder.toml"
    path.write_text(TOPIC + tables, "utf-8")
    return str(path)


def run(tmp_path: Path, tables: str = TABLES, **options: object) -> Brief:
    return generate([articles(tmp_path)], topic=topic(tmp_path, tables), **options)


def notes(brief: Brief) -> dict[str, tuple[str, bool]]:
    return {note.printed: (note.text, note.flag) for note in brief.house_notes}


def test_people_and_terms_are_noted_and_no_word_is_changed(tmp_path):
    """Footnotes say who somebody is and what the house calls a thing, a flag warns; the brief's own words stay."""
    plain, brief = run(tmp_path, ""), run(tmp_path)
    found = notes(brief)
    assert found["Ida Voss"] == ("Ida Voss, chair of the dockers' union (since 2025-01-01)", False)
    assert found["port authority"] == ("Port Authority of Calder, under the Ministry of Transport", False)
    assert found["Dockers"] == ("the house's term is “port workers”", False)
    assert found["walked out"] == ("the house's term is “stopped work”", True)
    house = ("house_notes", "house_names")
    assert {k: v for k, v in said(plain).items() if k not in house} == {
        k: v for k, v in said(brief).items() if k not in house
    }
    assert verify(brief) == []
    assert any("topic file's" in line for line in unchecked(brief))


def test_the_post_is_that_of_the_day_of_the_source(tmp_path):
    """Somebody who has had two posts is noted in the one that was held when the article came out."""
    folder = articles(tmp_path, ARTICLE.replace("2025-05-06", "2024-05-06"))
    brief = generate([folder], topic=topic(tmp_path))
    assert notes(brief)["Ida Voss"][0] == "Ida Voss, Lt., harbour police (until 2024-12-31)"


def test_every_format_marks_a_note_as_the_houses(tmp_path):
    """Marks h1, h2 lead to "House notes", and a flag says whose it is, in every format."""
    brief = run(tmp_path)
    shown = _shown(brief, tmp_path)
    import io

    import docx

    from briefing.render.word import word

    shown["docx"] = "\n".join(p.text for p in docx.Document(io.BytesIO(word(brief))).paragraphs)
    for name, text in shown.items():
        if name == "json":
            continue
        flat = re.sub(r"\s+", " ", text.replace("\\", ""))
        assert re.search("house notes", flat, re.IGNORECASE), name
        assert re.search(r"House flag: [“\"]walked out[”\"]", flat), name
        assert re.search(r"\[h\d\]", flat), name
        assert "no source says this" in flat.lower(), name


def test_each_mark_of_the_house_leads_to_its_note(tmp_path):
    """In HTML and Markdown every mark has its anchor, and each footnote is marked once."""
    brief = run(tmp_path)
    page, text = html(brief), markdown(brief)
    for note in brief.house_notes:
        assert page.count(f'id="{note.id}"') == 1
        assert page.count(f'href="#{note.id}"') == (0 if note.flag else 1), note
        assert text.count(f"(#{note.id})") == (0 if note.flag else 1)


def test_a_misspelt_name_is_linked_to_its_person(tmp_path):
    """ "Vos's meeting" is noted as what may be a misspelling of Voss; a name of somebody else is not."""
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Osman's meeting with the dockers lasted an hour. Mayor Ostman was not there. Omar Osmund left."
    )
    tables = '[[people]]\nname = "Vjosa Osmani"\npost = "President of Kosovo"\n'
    brief = generate([folder], topic=topic(tmp_path, tables))
    assert notes(brief) == {"Osman": ("may be a misspelling of Vjosa Osmani, President of Kosovo", False)}
    tables = '[[people]]\nname = "Vjosa Osmani"\naliases = ["Osman"]\npost = "President of Kosovo"\n'
    brief = generate([folder], topic=topic(tmp_path, tables))
    assert notes(brief)["Osman"] == ("Vjosa Osmani, President of Kosovo", False)
    assert "Osman's meeting" in markdown(brief)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside the project")
def test_the_misspelling_of_the_seeds_is_linked(tmp_path):
    """The one article that drops a letter of the president's name gets the note, and the others the post."""
    tables = '[[people]]\nname = "Vjosa Osmani"\naliases = ["Osmani"]\npost = "President of Kosovo"\n'
    file, sheet = topic(tmp_path, tables), tmp_path / "b.review.toml"
    first = generate([SEEDS], topic=file)
    write_sheet(first, sheet)
    decide(sheet, next(c.statement for c in first.claims if "Osman'" in c.statement), pin=True)
    brief = generate([SEEDS], topic=file, review=sheet)
    assert notes(brief)["Osman"][0].startswith("may be a misspelling of Vjosa Osmani")
    assert verify(brief) == []


def test_a_name_of_two_people_is_noted_as_neither(tmp_path):
    """Where the table has two of one surname, the surname alone is nobody's."""
    tables = '[[people]]\nname = "Ida Voss"\npost = "a"\n[[people]]\nname = "Karl Voss"\npost = "b"\n'
    text = "The dockers of Calder heard Voss on Monday, and later Ida Voss spoke for an hour in the town hall."
    found = notes(generate([articles(tmp_path, f"{text} The ferries sailed.")], topic=topic(tmp_path, tables)))
    assert found == {"Ida Voss": ("Ida Voss, a", False)}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Omar Voss left the hall.", []),
        ("Mayor Voss left the hall.", ["Voss"]),
        ("But Voss, and then Ida, left the hall.", ["Ida"]),
        ("Voss left the hall.", ["Voss"]),
        ("Yesterday Ida Voss left the hall.", ["Ida Voss"]),
        ("Ida Voss's car stood in the hall.", ["Ida Voss"]),
        ("The voss of the hall.", []),
    ],
)
def test_a_name_is_its_whole_run_of_capitals(text, named):
    """A surname behind another word with a capital may be somebody else's; the table's own posts are no part of it."""
    brief = BRIEF.model_copy(update={"bottom_line": (item((text, ("walkout",))),)})
    house = House.model_validate({"people": [{"name": "Ida Voss", "post": "Mayor of Calder"}]})
    assert [note.printed for note in remarked(brief, house).house_notes] == named


# Aliases in the checks ------------------------------------------------------------------------------------------------

EVIDENCE = "Osman met the dockers on Monday."
STATEMENT = "On Monday Vjosa Osmani met the dockers."


def test_aliases_help_the_checks_as_far_as_the_topic_says_so():
    """With the alias the other spelling passes, without it and for another name it does not."""

    def passes(statement: str, evidence: str, *aliases: str) -> bool:
        known = spellings([Known("person", "Vjosa Osmani", aliases)], [evidence])
        return not grounding.faults(statement, (Passage((evidence,)),), known=known)

    assert passes(STATEMENT, EVIDENCE, "Osman")
    assert not passes(STATEMENT, EVIDENCE)
    assert not passes(STATEMENT, EVIDENCE.replace("Osman", "Brandt"), "Osman")
    assert not passes(STATEMENT.replace("Vjosa Osmani", "Albin Kurti"), EVIDENCE, "Osman")


def _spelt(brief: Brief, name: str) -> Brief:
    """The brief with the first claim's statement in the words of a model that spells a name so."""
    first = brief.claims[0].model_copy(
        update={"statement": brief.claims[0].statement.replace("Osman ", f"{name} "), "wording": "model"}
    )
    return brief.model_copy(update={"claims": (first, *brief.claims[1:])})


@pytest.mark.parametrize("listed", [True, False])
def test_verify_takes_the_aliases_from_the_brief(tmp_path, listed):
    """A name in the house's spelling stands on its alias in the article, if the brief lists it, and is told of."""
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "a.txt").write_text(f"---\nlanguage: en\n---\nCommander {EVIDENCE}")
    aliases = 'aliases = ["Osman"]\n' if listed else ""
    brief = generate([folder], topic=topic(tmp_path, f'[[people]]\nname = "Vjosa Osmani"\n{aliases}'))
    named = [flaw for flaw in verify(_spelt(brief, "Vjosa Osmani")) if "name" in flaw.what and "Vjosa" in flaw.what]
    assert bool(named) != listed
    assert any("Vjosa Osmani = Osman" in line for line in unchecked(brief)) == listed


def test_names_of_the_house_that_nobody_printed_are_in_no_brief(tmp_path):
    """The table of people is the house's: a brief holds only names that its own words have."""
    tables = TABLES + '\n[[people]]\nname = "Secret Person"\naliases = ["Hidden Name"]\n'
    assert "Hidden Name" not in run(tmp_path, tables).model_dump_json()
    assert "Secret Person" not in run(tmp_path, tables).model_dump_json()


@pytest.mark.parametrize(
    ("tables", "word"),
    [
        ('[[people]]\nname = ""\n', "name"),
        ('[[people]]\nnames = "x"\n', "names"),
        ("[people]\n", "people is"),
        ('[[people]]\nname = "x"\nfrom = "spring"\n', "spring"),
        ('[[people]]\nname = "x"\naliases = "y"\n', "aliases"),
        ('[[people]]\nname = "x"\naliases = ["z"]\n[[units]]\nname = "y"\naliases = ["Z"]\n', "Z"),
        ('[[terms]]\nsource = "x"\n', "house"),
        ('[[terms]]\nsource = "x"\nhouse = "y"\nshow = "bold"\n', "bold"),
    ],
)
def test_a_table_that_is_not_understood_is_named(tmp_path, tables, word):
    """A misspelt key or date of the tables is an error of the topic file."""
    with pytest.raises(TopicError, match=word):
        run(tmp_path, tables)


def test_mail_text_has_the_notes_in_ascii(tmp_path):
    """Footnotes of the house survive a mail too."""
    assert re.search(r"\* \[h\d\] \"Ida Voss\": Ida Voss, chair of the dockers' union", mail(run(tmp_path)))
