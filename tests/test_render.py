"""Renderers: what a reader sees, and that no article can change how it is seen."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from briefing import Brief
from briefing.errors import OutputError, UsageError
from briefing.records.brief import Changes, Item, Rejected, Section, TimelineEntry
from briefing.records.marks import HTML_MARK, MARKDOWN_MARK
from briefing.records.record import Reason
from briefing.render import html, json, markdown, notebook, terminal, write
from briefing.render.mail import mail
from briefing.render.word import word
from tests.briefs import BAKERY, BRIEF, CLAIMS, SOURCES, citation, claim, item, verbatim, with_judge

DIGEST = verbatim(BRIEF)


def screen(brief: Brief, width: int = 80) -> str:
    """Print the terminal view without colours."""
    file = io.StringIO()
    terminal(brief, Console(file=file, width=width, color_system=None))
    return file.getvalue()


FORMATS = {"markdown": markdown, "html": html, "terminal": screen}
every_format = pytest.mark.parametrize("render", FORMATS.values(), ids=FORMATS.keys())


class Page(HTMLParser):
    """The parts of a page that a test asks about."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data

    def values(self, name: str) -> list[str]:
        """Find all values of an attribute."""
        return [value for found, value in self.attributes if found == name]


def with_items(*items: Item, **fields: object) -> Brief:
    """Make the sample with one section of these items, and nothing else that is printed in sentences."""
    empty = {"bottom_line": (), "timeline": (), "discrepancies": (), "gaps": (), "key_figures": (), "changes": None}
    section = Section(id="s", title="Section", items=items)
    return BRIEF.model_copy(update={**empty, "sections": (section,), **fields})


def line_of(brief: Brief) -> str:
    """Take the only item of `with_items` as Markdown."""
    return markdown(brief).split("## Section\n\n- ")[1].split("\n")[0]


def test_parts_stand_in_the_order_that_readers_expect() -> None:
    """The parts come as the design orders them, with no heading for an empty section."""
    assert re.findall(r"^##? (.+)$", markdown(BRIEF), re.M) == [
        "Strike at Port Calder",
        "Bottom line",
        "The strike",
        "The port",
        "Key figures",
        "Discrepancies",
        "Timeline",
        "Information gaps",
        "Changes since 6 May 2031, 08:00 UTC",
        "Sources",
        "Rejected",
        "Method",
    ]


@every_format
def test_sources_are_numbered_in_the_order_of_first_citation(render: Callable[[Brief], str]) -> None:
    """The source that is cited first is 1, and sources that nothing cites come last."""
    shown = render(BRIEF)[render(BRIEF).rindex("Sources") :]
    titles = ["Night shifts stop Port Calder", "Port Calder dockers strike", "Greva në Port Calder", "Rye bread"]
    places = [shown.index(title) for title in titles]
    assert places == sorted(places)


def test_each_citation_stands_behind_the_words_it_supports() -> None:
    """Each span is followed by the numbers of its own sources, before the punctuation that closes it."""
    brief = with_items(
        item(("Dockers walked out", ("walkout",)), (" and more than 300 strike.", ("over300",))),
    )
    assert line_of(brief).startswith("Dockers walked out [[1]](#s1)[[2]](#s2) and more than 300 strike [[2]](#s2).")


def test_a_run_of_spans_with_the_same_claims_is_cited_once() -> None:
    """Neighbouring spans that rest on the same claims share one citation behind the last of them."""
    brief = with_items(
        item(("Ships wait", ("ships",)), (" in the roads", ("ships",)), (" as about 310 strike.", ("about310",)))
    )
    assert line_of(brief) == "Ships wait in the roads [[1]](#s1) as about 310 strike [[1]](#s1)."


def test_an_abbreviation_keeps_its_dot() -> None:
    """A citation does not come between "U.S." and its last dot."""
    assert line_of(with_items(item(("Ships of the U.S.", ("ships",))))) == "Ships of the U.S. [[1]](#s1)"


def test_status_is_marked_only_where_all_claims_share_it() -> None:
    """An item is "Expected" when every claim behind it is, and unmarked when one is confirmed."""
    assert line_of(with_items(BRIEF.sections[0].items[1])).startswith("*Expected:* Talks")
    assert line_of(with_items(BRIEF.sections[0].items[2])).startswith("Talks")


@pytest.mark.parametrize(
    ("made", "tag"),
    [
        (item(("The closure is not confirmed.", ("closure",))), "translated"),
        (item(("[The] ships wait.", ("ships",)), wording="edited"), "edited"),
        (item(("Dockers walked out.", ("walkout",))), "2 origins, possibly 3"),
    ],
)
def test_what_else_a_reader_must_know_stands_behind_the_item(made: Item, tag: str) -> None:
    """Translated claims, edited wording and a second origin are said in words."""
    assert line_of(with_items(made)).endswith(f"*({tag})*")
    assert tag in html(with_items(made))


def test_one_origin_is_not_praised() -> None:
    """An item with a single established origin carries no count."""
    brief = with_items(
        item(("Ships wait.", ("ships",))),
        claims=(claim("ships", "Ships wait.", citation("ledger", "Twelve ships wait"), origins=(1, 4)),),
    )
    assert line_of(brief) == "Ships wait [[1]](#s1)."


def test_an_item_in_a_conflict_is_marked_disputed() -> None:
    """Whoever reads only the sections still sees that a statement is contradicted."""
    assert "*(disputed)*" in markdown(BRIEF).split("## The port")[0]


@every_format
def test_a_digest_is_not_mistaken_for_a_brief(render: Callable[[Brief], str]) -> None:
    """Without a model the title, the first line and the headings say so, and every item is in quotation marks."""
    shown = " ".join(render(DIGEST).split())
    assert "Source digest: Strike at Port Calder" in shown
    assert "No language model was used" in shown[: shown.index("Lead sentences")]
    assert "Bottom line" not in shown
    assert "Use of generative AI: none." in shown
    for each in (*DIGEST.bottom_line, DIGEST.sections[0].items[1], DIGEST.sections[1].items[0]):
        # A narrow column may break the line, but not the quotation.
        assert f"“{each.text}”" in shown


def test_the_json_of_a_digest_holds_the_bare_text() -> None:
    """Titles and quotation marks are the renderers' work; the record stays as it was made."""
    assert Brief.model_validate_json(json(DIGEST)) == DIGEST
    assert '"text": "Dockers at Port Calder walked out on Monday over night shifts."' in json(DIGEST)


def test_verbatim_words_are_quoted_run_by_run() -> None:
    """Where the citations change within a verbatim item, each run is a quotation of its own."""
    made = item(
        ("About 310 dockers have stopped work", ("about310",)), (', and "ships" wait.', ("ships",)), wording="verbatim"
    )
    assert line_of(with_items(made)) == (
        "“About 310 dockers have stopped work” [[1]](#s1), “and 'ships' wait.” [[1]](#s1)"
    )


def test_a_position_is_quoted_only_where_the_words_are_the_source_s() -> None:
    """Other cited strings of a digest stand in quotation marks when a source has the very words, a model's never do."""
    position = BRIEF.discrepancies[0].positions[1]
    exact = position.model_copy(update={"statement": "The port authority expects talks on Saturday."})
    cut = position.model_copy(update={"statement": "The port authority expects talks."})
    discrepancy = BRIEF.discrepancies[0].model_copy(update={"positions": (position, exact, cut)})
    digest = markdown(with_items(discrepancies=(discrepancy,), method=DIGEST.method))
    assert "- **Saturday**: Talks are expected on Saturday [[1]](#s1)" in digest
    assert "- **Saturday**: “The port authority expects talks on Saturday.” [[1]](#s1)" in digest
    assert "- **Saturday**: “The port authority expects talks” [[1]](#s1)" in digest
    assert "- **Saturday**: The port authority" in markdown(with_items(discrepancies=(discrepancy,)))


def test_a_mixed_brief_says_whose_words_are_which() -> None:
    """Counts stand at the top, and only verbatim items are in quotation marks."""
    method = BRIEF.method.model_copy(update={"mode": "mixed", "items_by_model": 1, "items_verbatim": 1})
    model, floor = (
        item(("Ships wait.", ("ships",))),
        item(("Twelve ships wait in the roads.", ("ships",)), wording="verbatim"),
    )
    shown = markdown(with_items(model, floor, method=method))
    assert "> 1 of 2 items are in the words of test-model" in shown
    assert "- Ships wait [[1]](#s1).\n- “Twelve ships wait in the roads.” [[1]](#s1)\n" in shown
    assert "# Strike at Port Calder" in shown


def test_what_a_model_only_copied_is_told_apart() -> None:
    """A sentence that stands in a quote letter by letter is said to be the article's, whoever wrote it down."""
    method = BRIEF.method.model_copy(update={"mode": "mixed", "items_by_model": 2, "items_verbatim": 0})
    own, copy = item(("A dozen ships wait.", ("ships",))), item(("Twelve ships wait in the roads", ("ships",)))
    shown = markdown(with_items(own, copy, method=method))
    assert "> 2 of 2 items are in the words of test-model (1 word for word an article's); those in" in shown
    assert "2 items in the model's words (1 of them word for word an article's), 0 verbatim" in shown
    assert "word for word" not in markdown(with_items(own, method=method))


def test_the_method_note_says_what_the_model_did_wrong() -> None:
    """The reasons for which its proposals were refused are counted, the commonest first."""
    others = (
        Rejected(stage="check", statement="He left.", reason=Reason(code="quotation", detail="“left”")),
        Rejected(stage="judge", statement="It rained.", reason=Reason(code="unsupported", detail="“rained”")),
        Rejected(stage="compose", statement="It rained.", reason=Reason(code="said", detail="before")),
    )
    note = markdown(BRIEF.model_copy(update={"rejected": (*BRIEF.rejected, *others)})).split("## Method")[1]
    assert "refused by the checks: 9 (number without a source 8, quotation without a source 1)" in note
    assert "refused by the judge: 1 (more than its evidence says 1)" in note
    assert "not taken into the text: 1 (said before 1)" in note


@every_format
def test_a_degraded_brief_says_so_before_its_first_sentence(render: Callable[[Brief], str]) -> None:
    """The warning stands at the top and the failures in the method note."""
    method = BRIEF.method.model_copy(update={"degraded": True, "failures": ("extract: timeout after 60 s",)})
    shown = render(BRIEF.model_copy(update={"method": method}))
    assert shown.index("Degraded: ") < shown.index("Bottom line")
    assert "extract: timeout after 60 s" in shown[shown.rindex("Method") :]


@every_format
def test_a_model_that_gave_nothing_is_named_all_the_same(render: Callable[[Brief], str]) -> None:
    """A digest that stands in for a model's work says that the model was asked, and does not deny it below."""
    method = DIGEST.method.model_copy(update={"model": "m-1", "degraded": True, "failures": ("connect: no answer.",)})
    shown = " ".join(render(DIGEST.model_copy(update={"method": method})).split())
    assert (
        "No usable reply came from the model m-1; the method note says why. A digest: every sentence is a source"
        in shown
    )
    assert "Use of generative AI: m-1 was asked" in shown
    assert "AI: none" not in shown
    assert "no answer.." not in shown


EVERY: dict[str, Callable[[Brief], str]] = {
    **FORMATS,
    "notebook": lambda brief: unescape(notebook(brief)),
    "mail": mail,
    "word": lambda brief: "\n".join(p.text for p in docx.Document(io.BytesIO(word(brief))).paragraphs),
}
in_all_formats = pytest.mark.parametrize("render", EVERY.values(), ids=EVERY.keys())


def head(shown: str) -> str:
    """What stands before the first sentence, without markup."""
    text = re.sub(r"<style.*?</style>|<[^>]*>", " ", unescape(shown), flags=re.S)
    return " ".join(re.split(r"Bottom line|Lead sentences|BOTTOM LINE|LEAD SENTENCES", text, maxsplit=1)[0].split())


UNTRUSTED = (
    "The checking model judge-1 caught 11 of 20 planted faults; its judgement was not used: every sentence is a "
    "source's own words."
)
UNJUDGED = (
    "No language model was used: a digest of the articles' own sentences, chosen and put in order by code. A model "
    "would tell agreement from disagreement (--model NAME)."
)


@in_all_formats
@pytest.mark.parametrize(
    ("brief", "line"),
    [
        (
            with_judge(BRIEF),
            "Checked by judge-1, which caught 46 of 46 planted faults and passed 20 of 20 planted true statements.",
        ),
        (with_judge(DIGEST, trusted=False), UNTRUSTED),
        (DIGEST, UNJUDGED),
    ],
    ids=["trusted", "not trusted", "no model"],
)
def test_how_it_was_checked_stands_in_the_first_lines(render: Callable[[Brief], str], brief: Brief, line: str) -> None:
    """Whoever reads only the head knows who judged the sentences, and how well on what was planted."""
    assert line in head(render(brief)).replace("’", "'")


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            {"true_passed": 4},
            "caught 46 of 46 planted faults and passed 4 of 20 planted true statements; its",
        ),
        (
            {"true_planted": 4, "true_passed": 4},
            "passed 4 of 4 planted true statements, too few to tell; its",
        ),
    ],
)
def test_a_judge_that_failed_otherwise_is_told_as_it_was(counts: dict[str, int], words: str) -> None:
    """One that refuses what is true, or was hardly tested, is not said to have missed faults."""
    brief = with_judge(DIGEST)
    score = brief.method.judge
    assert score is not None
    failed = score.model_copy(update={**counts, "trusted": False})
    shown = markdown(brief.model_copy(update={"method": brief.method.model_copy(update={"judge": failed})}))
    assert words in shown


@in_all_formats
def test_the_method_note_has_all_figures_of_the_judge(render: Callable[[Brief], str]) -> None:
    """What it was asked and refused, and what was planted, caught and passed."""
    note = " ".join(re.split("Method|METHOD", render(with_judge(BRIEF)))[-1].split())
    assert "judge-1 was asked whether the quoted words carry 52 statements, and refused 6" in note
    assert "planted 46 that are false for certain, of which it caught 46, and 20 that are true" in note
    assert "It was trusted" in note


@pytest.mark.parametrize("model", ["<b>judge</b> *x* [1](http://e.example) \x1b[2J\u202e", None])
def test_the_name_of_a_judge_cannot_act(model: str | None) -> None:
    """The name is shown letter by letter, as all that is not ours; one that is not known is not made up."""
    brief = with_judge(BRIEF, model=model)
    assert "<b>judge" not in html(brief)
    assert "[1](http" not in markdown(brief)
    for render in EVERY.values():
        assert not re.search("[\x1b\u202e]", render(brief))
    if model is None:
        assert "Checked by a language model, which caught" in markdown(brief)


def test_a_brief_of_version_1_says_that_nobody_judged_it() -> None:
    """An old file is rendered, and nothing is claimed of a judge that it did not have."""
    old = BRIEF.model_copy(update={"schema_version": 1})
    assert "> No model has judged whether the quoted words carry these sentences." in markdown(old)


@every_format
def test_what_differs_is_put_side_by_side_without_a_verdict(render: Callable[[Brief], str]) -> None:
    """A digest says that two sentences differ, and not which is right or whether both can be."""
    differing = BRIEF.discrepancies[0].model_copy(update={"kind": "differs", "question": "Thursday / Saturday"})
    raw, bare = (render(DIGEST.model_copy(update={"discrepancies": found})) for found in ((differing,), ()))
    shown = " ".join(re.sub("<[^>]*>", " ", raw).replace("*", "").split())
    assert re.search("These differ ?: side by side, with no verdict", shown)
    assert "another report differs" in shown
    assert raw.count("disputed") == bare.count("disputed")


@pytest.mark.parametrize("kind", ["plan", "gap", "background", "forecast"])
@in_all_formats
def test_claims_of_every_kind_are_rendered(render: Callable[[Brief], str], kind: str) -> None:
    """The kinds of version 2, and the one that only version 1 has; weights are nobody's to see."""
    claims = tuple(each.model_copy(update={"kind": kind, "weight": 5}) for each in CLAIMS)
    shown = render(BRIEF.model_copy(update={"claims": claims}))
    assert shown == render(BRIEF)


@every_format
def test_a_marking_stands_at_the_top_and_at_the_bottom(render: Callable[[Brief], str]) -> None:
    """A marking frames whatever is printed; without one there is no empty frame."""
    shown = render(BRIEF.model_copy(update={"marking": "TLP:GREEN"}))
    assert shown.count("TLP:GREEN") == 2
    assert shown.index("TLP:GREEN") < shown.index("As of")
    assert shown.rindex("TLP:GREEN") > shown.index("Made on")


@every_format
def test_a_discrepancy_shows_who_says_what_and_when(render: Callable[[Brief], str]) -> None:
    """Both positions stand with value, statement, sources and date, and the note with what is not known."""
    shown = " ".join(re.sub(r"<[^>]*>|\]\(#s\d+\)|\*\*", " ", render(BRIEF)).replace("&nbsp;", " ").split())
    part = shown[shown.index("When are the talks?") : shown.index("Order unknown: one report is undated.")]
    assert "Conflict: both cannot be true" in part
    assert re.search(r"Thursday.*Talks are planned for Thursday.*1.*reported 6 May 2031", part)
    assert re.search(r"Saturday.*Talks are expected on Saturday.*2.*4.*report undated", part)


def test_sources_carry_their_descriptors() -> None:
    """Outlet, date, origin, language and reliability of each source are said, also where they are not known."""
    shown = markdown(BRIEF)
    assert "Adria Wire · 6 May 2031, 09:30 UTC · origin Adria Wire · English · reliability C" in shown
    assert "Lajmi · undated · origin not credited · Albanian · reliability F (cannot be judged)" in shown
    assert "Coast Post · undated · origin Adria Wire · English · copy of \\[2\\]" in shown
    assert re.search(r"Rye bread · .* · off topic · not cited", shown)


def test_times_are_read_with_their_zone() -> None:
    """A time in UTC says so however it is written, and another zone keeps its offset."""
    for written, read in (("Z", "UTC"), ("+00:00", "UTC"), ("+02:00", "UTC+02:00"), ("", "")):
        shown = markdown(BRIEF.model_copy(update={"generated_at": f"2031-05-07T08:00:00{written}"}))
        assert f"Made on 7 May 2031, 08:00 {read}".strip() + ". Topic" in shown


def test_a_source_without_a_title_goes_by_its_file_name() -> None:
    """The folder is somebody's own; the name of the file is enough to find it."""
    (source,) = (source for source in SOURCES if source.id == "wire")
    bare = source.model_copy(update={"title": None, "path": "/home/someone/articles/wire.txt"})
    shown = markdown(with_items(item(("S", ("over300",))), sources=(bare,)))
    assert "**\\[1\\]** wire.txt · " in shown
    assert "/home" not in shown


def test_reliability_is_never_borrowed_from_another_outlet() -> None:
    """A source that is only cited together with a better outlet shows no letter rather than that outlet's."""
    joint = claim("walkout", "Walkout.", citation("ledger", "Dockers"), citation("wire", "Dockers"), reliability="A")
    shown = markdown(with_items(item(("Walkout.", ("walkout",))), claims=(joint,)))
    assert "reliability" not in shown


def test_a_quote_within_a_longer_one_is_listed_once() -> None:
    """Citations of a part lead to the whole, so the list stays short."""
    whole, part = (
        citation("ledger", "About 310 dockers have stopped work, the union said."),
        citation("ledger", "310 dockers"),
    )
    brief = with_items(
        item(("310 dockers.", ("b",))),
        item(("They stopped.", ("a",))),
        claims=(claim("a", "A", whole), claim("b", "B", part)),
    )
    listed = markdown(brief).split("## Sources")[1]
    assert listed.count("310 dockers") == 1
    assert html(brief).count('href="#s1-q1"') == 2


def test_the_original_words_of_a_translated_claim_are_in_the_source_list() -> None:
    """A reader of the language can check the translation."""
    assert "- “Drejtoria nuk e ka konfirmuar mbylljen e portit.”" in markdown(BRIEF)
    assert '<q lang="sq" dir="auto">Drejtoria' in html(BRIEF)


def test_foreign_words_in_a_digest_are_marked() -> None:
    """A verbatim item in another language says which."""
    made = item(("Drejtoria nuk e ka konfirmuar", ("closure",)), wording="verbatim")
    untranslated = claim("closure", "c", citation("herald", "Drejtoria nuk e ka konfirmuar"))
    brief = with_items(made, claims=(untranslated,), method=DIGEST.method)
    assert line_of(brief).endswith("*(in Albanian)*")


@every_format
def test_foreign_words_in_the_timeline_are_marked(render: Callable[[Brief], str]) -> None:
    """Wherever a source's own words stand in another language, it is said which."""
    words = "Drejtoria nuk e ka konfirmuar"
    row = TimelineEntry(
        date="2026-05-04", precision="day", as_written=None, status="confirmed", text=words, claim_ids=("closure",)
    )
    brief = DIGEST.model_copy(update={"timeline": (row,), "bottom_line": (), "sections": (), "discrepancies": ()})
    assert "in Albanian" in render(brief)
    assert "in Albanian" not in render(brief.model_copy(update={"timeline": ()}))
    assert 'lang="sq"' in html(brief).split("</main>")[0].split('id="sources"')[0]


def test_undated_events_stand_behind_the_dated_ones() -> None:
    """The timeline keeps what has no date apart, with the words that its source used."""
    shown = markdown(BRIEF).split("## Timeline")[1]
    assert shown.count("Dockers walk out") == 1
    assert shown.index("**5 May 2031**") < shown.index("**Undated** (Thursday): *Expected:* Talks")


def test_markdown_lists_a_few_rejections_and_says_how_many_more() -> None:
    """A long list is cut with a count; short ones stand whole."""
    shown = markdown(BRIEF).split("## Rejected")[1]
    assert "Refused by the checks (8):" in shown
    assert "- and 3 more, all in the JSON" in shown
    assert "- articles/broken.json: line 3 is not JSON" in shown


@every_format
def test_changes_are_shown_only_against_an_earlier_brief(render: Callable[[Brief], str]) -> None:
    """No earlier brief, no part; an earlier brief with the same content says that nothing changed."""
    assert "Changes since" not in render(BRIEF.model_copy(update={"changes": None}))
    none = Changes(since="2031-05-06", added=(), changed=(), dropped=())
    assert "Nothing is new, changed or gone." in render(BRIEF.model_copy(update={"changes": none}))


def test_what_is_unknown_is_said_and_not_made_up() -> None:
    """Without an as-of date, outlets or origins, the header says so or counts from none."""
    bare = tuple(
        source.model_copy(update={"publisher": None, "origin": None, "duplicate_of": None}) for source in SOURCES[:2]
    )
    shown = markdown(with_items(as_of=None, sources=bare, claims=()))
    assert (
        "As-of date not given · 2 articles · 0 outlets and 2 without a name · 1 independent origin, possibly 2" in shown
    )


HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://e.example/i) **b** `c` | d | &lt; &copy;",
    "# 1. - + > ~~s~~ __u__ \\ <!-- c -->",
    "1. first",
    "- item",
    "10) ten",
    "    code",
    "--- ",
    "a\nb\r\n\n# c\u2028d",
)


def markdown_text(source: str, heading: str) -> str:
    """Read the list under a heading as a Markdown reader does: its text, and the types of any markup in it."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    start = next(n for n, token in enumerate(tokens) if token.type == "inline" and token.content == heading)
    inline = next(token for token in tokens[start + 1 :] if token.type == "inline")
    assert [token.type for token in tokens[start + 1 : tokens.index(inline)]] == [
        "heading_close",
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
    ]
    seen = {"text": "{0.content}", "link_open": "", "link_close": ""}
    return "".join(seen.get(token.type, "<{0.type}>").format(token) for token in inline.children or ())


MARKUP = st.text(alphabet=st.sampled_from("ab1 .)#-+=*_[]()<>!|`~\\&;\n\t"), min_size=1)


@given(st.one_of(st.sampled_from(HOSTILE), MARKUP))
def test_markdown_shows_article_text_letter_by_letter(text: str) -> None:
    """Whatever an article says, a Markdown reader sees these letters and no markup but the citation."""
    words = " ".join(text.split())
    if not words:
        return
    shown = markdown_text(markdown(with_items(item((f"{text}x", ("ships",))))), "Section")
    assert shown == f"{' '.join(f'{text}x'.split())} [1]"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_field_of_an_article_can_act_on_the_page(text: str) -> None:
    """Markup in titles, outlets, paths, quotes and reasons is shown as text; nothing runs and no address is opened."""
    fields = {"title": text, "publisher": text, "origin": text, "path": text, "url": "javascript:alert(1)"}
    sources = tuple(source.model_copy(update=fields) for source in SOURCES)
    claims = tuple(
        each.model_copy(update={"citations": tuple(c.model_copy(update={"quote": text}) for c in each.citations)})
        for each in CLAIMS
    )
    rejected = tuple(each.model_copy(update={"statement": text}) for each in BRIEF.rejected)
    update = {"title": text, "sources": sources, "claims": claims, "rejected": rejected, "marking": text}
    page = Page(html(BRIEF.model_copy(update=update)))
    assert not {"img", "iframe", "object", "form", "b", "code"} & set(page.tags)
    assert page.tags.count("script") == 1
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert all(href.startswith(("https://", "http://", "#")) for href in page.values("href"))
    assert " ".join(text.split()) in " ".join(page.text.split())


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//e.example", "http://[", "https:", "https://a b"]
)
def test_only_http_addresses_become_links(url: str) -> None:
    """Any other address of a source is not printed as a link, in either format."""
    sources = tuple(source.model_copy(update={"url": url}) for source in SOURCES)
    brief = BRIEF.model_copy(update={"sources": sources})
    assert all(href.startswith("#") for href in Page(html(brief)).values("href"))
    assert set(re.findall(r"\]\((?!#s\d+\))", markdown(brief))) == set()


def test_links_lead_to_the_very_words() -> None:
    """A text directive escapes the characters that have a meaning in it, and long quotes become a range."""
    text = "A well-known, first & only Ledger report says that many more words follow here than anybody would put in."
    source = SOURCES[1].model_copy(update={"text": text, "url": "https://e.example/a#top"})
    short, long = text[:27], text
    claims = tuple(
        claim(name, name, citation("ledger", "Dockers").model_copy(update={"start": n, "end": n + len(q), "quote": q}))
        for n, (name, q) in enumerate((("short", short), ("long", long)))
    )
    brief = with_items(item(("S", ("short",)), ("L", ("long",))), sources=(source,), claims=claims)
    links = [href for href in Page(html(brief)).values("href") if ":~:" in href]
    assert links == [
        "https://e.example/a#top:~:text=A%20well%2Dknown%2C%20first%20%26%20only",
        "https://e.example/a#top:~:text=A%20well%2Dknown%2C%20first%20%26%20only,than%20anybody%20would%20put%20in.",
    ]


def test_every_citation_of_the_page_has_its_place() -> None:
    """Each link within the page leads to an id that exists once."""
    page = Page(html(BRIEF))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    inner = [href[1:] for href in page.values("href") if href.startswith("#")]
    assert inner
    assert set(inner) <= set(ids)


def test_the_method_note_counts_the_work() -> None:
    """Model, prompts, calls, tokens and claims stand in it, and a digest has none of a model's figures."""
    note = markdown(BRIEF).split("## Method")[1]
    assert "7 claims, after 4 were merged into others; the model proposed 14, of which 12 were accepted" in note
    assert "5 chunks, 9 calls (2 answered from the cache), 12,345 tokens in, 678 out, cost not known" in note
    assert "prompts: compose fedcba98, extract 01234567" in note
    assert "test-model at llm.example" in note
    digest = markdown(DIGEST).split("## Method")[1]
    assert "7 claims, after 4 were merged into others." in digest
    assert "proposed" not in digest
    assert "calls" not in digest


def test_the_page_allows_nothing_but_its_own_style_and_script() -> None:
    """The policy names the hashes of the style and the script that stand in the page, and nothing else may load."""
    page = html(BRIEF)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None

    def hash_of(tag: str) -> str:
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.S)
        return f"'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'"

    assert policy[1].replace("&#39;", "'").split("; ") == [
        "default-src 'none'",
        f"style-src {hash_of('style')}",
        f"script-src {hash_of('script')}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not re.search(r"url\(|@import|\bfetch\(|XMLHttpRequest|innerHTML", page)


def inside(page: str, tag: str) -> list[str]:
    """Find the texts of the elements of a kind, markup left out."""
    return [unescape(re.sub(r"<[^>]*>", "", text)) for text in re.findall(rf"<{tag}[ >].*?</{tag}>", page, re.S)]


def test_each_article_stands_whole_beside_the_brief() -> None:
    """The text of an article is there to the letter, with the quoted words marked in it."""
    shown = [" ".join(text.replace("↗", "").split()) for text in inside(html(BRIEF), "article")]
    assert len(shown) == len(SOURCES)
    for source in SOURCES:
        assert any(" ".join(source.text.split()) in text for text in shown)


@given(st.lists(st.tuples(st.integers(0, 70), st.integers(1, 40)), min_size=1, max_size=5))
def test_quotes_that_overlap_are_each_marked_whole(spans: list[tuple[int, int]]) -> None:
    """However quotes lie in a text, each has one place to be led to, and its own words make up its marks."""
    text = "Dockers walked out on Monday.\nAbout 310 have stopped.\n\nTwelve ships wait in the roads; more come."
    source = SOURCES[1].model_copy(update={"text": text})
    # As a sentence does, a quote begins with a letter.
    starts = [start + text[start:].index(text[start:].split()[0]) for start, _ in spans]
    quotes = [(start, min(start + length, len(text))) for start, (_, length) in zip(starts, spans, strict=True)]
    claims = tuple(
        claim(f"c{n}", "c", citation("ledger", "Dockers").model_copy(update={"start": a, "end": b, "quote": text[a:b]}))
        for n, (a, b) in enumerate(quotes)
    )
    ids = tuple(each.id for each in claims)
    page = html(with_items(item(("S", ids)), sources=(source,), claims=claims))
    marks = re.findall(r'<mark(?: id="([^"]*)")? data-quotes="([^"]*)" tabindex="-1">(.*?)</mark>', page)
    places = page.split('data-places="')[1].split('"')[0].split()
    assert sorted(anchor for anchor, _, _ in marks if anchor) == sorted(places)
    marked = {place: "".join(words for _, of, words in marks if place in of.split()) for place in places}
    assert all(any("".join(text[a:b].split()) in "".join(m.split()) for m in marked.values()) for a, b in quotes)


def test_a_large_brief_embeds_only_the_cited_articles() -> None:
    """Ten thousand articles do not make a page that no browser opens; the source list has all of them."""
    page = html(BRIEF)
    assert BAKERY in page
    padding = tuple(
        SOURCES[-1].model_copy(update={"id": f"more-{n}", "title": f"More {n}", "text": BAKERY * 100})
        for n in range(80)
    )
    large = html(BRIEF.model_copy(update={"sources": (*SOURCES, *padding)}))
    assert BAKERY * 2 not in large
    assert "More 79" in large
    assert len(large) < 2 * len(page)
    assert all(quote in large for quote in inside(page, "mark"))


def test_a_brief_without_the_articles_texts_shows_the_quotes() -> None:
    """Who gets a brief without the texts still finds the words behind each citation."""
    bare = tuple(source.model_copy(update={"text": None}) for source in SOURCES)
    page = Page(html(BRIEF.model_copy(update={"sources": bare})))
    assert "The text of this article is not in the brief" in page.text
    assert "Twelve ships wait in the roads." in page.text
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(page.values("id"))


def test_outputs_carry_the_marks_by_which_they_are_known() -> None:
    """A brief given as input by mistake can be told from an article."""
    assert markdown(BRIEF).startswith(MARKDOWN_MARK)
    assert HTML_MARK in html(BRIEF).split("</head>")[0]


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("brief", [BRIEF, DIGEST], ids=["model", "digest"])
def test_the_terminal_view_fits_eighty_columns(brief: Brief, width: int) -> None:
    """No line is wider than 80 columns, however wide the terminal is."""
    assert max(len(line) for line in screen(brief, width).splitlines()) <= 80


@every_format
def test_control_characters_of_an_article_are_not_printed(render: Callable[[Brief], str]) -> None:
    """An escape sequence or a mark that turns the writing direction does not reach the reader's screen."""
    brief = with_items(item(("Ships\x1b[2J \u202ewait.", ("ships",))), title="T\x1b]0;x\x07")
    shown = render(brief)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert "wait" in shown


def test_rendering_does_not_depend_on_the_hash_seed() -> None:
    """Two processes with different hash seeds render the same bytes."""
    code = (
        "from tests.briefs import BRIEF as b; from briefing.render import html, json, markdown; "
        "print(markdown(b) + html(b) + json(b))"
    )
    root = Path(__file__).parents[1]

    def run(seed: str) -> bytes:
        env = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run([sys.executable, "-c", code], cwd=root, env=env, capture_output=True, check=True).stdout

    outputs = {run(seed) for seed in ("1", "2", "3")}
    assert len(outputs) == 1


@pytest.mark.parametrize(("name", "render"), [("b.md", markdown), ("b.json", json), ("b.HTML", html)])
def test_the_suffix_picks_the_format(tmp_path: Path, name: str, render: Callable[[Brief], str]) -> None:
    """Each known suffix, in either case, gives its format, and nothing else is left in the folder."""
    write(BRIEF, tmp_path / name)
    assert (tmp_path / name).read_text("utf-8") == render(BRIEF)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["b.odt", "b", "no/b.md"])
def test_a_place_that_can_not_be_is_refused(tmp_path: Path, name: str) -> None:
    """An unknown suffix or a missing folder is an error of use, and the message says what would do."""
    with pytest.raises(UsageError, match=r"\.md, \.json, \.html|there is no folder"):
        write(BRIEF, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_can_not_be_written_whole_is_not_written(tmp_path: Path) -> None:
    """When the disk is full half-way, the error says so, the old file stays and no temporary file is left."""
    path = tmp_path / "b.md"
    path.write_text("old")
    # A limit on the size of files stands in for a full disk.
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); "
        "from tests.briefs import BRIEF; from briefing.render import write; from briefing.errors import OutputError\n"
        "try: write(BRIEF, sys.argv[1])\n"
        "except OutputError as error: sys.exit(f'{error}')"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-B", "-c", code, path], cwd=root, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{path} cannot be written: ")
    assert [found.read_text() for found in tmp_path.iterdir()] == ["old"]


def test_a_place_that_the_system_refuses_is_an_output_error(tmp_path: Path) -> None:
    """A name that is too long for the file system is told of as what it is."""
    with pytest.raises(OutputError, match="cannot be written"):
        write(BRIEF, tmp_path / f"{'n' * 252}.md")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing through a symbolic link replaces the file it points to."""
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    write(BRIEF, tmp_path / "link.md")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text("utf-8") == markdown(BRIEF)
