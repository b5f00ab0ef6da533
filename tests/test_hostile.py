"""Hostile input: no file ends a run for the others, nothing hidden is read, and nothing named is written over."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from briefing.ingest import ingest
from briefing.pipeline import generate
from tests.runs import command, port

# In each of them S is a sentence that no reader of the page sees.
HIDDEN = {
    'none': '<p style="display:none">S</p>',
    'none!': '<p style="display: none !important">S</p>',
    'vis': '<p style="visibility:hidden">S</p>',
    'collapse': '<p style="visibility:collapse">S</p>',
    'attr': '<p hidden>S</p>',
    'until': '<p hidden="until-found">S</p>',
    'op0': '<p style="opacity:0">S</p>',
    'op.01': '<p style="opacity:.01">S</p>',
    'fs0': '<p style="font-size:0">S</p>',
    'fs1': '<p style="font-size:1px">S</p>',
    'font': '<p style="font:0/0 a">S</p>',
    'em': '<p style="font-size:.01em">S</p>',
    'pct': '<p style="font-size:1%">S</p>',
    'white': '<p style="color:white">S</p>',
    'fff': '<p style="color:#fff">S</p>',
    'rgb': '<p style="color:rgb(255,255,255)">S</p>',
    'near': '<p style="color:#fefefe">S</p>',
    'hsl': '<p style="color:hsl(0,0%,100%)">S</p>',
    'ontop': '<div style="background:#000"><p style="color:#000">S</p></div>',
    'bg': '<p style="color:#123456;background-color:#123456">S</p>',
    'trans': '<p style="color:transparent">S</p>',
    'rgba': '<p style="color:rgba(0,0,0,0)">S</p>',
    'hex8': '<p style="color:#00000000">S</p>',
    'fill': '<p style="-webkit-text-fill-color:transparent">S</p>',
    'fontcol': '<p><font color="white">S</font></p>',
    'bgcolor': '<table bgcolor="black"><tr><td><font color="#000000">S</font></td></tr></table>',
    'clip': '<p style="position:absolute;clip:rect(0,0,0,0)">S</p>',
    'clip1': '<p style="position:absolute;clip:rect(1px,1px,1px,1px)">S</p>',
    'inset': '<p style="clip-path:inset(50%)">S</p>',
    'circle': '<p style="clip-path:circle(0)">S</p>',
    'poly': '<p style="clip-path:polygon(0 0,0 0,0 0,0 0)">S</p>',
    'left': '<p style="position:absolute;left:-9999px">S</p>',
    'left999': '<p style="position:absolute;left:-999px">S</p>',
    'topem': '<p style="position:fixed;top:-100em">S</p>',
    'right': '<p style="position:absolute;left:9999px">S</p>',
    'vw': '<p style="position:absolute;left:-100vw">S</p>',
    'indent': '<p style="text-indent:-9999px">S</p>',
    'indent100': '<p style="text-indent:100%;white-space:nowrap;overflow:hidden">S</p>',
    'margin': '<p style="margin-left:-9999px">S</p>',
    'marginsh': '<p style="margin:0 0 0 -9999px">S</p>',
    'h0': '<div style="height:0;overflow:hidden"><p>S</p></div>',
    'mh0': '<div style="max-height:0;overflow:hidden"><p>S</p></div>',
    'w1': '<p style="width:1px;height:1px;overflow:hidden">S</p>',
    'lh': '<p style="line-height:0;overflow:hidden">S</p>',
    'scale': '<p style="transform:scale(0)">S</p>',
    'scaleprop': '<p style="scale:0">S</p>',
    'translate': '<p style="transform:translateX(-9999px)">S</p>',
    'rot': '<p style="transform:rotateY(90deg)">S</p>',
    'filter': '<p style="filter:opacity(0)">S</p>',
    'cv': '<p style="content-visibility:hidden">S</p>',
    'z': '<p style="position:absolute;z-index:-1">S</p>',
    'zoom': '<p style="zoom:0">S</p>',
    'template': '<template><p>S</p></template>',
    'noscript': '<noscript><p>S</p></noscript>',
    'comment': '<!-- <p>S</p> -->',
    'dialog': '<dialog><p>S</p></dialog>',
    'popover': '<div popover><p>S</p></div>',
    'textarea': '<textarea>S</textarea>',
    'svg': '<svg><text>S</text></svg>',
    'iframe': '<iframe>S</iframe>',
    'object': '<object>S</object>',
    'option': '<select><option>S</option></select>',
    'video': '<video>S</video>',
    'canvas': '<canvas>S</canvas>',
    'class': '<style>.x{display:none}</style><p class="x">S</p>',
    'id': '<style>#x{display:none}</style><p id="x">S</p>',
    'elem': '<style>section{display:none}</style><section><p>S</p></section>',
    'compound': '<style>p.x.y{display:none}</style><p class="x y">S</p>',
    'desc': '<style>div .x p{display:none}</style><div><div class="x"><p>S</p></div></div>',
    'child': '<style>.x > p{visibility:hidden}</style><div class="x"><p>S</p></div>',
    'attrsel': '<style>[data-x="1"]{display:none}</style><p data-x="1">S</p>',
    'media': '<style>@media screen{.x{display:none}}</style><p class="x">S</p>',
    'mediaw': '<style>@media (min-width: 600px){.x{display:none}}</style><p class="x">S</p>',
    'supports': '<style>@supports (display:grid){.x{display:none}}</style><p class="x">S</p>',
    'var': '<style>:root{--h:none}.x{display:var(--h)}</style><p class="x">S</p>',
    'varcol': '<style>:root{--c:#fff}.x{color:var(--c)}</style><p class="x">S</p>',
    'escape': '<style>.x{d\\69splay:none}</style><p class="x">S</p>',
    'commentcss': '<style>.x{display:/* a */none}</style><p class="x">S</p>',
    'inherit': '<div style="font-size:0"><div><p>S</p></div></div>',
    'important': '<style>.x{display:none!important}</style><p class="x" style="display:block">S</p>',
    'later': '<style>.x{display:block}.x{display:none}</style><p class="x">S</p>',
    'sr': '<p class="sr-only">S</p>',
    'upper': '<P STYLE="DISPLAY:NONE">S</P>',
    'sibling': '<style>.a + p{display:none}</style><div class="a">a</div><p>S</p>',
    'lastchild': '<style>article p:last-child{display:none}</style><div><p>a</p><p>S</p></div>',
}  # fmt: skip
SHOWN = {
    'aria': '<p aria-hidden="true">S</p>',
    'details': '<details><summary>More</summary><p>S</p></details>',
    'print': '<style>@media print{.x{display:none}}</style><p class="x">S</p>',
    'printlink': '<style media="print">.x{display:none}</style><p class="x">S</p>',
    'override': '<style>.x{display:none}.y .x{display:block}</style><div class="y"><p class="x">S</p></div>',
    'darkbg': '<div style="background:#222"><p style="color:#fff">S</p></div>',
    'pic': '<div style="background-image:url(a.png)"><p style="color:#fff">S</p></div>',
    'child': '<div style="visibility:hidden"><p style="visibility:visible">S</p></div>',
    'small': '<p style="font-size:11px">S</p>',
    'h100': '<div style="height:100px;overflow:hidden"><p>S</p></div>',
    'narrow': '<style>@media (max-width: 600px){.x{display:none}}</style><p class="x">S</p>',
    'hover': '<style>.x:hover{display:none}</style><p class="x">S</p>',
    'before': '<style>.x::before{display:none}</style><p class="x">S</p>',
    'rel': '<p style="position:relative;left:-10px">S</p>',
    'op': '<p style="opacity:.8">S</p>',
    'body': '<style>body{opacity:0}</style><p>S</p>',
    'z': '<p style="z-index:-1">S</p>',
    'w100': '<p style="max-width:100%;overflow:hidden">S</p>',
    'font': '<p style="font:normal 16px/1.5 Arial">S</p>',
    'keyframes': '<style>@keyframes a{from{visibility:hidden}}</style><p>S</p>',
    'indent': '<p style="text-indent:2em">S</p>',
    'rem': '<p style="font-size:1.2rem">S</p>',
    'pct': '<p style="font-size:90%">S</p>',
    'rgbd': '<p style="color:rgb(20 20 20 / 90%)">S</p>',
    'ff': '<p style="font-family:white; color:#333">S</p>',
}  # fmt: skip
LIE = "Seven hundred tanks of the third army crossed the river at dawn on Sunday, officials confirmed."
NEWS = (
    "<p>Dockers at Port Calder walked out on Monday over night shifts, and the union said they would stay out.</p>"
    "<p>The port authority said that twelve ships waited in the roads outside the port on Tuesday.</p>"
)


def page(folder: Path, way: str) -> str:
    words = way.replace("S</", f"{LIE}</", 1)
    (folder / "a.html").write_text(f"<html><body><article>{NEWS}{words}{NEWS}</article></body></html>", "utf-8")
    (article,) = ingest([folder / "a.html"]).articles
    return article.text


@pytest.mark.parametrize("way", HIDDEN.values(), ids=HIDDEN)
def test_what_a_page_hides_is_not_read(way: str, tmp_path: Path) -> None:
    """Hidden by style, size, colour, place, element or sheet: the words around it are read, and it is not."""
    text = page(tmp_path, way)
    assert "Dockers at Port Calder" in text
    assert "Seven hundred" not in text


@pytest.mark.parametrize("way", SHOWN.values(), ids=SHOWN)
def test_what_a_page_shows_is_read(way: str, tmp_path: Path) -> None:
    """What is styled and yet seen, what one click opens, and what only other media hide is text."""
    assert "Seven hundred" in page(tmp_path, way)


def test_what_is_hidden_is_listed_without_its_words(tmp_path: Path) -> None:
    """The brief says how much was left out of which file, and does not repeat it; the run is complete."""
    port(tmp_path / "in")
    (tmp_path / "in/a.html").write_text(f"<article>{NEWS}<p style='opacity:0'>{LIE}</p></article>", "utf-8")
    done = command("generate", tmp_path / "in", "--topic", "general", "--no-model", "-o", tmp_path / "b.json")
    assert done.returncode == 0
    brief = (tmp_path / "b.json").read_text("utf-8")
    assert "holds 16 words that its reader does not see" in brief
    assert "Seven hundred" not in brief


def word(path: Path, run: str, paragraph: str = "", styles: str = "") -> None:
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (
        "<w:p><w:r><w:t>Dockers at Port Calder walked out on Monday.</w:t></w:r></w:p>"
        f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{LIE}</w:t></w:r></w:p>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {ns}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"<w:styles {ns}>{styles}</w:styles>")


@pytest.mark.parametrize(
    ("run", "paragraph", "styles"),
    [
        ("<w:vanish/>", "", ""),
        ('<w:color w:val="FFFFFF"/>', "", ""),
        ('<w:color w:val="auto" w:themeColor="background1"/>', "", ""),
        ('<w:sz w:val="2"/>', "", ""),
        ("", '<w:framePr w:x="-9000" w:y="1"/>', ""),
        ("", '<w:pStyle w:val="H"/>', '<w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'),
    ],
)
def test_what_word_hides_is_not_read(run: str, paragraph: str, styles: str, tmp_path: Path) -> None:
    """Hidden by its run or its style, in the colour of the paper, too small, or off the page."""
    word(tmp_path / "a.docx", run, paragraph, styles)
    got = ingest([tmp_path])
    assert [article.text for article in got.articles] == ["Dockers at Port Calder walked out on Monday."]
    assert [rejected.reason.code for rejected in got.rejected] == ["hidden"]


BROKEN = {
    "deep.json": b"[" * 340 + b"]" * 340,
    "a.html": b'<meta charset="undefined"><p>Caf\xe9 dockers at Port Calder walked out on Monday.</p>',
    "parts.eml": b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nSome words.\n" * 500,
    "nested.eml": b"".join(b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(2000)),
    "from.eml": b"From: " + b"(" * 50_000 + b"\n\nDockers walked out at noon.\n",
    "digits.txt": b"About " + b"9" * 4301 + b" dockers have stopped work.\n",
    "long.txt": b"the port and the union and " * 1_100 + b"the rest.\n",
    "far.txt": b"---\npublished: 9999-12-31T23:59:59-12:00\n---\nThe minister comes on Friday next week, he said.\n",
    "blanks.txt": b"About 45 per  cent of the dockers have stopped work, the union said.\n",
    "many.html": b"<b>x</b>" * 150_000,
    "sources.csv": b"file,title\na.txt#" + b"9" * 5_000 + b",x\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_no_file_ends_the_run_for_the_others(name: str, tmp_path: Path) -> None:
    """Beside whatever file the two good articles make a brief."""
    (port(tmp_path) / name).write_bytes(BROKEN[name])
    brief = generate([tmp_path], topic="general")
    assert {"ledger.txt", "post.txt"} <= {Path(source.path or "").name for source in brief.sources}


def test_a_sentence_without_an_end_is_no_evidence(tmp_path: Path) -> None:
    """What is longer than any sentence is left out by name."""
    (port(tmp_path) / "long.txt").write_bytes(BROKEN["long.txt"])
    brief = generate([tmp_path], topic="general")
    assert {r.reason.code for r in brief.rejected if (r.path or "").endswith("long.txt")} == {"long"}


def test_a_link_out_of_the_folder_is_named_and_left(tmp_path: Path) -> None:
    """A file or a folder elsewhere is not read because a link to it lies among the articles."""
    (tmp_path / "else").mkdir()
    (tmp_path / "else/secret.txt").write_text("A secret stands here, the office said.", "utf-8")
    port(tmp_path / "in")
    (tmp_path / "in/a.txt").symlink_to(tmp_path / "else/secret.txt")
    (tmp_path / "in/more").symlink_to(tmp_path / "else")
    (tmp_path / "in/self.txt").symlink_to("self.txt")
    got = ingest([tmp_path / "in"])
    assert len(got.articles) == 2
    assert sorted(r.reason.code for r in got.rejected) == ["outside", "outside", "unreadable"]
    assert got.broken


def test_an_input_is_not_written_over(tmp_path: Path) -> None:
    """An output or a recording that is an article of the run is refused, under any name, before anything is opened."""
    folder = port(tmp_path / "in")
    (folder / "note.md").write_text("Dockers at Port Calder walked out at noon.", "utf-8")
    (tmp_path / "other.md").hardlink_to(folder / "note.md")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for options in (("-o", folder / "note.md"), ("-o", tmp_path / "other.md")):
        done = command("generate", folder, "--topic", "general", "--no-model", *options)
        assert (done.returncode, "would be lost" in done.stderr) == (2, True)
    done = command("generate", folder, "--model", "m", "--record", folder / "post.txt")
    assert (done.returncode, "would be lost" in done.stderr) == (2, True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_brief_of_before_among_the_articles_is_replaced(tmp_path: Path) -> None:
    """A second run with the same output beside the articles does what the first did."""
    folder = port(tmp_path)
    for _ in range(2):
        assert command("generate", folder, "--topic", "general", "--no-model", "-o", folder / "b.md").returncode == 0


def test_a_recording_replaces_no_other_file(tmp_path: Path) -> None:
    """What stands in its place and is no recording stays as it is."""
    folder = port(tmp_path / "in")
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    done = command("generate", folder, "--model", "m", "--record", tmp_path / "notes.txt", OPENAI_API_KEY="sk-desk")
    assert (done.returncode, "no recording" in done.stderr) == (2, True)
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


def test_a_manifest_that_cannot_be_read_is_missed(tmp_path: Path) -> None:
    """The brief is written with status 3 and the line of the fault; with --strict there is none."""
    (port(tmp_path / "in") / "sources.toml").write_text('[[source]]\nfile = "post.txt"\ntitle =\n', "utf-8")
    arguments = ("generate", tmp_path / "in", "--topic", "general", "--no-model", "-o", tmp_path / "b.json")
    assert command(*arguments, "--strict").returncode == 1
    assert not (tmp_path / "b.json").exists()
    done = command(*arguments)
    assert (done.returncode, "at line 3" in done.stderr) == (3, True)
    assert "at line 3" in json.loads((tmp_path / "b.json").read_text("utf-8"))["method"]["failures"][0]
