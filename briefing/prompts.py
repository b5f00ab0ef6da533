"""Prompts and topics: the versioned files in `prompts/`, and the requests that are rendered from them.

A prompt is a Markdown file: YAML front matter (name, version, inputs, reply), then two jinja2 bodies, the system part
and, behind the line `<!-- user -->`, the user part. The system part is the same for every call of a topic and stands
first, so that a provider's prefix cache works.

Articles are data. They stand between marks made from the hash of their own text, which a text cannot hold; every
sentence is shown on one line, so that no article can start a label of its own.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, field_validator
from pydantic.dataclasses import dataclass as pydantic_dataclass

from briefing.errors import TopicError
from briefing.house import House
from briefing.records.article import Chunk
from briefing.records.brief import Reliability
from briefing.records.call import Request
from briefing.records.record import Words
from briefing.replies import CLAIM_LABELS, FACT_LABELS, PAIR_LABELS, REPLIES, SENTENCE_LABELS, Reply, schema

if TYPE_CHECKING:
    import jinja2
    from pydantic_core import ErrorDetails

NAMES: Final = ("extract", "judge", "judge_again", "relate", "judge_discrepancies", "compose")
"""The prompts that a brief is made with; `check` asks one of its own beside the judge's."""
GENERAL: Final = "general"

# 15 decimal digits are five tokens and 49 bits of SHA-256: a text that holds its own mark would take some 2**49 tries.
_MARK_DIGITS: Final = 15
# Context costs tokens in every call and is no evidence; a headline or sentence longer than this says no more.
_CONTEXT_LENGTH: Final = 200
_OPENING: Final = re.compile(r'(?<![\w.,!?])"(?=\S)')


@pydantic_dataclass(frozen=True)
class TopicSection:
    """A section of a topic's brief. `about` says in words what belongs in it."""

    id: Words
    title: Words
    about: Words


@pydantic_dataclass(frozen=True)
class Topic:
    """What a brief is about, how it is divided, and how reliable the outlets are held to be (Admiralty A to F).

    An empty `scope` takes everything in.
    """

    name: str
    title: Words
    scope: Annotated[str, AfterValidator(lambda text: " ".join(text.split()))]
    sections: Annotated[tuple[TopicSection, ...], Field(min_length=1)]
    outlets: Mapping[str, Reliability] = field(default_factory=dict)
    house: House = field(default_factory=House)

    @field_validator("sections")
    @classmethod
    def _distinct(cls, sections: tuple[TopicSection, ...]) -> tuple[TopicSection, ...]:
        ids = [section.id for section in sections]
        if twice := [each for each in ids if ids.count(each) > 1]:
            raise ValueError(f"two sections have the id {twice[0]!r}; give each its own")
        return sections


def topics() -> list[Topic]:
    """Return the topics that ship with the program, by name."""
    found = (entry for entry in (_folder() / "topics").iterdir() if entry.name.endswith(".toml"))
    return [_topic(entry.name.removesuffix(".toml"), entry) for entry in sorted(found, key=lambda entry: entry.name)]


def topic(name: str) -> Topic:
    """Return the topic of a shipped name, or of a TOML file's path. Raises `TopicError`."""
    shipped = {found.name: found for found in topics()}
    if name in shipped:
        return shipped[name]
    path = Path(name)
    if not path.is_file():
        raise TopicError(
            f"There is no topic {name!r} and no file of that name. Topics: {', '.join(shipped)}; or give the path of a "
            "TOML file."
        )
    return _topic(path.stem, path)


def _topic(name: str, source: Traversable) -> Topic:
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        house = {key: table.pop(key) for key in House.model_fields if key in table}
        return TypeAdapter(Topic).validate_python({**table, "name": name, "house": house})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TopicError(f"Topic file {source}: cannot be read as TOML ({error}).") from error
    except ValidationError as error:
        wrong = "; ".join(_wrong(each) for each in error.errors())
        more = "`briefing topics new NAME` writes one that explains every line."
        raise TopicError(f"Topic file {source}: {wrong}. {more}") from error


def _wrong(fault: ErrorDetails) -> str:
    """A fault of a topic file: "sections 1 id is ' ': String should have at least 1 character"."""
    steps = fault["loc"][fault["loc"][:1] == ("house",) :]
    place = " ".join(str(each + 1 if isinstance(each, int) else each) for each in steps)
    said = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "missing":
        return f"{place} is missing"
    return f"{place} is {fault['input']!r}: {said}" if place else said


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file: what it needs (`inputs`), the reply it asks for, and the hash that the method note prints."""

    name: str
    version: int
    inputs: tuple[str, ...]
    reply: type[Reply]
    hash: str
    system: jinja2.Template
    user: jinja2.Template

    def request(self, **values: Any) -> Request:  # noqa: ANN401  # each prompt has its own inputs
        """Render both parts. `sections`, where a prompt has them, are the only ones that the reply may name."""
        sections = tuple(section.id for section in values.get("sections", ()))
        return Request(self.name, self.system.render(values), self.user.render(values), schema(self.reply, sections))


def hashes() -> dict[str, str]:
    """Return the first 12 hexadecimal digits of the SHA-256 of each file in `NAMES`, for `method.prompts`."""
    return {name: prompt(name).hash for name in NAMES}


@cache
def prompt(name: str) -> Prompt:
    """Read the prompt file of a name, once."""
    import jinja2
    import yaml

    source = (_folder() / f"{name}.md").read_bytes()
    _, front, body = source.decode("utf-8").replace("\r\n", "\n").split("---\n", 2)
    about = yaml.safe_load(front)
    system, user = body.split("<!-- user -->\n")
    # The result is plain text for a model, not HTML, and articles must be shown as they are.
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, autoescape=False)  # noqa: S701
    return Prompt(
        name=about["name"],
        version=about["version"],
        inputs=tuple(about["inputs"]),
        reply=REPLIES[about["reply"]],
        hash=hashlib.sha256(source).hexdigest()[:12],
        system=environment.from_string(system.strip()),
        user=environment.from_string(user.strip()),
    )


def _folder() -> Traversable:
    """Find the prompts in the wheel, else those of the checkout that an editable install runs from."""
    shipped = files("briefing") / "_data" / "prompts"
    return shipped if shipped.is_dir() else Path(__file__).resolve().parent.parent / "prompts"


def extract_request(chunk: Chunk, topic: Topic, reasons: Sequence[str] = ()) -> Request:
    """Ask for the facts of a chunk. `reasons`, for a second try: a line each with a refused statement and why."""
    _check_labels(len(chunk.sentences), SENTENCE_LABELS)
    article = chunk.article
    # The day is enough to read "Tuesday" by; the time of day would cost more tokens than the headline.
    digest = article.text_sha256 or hashlib.sha256(article.text.encode()).hexdigest()
    known = (article.title, article.publisher, (article.published or "")[:10])
    return prompt("extract").request(
        topic=topic,
        sections=topic.sections,
        mark=f"{int(digest, 16) % 10**_MARK_DIGITS:0{_MARK_DIGITS}}",
        context=" | ".join(_short(value) for value in known if value and value.strip()),
        lead=_short(chunk.lead.text) if chunk.lead else "",
        lines=_lines(sentence.text for sentence in chunk.sentences),
        reasons=_lines(reasons),
    )


@dataclass(frozen=True, slots=True)
class PairView:
    """A statement and its evidence as the judge is shown them."""

    statement: str
    evidence: Sequence[str]
    context: Sequence[str]
    reported: str | None
    hints: Sequence[str] = ()


def judge_request(pairs: Sequence[PairView], *, again: bool = False) -> Request:
    """Ask whether the evidence of each pair says all of its statement; `again` in other words."""
    _check_labels(len(pairs), PAIR_LABELS)
    views = [{**_view(pair), "evidence": " / ".join(_lines(pair.evidence))} for pair in pairs]
    return prompt("judge_again" if again else "judge").request(pairs=views)


def check_request(pairs: Sequence[PairView]) -> Request:
    """Ask what is wrong with statements that their evidence does not carry, and which line of it shows it."""
    _check_labels(len(pairs), PAIR_LABELS)
    _check_labels(max(len(pair.evidence) for pair in pairs), SENTENCE_LABELS)
    return prompt("check").request(sentences=[_view(pair) for pair in pairs])


def _view(pair: PairView) -> dict[str, Any]:
    return {
        "statement": _line(pair.statement),
        "evidence": _lines(pair.evidence),
        "context": " / ".join(map(_short, pair.context)),
        "reported": (pair.reported or "")[:10],
        "hints": _lines(pair.hints),
    }


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A discrepancy as the judge is shown it: for each answer its value and a line for each report that gives it."""

    question: str
    positions: Sequence[tuple[str, Sequence[str]]]


def disputes_request(disputes: Sequence[DisputeView]) -> Request:
    """Ask whether reports really disagree."""
    _check_labels(len(disputes), PAIR_LABELS)
    views = [
        {
            "question": _line(dispute.question),
            "positions": [{"value": _line(value), "lines": _lines(lines)} for value, lines in dispute.positions],
        }
        for dispute in disputes
    ]
    return prompt("judge_discrepancies").request(disputes=views)


def relate_request(topic: Topic, lines: Sequence[str]) -> Request:
    """Ask which claims, one a line, state one fact, and where they disagree."""
    _check_labels(len(lines), CLAIM_LABELS)
    return prompt("relate").request(topic=topic, lines=_lines(lines))


def compose_request(
    topic: Topic,
    lines: Sequence[str],
    disputes: Sequence[str],
    *,
    today: str | None,
    words: int,
    bottom_words: int,
) -> Request:
    """Ask for the written part of the brief from facts and disagreements, one a line."""
    _check_labels(len(lines), FACT_LABELS)
    return prompt("compose").request(
        topic=topic,
        sections=topic.sections,
        today=today,
        words=words,
        bottom_words=bottom_words,
        lines=_lines(lines),
        disputes=_lines(disputes),
    )


def _check_labels(count: int, labels: tuple[str, ...]) -> None:
    if count > len(labels):
        raise ValueError(f"{count} lines, but the schema has labels for {len(labels)} only")


def _line(text: str) -> str:
    # All that any program may take for a new line becomes a blank. A small model that copies a straight quotation mark
    # does not escape it, and so ends its JSON string in mid-sentence; the gate reads both forms alike.
    line = " ".join(text.split())
    return _OPENING.sub("“", line).replace('"', "”") if '"' in line else line


def _lines(texts: Iterable[str]) -> list[str]:
    return [_line(text) for text in texts]


def _short(text: str) -> str:
    line = _line(text)
    return line if len(line) <= _CONTEXT_LENGTH else line[: _CONTEXT_LENGTH - 1].rsplit(" ", 1)[0] + "…"
