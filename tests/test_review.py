"""A person's review: the file, its decisions on later runs, and the signature."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from briefing import Brief
from briefing.errors import UsageError
from briefing.pipeline import generate
from briefing.render import html, markdown, write
from briefing.render.mail import mail
from briefing.review import write_sheet
from briefing.verify import unchecked, verify
from tests.runs import SAMPLES, command, flood, loaded, made, port, said
from tests.scripted import FLOOD, cast, echo, good_judge, writer
from tests.server import serve

# Two more: one that says a fact of the first two over again, one that is undated.
MORE = {
    "radio.txt": """---
title: Dockers stay out
publisher: Radio Calder
published: 2025-05-08
---
Dockers at Port Calder walked out on Monday over night shifts. The ferry to Selm sails from the fishing harbour.
""",
    "notes.txt": """Nurses in Calder met the dockers at the gate. About 40 nurses brought soup.
""",
}
LATE = """---
title: Dockers return to Port Calder
publisher: Harbour Gazette
published: 2025-05-09
---
Dockers at Port Calder returned to work on Friday after the union and the port authority had signed an agreement.

The agreement ends night shifts for dockers over 50, the Harbour Gazette was told by the union's chair, Ida Voss.
"""
WALKOUT = "Dockers at Port Calder walked out on Monday over night shifts."
SHIPS = "Twelve ships wait in the roads outside the port."
CHAIR = "Its chair, Ida Voss, is expected to meet the port authority on Saturday."
OFFER = "The union rejected an offer of 4 percent more pay"


def sheet_of(brief: Brief, path: Path) -> Path:
    write_sheet(brief, path, overwrite=True)
    return path


def decide(path: Path, text: str, **decisions: object) -> None:
    """Write decisions under the entry whose text begins so, as a person would."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    head = f"text = {json.dumps(text, ensure_ascii=False)[:-1]}"
    # A passage may begin with a claim's sentence: the entry that is just that comes first.
    at = min((len(line), n) for n, line in enumerate(lines) if line.startswith(head))[1]
    new = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in decisions.items())
    lines.insert(at + 1, new)
    path.write_text("".join(lines), "utf-8")


def sign(path: Path) -> None:
    text = path.read_text("utf-8").replace('signed_by = ""', 'signed_by = "Maj. A. Berg"')
    path.write_text(text.replace('signed_at = ""', 'signed_at = "2025-05-09T08:30"'), "utf-8")


def texts(brief: Brief) -> list[str]:
    return [item.text for item in (*brief.bottom_line, *(i for s in brief.sections for i in s.items))]


def statements(brief: Brief) -> set[str]:
    return {claim.statement for claim in brief.claims}


def more(folder: Path) -> None:
    for name, text in MORE.items():
        (folder / name).write_text(text, "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return port(tmp_path / "articles")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "brief.review.toml"


# The file -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [False, True], ids=["digest", "model"])
def test_the_file_lists_every_sentence_and_claim_and_decides_nothing(folder, path, model):
    """It is TOML, names each printed sentence and each claim once, and a run with it as written changes nothing."""
    with serve(echo) as server:
        options = {"model": "m", "base_url": server.url} if model else {}
        brief = made(folder, **options)
        table = tomllib.loads(sheet_of(brief, path).read_text("utf-8"))
        again = made(folder, review=path, **options)
    listed = [entry["text"] for on in ("claim", "sentence") for entry in table.get(on, [])]
    assert set(listed) == statements(brief) | set(texts(brief))
    assert len(listed) == len(set(listed))
    assert {k: v for k, v in said(again).items() if k != "review"} == {
        k: v for k, v in said(brief).items() if k != "review"
    }
    assert (again.review.decisions, again.review.unapplied, again.review.unseen) == ((), (), 0)


def test_words_of_articles_can_not_break_the_file(tmp_path, path):
    """Quotation marks, backslashes and line ends of an article are words in the file and no TOML."""
    articles = tmp_path / "odd"
    articles.mkdir()
    (articles / "a.txt").write_text(
        'Mayor Ida Voss said: "The path C:\\port\\new is \\u0041 shut." Dockers at [[claim]] Port Calder '
        "# struck = true walked out\n\nThe union's 'strike = true' banner hung at Port Calder's gate on Monday.\x7f\n"
    )
    brief = made(articles)
    table = tomllib.loads(sheet_of(brief, path).read_text("utf-8"))
    assert {entry["text"] for entry in table["claim"]} == statements(brief)


def test_an_edited_file_is_not_overwritten_without_being_told(tmp_path, folder):
    """The command writes beside the brief, also over the same file, and not over an edited one."""
    brief = tmp_path / "brief.json"
    write(made(folder), brief)
    sheet = tmp_path / "brief.review.toml"
    assert command("review", brief).returncode == 0
    assert command("review", brief).returncode == 0
    decide(sheet, SHIPS, strike=True)
    edited = sheet.read_text("utf-8")
    refused = command("review", brief)
    assert refused.returncode == 2
    assert "--overwrite" in refused.stderr
    assert sheet.read_text("utf-8") == edited
    assert command("review", brief, "-o", tmp_path / "other.toml").returncode == 0
    assert command("review", brief, "--overwrite").returncode == 0
    assert sheet.read_text("utf-8") != edited


def test_what_is_new_is_added_behind_the_decisions_and_unsigns_them(tmp_path, folder, path):
    """`--add` keeps every line that was there but the signature, which did not cover what is added."""
    sheet_of(made(folder), path)
    decide(path, SHIPS, strike=True)
    sign(path)
    before = path.read_text("utf-8").splitlines()
    more(folder)
    write(made(folder, review=path), tmp_path / "brief.json")
    done = command("review", tmp_path / "brief.json", "--add")
    assert done.returncode == 0
    assert "signature" in done.stderr
    after = path.read_text("utf-8").splitlines()
    kept = [line for line in before if not line.startswith(("signed_", "written"))]
    assert [line for line in after if line in set(kept)][: len(kept)] == kept
    again = made(folder, review=path)
    assert (again.review.status, again.review.signed_by, again.review.unseen) == ("draft", None, 0)
    sign(path)
    assert made(folder, review=path).review.status == "reviewed"
    assert "nothing in the brief is new" in command("review", tmp_path / "brief.json", "--add").stderr


def test_a_brief_made_with_a_review_does_not_lose_it_in_a_new_file(tmp_path, folder, path):
    """A new file would not hold the decisions that the brief was made with, so it is refused."""
    decide(sheet_of(made(folder), path), SHIPS, strike=True)
    write(made(folder, review=path), tmp_path / "second.json")
    done = command("review", tmp_path / "second.json")
    assert done.returncode == 2
    assert "--add" in done.stderr


@pytest.mark.parametrize(
    ("decision", "word"),
    [
        ({"stirke": True}, "stirke"),
        ({"strike": True, "edit": "x"}, "cannot go together"),
        ({"date": "10 March"}, "10 March"),
        ({"date": "2025-13"}, "2025-13"),
        ({"merge": ["c99"]}, "c99"),
        ({"split": ["one"]}, "split"),
        ({"edit": " "}, "edit: "),
        ({"edit": "x", "reason": "because"}, "analyst:"),
        ({"edit": "x", "reason": "analyst: "}, "analyst:"),
        ({"strike": "yes"}, "strike: "),
    ],
)
def test_what_is_not_understood_is_named_and_nothing_is_done(folder, path, decision, word):
    """A misspelt decision is an error of use; it is not passed over."""
    decide(sheet_of(made(folder), path), SHIPS, **decision)
    with pytest.raises(UsageError, match=re.escape(word)):
        made(folder, review=path)


# Decisions ------------------------------------------------------------------------------------------------------------


def _decided(path: Path) -> None:
    decide(path, SHIPS, strike=True)
    decide(path, WALKOUT, edit="Dockers walked out at Port Calder on Monday over night shifts.")
    decide(path, CHAIR, date="2025-05-10", note="Check with the mayor's office.")
    decide(
        path, OFFER, split=["The union rejected an offer.", "The offer that the union rejected was 4 percent more pay."]
    )


@pytest.mark.parametrize("model", [False, True], ids=["digest", "model"])
def test_decisions_survive_a_run_with_two_more_articles(folder, path, model):
    """Strike, edit, split and date hold when articles are added, ids change and claims get more sources."""
    with serve(echo) as server:
        options = {"model": "m", "base_url": server.url} if model else {}
        first = made(folder, **options)
        _decided(sheet_of(first, path))
        second = made(folder, review=path, **options)
        more(folder)
        third = made(folder, review=path, **options)
    assert {c.id: c.statement for c in third.claims} != {c.id: c.statement for c in second.claims}
    for brief in (second, third):
        assert not brief.review.unapplied
        assert not any(SHIPS.rstrip(".") in text for text in (*texts(brief), *statements(brief)))
        assert any(r.stage == "review" and r.statement == SHIPS for r in brief.rejected)
        edited = next(c for c in brief.claims if c.statement.startswith("Dockers walked out at Port Calder"))
        assert edited.wording == "edited"
        assert {
            "The union rejected an offer.",
            "The offer that the union rejected was 4 percent more pay.",
        } <= statements(brief)
        dated = next(c for c in brief.claims if c.statement == CHAIR)
        assert dated.event_date == "2025-05-10"
        assert not model or any(e.date == "2025-05-10" and dated.id in e.claim_ids for e in brief.timeline)
        assert verify(brief) == []
    edited = next(c for c in third.claims if c.statement.startswith("Dockers walked out at Port Calder"))
    outlets = {s.publisher for s in third.sources for q in edited.citations if q.source_id == s.id}
    assert "Radio Calder" in outlets
    assert [(d.kind, d.now) for d in second.review.decisions] == [(d.kind, d.now) for d in third.review.decisions]


def test_decisions_on_the_samples_hold_when_articles_come_in_another_order(path):
    """Every claim of the samples can be struck by its own entry, and none but those is gone."""
    brief = generate([SAMPLES], topic="kfor-rutte", as_of="2025-03-10")
    sheet_of(brief, path)
    gone = [c.statement for c in brief.claims][::7]
    for statement in gone:
        decide(path, statement, strike=True)
    again = generate(sorted(SAMPLES.iterdir(), reverse=True), topic="kfor-rutte", as_of="2025-03-10", review=path)
    assert not again.review.unapplied
    assert statements(again) == statements(brief) - set(gone)
    assert verify(again) == []


def test_a_date_for_an_undated_article_fills_the_timeline(tmp_path, path):
    """What an undated "Tuesday" cannot tell, the analyst sets; every format says whose date it is."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Dockers at Port Calder walked out on Tuesday over night shifts.")
    brief = made(folder)
    assert all(entry.date is None for entry in brief.timeline)
    decide(sheet_of(brief, path), "Dockers at Port Calder walked out on Tuesday", date="2025-05-06")
    again = made(folder, review=path)
    (entry,) = again.timeline
    assert (entry.date, entry.precision) == ("2025-05-06", "day")
    assert verify(again) == []
    for shown in (markdown(again), html(again), mail(again)):
        assert re.search(r"6 May 2025 \(analyst.s date\)", shown)


def test_a_date_against_the_quotes_needs_a_reason(folder, path):
    """The article dates the walkout to 5 May; another day is refused without a reason and marked with one."""
    decide(sheet_of(made(folder), path), WALKOUT, date="2025-05-04")
    refused = made(folder, review=path)
    assert [u.kind for u in refused.review.unapplied] == ["date"]
    assert "2025-05-05" in refused.review.unapplied[0].reason.detail
    decide(path, WALKOUT, reason="analyst: the union's own log", pin=True)
    again = made(folder, review=path)
    assert next(c for c in again.claims if c.statement == WALKOUT).event_date == "2025-05-04"
    assert "the union's own log" in markdown(again).replace("’", "'")
    assert verify(again) == []


@pytest.mark.parametrize("model", [False, True], ids=["digest", "model"])
def test_an_edit_that_the_checks_refuse_needs_its_reason(folder, path, model):
    """Without one the words stay the source's and the checks say why; with one they are marked the analyst's."""
    wrong = "Twenty ships wait in the roads outside the port."
    with serve(echo) as server:
        options = {"model": "m", "base_url": server.url} if model else {}
        decide(sheet_of(made(folder, **options), path), SHIPS, edit=wrong, pin=True)
        refused = made(folder, review=path, **options)
        decide(path, SHIPS, reason="analyst: counted from the mole at noon")
        again = made(folder, review=path, **options)
    (unapplied,) = refused.review.unapplied
    assert (unapplied.kind, unapplied.reason.code) == ("edit", "check")
    assert "“Twenty” does not stand in the cited lines" in unapplied.reason.detail
    assert wrong not in statements(refused)
    assert SHIPS in texts(refused)
    assert any(wrong in failure for failure in refused.method.failures)
    assert wrong in texts(again)
    printed = next(i for s in again.sections for i in s.items if i.text == wrong)
    assert (printed.wording, printed.check) == ("edited", "edited")
    for shown in (markdown(again), html(again), mail(again)):
        assert re.search(r"analyst.s wording: counted from the mole at noon", " ".join(shown.split()))
    assert verify(again) == []
    assert any("1 of them on an analyst's reason" in line for line in unchecked(again))


def test_the_command_tells_of_a_refused_edit(tmp_path, folder, path):
    """Exit status 3, and what the checks say on standard error; the brief is written all the same."""
    decide(sheet_of(made(folder), path), SHIPS, edit="Twenty ships wait in the roads outside the port.")
    done = command("generate", folder, "--topic", "general", "--review", path, "-o", tmp_path / "b.json")
    assert done.returncode == 3
    assert "does not pass the checks: “Twenty” does not stand in the cited lines" in done.stderr
    assert SHIPS in statements(loaded(tmp_path / "b.json"))
    strict = command("generate", folder, "--topic", "general", "--review", path, "-o", tmp_path / "c.json", "--strict")
    assert strict.returncode == 1
    assert not (tmp_path / "c.json").exists()


def test_an_edit_leaves_sources_that_do_not_carry_it_their_own_words(folder, path):
    """An edit that only one of two sources carries is cited to that one; the other keeps its claim."""
    (folder / "radio.txt").write_text(MORE["radio.txt"].replace(" over night shifts.", "."))
    brief = made(folder)
    claim = next(c for c in brief.claims if c.statement == WALKOUT)
    decide(sheet_of(brief, path), WALKOUT, edit="Over night shifts, dockers at Port Calder walked out on Monday.")
    again = made(folder, review=path)
    edited = next(c for c in again.claims if c.wording == "edited")
    assert {q.source_id for q in edited.citations} <= {q.source_id for q in claim.citations}
    assert verify(again) == []


def test_two_claims_are_merged_when_both_carry_the_words(folder, path):
    """Merging unites the citations; where a source cannot say so, the checks say it and a reason is needed."""
    (folder / "radio.txt").write_text(
        "---\npublisher: Radio Calder\npublished: 2025-05-07\n---\n"
        "In the roads outside the port wait twelve ships, all told, while nobody unloads them or knows why.\n"
    )
    brief = made(folder)
    sheet_of(brief, path)
    names = {entry["text"]: entry["name"] for entry in tomllib.loads(path.read_text("utf-8"))["claim"]}
    other = next(text for text in names if text.startswith("In the roads"))
    assert names[other] != names[SHIPS]
    decide(path, SHIPS, merge=[names[other]])
    again = made(folder, review=path)
    merged = next(c for c in again.claims if c.statement == SHIPS)
    assert len({q.source_id for q in merged.citations}) == 2
    assert other not in statements(again)
    assert verify(again) == []
    sheet_of(brief, path)
    decide(path, SHIPS, merge=[names[WALKOUT]])
    refused = made(folder, review=path)
    assert refused.review.unapplied[0].reason.code == "check"
    assert {SHIPS, WALKOUT} <= statements(refused)
    decide(path, SHIPS, reason="analyst: one event", pin=True)
    forced = made(folder, review=path)
    assert WALKOUT not in statements(forced)
    assert "Sources put together by the analyst (one event)" in markdown(forced)
    assert verify(forced) == []


def test_a_pinned_claim_is_printed_however_short_the_brief(folder, path):
    """A pin beats the length."""
    brief = made(folder, length=10)
    left_out = next(c.statement for c in brief.claims if c.statement not in texts(brief))
    decide(sheet_of(brief, path), left_out, pin=True)
    again = made(folder, length=10, review=path)
    assert left_out in [item.text for section in again.sections for item in section.items]
    assert verify(again) == []


def test_a_note_and_an_attribution_are_shown_as_the_analysts(folder, path):
    """Both stand beside the sentence in every format, as the analyst's; a name from nowhere needs a reason."""
    decide(sheet_of(made(folder), path), SHIPS, note="Ask the harbour master.", attribution="Ida Voss", pin=True)
    brief = made(folder, review=path)
    claim = next(c for c in brief.claims if c.statement == SHIPS)
    assert {q.attribution for q in claim.citations} == {"Ida Voss"}
    for shown in (markdown(brief), html(brief), mail(brief)):
        flat = " ".join(shown.split()).replace("’", "'")
        assert "Analyst's note: Ask the harbour master." in flat
        assert "Attributed by the analyst to Ida Voss" in flat
    assert verify(brief) == []
    sheet_of(made(folder), path)
    decide(path, SHIPS, attribution="Kalle Blom")
    assert made(folder, review=path).review.unapplied[0].reason.code == "attribution"
    decide(path, SHIPS, reason="analyst: told the desk by telephone")
    brief = made(folder, review=path)
    assert not brief.review.unapplied
    assert verify(brief) == []


def test_a_decision_that_finds_nothing_is_named(folder, path):
    """When its article is gone the decision is listed, with the words that it was on."""
    sheet_of(made(folder), path)
    decide(path, SHIPS, strike=True)
    (folder / "ledger.txt").unlink()
    brief = made(folder, review=path)
    (unapplied,) = brief.review.unapplied
    assert (unapplied.kind, unapplied.statement, unapplied.reason.code) == ("strike", SHIPS, "not_found")
    assert any(SHIPS in failure for failure in brief.method.failures)
    assert SHIPS in markdown(brief)


def test_a_sentence_of_several_claims_is_struck_edited_and_pinned_as_a_sentence(tmp_path, path):
    """Decisions on a composed sentence hold on the next run; its claims stay among the claims."""
    folder = flood(tmp_path / "flood")
    with serve(cast(writer(FLOOD), good_judge(FLOOD))) as server:
        options = {"model": "m", "base_url": server.url}
        brief = made(folder, **options)
        joined = next(item for s in brief.sections for item in s.items if len(item.claim_ids) > 1)
        sheet_of(brief, path)
        shorter = "Mayor Ilo Brandt said the bridge would stay closed until Friday."
        assert joined.text.startswith(shorter.rstrip("."))
        decide(path, joined.text, edit=shorter)
        edited = made(folder, review=path, **options)
        printed = next(i for s in edited.sections for i in s.items if i.text == shorter)
        assert (printed.wording, printed.check) == ("edited", "edited")
        assert verify(edited) == []
        decide(sheet_of(brief, path), joined.text, strike=True)
        struck = made(folder, review=path, **options)
        assert joined.text not in texts(struck)
        assert statements(struck) == statements(brief)
        assert verify(struck) == []
        decide(sheet_of(brief, path), joined.text, edit=joined.text.replace("Friday", "Sunday"))
        refused = made(folder, review=path, **options)
        assert refused.review.unapplied[0].reason.code == "check"
        decide(sheet_of(brief, path), joined.text, pin=True)
    other = replace(FLOOD, items=())
    with serve(cast(writer(other), good_judge(other))) as server:
        pinned = made(folder, review=path, model="m", base_url=server.url)
    assert joined.text in texts(pinned)
    assert verify(pinned) == []


def test_an_edited_claim_has_the_one_day_that_its_new_words_name(folder, path):
    """A day that is written out dates the claim; a weekday, or two days, leave it as it was."""
    brief = made(folder)
    before = {c.statement: c.event_date for c in brief.claims}
    for words, day in (
        ("Twelve ships wait in the roads outside the port on 6 May.", "2025-05-06"),
        ("Twelve ships wait in the roads outside the port on Tuesday.", before[SHIPS]),
        ("Twelve ships wait in the roads outside the port from 5 to 6 May.", before[SHIPS]),
    ):
        decide(sheet_of(brief, path), SHIPS, edit=words, reason="analyst: the harbour master's log")
        again = made(folder, review=path)
        assert next(c.event_date for c in again.claims if c.statement == words) == day
        assert verify(again) == []


def test_a_reviewer_s_words_may_be_those_of_a_claim_and_its_article(tmp_path, path):
    """What a claim says counts beside its quotes, and for names the whole article does."""
    folder = flood(tmp_path / "flood")
    with serve(cast(writer(FLOOD), good_judge(FLOOD))) as server:
        options = {"model": "m", "base_url": server.url}
        brief = made(folder, **options)
        statement = next(c.statement for c in brief.claims if c.statement.startswith("Engineers are expected"))
        new = "Engineers of Orla Power are expected to lower the lake by 6 metres by Thursday."
        decide(sheet_of(brief, path), statement, edit=new, pin=True)
        again = made(folder, review=path, **options)
    assert not again.review.unapplied
    assert new in texts(again)
    assert next(c.check for c in again.claims if c.statement == new) == "edited"
    assert verify(again) == []


# The signature --------------------------------------------------------------------------------------------------------


def _shown(brief: Brief, folder: Path) -> dict[str, str]:
    import io

    import docx
    from rich.console import Console

    from briefing.render import terminal
    from briefing.render.word import word

    screen = Console(file=io.StringIO(), width=80)
    terminal(brief, screen)
    document = docx.Document(io.BytesIO(word(brief)))
    return {
        "markdown": markdown(brief),
        "html": html(brief),
        "mail": mail(brief),
        "terminal": screen.file.getvalue(),
        "docx": " ".join(p.text for p in document.sections[0].header.paragraphs),
        "json": brief.model_dump_json(),
    }


def test_until_it_is_signed_every_format_says_draft(folder, path, tmp_path):
    """No review, and a review without name or time, is a draft; signed, every format names who and when."""
    brief = made(folder)
    sheet_of(brief, path)
    unsigned = made(folder, review=path)
    path.write_text(path.read_text("utf-8").replace('signed_by = ""', 'signed_by = "Maj. A. Berg"'), "utf-8")
    half = made(folder, review=path)
    for draft in (brief, unsigned, half):
        for name, shown in _shown(draft, tmp_path).items():
            assert "DRAFT, not reviewed" in shown or name == "json", name
    assert (brief.review, unsigned.review.status, half.review.status) == (None, "draft", "draft")
    path.write_text(path.read_text("utf-8").replace('signed_at = ""', 'signed_at = "2025-05-09T08:30"'), "utf-8")
    signed = made(folder, review=path)
    assert signed.review.status == "reviewed"
    for shown in _shown(signed, tmp_path).values():
        assert "DRAFT" not in shown
        assert "Maj. A. Berg" in shown
        assert "Not reviewed by a person" not in shown
    assert verify(signed) == []


def test_a_signature_does_not_cover_what_came_later(folder, path):
    """With two more articles a signed review is a draft again, which says how many sentences are new to it."""
    sign(sheet_of(made(folder), path))
    assert made(folder, review=path).review.status == "reviewed"
    (folder / "late.txt").write_text(LATE, "utf-8")
    brief = made(folder, review=path)
    assert (brief.review.status, brief.review.signed_by) == ("draft", "Maj. A. Berg")
    assert brief.review.unseen > 0
    assert f"{brief.review.unseen} sentence" in markdown(brief)


def test_a_signature_does_not_cover_a_decision_that_was_not_carried_out(folder, path):
    """What the reviewer wanted otherwise than it is printed has not been reviewed."""
    decide(sheet_of(made(folder), path), SHIPS, edit="Twenty ships wait in the roads outside the port.")
    sign(path)
    brief = made(folder, review=path)
    assert brief.review.status == "draft"
    assert "1 decision not carried out" in markdown(brief)


# Forgeries ------------------------------------------------------------------------------------------------------------


def _reviewed(folder: Path, path: Path) -> dict:
    _decided(sheet_of(made(folder), path))
    decide(path, "More than 300 dockers are on strike", edit="On strike are 999 dockers.", reason="analyst: own count")
    sign(path)
    brief = made(folder, review=path)
    assert verify(brief) == []
    return json.loads(brief.model_dump_json())


def _claim(body: dict, start: str) -> dict:
    return next(c for c in body["claims"] if c["statement"].startswith(start))


def _forge_edit(body: dict) -> None:
    _claim(body, "Dockers walked out at")["statement"] = (
        "Dockers walked out at Port Calder on Friday over night shifts."
    )


def _forge_edit_and_decision(body: dict) -> None:
    old, new = "walked out at Port Calder on Monday", "walked out at Port Calder on Friday"
    forged = json.loads(json.dumps(body).replace(old, new))
    body.clear()
    body.update(forged)


def _forge_wording(body: dict) -> None:
    claim = _claim(body, CHAIR)
    claim["wording"], claim["statement"] = "edited", "Ida Voss met the port authority on Saturday."


def _forge_signature(body: dict) -> None:
    body["review"]["signed_by"] = None


def _forge_unseen(body: dict) -> None:
    body["review"]["unseen"] = 3


def _forge_reason(body: dict) -> None:
    next(d for d in body["review"]["decisions"] if d["reason"])["reason"] = "it is so"


def _forge_no_reason(body: dict) -> None:
    next(d for d in body["review"]["decisions"] if d["reason"])["reason"] = None


def _forge_date(body: dict) -> None:
    _claim(body, CHAIR)["event_date"] = "2025-05-11"


def _forge_no_review(body: dict) -> None:
    body["review"] = None


def _forge_struck(body: dict) -> None:
    next(d for d in body["review"]["decisions"] if d["kind"] == "strike")["was"] = CHAIR


def _forge_verbatim(body: dict) -> None:
    _claim(body, "Dockers walked out at")["wording"] = "verbatim"


@pytest.mark.parametrize("forge", [v for k, v in globals().items() if k.startswith("_forge")], ids=lambda f: f.__name__)
def test_a_forged_review_is_refused(folder, path, forge):
    """Words, dates, marks or signatures that no decision of the review made so are flaws."""
    body = _reviewed(folder, path)
    forge(body)
    assert verify(Brief.model_validate(body))


def test_a_shared_reviewed_brief_verifies(folder, path):
    """Decisions travel with a shared brief as far as what they are about is printed; struck words do not."""
    _decided(sheet_of(made(folder), path))
    sign(path)
    brief = made(folder, review=path, share="quotes")
    assert SHIPS not in brief.model_dump_json()
    assert verify(brief) == []
    assert verify(brief, folder) == []
