"""The page in a real browser: it shows the words behind each citation, asks nobody, and lets no article act."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from briefing import Brief
from briefing.pipeline import generate
from tests.briefs import BRIEF
from tests.browser import PHONE, Browser, Tab, needs_axe, needs_chromium, running
from tests.runs import SAMPLES, flood
from tests.scripted import FLOOD, cast, good_judge, writer
from tests.server import Script, Server

pytestmark = [pytest.mark.slow, needs_chromium]

# A quote is seen when its first line lies within the window.
IN_SIGHT = """mark => {
  const box = mark.getClientRects()[0];
  return box && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth + 1;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this file."""
    with running() as found:
        yield found


@pytest.fixture(scope="module")
def brief() -> Brief:
    """The samples' digest."""
    return generate([SAMPLES], topic="kfor-rutte", as_of="2025-03-10")


@pytest.fixture(scope="module")
def page(brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' page."""
    return written(brief, tmp_path_factory.mktemp("page"))


@pytest.fixture
def tab(browser: Browser, page: Path) -> Iterator[Tab]:
    """The samples' page, open; whatever a test does with it, it asks nobody and says nothing."""
    with browser.open(page) as opened:
        yield opened
        assert opened.quiet


def written(brief: Brief, folder: Path) -> Path:
    path = folder / "brief.html"
    path.write_text(brief.to_html(), "utf-8")
    return path


def shown(tab: Tab) -> tuple[str, str]:
    """The number of the article that is open and the words that are marked in it for the citation."""
    article = tab.page.locator("article:visible")
    assert article.count() == 1
    marked = "".join(article.locator("mark.on").all_text_contents())
    return article.get_attribute("data-number"), marked


def assert_shows(tab: Tab, number: str, quote: str) -> None:
    found, marked = shown(tab)
    assert found == number
    assert quote
    assert all(words in marked for words in quote.split(" … "))
    assert tab.page.locator("article:visible mark.on").first.evaluate(IN_SIGHT)


def test_a_click_on_each_citation_shows_its_marked_quote(tab: Tab) -> None:
    """Beside the brief stands the article of that number, scrolled to the very words, which are marked."""
    cites = tab.cites()
    assert cites
    for cite in cites:
        cite.click()
        assert_shows(tab, cite.get_attribute("data-source"), cite.get_attribute("data-quote"))
        assert cite.is_visible()


def test_tab_and_enter_do_the_same(tab: Tab) -> None:
    """The tab key goes through all citations in reading order, Enter shows the quote, Escape goes back."""
    keyboard = tab.page.keyboard
    wanted = len(tab.cites())
    order = []
    for _ in range(3 * wanted):
        keyboard.press("Tab")
        at = tab.page.evaluate("[...document.querySelectorAll('#brief a.cite')].indexOf(document.activeElement)")
        if at >= 0:
            order.append(at)
            focused = tab.page.locator("#brief a.cite").nth(at)
            keyboard.press("Enter")
            assert_shows(tab, focused.get_attribute("data-source"), focused.get_attribute("data-quote"))
            assert tab.page.evaluate("document.activeElement.closest('article') !== null")
            keyboard.press("Escape")
            assert focused.evaluate("cite => cite === document.activeElement")
        if len(order) == wanted:
            break
    assert order == list(range(wanted))


def test_hover_and_focus_show_the_quote(tab: Tab) -> None:
    """A pointer on a citation shows its words; they stay while the pointer is on them and go with Escape."""
    cite, hint = tab.page.locator("#brief a.cite").nth(3), tab.page.locator("#hint")
    quote = cite.get_attribute("data-quote")
    cite.hover()
    assert hint.locator(".said").text_content() == f"“{quote}”"
    hint.hover()
    tab.page.wait_for_timeout(400)
    assert hint.is_visible()
    tab.page.mouse.move(5, 5)
    hint.wait_for(state="hidden", timeout=2000)
    cite.focus()
    tab.page.keyboard.press("Shift+Tab")
    tab.page.keyboard.press("Tab")
    assert hint.is_visible()
    assert cite.get_attribute("aria-describedby") == "hint"
    tab.page.keyboard.press("Escape")
    assert hint.is_hidden()


def lost_by_arithmetic(brief: Brief, off: set[str]) -> list[bool]:
    """Which items, in reading order, have all their citations in sources of the origins `off`; from the JSON alone."""
    body = json.loads(brief.model_dump_json(by_alias=True))
    cited = {c["id"]: {citation["source_id"] for citation in c["citations"]} for c in body["claims"]}
    gone = {s["id"] for s in body["sources"] if (s["origin"] or s["publisher"] or s["title"]) in off}
    items = [*body["bottom_line"], *(item for section in body["sections"] for item in section["items"])]
    return [set().union(*(cited[claim_id] for claim_id in item["claim_ids"])) <= gone for item in items]


def test_origins_off_strike_what_set_arithmetic_says(tab: Tab, brief: Brief) -> None:
    """Off one by one and in pairs: items without support are struck and said to be, and a line counts the rest."""
    names = [box.get_attribute("data-name") for box in tab.page.locator(".origins input").all()]
    assert len(names) > 2
    boxes = {name: tab.page.locator(f'.origins input[data-name="{name}"]') for name in names}
    for off in (*((name,) for name in names), *combinations(names[:4], 2), tuple(names)):
        for name in off:
            boxes[name].uncheck()
        lost = lost_by_arithmetic(brief, set(off))
        struck = tab.page.locator(".item").evaluate_all(
            "all => all.map(i => getComputedStyle(i.querySelector('.piece')).textDecorationLine === 'line-through')"
        )
        said = tab.page.locator(".item").evaluate_all("all => all.map(i => i.textContent.includes('no support left'))")
        whole = tab.page.locator(".item").evaluate_all("all => all.map(i => i.classList.contains('lost'))")
        assert whole == lost
        assert said == lost
        assert [a or not b for a, b in zip(struck, lost, strict=True)] == [True] * len(lost)
        line = f"Without {', '.join(off)}: {lost.count(False)} of {len(lost)} items still stand."
        assert tab.page.locator("#without").text_content() == line
        for name in off:
            boxes[name].check()
    assert tab.page.locator("#without").text_content() == ""
    assert tab.page.locator(".lost, .off, .unsupported").count() == 0
    assert lost_by_arithmetic(brief, set(names)).count(False) == 0


def test_each_origin_says_what_stands_without_it(tab: Tab, brief: Brief) -> None:
    """The count beside an origin is that of the arithmetic, also where no script runs."""
    for entry in tab.page.locator(".origins li").all():
        lost = lost_by_arithmetic(brief, {entry.locator("input").get_attribute("data-name")})
        assert entry.text_content().strip().endswith(f"without: {lost.count(False)} of {len(lost)}")


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [None, PHONE], ids=["laptop", "phone"])
def test_axe_finds_no_violation(
    browser: Browser, page: Path, tmp_path: Path, scheme: str, size: dict[str, int] | None
) -> None:
    """The brief, an open article and struck sentences hold to WCAG 2.2 AA and to axe's best practices."""
    context: dict[str, Any] = {"color_scheme": scheme, **({"size": size} if size else {})}
    for path in (page, written(BRIEF, tmp_path)):
        with browser.open(path, **context) as opened:
            assert opened.violations() == []
            opened.page.locator(".origins input").first.uncheck()
            opened.page.locator("summary").first.click()
            assert opened.violations() == []
            opened.cites()[0].click()
            assert opened.violations() == []


def test_the_samples_print_on_three_pages(tab: Tab) -> None:
    """Also while an article is open, which is not printed."""
    assert 1 <= tab.pages() <= 3
    tab.cites()[0].click()
    assert 1 <= tab.pages() <= 3


def test_a_written_brief_prints_on_three_pages(
    browser: Browser, tmp_path: Path, endpoint: Callable[[Script], Server]
) -> None:
    """Also in a model's words, with key figures, discrepancies and gaps."""
    url = endpoint(cast(writer(FLOOD), good_judge(FLOOD))).url
    brief = generate([flood(tmp_path / "flood")], topic="general", model="scripted", base_url=url, api_key="key")
    assert brief.method.mode == "model"
    with browser.open(written(brief, tmp_path)) as opened:
        assert 1 <= opened.pages() <= 3


def test_print_holds_the_brief_and_its_sources(tab: Tab) -> None:
    """On paper stand the sentences, the legend and the source list, and no article, button or switch."""
    tab.cites()[0].click()
    tab.page.emulate_media(media="print")
    for part in ("#bottom-line", "#timeline", "#legend", "#origins", "#sources", "#method"):
        assert tab.page.locator(part).is_visible(), part
    for part in ("article", "button", "input", ".skip"):
        assert tab.page.locator(f"{part}:visible").count() == 0, part


def test_without_a_script_each_citation_leads_to_its_quote(browser: Browser, page: Path) -> None:
    """Every article is there, and a click brings the marked words into sight."""
    with browser.open(page, java_script_enabled=False) as plain:
        assert plain.page.locator("article:visible").count() == plain.page.locator(".sources ol > li").count()
        assert plain.page.locator("button:visible, input:visible").count() == 0
        for cite in plain.cites()[::9]:
            quote = cite.get_attribute("title")
            cite.click()
            mark = plain.page.locator("mark:target")
            assert mark.text_content() in quote
            box = mark.bounding_box()
            assert 0 <= box["y"] < plain.page.viewport_size["height"]


def test_on_a_phone_the_article_covers_the_brief_and_gives_it_back(browser: Browser, page: Path) -> None:
    """Nothing is wider than the screen; a citation opens its article, and the button leads back to that citation."""
    with browser.open(page, size=PHONE, has_touch=True, is_mobile=True) as phone:
        wide = "document.documentElement.scrollWidth - innerWidth"
        assert phone.page.evaluate(wide) <= 0
        cite = phone.cites()[9]
        cite.tap()
        assert_shows(phone, cite.get_attribute("data-source"), cite.get_attribute("data-quote"))
        assert phone.page.evaluate(wide) <= 0
        phone.page.locator("#back").tap()
        assert phone.page.locator("article:visible").count() == 0
        assert cite.evaluate(IN_SIGHT)
        assert phone.quiet


def test_a_notebook_shows_the_page_in_a_frame(browser: Browser, brief: Brief, tmp_path: Path) -> None:
    """What a notebook puts into its own page works there, and reaches nothing of it."""
    holder = tmp_path / "notebook.html"
    holder.write_text(f"<!doctype html><title>n</title>{brief._repr_html_()}", "utf-8")
    with browser.open(holder) as notebook:
        frame = notebook.page.frame_locator("iframe")
        frame.locator("a.cite").first.click()
        assert frame.locator("article:visible mark.on").count() == 1
        assert notebook.messages == []
        assert notebook.requests in ([], ["about:srcdoc"])


SCRIPT = "<script>window.ran = true</script><img src=http://e.example/i.png onerror='window.ran = true'>"


def hostile(folder: Path) -> Brief:
    """A brief on articles that try to run something, from every field that they have."""
    folder.mkdir()
    sentence = "Dockers at Port Calder walked out on Monday over night shifts"
    named = folder / "<img src=x onerror=alert(1)>.txt"
    named.write_text(
        f"{sentence}. {SCRIPT} </script></style></mark></article> Twelve ships wait in the roads.\n", "utf-8"
    )
    fields = {
        "headline": f"{SCRIPT} Port strike",
        "articleBody": f"{sentence}, the union said. {SCRIPT}\n\n--> </title> About 310 dockers have stopped.",
        "publisher": f'"><svg onload="window.ran = true"> {SCRIPT}',
        "url": "javascript:window.ran=true",
        "datePublished": "2031-05-06",
        "inLanguage": 'en"><script>window.ran = true</script>',
    }
    (folder / "feed.json").write_text(json.dumps(fields), "utf-8")
    brief = generate([folder], topic="general")
    # 100,000 words behind the quotes, and an address that ingest refuses but that a brief from elsewhere may have.
    many = " ".join(f"Ship {n} waits in the roads of Port Calder." for n in range(12_500))
    sources = tuple(
        s.model_copy(update={"text": f"{s.text}\n\n{many}", "url": "javascript:window.ran=true"}) for s in brief.sources
    )
    return brief.model_copy(update={"sources": sources, "title": f"{brief.title} {SCRIPT}", "marking": SCRIPT})


def test_hostile_articles_neither_run_nor_break_the_page(browser: Browser, tmp_path: Path) -> None:
    """Script in any field is shown as text, no address but http is a link, and 100,000 words stay within reach."""
    brief = hostile(tmp_path / "in")
    assert min(len(source.text.split()) for source in brief.sources) > 100_000
    with browser.open(written(brief, tmp_path)) as opened:
        for cite in opened.cites():
            cite.hover()
            cite.click()
            assert_shows(opened, cite.get_attribute("data-source"), cite.get_attribute("data-quote"))
        for box in opened.page.locator(".origins input").all():
            opened.page.locator("#all").click() if opened.page.locator("#all").is_visible() else None
            box.uncheck()
        assert opened.page.evaluate("window.ran") is None
        assert opened.page.locator("img, svg, iframe, form").count() == 0
        links = opened.page.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        assert all(href.startswith(("#", "https://", "http://")) for href in links)
        assert SCRIPT in opened.page.locator("h1").text_content()
        assert opened.quiet
