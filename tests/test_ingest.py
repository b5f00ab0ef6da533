"""Inputs of every kind, and what becomes of those that are none."""

from __future__ import annotations

import io
import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.ingest import detect, ingest
from briefing.ingest.language import code
from briefing.ingest.published import iso
from briefing.records.article import Article
from briefing.records.marks import HTML_MARK, JSON_KEYS, MARKDOWN_MARK
from briefing.text.normal import normalise, sha256

BODY = "The mission said that it will stay in the country. It has 4,700 soldiers of many states."

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html><html lang="en-GB"><head><title>Visit - Example</title>
<link rel="canonical" href="https://news.example/visit">
<style>.x9 {display:none} @media print {.story{display:none}}</style>
<script type="application/ld+json">{"@graph":[{"@type":"Organization","@id":"#o","name":"Example News"},
{"@type":"NewsArticle","headline":"Visit to the mission","datePublished":"2025-03-05T10:15:00+01:00",
"publisher":{"@id":"#o"},"inLanguage":"en"}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a> <a href="/s">Sport</a></nav>
<article class="story"><h1>Visit to the mission</h1>
<p style="border-width:1px">The secretary general will visit the mission on March 11, officials said on Wednesday.</p>
<!-- SECRET comment --><p style="display: none">SECRET style.</p><div hidden>SECRET attribute</div>
<p class="x9">SECRET sheet</p><p class="sr-only">SECRET class</p>
<template>SECRET template</template><noscript>SECRET noscript</noscript>
<p>He will meet the commander, who leads more than 4,600 troops<span style="font-size:0">SECRET size</span> from 29
countries that send soldiers.</p><script>var SECRET = 1</script>
<p>The visit was not officially announced by the alliance, which declined to com\u200bment.</p></article>
<footer>Copyright Example News. Cookie policy.</footer></body></html>"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Make an empty folder `in` below the working directory, and give a way to put files into it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()

    def put(**files: str | bytes) -> None:
        for name, content in files.items():
            stem, _, suffix = name.rpartition("_")
            path = tmp_path / "in" / f"{stem}.{suffix}"
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    return put


def only(inputs=("in",), **kwargs) -> Article:
    got = ingest(list(inputs), **kwargs)
    assert {r.reason.code for r in got.rejected} <= {"hidden"}
    (article,) = got.articles
    return article


def codes(got) -> dict[str | None, str]:
    return {rejected.path: rejected.reason.code for rejected in got.rejected}


def test_plain_text_has_only_what_it_has(folder):
    """A text without title, date and publisher keeps None for each; its id comes from its hash."""
    folder(a_txt=BODY + "\r\n")
    article = only()
    assert article.text == BODY
    assert (article.title, article.publisher, article.published, article.url) == (None, None, None, None)
    assert article.path == "in/a.txt"
    assert article.language == "en"
    assert article.text_sha256 == sha256(BODY)
    assert article.id == "a" + sha256(BODY)[:10]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Rutte to visit mission\n\n{BODY}", "Rutte to visit mission"),
        (f"Rutte to visit mission\n{BODY}", None),
        (f"Rutte will visit the mission.\n\n{BODY}", None),
        (f"PRISTINA, March 3 (Reuters) -\n\n{BODY}", None),
        (f"By Jane Doe\n\n{BODY}", None),
        (f"{'Long ' * 30}line\n\n{BODY}", None),
        ("Only a line", None),
    ],
)
def test_a_first_line_is_a_title_only_if_it_looks_like_one(folder, text, title):
    """Short, without a full stop and apart from the text: then it is the title, and no longer part of the text."""
    folder(a_txt=text)
    article = only()
    assert article.title == title
    assert article.text == (BODY if title else text)


@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_front_matter_is_read_and_never_text(folder, suffix):
    """The five known fields are taken, in YAML's forms; any other field is dropped."""
    folder(
        **{
            f"a_{suffix}": "---\ntitle: 'KFOR: the mission'\npublisher: Koha\npublished: 2025-03-04\nlanguage: sq-XK\n"
            f"url: https://koha.example/1\nnote: SECRET\nmore: |\n  SECRET\n---\n{BODY}\n"
        }
    )
    article = only()
    assert (article.title, article.publisher, article.published) == ("KFOR: the mission", "Koha", "2025-03-04")
    assert (article.language, article.url) == ("sq", "https://koha.example/1")
    assert "SECRET" not in article.model_dump_json()
    assert article.text == BODY


@pytest.mark.parametrize("block", ["Source: Koha\nDate: 2025-03-04", "Izvor: 'Koha'\nDatum: 2025-03-04\nx: |\n  y"])
def test_front_matter_may_name_its_fields_as_header_blocks_do(folder, block):
    """As "Source" and "Date" are read in the lines before a text, in their languages; its own name goes first."""
    folder(a_md=f"---\n{block}\n---\n{BODY}\n", b_md=f"---\nsource: Other\n{block}\npublisher: Koha\n---\nX. {BODY}\n")
    found = ingest(["."]).articles
    assert {(article.publisher, article.published) for article in found} == {("Koha", "2025-03-04")}


@pytest.mark.parametrize("block", ["title: [open\nx: y", "title: T\n\tbad: {", "a: &a [*a"])
def test_broken_front_matter_is_dropped_with_a_notice(folder, block):
    """The text behind a block that is not YAML is kept; the user is told."""
    folder(a_txt=f"---\n{block}\n---\n{BODY}")
    got = ingest(["in"])
    assert [article.text for article in got.articles] == [BODY]
    assert "bad_front_matter" in got.notices[0]
    assert "in/a.txt" in got.notices[0]
    assert not got.broken


def test_front_matter_may_end_with_a_blank_line(folder):
    """Where the closing rule was lost, the fields are read all the same."""
    folder(a_txt=f"---\ntitle: The visit: day one\npublished: 2025-03-04\n\n{BODY}")
    article = only()
    assert (article.title, article.published, article.text) == ("The visit: day one", "2025-03-04", BODY)


def test_rules_around_a_paragraph_are_no_front_matter(folder):
    """Text between two rules is text."""
    folder(a_txt=f"---\nThe first paragraph\n---\n{BODY}")
    assert "The first paragraph" in only().text


def test_markdown_loses_its_marks(folder):
    """The first heading is the title; emphasis, links, comments, references and hidden elements leave words only."""
    folder(
        a_md="# The *visit*\n\nThe **mission** [said](http://x.example) so. <!-- SECRET -->\n\n- snake_case stays\n"
        '\n[//]: # (SECRET)\n<div style="display:none">SECRET</div>\n\n![SECRET](x.png)\n'
    )
    article = only()
    assert article.title == "The visit"
    assert article.text == "The mission said so.\n\nsnake_case stays"


def test_a_page_gives_its_article(folder):
    """Body without boilerplate and title; JSON-LD gives title, publisher and exact time, a link the address."""
    folder(a_html=PAGE)
    article = only()
    assert article.title == "Visit to the mission"
    assert article.publisher == "Example News"
    assert article.published == "2025-03-05T10:15:00+01:00"
    assert article.url == "https://news.example/visit"
    assert article.language == "en"
    assert article.text.startswith("The secretary general will visit")
    assert "4,600 troops from 29" in article.text
    assert "declined to comment" in article.text
    assert "Cookie" not in article.text
    assert "Home" not in article.text


def test_hidden_places_never_become_text(folder):
    """Comments, hidden elements by attribute, style, class or sheet, scripts and templates hold no evidence."""
    folder(
        a_html=PAGE, b_txt=f"{BODY}<!-- SECRET -->", c_json=json.dumps({"text": f"<p>{BODY}</p><p hidden>SECRET</p>"})
    )
    got = ingest(["in"])
    assert len(got.articles) == 3
    assert not any("SECRET" in article.text for article in got.articles)


@pytest.mark.parametrize(
    ("linked", "published"),
    [
        # Related first, its own behind: by its headline, or by its address.
        ('{}, {"@type":"NewsArticle","headline":"Trams stop","datePublished":"2025-03-05"}', "2025-03-05"),
        ('{}, {"@type":"NewsArticle","url":"https://a.example/1","datePublished":"2025-03-05"}', "2025-03-05"),
        # None of several is its own: the page's meta tags stand in.
        ('{}, {"@type":"NewsArticle","headline":"Buses run","datePublished":"2018-01-01"}', "2025-03-06"),
        # A comma behind the last entry, which JSON does not allow.
        ('{"@type":"NewsArticle","headline":"Trams, all]","datePublished":"2025-03-05",}, ', "2025-03-05"),
    ],
)
def test_the_pages_own_article_is_the_one_of_json_ld(folder, linked, published):
    """A related article gives no headline and no date, and broken lists of objects are read."""
    related = '{"@type":"NewsArticle","headline":"Ten years of trams","datePublished":"2015-01-01"}'
    head = (
        '<link rel="canonical" href="https://a.example/1"><meta property="og:title" content="Trams stop">'
        '<meta property="article:published_time" content="2025-03-06">'
        f'<script type="application/ld+json">[{linked.replace("{}", related)}]</script>'
    )
    body = "<h1>Trams stop</h1>" + "<p>The trams of the city stopped on Wednesday, the company said in a note.</p>" * 3
    folder(a_html=f"<html><head>{head}</head><body><article>{body}</article></body></html>")
    article = only()
    assert article.published == published
    assert article.title != "Ten years of trams"


def test_meta_tags_stand_in_for_json_ld(folder):
    """Without JSON-LD, and with a broken one, meta tags give title, publisher and date."""
    folder(
        a_html='<html lang="de"><head><title>Nope</title><meta property="og:title" content="Der Besuch">'
        '<meta property="og:site_name" content="Zeitung"><meta property="article:published_time" content="2025-03-04">'
        '<script type="application/ld+json">{broken</script></head>'
        f"<body><article><p>{BODY}</p></article></body></html>"
    )
    article = only()
    assert (article.title, article.publisher, article.published) == ("Der Besuch", "Zeitung", "2025-03-04")
    assert article.language == "de"


@pytest.mark.parametrize("page", ["<html><body><nav>Home</nav></body></html>", "   <!-- x -->  ", "<html></html>"])
def test_a_page_without_an_article_is_rejected(folder, page):
    """Nothing is made up from navigation."""
    folder(a_html=page)
    got = ingest(["in"])
    assert codes(got) == {"in/a.html": "no_body"}
    assert got.broken


SCHEMA_ORG = {
    "@type": "NewsArticle",
    "headline": "The visit",
    "articleBody": f"<p>{BODY}</p>",
    "datePublished": "Tue, 11 Mar 2025 10:00:00 +0100",
    "publisher": {"@type": "Organization", "name": "Example &amp; Co"},
    "url": "javascript:alert(1)",
    "inLanguage": "en-US",
}
PLAIN = {"title": "The visit", "text": BODY, "published": 1741683600, "source": "Example & Co", "language": "English"}


@pytest.mark.parametrize("names", [SCHEMA_ORG, PLAIN])
@pytest.mark.parametrize("wrap", [lambda a: a, lambda a: [a], lambda a: {"articles": [a]}, lambda a: {"@graph": [a]}])
def test_json_with_either_names_in_any_wrapping(folder, names, wrap):
    """schema.org's names and plain ones give the same article, as an object, a list or a feed."""
    folder(a_json=json.dumps(wrap(names)))
    article = only()
    assert (article.text, article.title, article.publisher) == (BODY, "The visit", "Example & Co")
    assert article.published[:10] == "2025-03-11"
    assert (article.language, article.url) == ("en", None)


def test_good_lines_survive_bad_ones(folder):
    """Each bad line of JSON Lines is rejected with its number; the others are articles."""
    folder(
        a_jsonl=f'{json.dumps(PLAIN)}\n{{"title": \n\n{json.dumps(PLAIN | {"text": "Other."})}\n3\n{{"title": "T"}}\n'
    )
    got = ingest(["in"])
    assert sorted(article.text for article in got.articles) == sorted([BODY, "Other."])
    assert sorted((r.reason.code, r.reason.detail[:6]) for r in got.rejected) == [
        ("bad_json", "line 2"),
        ("bad_json", "line 5"),
        ("no_body", "line 6"),
    ]
    assert got.broken


@pytest.mark.parametrize(
    "text", ["{", "[" * 100_000, "nul", '{"text": 1' + "0" * 5000 + "}", '"\\ud800"', "[1, null]", '{"text": {"a": 1}}']
)
def test_json_that_holds_no_article_is_rejected(folder, text):
    """Broken, bottomless or unfit JSON is listed with a reason."""
    folder(a_json=text)
    got = ingest(["in/a.json"])
    assert not got.articles
    assert set(codes(got).values()) <= {"bad_json", "unsupported"}
    assert got.broken


def test_half_a_surrogate_in_json_does_no_harm(folder):
    """A lone surrogate, which has no UTF-8 form, is shown as a replacement character everywhere."""
    folder(a_json='{"text": "Half \\ud800 here.", "title": "T \\udfff", "publisher": "P \\udfff"}')
    article = only()
    assert article.text == "Half \ufffd here."
    assert article.model_dump_json()


@pytest.mark.parametrize(
    ("encoding", "text", "notice"),
    [
        ("utf-8-sig", "Është një vizitë në Prishtinë.", False),
        ("utf-16", "Është një vizitë në Prishtinë.", False),
        ("utf-32", "Është një vizitë në Prishtinë.", False),
        ("cp1250", "Predsednik će doći u četvrtak, žižu i šešir će uzeti. Đorđe je šef.", True),
        ("cp1251", "Председник је рекао да ће доћи у четвртак у Приштину.", True),
        ("cp1252", "Le président a déclaré qu’il était à Genève, où la réunion a été décidée.", True),
    ],
)
def test_encodings(folder, encoding, text, notice):
    """A BOM settles the encoding; without one it is UTF-8, or a guess that the notice names."""
    folder(a_txt=text.encode(encoding))
    got = ingest(["in"])
    assert [article.text for article in got.articles] == [text]
    assert [encoding in line and "in/a.txt" in line for line in got.notices] == ([True] if notice else [])


def test_a_few_broken_bytes_do_not_spoil_utf8(folder):
    """Text that was cut in the middle of a character is still read as UTF-8."""
    folder(a_txt="Është një vizitë në Prishtinë, tha ajo për të gjithë.".encode() + b" \xc3")
    article = ingest(["in"]).articles[0]
    assert article.text.startswith("Është një vizitë")


def test_bad_input_is_listed_not_raised(folder, tmp_path):
    """Every kind of unusable file has its code and path, and makes the run a broken one."""
    folder(a_txt=b"%PDF-1.7", b_txt=b"abc\0def", c_txt="", d_txt=" \n ", e_json="{", f_html="<p></p>")
    (tmp_path / "in/g.txt").symlink_to("nowhere")
    (tmp_path / "in/dir.txt").mkdir()
    got = ingest(["in", "absent.txt", "no*match"])
    assert codes(got) == {
        "in/a.txt": "binary", "in/b.txt": "binary", "in/c.txt": "empty", "in/d.txt": "empty", "in/e.json": "bad_json",
        "in/f.html": "no_body", "in/g.txt": "dangling_link", "absent.txt": "not_found", "no*match": "not_found",
    }  # fmt: skip
    assert all(rejected.stage == "ingest" and rejected.reason.detail for rejected in got.rejected)
    assert got.broken


def test_other_kinds_are_noted_in_one_line(folder):
    """What a folder holds besides articles does not make it broken; the same file by name does."""
    folder(a_txt=BODY, b_doc="x", c_png="x", d_json='{"name": "settings"}')
    got = ingest(["in"])
    assert [line for line in got.notices if "b.doc" in line and "c.png" in line]
    assert not got.broken
    named = ingest(["in/a.txt", "in/b.doc"])
    assert codes(named) == {"in/b.doc": "unsupported"}
    assert named.broken


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_forbidden_files_are_unreadable(folder, tmp_path):
    """A file without permission is listed."""
    folder(a_txt=BODY)
    (tmp_path / "in/a.txt").chmod(0)
    assert codes(ingest(["in"])) == {"in/a.txt": "unreadable"}


def test_own_outputs_are_refused(folder):
    """A brief in any format is no article: in a folder it is left out, by name it is a mistake."""
    folder(
        a_txt=BODY,
        b_json=json.dumps(dict.fromkeys(JSON_KEYS, 1)),
        c_html=f'<html><head>{HTML_MARK} 1.0"></head><body><p>{BODY}</p></body></html>',
        d_md=f"{MARKDOWN_MARK} 1 -->\n# Brief\n\n{BODY}",
        e_txt=f"{MARKDOWN_MARK} 2 -->\n# Brief\n\n{BODY}",
    )
    got = ingest(["in"])
    assert len(got.articles) == 1
    assert set(codes(got).values()) == {"own_output"}
    assert len(got.rejected) == 4
    assert not got.broken
    assert ingest(["in/d.md"]).broken


def test_a_file_is_taken_once(folder, tmp_path):
    """A byte-identical file, or a second way to the same one, is rejected with the name of the first."""
    folder(a_txt=BODY, b_txt=BODY)
    (tmp_path / "in/c.txt").symlink_to("a.txt")
    got = ingest(["in", "in/a.txt", "in"])
    assert [article.path for article in got.articles] == ["in/a.txt"]
    assert codes(got) == {"in/b.txt": "duplicate_file", "in/c.txt": "duplicate_file"}
    assert all("in/a.txt" in rejected.reason.detail for rejected in got.rejected)
    assert not got.broken


def test_syndicated_text_is_kept_for_each_publisher():
    """The same text from two publishers is two articles with two ids; which is first does not depend on the input."""
    one, two = {"text": BODY, "publisher": "Aaa"}, {"text": BODY, "publisher": "Bbb"}
    got = ingest([two, one])
    stem = "a" + sha256(BODY)[:10]
    assert [(a.publisher, a.id) for a in got.articles] == [("Aaa", stem), ("Bbb", f"{stem}-2")]
    assert got == ingest([one, two])


def test_folders_are_read_to_the_bottom(folder, tmp_path):
    """Subfolders and patterns are followed, links in a circle are not."""
    folder(a_txt="First text.")
    (tmp_path / "in/sub/deep").mkdir(parents=True)
    (tmp_path / "in/sub/deep/B.TXT").write_text("Second text.")
    (tmp_path / "in/sub/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/.hidden.txt").write_text("Third text.")
    got = ingest(["in"])
    assert sorted(a.path for a in got.articles) == ["in/a.txt", "in/sub/deep/B.TXT"]
    assert [a.text for a in ingest(["in/**/*.TXT"]).articles] == ["Second text."]


def test_an_empty_folder_is_broken(folder):
    """Naming a folder without articles is a mistake worth telling."""
    got = ingest(["in"])
    assert codes(got) == {"in": "empty"}
    assert got.broken


def as_bytes(text):
    return io.BytesIO(text.encode())


def as_terminal(text):
    return io.TextIOWrapper(as_bytes(text))


@pytest.mark.parametrize("make", [io.StringIO, as_bytes, as_terminal])
def test_standard_input(make):
    """A dash reads plain text or JSON Lines, from characters or bytes, however often it is named."""
    assert only(["-", "-"], stdin=make(BODY)).text == BODY
    lines = f"{json.dumps(PLAIN)}\n{json.dumps(PLAIN | {'text': 'Other.'})}"
    got = ingest(["-"], stdin=make(lines))
    assert {(a.path, a.title) for a in got.articles} == {("-", "The visit")}
    assert len(got.articles) == 2
    assert ingest(["-"], stdin=make("")).broken


def test_article_objects_are_normalised():
    """An article given as an object gets the normal form, id and language; what it states itself is kept."""
    article = only([Article(text="\ufeff" + BODY.replace(" ", "\u00a0"), publisher=" Koha ", origin="Tanjug", id="x")])
    assert article.text == BODY
    assert (article.publisher, article.origin, article.language) == ("Koha", "Tanjug", "en")
    assert article.id == "a" + sha256(BODY)[:10]


def test_an_unreadable_date_is_left_out_with_a_notice():
    """A date that can be read in two ways is none."""
    got = ingest([{"text": BODY, "published": "03/04/2025"}])
    assert got.articles[0].published is None
    assert "03/04/2025" in got.notices[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-03-11", "2025-03-11"),
        ("2025-03-11T10:00:00Z", "2025-03-11T10:00:00+00:00"),
        ("2025-03-11 10:00 +0100", "2025-03-11T10:00:00+01:00"),
        ("2025-03", "2025-03"),
        ("Tue, 11 Mar 2025 10:00:00 GMT", "2025-03-11T10:00:00+00:00"),
        ("11 March 2025", "2025-03-11"),
        ("Mar. 11, 2025", "2025-03-11"),
        ("11.03.2025.", "2025-03-11"),
        ("1741687200", "2025-03-11T10:00:00+00:00"),
        ("0001-01-01T00:00:00", None),
        ("2025-02-30", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_publication_dates(written, read):
    """Dates are read as feeds and people write them, and never guessed."""
    assert iso(written) == read


@given(st.text(max_size=40))
def test_no_date_raises(written):
    """Whatever stands in a date field, the answer is an ISO date or None."""
    found = iso(written)
    assert found is None or found[:4].isdigit()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", BODY),
        ("sq", "Sekretari i NATO-s do të vizitojë Kosovën më 11 mars, tha ajo për mediat dhe nuk dha hollësi."),
        ("sr", "Generalni sekretar je rekao da će doći u Prištinu i da se sastaje sa komandantom koji je na čelu."),
        ("sr", "Генерални секретар је рекао да ће доћи у Приштину и да се састаје са командантом."),
        ("de", "Der Generalsekretär wird die Mission im Kosovo besuchen, und das ist nicht das erste Mal."),
        ("fr", "Le secrétaire général a dit que la mission est dans le pays pour des années et qu'elle ne part pas."),
        ("es", "El secretario general dijo que la misión en el país se queda por años y que no se va con los otros."),
        ("it", "Il segretario generale ha detto che la missione nel paese non è finita e che si resta per gli anni."),
        ("ru", "Генеральный секретарь сказал, что он не был на месте и что это было бы не так."),
        ("el", "Ο γενικός γραμματέας θα επισκεφθεί την αποστολή"),
        (None, "Rutte Kosovo KFOR NATO 4700"),
        (None, ""),
    ],
)
def test_languages(language, text):
    """A vote of small words tells the language, and says nothing where they are missing."""
    assert detect(text) == language


@pytest.mark.parametrize(
    ("written", "two"),
    [
        ("en-US", "en"),
        ("sr_Latn", "sr"),
        ("SQ", "sq"),
        ("cnr-ME", "cnr"),
        ("English", None),
        ("x1", None),
        (None, None),
    ],
)
def test_language_codes(written, two):
    """Language tags become two letters; a name is none, and the language is then read from the text."""
    assert code(written) == two


@given(st.binary(max_size=200), st.sampled_from(["txt", "md", "json", "jsonl", "html"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_no_bytes_raise(tmp_path, data, suffix):
    """Whatever a file holds, it is an article or listed, and its text is in the normal form."""
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(data)
    got = ingest([path])
    assert got.articles or got.rejected
    assert all(article.text == normalise(article.text) != "" for article in got.articles)


def test_the_order_of_inputs_does_not_matter(folder):
    """Articles come in the order of date and hash, whatever order the files are named in."""
    folder(a_json=json.dumps(PLAIN), b_txt="Undated text.", c_txt="---\npublished: 2024-01-01\n---\nOld text.")
    there = ingest(["in/a.json", "in/b.txt", "in/c.txt"])
    assert there == ingest(["in/c.txt", "in/b.txt", "in/a.json"])
    assert [a.published and a.published[:4] for a in there.articles] == ["2024", "2025", None]
