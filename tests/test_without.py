"""The brief without one origin, and the brief since an earlier one."""

from __future__ import annotations

import pytest

from briefing import generate
from briefing.errors import InputError, UsageError
from briefing.verify import verify
from tests.runs import command, loaded, made, said
from tests.scripted import echo, prompt_of
from tests.server import serve

ARTICLES = {
    "wire.txt": """---
title: Dockers walk out
publisher: Calder Ledger
published: 2025-05-06
---
PORT CALDER (Reuters) - Dockers at Port Calder walked out on Monday over night shifts.

The next talks of the union and the port authority will be held on 9 May in Calder.

Ferries to the islands are not affected. Three freighters with grain turned back to Karst during the night, and the \
pilots of the outer roads went home. An arbiter from the ministry listened to both sides for six hours.
""",
    "post.txt": """---
title: Talks on Sunday
publisher: Coast Post
published: 2025-05-07
---
Dockers at Port Calder walked out on Monday over night shifts.

The next talks of the union and the port authority will be held on 11 May in Calder.

Twelve ships wait in the roads. Bakers of the town brought bread and soup to the northern gate, where a brass band \
played until midnight, and a choir of pensioners sang the songs of the great strike of 1974.
""",
    "news.txt": """---
title: Mayor asks for talks
publisher: Island News
published: 2025-05-07
---
Mayor Tomas Brandt asked both sides of the dispute at Port Calder to go on talking.
""",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_it_is_the_brief_of_the_other_articles(folder):
    """Without an origin the brief is the one that its articles' absence would make, and it verifies."""
    brief = made(folder, without="reuters")
    assert not verify(brief)
    (folder / "wire.txt").unlink()
    assert said(brief) == said(made(folder))


def test_it_says_what_falls_and_what_vanishes(folder):
    """What only that origin says falls, what another says too stands, and a disagreement that needs it vanishes."""
    whole = made(folder)
    assert len(whole.discrepancies) == 1
    assert whole.method.without is None
    found = made(folder, without=["Reuters"]).method.without
    assert found is not None
    assert (found.origins, [path.rsplit("/", 1)[-1] for path in found.articles]) == (("Reuters",), ["wire.txt"])
    assert {
        "Ferries to the islands are not affected.",
        "The next talks of the union and the port authority will be held on 9 May in Calder.",
    } < set(found.fallen)
    assert "Dockers at Port Calder walked out on Monday over night shifts." not in found.fallen
    assert found.vanished == (whole.discrepancies[0].question,)


def test_an_origin_that_nothing_rests_on_takes_nothing_along(folder):
    """An outlet without a credit stands for its own articles; what others say is untouched."""
    found = made(folder, without=["Island News"]).method.without
    assert found is not None
    assert found.vanished == ()
    assert len(found.fallen) == 1


def test_several_origins_can_be_left_out(folder):
    """Each origin that is named takes its articles along."""
    brief = made(folder, without=["Reuters", "the coast post"])
    assert [source.publisher for source in brief.sources] == ["Island News"]
    assert brief.method.without is not None
    assert brief.method.without.origins == ("Reuters", "Coast Post")


def test_an_unknown_origin_lists_those_there_are(folder):
    """The error names what was asked for and every origin that can be."""
    with pytest.raises(UsageError, match=r"'AFP'.*Coast Post, Island News, Reuters"):
        generate([folder], topic="general", without="AFP")


def test_nothing_is_left(folder):
    """To leave out every article is an error that says so."""
    with pytest.raises(InputError, match="Every article"):
        generate([folder], topic="general", without=["Reuters", "Coast Post", "Island News"])


def test_what_is_cached_is_not_asked_again(folder, tmp_path):
    """After a run on all articles no article is sent to the model again to leave one out."""
    options = {"model": "m", "cache": tmp_path / "cache.sqlite", "topic": "general"}
    with serve(echo) as server:
        generate([folder], base_url=server.url, api_key="k", **options)
        asked = len(server.requests)
        brief = generate([folder], base_url=server.url, api_key="k", without="Reuters", **options)
        assert "extract" not in [prompt_of(request) for request in server.requests[asked:]]
    assert brief.method.without is not None
    assert "Ferries to the islands are not affected." in brief.method.without.fallen


def test_the_command_leaves_out_and_says_so(folder, tmp_path):
    """The flag can be repeated; Markdown names what falls, JSON holds it, and an unknown origin is wrong usage."""
    out = [tmp_path / "b.md", tmp_path / "b.json"]
    flags = ["--without", "Reuters", "--without", "Island News", "--topic", "general"]
    done = command("generate", folder, *flags, "-o", out[0], "-o", out[1])
    assert (done.returncode, loaded(out[1]).method.without is not None) == (0, True)
    text = out[0].read_text("utf-8")
    assert "Without Reuters, Island News: 2 articles left out; 5 statements fall and 1 disagreement vanishes." in text
    assert "Ferries to the islands are not affected." in text
    wrong = command("generate", folder, "--without", "AFP")
    assert wrong.returncode == 2
    assert "Coast Post, Island News, Reuters" in wrong.stderr


def test_the_bottom_line_leads_with_what_is_new(folder):
    """Against an earlier brief the first sentence is one that is new or changed; without news it is the same brief."""
    late = folder / "news.txt"
    text = late.read_text("utf-8")
    late.unlink()
    earlier = made(folder)
    late.write_text(text, "utf-8")
    brief = made(folder, since=earlier)
    assert brief.changes is not None
    new = set(brief.changes.added)
    assert {c.statement for c in brief.claims if c.id in new} == {
        "Mayor Tomas Brandt asked both sides of the dispute at Port Calder to go on talking."
    }
    assert new & set(brief.bottom_line[0].claim_ids)
    assert not new & set(made(folder).bottom_line[0].claim_ids)
    again = made(folder, since=brief)
    assert again.changes is not None
    assert (again.changes.added, again.changes.changed, again.changes.dropped) == ((), (), ())
    assert again.bottom_line == made(folder).bottom_line
