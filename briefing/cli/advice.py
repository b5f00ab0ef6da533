"""The command that would work, for the mistakes that new users make: what was typed, set right."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

# A folder with a file of one of these may be what was meant.
_ARTICLES = (".txt", ".md", ".html", ".htm", ".json", ".jsonl")
# Folders that hold something else.
_OTHERS = frozenset({"node_modules", "site-packages", "tests", "docs", "prompts"})
_TOPIC = re.compile(r"There is no topic '(?P<asked>.*)' and no file of that name. Topics: (?P<known>[^;]*);")
_OWN = re.compile(r"(\S+): is a brief that this program made")


def typed() -> list[str]:
    """Return the command line of this run."""
    return ["briefing", *sys.argv[1:]]


def for_error(message: str, inputs: Sequence[str]) -> str | None:
    """Say what to type after an error that ended `generate`, where that can be known."""
    missing = [given for given in inputs if given != "-" and not any(map(given.__contains__, "*?[")) and _gone(given)]
    if own := _OWN.search(message):
        return _for_own_output(own[1])
    if missing:
        meant = _meant(missing[0])
        return _shown(_swapped(typed(), missing[0], meant)) if meant else None
    if "holds no article" in message and inputs and (meant := _folder()):
        return _shown(_swapped(typed(), inputs[0], meant))
    if named := _TOPIC.match(message):
        close = get_close_matches(named["asked"], named["known"].split(", "), n=1, cutoff=0.5)
        return _shown(_with(typed(), "--topic", close[0])) if close else "briefing topics"
    if "for the topic" in message:
        return _shown(_with(typed(), "--topic", "general"))
    return None


def for_failure(failure: str, base_url: str | None) -> str | None:
    """Say what to type after a brief that was made without the model; `failure` is a line of `method.failures`."""
    if base_url is not None and "@" in base_url:
        # It may hold a password, which is not printed.
        return None
    code = re.match(r"\w+", failure)
    match code[0] if code else "":
        case "auth":
            return f"OPENAI_API_KEY=your-key {_shown(typed())}"
        case "not_found":
            listed = f"curl {base_url.rstrip('/')}/models" if base_url else None
            again = _shown(_with(typed(), "--model", "NAME"))
            return f"{listed}  and then  {again}" if listed else again
        case "connect" if base_url:
            return f"{_server(base_url)}  and then the same command again; without a model:  {_without_model()}"
        case "connect":
            return _without_model()
    return None


def _for_own_output(path: str) -> str:
    if path.endswith(".json"):
        return f"briefing verify {shlex.quote(path)}  or, for a new brief:  briefing generate ARTICLES --since {path}"
    return f"briefing check {shlex.quote(path)} --sources ARTICLES  or, for a new brief:  briefing generate ARTICLES"


def _gone(given: str) -> bool:
    return not Path(given).exists()


def _meant(given: str) -> str | None:
    """Find a folder or file of nearly that name where it was looked for, else a folder with articles nearby."""
    path = Path(given)
    beside = path.parent if path.parent.is_dir() else Path()
    names = sorted(entry.name for entry in beside.iterdir() if not entry.name.startswith("."))
    close = get_close_matches(path.name, names, n=1)
    if close:
        return (beside / close[0]).as_posix()
    return _folder()


def _folder() -> str | None:
    """Find the folder with the most articles below this one."""
    folders = (p for p in (*Path().glob("*"), *Path().glob("*/*"), *Path().glob("samples/*/*")) if p.is_dir())
    most = max(sorted(folders), key=_articles_in, default=None)
    # A single one may be a README.
    return most.as_posix() if most is not None and _articles_in(most) > 1 else None


def _articles_in(folder: Path) -> int:
    # A name that begins so is the system's or a program's own.
    if any(part.startswith((".", "_")) or part in _OTHERS for part in folder.parts):
        return 0
    return sum(entry.suffix in _ARTICLES for entry in folder.iterdir())


def _server(base_url: str) -> str:
    # The ports that the servers of the README listen on when they are not told another.
    if ":11434" in base_url:
        return "ollama serve"
    if ":8080" in base_url:
        return "llama-server -m model.gguf -c 8192"
    return "start the server"


def _without_model() -> str:
    words = _less(_less(typed(), "--model"), "--base-url")
    return _shown([*words, "--no-model"])


def _with(words: Sequence[str], option: str, value: str) -> list[str]:
    return [*_less(words, option), option, value]


def _less(words: Sequence[str], option: str) -> list[str]:
    """Leave out an option and its value, however they were written."""
    kept: list[str] = []
    skip = False
    for word in words:
        if skip or word.startswith(f"{option}="):
            skip = False
            continue
        skip = word == option
        if not skip:
            kept.append(word)
    return kept


def _swapped(words: Iterable[str], old: str, new: str) -> list[str]:
    return [new if word == old else word for word in words]


def _shown(words: Iterable[str]) -> str:
    return shlex.join(words)
