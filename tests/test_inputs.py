"""Mails, Word files, PDFs and feeds: real files that the tests make, and what becomes of broken ones."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from fpdf import FPDF

from briefing.ingest import ingest
from briefing.pipeline import generate
from briefing.text.normal import normalise, sha256
from tests.runs import PORT, SEEDS, command

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
BODY = "The mission will stay in the country, the commander said.\n\nIt has 4,700 soldiers of many states."


def mail(text: str, **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in headers.items():
        made[name] = value
    made.set_content(text)
    return made


def eml(text: str) -> bytes:
    return mail(text, Subject="For the brief", From="desk@x.example").as_bytes()


def word(text: str) -> bytes:
    made = docx.Document()
    for line in text.split("\n"):
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(text: str, size: int = 11, columns: int = 1, head: str = "", password: str = "") -> bytes:
    class Paper(FPDF):
        def header(self) -> None:
            self.set_font(family, size=8)
            self.cell(0, 10, head, new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font(family, size=8)
            self.cell(0, 10, f"Page {self.page_no()}")

    paper = Paper()
    family = "helvetica"
    if not text.isascii():
        family = "dejavu"
        paper.add_font("dejavu", "", str(FONT))
    paper.add_page()
    paper.set_font(family, size=size)
    with paper.text_columns(ncols=columns, gutter=8, text_align="L") as column:
        for line in text.split("\n"):
            with column.paragraph(bottom_margin=4) as paragraph:
                paragraph.write(line)
    if password:
        paper.set_encryption(owner_password=password, user_password=password)
    return bytes(paper.output())


MAKERS: dict[str, Callable[[str], bytes]] = {".eml": eml, ".docx": word, ".pdf": pdf}


def only(path: Path):
    got = ingest([path])
    assert {r.reason.code for r in got.rejected} <= {"hidden"}
    (article,) = got.articles
    return article


# Mails


def test_a_mail_gives_its_text_and_its_headers(tmp_path):
    """Subject, sender and date are title, publisher and time; a plain part that says the same is read, no signature."""
    made = mail(f"{BODY}\n\n-- \nSECRET Smith", Subject="Fwd: Përmbajtja e vizitës", From="Zëri <news@zeri.example>",
                Date="Tue, 11 Mar 2025 10:00:00 +0100")  # fmt: skip
    made.add_alternative(f"<p>{BODY}</p><p>SECRET html</p>", subtype="html")
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    article = only(tmp_path / "a.eml")
    assert article.text == BODY
    assert (article.title, article.publisher) == ("Përmbajtja e vizitës", "Zëri")
    assert article.published == "2025-03-11T10:00:00+01:00"


def test_of_a_mail_is_read_what_its_reader_sees(tmp_path):
    """Where the plain part says what the page does not, the page is read: a mail program shows that one."""
    made = mail(f"{BODY}\n\nSECRET plain.")
    made.add_alternative(f"<p>{BODY}</p>", subtype="html")
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    article = only(tmp_path / "a.eml")
    assert "commander" in article.text
    assert "SECRET" not in article.text


def test_a_mail_of_html_is_cleaned(tmp_path):
    """Without a plain part the HTML part is read, and what it hides is not."""
    made = EmailMessage()
    made.set_content(f"<p>{BODY}</p><p style='display:none'>SECRET</p>", subtype="html")
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    assert "SECRET" not in only(tmp_path / "a.eml").text


def test_attachments_of_known_kinds_are_articles(tmp_path):
    """Each readable attachment is an article, a mail within the mail too; a picture is named and left out."""
    made = mail(BODY, Subject="Three more")
    made.add_attachment(word("Word says this. It says so twice.\n"), "application", "octet-stream", filename="w.docx")
    made.add_attachment(pdf("The paper says this. It says so twice."), "application", "pdf", filename="p.pdf")
    made.add_attachment(mail("The inner mail says this.", Subject="Inner"))
    made.add_attachment(b"\x89PNG", "image", "png", filename="x.png")
    (tmp_path / "a.eml").write_bytes(made.as_bytes())
    got = ingest([tmp_path / "a.eml"])
    assert {a.text.split(". ")[0].rstrip(".") for a in got.articles} == {
        BODY.split(". ")[0].rstrip("."), "Word says this", "The paper says this", "The inner mail says this",
    }  # fmt: skip
    assert sorted(a.part for a in got.articles) == [1, 2, 3, 4]
    assert any("x.png" in notice for notice in got.notices)
    assert not got.broken


def test_flowed_lines_are_joined(tmp_path):
    """Lines that end in a blank go on in the next where the mail says that its text flows."""
    raw = b"Content-Type: text/plain; format=flowed\r\n\r\nThe mission \r\nwill stay.\r\n\r\nIt has \r\n4,700.\r\n"
    (tmp_path / "a.eml").write_bytes(raw)
    assert only(tmp_path / "a.eml").text == "The mission will stay.\n\nIt has 4,700."


def test_a_forwarded_article_keeps_its_own_headers(tmp_path):
    """A header block at the head of the text says more of it than the mail that carries it."""
    text = f"Title: The visit\nSource: Koha\nDate: 2025-03-05\n\n{BODY}"
    (tmp_path / "a.eml").write_bytes(mail(text, Subject="fyi", From="me@desk.example").as_bytes())
    article = only(tmp_path / "a.eml")
    assert (article.title, article.publisher, article.published) == ("The visit", "Koha", "2025-03-05")


# Word files


def test_a_word_file_gives_its_paragraphs(tmp_path):
    """A heading is the title; cells and inserted words are text, deleted and hidden ones are not."""
    made = docx.Document()
    made.add_heading("The visit to the mission", 0)
    for line in BODY.split("\n\n"):
        made.add_paragraph(line)
    made.add_table(1, 1).cell(0, 0).text = "Italy: 1,250 soldiers."
    changed = made.add_paragraph("They stay")
    inserted, run, words = (OxmlElement(name) for name in ("w:ins", "w:r", "w:t"))
    words.text = " for a year."
    run.append(words)
    inserted.append(run)
    changed._p.append(inserted)
    deleted, run, words = (OxmlElement(name) for name in ("w:del", "w:r", "w:delText"))
    words.text = "SECRET deleted"
    run.append(words)
    deleted.append(run)
    changed._p.append(deleted)
    changed.add_run("SECRET hidden").font.hidden = True
    made.core_properties.language = "en-GB"
    made.save(tmp_path / "a.docx")
    article = only(tmp_path / "a.docx")
    assert article.title == "The visit to the mission"
    assert article.text == f"{BODY}\nItaly: 1,250 soldiers.\nThey stay for a year.".replace("\n\n", "\n")
    assert article.language == "en"


def test_an_export_in_word_comes_apart(tmp_path):
    """Numbered articles in one Word file are articles of their own."""
    made = docx.Document()
    for number in (1, 2, 3):
        made.add_paragraph(f"Document {number} of 3")
        made.add_paragraph(f"Report {number} from the port. It is calm.")
        made.add_page_break()
    made.save(tmp_path / "a.docx")
    assert [a.text for a in sorted(ingest([tmp_path / "a.docx"]).articles, key=lambda a: a.part or 0)] == [
        f"Report {n} from the port. It is calm." for n in (1, 2, 3)
    ]


def bomb(parts: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as stream:
        for _ in range(parts):
            stream.write(b" " * (1 << 20))
    return out.getvalue()


def pdf_bomb() -> bytes:
    """A page whose words unpack to 200 million blanks, packed twice."""
    packed = zlib.compress(zlib.compress(b" " * 200_000_000, 9), 9)
    page = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed)
    return b"%PDF-1.7\n4 0 obj\n" + page + packed + b"\nendstream\nendobj\n%%EOF"


def locked() -> bytes:
    """A zip file whose member is marked as encrypted."""
    data = bytearray(word(BODY))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            data[start + at] |= 1
            start += 4
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.docx", lambda: bomb(80), "too_large"),
        ("locked.docx", locked, "unreadable"),
        ("cut.docx", lambda: word(BODY)[:900], "unreadable"),
        ("sheet.docx", lambda: bomb(0).replace(b"word/document.xml", b"xl/worksheets.xml"), "unsupported"),
        ("old.docx", lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "unreadable"),
        ("locked.pdf", lambda: pdf(BODY, password="x"), "unreadable"),  # noqa: S106  # no secret
        ("cut.pdf", lambda: b"%PDF-1.7\n%%EOF", "unreadable"),
        ("bomb.pdf", pdf_bomb, "too_large"),
        ("picture.pdf", lambda: pdf(""), "no_body"),
        ("huge.pdf", lambda: b"%PDF-1.7\n" + bytes(11 * 1024 * 1024), "too_large"),
        ("empty.eml", lambda: b"Subject: x\r\n\r\n", "no_body"),
        ("page.xml", lambda: b"<html><body>x</body></html>", "unsupported"),
        ("empty.rss", lambda: b"<rss><channel/></rss>", "empty"),
    ],
)
def test_what_can_not_be_read_is_named(tmp_path, name, data, code):
    """Bombs, locked, broken and oversized files are listed with their path and a reason; the others are read."""
    (tmp_path / name).write_bytes(data())
    (tmp_path / "good.txt").write_text(BODY, "utf-8")
    got = ingest([tmp_path / name, tmp_path / "good.txt"])
    assert [(Path(r.path).name, r.reason.code) for r in got.rejected] == [(name, code)]
    assert len(got.articles) == 1
    assert got.broken


# PDF


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("size", [10, 18])
def test_a_pdf_is_put_back_into_paragraphs(tmp_path, size, columns):
    """Lines, columns and pages are joined; the running head and the page numbers are no text."""
    text = "\n".join(normalise(text.split("---\n")[2]).replace("\n\n", "\n") for text in PORT.values()) * 4
    (tmp_path / "a.pdf").write_bytes(pdf(text, size, columns, head="Coast Post, 5 March 2025"))
    article = only(tmp_path / "a.pdf")
    lines = [line for line in article.text.split("\n") if line and line != "Coast Post, 5 March 2025"]
    assert lines == [line for line in text.split("\n") if line]


def test_a_broken_word_is_joined_and_a_compound_is_not(tmp_path):
    """A word parted at the end of a line is whole again; "so-called" keeps its hyphen."""
    lines = [
        "The so-called mission has many soldiers from all over the con-",
        "tinent, and their number is to be the same. In the port the so-",
        "called crane stood still for a whole week, as the union said it",
    ]
    paper = FPDF()
    paper.add_page()
    paper.set_font("helvetica", size=11)
    for line in lines:
        paper.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    (tmp_path / "a.pdf").write_bytes(bytes(paper.output()))
    text = only(tmp_path / "a.pdf").text
    assert "over the continent, and" in text
    assert "port the so-called crane" in text


# Feeds

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Coast Post</title><language>en-gb</language>
<item><title>The visit</title><link>https://coast.example/1</link><pubDate>Tue, 11 Mar 2025 10:00:00 +0100</pubDate>
<description>Teaser.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p hidden>SECRET</p>]]></content:encoded></item>
<item><title>Only a teaser</title><description>He came.</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Coast Post</title><entry>
<title>The visit</title><link rel="edit" href="https://coast.example/e"/><link href="https://coast.example/1"/>
<published>2025-03-11T10:00:00+01:00</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>{BODY}</p><p hidden="">SECRET</p></div></content></entry></feed>"""


@pytest.mark.parametrize(("name", "feed"), [("a.rss", RSS), ("a.atom", ATOM), ("a.xml", RSS)])
def test_entries_of_a_feed_are_articles(tmp_path, name, feed):
    """An entry with its full text is an article with title, time, address and outlet; a teaser is named."""
    (tmp_path / name).write_text(feed, "utf-8")
    got = ingest([tmp_path / name])
    (article,) = got.articles
    assert article.text.replace("\n", " ") == " ".join(BODY.split())
    assert (article.title, article.publisher, article.language) == ("The visit", "Coast Post", "en")
    assert (article.url, article.published) == ("https://coast.example/1", "2025-03-11T10:00:00+01:00")
    assert [r.reason.code for r in got.rejected] == (["teaser"] if feed is RSS else [])
    assert not got.broken


@pytest.mark.parametrize(
    "spoilt",
    [
        RSS.replace('version="1.0"', 'version="1.0" encoding="ISO-8859-1"', 1),
        "\nWarning: cannot modify header\n" + RSS,
        RSS.replace("The visit<", "The visit &nbsp;<").replace("Coast Post<", "Coast Post &<"),
    ],
)
def test_a_feed_that_is_not_well_formed_is_read(tmp_path, spoilt):
    """A wrong encoding, words before the declaration and stray entities are common, and keep no article back."""
    (tmp_path / "a.rss").write_text(spoilt.replace("Only a", "Čekanje"), "utf-8")
    got = ingest([tmp_path / "a.rss"])
    assert [article.title for article in got.articles] == ["The visit"]
    assert ["Čekanje teaser" in rejected.reason.detail for rejected in got.rejected] == [True]


# All kinds


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not here")
@pytest.mark.parametrize("kind", ["pasted", "stdin", *MAKERS])
def test_the_seeds_give_the_same_claims_in_every_kind(tmp_path, monkeypatch, kind):
    """Two articles pasted as one text, as mails, Word files or PDFs give the claims of the plain files."""
    texts = [normalise(path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    inputs: list[str] = [str(tmp_path)]
    if kind == "pasted":
        (tmp_path / "pasted.txt").write_text("\n\n\n".join(texts), "utf-8")
    elif kind == "stdin":
        monkeypatch.setattr("sys.stdin", io.StringIO("\n\n=====\n\n".join(texts)))
        inputs = ["-"]
    for number, text in enumerate(texts if kind in MAKERS else ()):
        (tmp_path / f"{number}{kind}").write_bytes(MAKERS[kind](text))
    there = generate([str(SEEDS)], topic="kfor-rutte")
    here = generate(inputs, topic="kfor-rutte")
    assert len(here.sources) == 2
    assert claims(here) == claims(there)


def claims(brief):
    return sorted((c.statement, c.status, c.event_date, sorted(q.quote for q in c.citations)) for c in brief.claims)


@pytest.mark.parametrize("suffix", [".eml", ".docx", ".pdf", ".rss"])
def test_no_broken_file_raises(tmp_path, suffix):
    """Files with bytes changed, cut or repeated are articles or listed, and their text is in the normal form."""
    whole = RSS.encode() if suffix == ".rss" else MAKERS[suffix](BODY)
    # Each PDF and Word file is read by a process of its own; the slow fuzzing tries many more.
    for seed in range(40 if suffix in (".eml", ".rss") else 10):
        chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if seed % 3 == 0:
            del data[chance.randrange(len(data)) :]
        if seed % 5 == 0:
            at = chance.randrange(max(1, len(data)))
            data[at:at] = data[at // 2 : at]
        (tmp_path / f"a{suffix}").write_bytes(bytes(data))
        got = ingest([tmp_path / f"a{suffix}"])
        assert got.articles or got.rejected
        for article in got.articles:
            assert article.text == normalise(article.text) != ""
            assert article.text_sha256 == sha256(article.text)


def test_a_pdf_without_the_extra_says_what_to_install(tmp_path):
    """Where PDFium is not installed, the file is named with the command that installs it, and the rest is read."""
    (tmp_path / "no").mkdir()
    (tmp_path / "no/pypdfium2.py").write_text("raise ImportError", "utf-8")
    (tmp_path / "a.pdf").write_bytes(pdf(BODY))
    (tmp_path / "b.txt").write_text(BODY, "utf-8")
    done = command(
        "generate",
        "a.pdf",
        "b.txt",
        "-o",
        "out.json",
        "--topic",
        "general",
        cwd=tmp_path,
        PYTHONPATH=str(tmp_path / "no"),
    )
    assert done.returncode == 3
    assert "pip install '.[pdf]'" in done.stderr
    assert "4,700" in (tmp_path / "out.json").read_text("utf-8")
