"""What is installed: its name, its types, and what a user's type checker says of a script that uses it."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from importlib.metadata import metadata
from pathlib import Path

import pytest

import briefing
from briefing.errors import UsageError
from tests.runs import ROOT

TOOLS = Path(sysconfig.get_path("scripts"))
SCRIPT = """\
import datetime
from pathlib import Path

import briefing


class Own:
    async def complete(self, request: briefing.Request, /) -> briefing.Completion:
        return briefing.Completion(request.user)


async def main(own: briefing.Model) -> briefing.Brief:
    return await briefing.agenerate([Path("a")], model=own, as_of=datetime.date(2025, 3, 10), max_cost=2)


brief: briefing.Brief = briefing.generate("articles", model=Own(), without=["Reuters"], share="quotes")
text: str = brief.to_markdown() + brief.claims[0].citations[0].quote
"""
WRONG = """\
briefing.generate(["a"], modle="gpt-5-mini")
briefing.generate(["a"], concurrency="8")
briefing.generate(["a"], model=object())
briefing.generate(["a"], share="everything")
briefing.agenerate(["a"], as_of=20250310)
briefing.generate(["a"]).bottom_lines
length: int = briefing.generate(["a"])
"""
CHECKERS = {
    # The engine of pyright, as it is without settings.
    "pyright": ["basedpyright", "--level", "error", "--pythonpath", sys.executable],
    "mypy": ["mypy", "--strict", "--python-executable", sys.executable, "--show-error-codes"],
}


@pytest.mark.slow
@pytest.mark.parametrize("checker", CHECKERS)
def test_a_users_type_checker_knows_the_function_and_its_brief(checker, tmp_path):
    """A right script has no error; each misspelt keyword, wrong value and unknown field is one, on its line."""
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "standard"}')
    for name, text in (("right.py", SCRIPT), ("wrong.py", SCRIPT + WRONG)):
        (tmp_path / name).write_text(text, "utf-8")
    command, *options = CHECKERS[checker]
    right, wrong = (
        subprocess.run([TOOLS / command, *options, name], cwd=tmp_path, capture_output=True, text=True, timeout=300)
        for name in ("right.py", "wrong.py")
    )
    assert right.returncode == 0, right.stdout + right.stderr
    first = SCRIPT.count("\n") + 1
    for number, line in enumerate(WRONG.splitlines(), first):
        assert f"wrong.py:{number}:" in wrong.stdout, f"{line}\n{wrong.stdout}"


@pytest.mark.parametrize(
    ("keywords", "said"),
    [
        ({"modle": "m"}, "modle: Unexpected keyword argument"),
        ({"concurrency": "8"}, "concurrency: Input should be a valid integer"),
        ({"timeout": 0}, "timeout: Input should be greater than 0"),
        ({"model": object()}, "model: Input should be a valid string or an instance of Model"),
        ({"as_of": "5 March"}, "'5 March' is not a date"),
        ({"without": 5}, "without: "),
        ({"notice": "loud"}, "notice: Input should be callable"),
    ],
)
def test_a_keyword_that_can_not_be_is_an_error_of_use(keywords, said):
    """Whatever is misspelt or of a wrong type is named, with what it should be, before anything is read."""
    with pytest.raises(UsageError, match=said):
        briefing.generate(["nowhere"], **keywords)


def test_a_key_of_a_wrong_type_is_not_repeated():
    """The message names the keyword and not its value."""
    with pytest.raises(UsageError, match="api_key") as caught:
        briefing.generate(["nowhere"], api_key=b"sk-never-to-be-seen")
    assert "never" not in f"{caught.value!r} {caught.value.__cause__}"


@pytest.mark.parametrize("inputs", [5, None, [5], [None], b"articles"])
def test_an_input_that_is_none_is_an_error_of_use(inputs):
    """What is no path, no `Article` and no mapping is named by its type."""
    with pytest.raises(UsageError, match="An input is a path, an Article or a mapping"):
        briefing.generate(inputs)


def test_help_shows_every_keyword_with_its_default():
    """A reader in a shell sees what there is to set."""
    done = subprocess.run(
        [sys.executable, "-c", "import briefing; help(briefing.generate)"], capture_output=True, text=True, cwd=ROOT
    )
    assert "concurrency: " in done.stdout
    assert "= 8" in done.stdout
    assert "Make a brief from articles" in done.stdout


def test_the_distribution_is_named_as_the_package_index_will_have_it():
    """It is installed as `cited-briefing`, at the version of the package, and gives the command `briefing`."""
    found = metadata("cited-briefing")
    assert (found["Name"], found["Version"]) == ("cited-briefing", briefing.__version__)
    assert (TOOLS / "briefing").exists()


@pytest.mark.slow
def test_the_wheel_has_what_the_package_needs(tmp_path):
    """Beside the code it holds the mark that its types count, the prompts, the templates and the tables."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT], check=True, timeout=300
    )
    (wheel,) = tmp_path.glob("cited_briefing-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        "py.typed",
        "_data/prompts/extract.md",
        "_data/prompts/topics/general.toml",
        "render/templates/brief.js",
        "cli/topic.toml",
    }
    assert {f"briefing/{name}" for name in wanted} <= names
    assert {name.split("/")[0] for name in names} == {"briefing", wheel.name.rsplit("-py3", 1)[0] + ".dist-info"}
