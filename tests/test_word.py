"""The brief as a Word file and as plain text for a mail."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest

from briefing.ingest import ingest
from briefing.render import FORMATS, write
from briefing.render.mail import mail
from briefing.render.word import word
from tests.briefs import BRIEF, verbatim
from tests.runs import command, port

MARKED = BRIEF.model_copy(update={"marking": "TLP:AMBER+STRICT"})


def opened(brief=MARKED):
    return docx.Document(io.BytesIO(word(brief)))


def text_of(document) -> str:
    """All that stands in the file, in reading order, tables included."""
    return "\n".join(
        "".join(t.text or "" for t in block.iter() if t.tag.endswith("}t")) for block in document.element.body
    )


def test_a_word_file_has_the_parts_of_the_brief_under_headings():
    """Title, bottom line, sections, figures, timeline, sources and method are headings that Word can list."""
    document = opened()
    headings = [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    wanted = ["Strike at Port Calder", "Bottom line", "The strike", "The port", "Key figures", "Discrepancies"]
    assert headings[:6] == wanted
    assert headings[-1] == "Method"
    assert {"Timeline", "Information gaps", "Sources", "Rejected"} <= set(headings)
    assert "Nothing here" not in headings


def test_citations_in_word_lead_to_the_sources():
    """Each bracketed number is a link to the bookmark of its source, and every source stands there with its quotes."""
    document = opened()
    body = document.element.body
    anchors = {e.get(docx.oxml.ns.qn("w:anchor")) for e in body.iter(docx.oxml.ns.qn("w:hyperlink"))} - {None}
    marks = {e.get(docx.oxml.ns.qn("w:name")) for e in body.iter(docx.oxml.ns.qn("w:bookmarkStart"))}
    assert anchors
    assert anchors <= marks
    shown = [p.text for p in document.paragraphs]
    sources = shown[shown.index("Sources") :]
    assert [line[:3] for line in sources if re.match(r"\[\d\] ", line)] == [
        f"[{n + 1}]" for n in range(len(BRIEF.sources))
    ]
    assert "“Twelve ships wait in the roads.” ↗" in sources
    assert [cell.text for cell in document.tables[-1].rows[0].cells] == ["figure", "values", "status"]
    sentence = next(p.text for p in document.paragraphs if "twelve ships wait" in p.text)
    assert re.search(r"About 310 dockers have stopped work \[\d\], and twelve ships", sentence)


def test_the_marking_and_the_draft_stand_in_header_and_footer_of_every_page():
    """One header and one footer, with the marking in 12 points, serve all pages; without a marking it is the draft."""
    for brief, wanted in ((MARKED, ["TLP:AMBER+STRICT", "DRAFT, not reviewed"]), (BRIEF, ["DRAFT, not reviewed"])):
        (section,) = opened(brief).sections
        assert not section.different_first_page_header_footer
        for edge in (section.header, section.footer):
            lines = [p.text for p in edge.paragraphs]
            assert [line.split(" ·")[0] for line in lines] == wanted
    size = opened().sections[0].header.paragraphs[0].runs[0].font.size
    assert size.pt >= 12


def test_a_word_file_says_all_that_the_markdown_says():
    """No item, figure, event or gap of the brief is missing from the Word file."""
    shown = text_of(opened())
    for section in BRIEF.sections:
        for item in section.items:
            for span in item.spans:
                assert item.text[span.start : span.end].strip(" .,") in shown
    for words in ("about 310", "When are the talks?", "Dockers walk out", "not confirmed", "The crane is broken."):
        assert words in shown


def test_the_same_brief_is_the_same_word_file():
    """No time of writing and no system gets into the file."""
    first, second = word(MARKED), word(MARKED)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert word(BRIEF) != first


def test_words_of_an_article_can_not_break_a_word_file():
    """Characters that XML forbids, or reads as markup, do no harm."""
    odd = BRIEF.model_copy(update={"title": "A <b>&amp; \x00]]> title"})
    assert opened(odd).paragraphs[0].text == "A <b>&amp; ]]> title"


def test_without_python_docx_the_command_names_the_way_to_get_it(tmp_path):
    """The message has the pip command, comes before any work, and nothing is written; other formats need nothing."""
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "docx.py").write_text("raise ImportError('not here')\n")
    from tests.runs import ROOT

    path = f"{tmp_path / 'blocked'}:{ROOT}"
    articles = port(tmp_path / "articles")
    done = command(
        "generate", articles, "--no-model", "-o", tmp_path / "b.md", "-o", tmp_path / "b.docx", PYTHONPATH=path
    )
    assert done.returncode == 2
    assert "pip install '.[docx]'" in done.stderr
    assert not (tmp_path / "b.md").exists()
    assert command("generate", articles, "--no-model", "-o", tmp_path / "b.md", PYTHONPATH=path).returncode == 0


def test_the_program_starts_without_loading_python_docx():
    """Only a Word file costs the time that python-docx takes to load."""
    import subprocess
    import sys

    code = "import sys, briefing.render, briefing.cli; sys.exit('docx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


# Mail -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("brief", [MARKED, verbatim(MARKED)], ids=["model", "digest"])
def test_mail_text_keeps_to_72_columns_and_ascii_marks(brief):
    """Only an address may be longer; all punctuation is ASCII, and letters of names stay."""
    text = mail(brief)
    for line in text.splitlines():
        assert len(line) <= 72 or re.fullmatch(r"\s*<https?://\S+>", line), line
        assert not line.startswith((">", "From "))
    odd = {c for c in text if ord(c) > 126 and not c.isalpha()}
    assert not odd
    assert "Lajmi" in text
    assert "Lukëtarët" in text or "Drejtoria" in text


def test_mail_text_has_no_markup_and_footnotes_that_lead_somewhere():
    """No Markdown or HTML; every bracketed number stands again in the list of sources."""
    text = mail(MARKED)
    assert not re.search(r"\*\*|^#|\]\(|</?[a-z]+>|&\w+;|^\|.*\|$", text, re.M)
    body, _, sources = text.partition("\nSOURCES\n")
    cited = set(re.findall(r"\[(\d+)\]", body))
    assert cited
    assert cited <= set(re.findall(r"^\[(\d+)\]", sources, re.M))


def test_mail_text_survives_a_mail():
    """Sent as a mail and read back, it is the same text."""
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    message = EmailMessage(policy=policy.SMTP)
    message.set_content(mail(MARKED))
    back = message_from_bytes(message.as_bytes(), policy=policy.SMTP).get_content()
    assert back.replace("\r\n", "\n") == mail(MARKED)


def test_our_own_text_is_refused_as_an_article(tmp_path):
    """A brief that was written as mail text is no source."""
    write(BRIEF, tmp_path / "brief.eml.txt")
    ingested = ingest([str(tmp_path / "brief.eml.txt")])
    assert not ingested.articles
    assert ingested.rejected[0].reason.code == "own_output"


def test_the_end_of_the_name_picks_the_format(tmp_path):
    """`.eml.txt` is mail text; another `.txt` is refused with the list of suffixes."""
    articles = port(tmp_path / "articles")
    done = command("generate", articles, "--no-model", "-o", tmp_path / "brief.txt")
    assert done.returncode == 2
    assert all(suffix in done.stderr for suffix in FORMATS)
    assert command("generate", articles, "--no-model", "-o", tmp_path / "a.EML.txt").returncode == 0
    assert "SOURCE DIGEST" in (tmp_path / "a.EML.txt").read_text("utf-8")
