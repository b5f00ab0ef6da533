"""What a model may say: one reply type a prompt, safe under a strict JSON Schema.

The schemas keep to the subset that OpenAI, llama.cpp, Ollama and vLLM all enforce: objects, arrays, string, integer,
small enums, everything required, nothing additional, no references. A label stands before the text it supports: a model
chooses it more often rightly there. Reading is more lenient than the schemas, for servers that do not enforce them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, model_validator

from briefing.limits import STATEMENT_CHARACTERS

# One number for all calls keeps the schemas constant: a provider compiles each once. A strict schema may hold 1,000
# enum values, and relate names the claims' labels three times.
SENTENCE_LABELS: Final = tuple(f"s{n}" for n in range(1, 41))
CLAIM_LABELS: Final = tuple(f"c{n}" for n in range(1, 331))
FACT_LABELS: Final = tuple(f"f{n}" for n in range(1, 161))
PAIR_LABELS: Final = tuple(f"p{n}" for n in range(1, 17))
ANSWER_LABELS: Final = tuple(f"a{n}" for n in range(1, 41))
# Where the schema names the topic's sections.
_SECTIONS: Final = "sections of the topic"

# Round a label or a word of an enum: brackets, blanks, dots; and the zeros of "s01".
_ROUND: Final = re.compile(r"[^a-z0-9]|(?<=[a-z])0+(?=\d)")
_BETWEEN: Final = re.compile(r"[,;\s]+")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def _bare(value: object) -> object:
    """A label or a word of an enum however it is written: "S1", "[s1]", "Supported."."""
    return _ROUND.sub("", value.lower()) if isinstance(value, str) else value


def _word(value: object) -> object:
    """A word of several parts as the schema spells it: "Not found" is "not_found"."""
    return "_".join(value.strip().lower().split()) if isinstance(value, str) else value


def _one_of(labels: tuple[str, ...]) -> AfterValidator:
    allowed = frozenset(labels)

    def check(label: str) -> str:
        if label not in allowed:
            raise ValueError(f"no label {labels[0]}..{labels[-1]}")
        return label

    return AfterValidator(check)


def _those_of(labels: tuple[str, ...]) -> BeforeValidator:
    """A list less what is no label: one wrong label does not cost the item that names it."""
    allowed = frozenset(labels)

    def kept(values: object) -> object:
        if isinstance(values, str):
            values = _BETWEEN.split(values)
        if not isinstance(values, list):
            return values
        return list(dict.fromkeys(label for label in map(_bare, values) if label in allowed))

    return BeforeValidator(kept)


def _enum(values: Sequence[str | int]) -> WithJsonSchema:
    return WithJsonSchema({"type": "integer" if isinstance(values[0], int) else "string", "enum": list(values)})


def _weight(value: object) -> object:
    return min(5, max(1, round(value))) if isinstance(value, int | float) and value == value else 3


# Prose has no braces, and no marks of JSON without a blank: there a small model has gone on with the JSON inside its
# string ("took office.},{").
_DEBRIS: Final = re.compile(r"\s*(?:[\"\]]*[{}]|\"[\],:]+[\"\[\]]).*\Z", re.DOTALL)


def _words(value: object) -> object:
    """Words of an article on one line; a model may give a figure as a number."""
    text = str(value) if isinstance(value, int | float) else value
    return _CONTROL.sub(" ", _short(text)) if isinstance(text, str) else text


def _short(text: str) -> str:
    if len(text) > STATEMENT_CHARACTERS:
        raise ValueError(f"longer than {STATEMENT_CHARACTERS:,} characters")
    return text


def _prose(text: str) -> str:
    text = _DEBRIS.sub("", text) if '"' in text or "{" in text or "}" in text else text
    return " ".join(_CONTROL.sub(" ", text).split())


Prose = Annotated[str, AfterValidator(_short), AfterValidator(_prose)]
Words = Annotated[str, BeforeValidator(_words)]
SentenceLabel = Annotated[str, BeforeValidator(_bare), _one_of(SENTENCE_LABELS), _enum(SENTENCE_LABELS)]
PairLabel = Annotated[str, BeforeValidator(_bare), _one_of(PAIR_LABELS), _enum(PAIR_LABELS)]
SentenceLabels = Annotated[list[Annotated[str, _enum(SENTENCE_LABELS)]], _those_of(SENTENCE_LABELS)]
ClaimLabels = Annotated[list[Annotated[str, _enum(CLAIM_LABELS)]], _those_of(CLAIM_LABELS)]
FactLabels = Annotated[list[Annotated[str, _enum(FACT_LABELS)]], _those_of(FACT_LABELS)]
AnswerLabels = Annotated[list[Annotated[str, _enum(ANSWER_LABELS)]], _those_of(ANSWER_LABELS)]
PairLabels = Annotated[list[Annotated[str, _enum(PAIR_LABELS)]], _those_of(PAIR_LABELS)]
SectionId = Annotated[str, WithJsonSchema({"type": "string", "enum": _SECTIONS})]
ClaimKind = Literal["event", "figure", "statement", "plan", "background", "gap"]
ClaimStatus = Literal["confirmed", "expected", "alleged", "rumoured", "denied"]
DisputeKind = Literal["conflict", "update", "variance"]


class _Part(BaseModel):
    """Base of all replies. A key that was not asked for is passed over, and null is as good as left out."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_null(cls, given: object) -> object:
        return {key: value for key, value in given.items() if value is not None} if isinstance(given, dict) else given


class ProposedClaim(_Part):
    """One fact, the line that states it (`label`) and what else it needs (`more`).

    `speaker`, `when` and `figure` are words of the lines as printed, "" where there are none.
    """

    label: SentenceLabel
    more: SentenceLabels = []
    statement: Prose
    kind: Annotated[ClaimKind, BeforeValidator(_bare)] = "statement"
    status: Annotated[ClaimStatus, BeforeValidator(_bare)] = "confirmed"
    speaker: Words = ""
    when: Words = ""
    figure: Words = ""
    counts: Words = ""
    section: SectionId = ""
    weight: Annotated[int, BeforeValidator(_weight), _enum((1, 2, 3, 4, 5))] = 3


class ExtractReply(_Part):
    """The facts of a chunk, and the lines that give orders to whoever sums it up."""

    claims: list[ProposedClaim]
    orders: SentenceLabels = []


class PairCheck(_Part):
    """Whether the evidence of pair `label` says all of its sentence, and the first words that it does not say."""

    label: PairLabel
    unsupported: Words = ""
    verdict: Annotated[Literal["supported", "unsupported"], BeforeValidator(_bare)]


class JudgeReply(_Part):
    """A verdict a pair, and the pairs whose evidence gives orders to whoever sums it up."""

    checks: list[PairCheck]
    orders: PairLabels = []


class RefusedCheck(_Part):
    """The line of its evidence that sentence `label` comes nearest to, what is wrong, and the words at fault."""

    label: PairLabel
    line: SentenceLabel
    verdict: Annotated[Literal["contradicted", "overstated", "not_found"], BeforeValidator(_word)]
    words: Words = ""


class CheckReply(_Part):
    """What is wrong with each of some sentences that their evidence does not carry."""

    checks: list[RefusedCheck]


class DisputeCheck(_Part):
    """How the answers of entry `label` stand to each other, less those that are about something else (`astray`)."""

    label: PairLabel
    astray: AnswerLabels = []
    reason: Prose = ""
    verdict: Annotated[Literal["conflict", "update", "variance", "none"], BeforeValidator(_bare)]


class DisputesReply(_Part):
    """A verdict a discrepancy."""

    checks: list[DisputeCheck]


class ProposedFact(_Part):
    """Claims that state one fact, the best first, claims of other facts that say part of it, and if it still holds."""

    claims: ClaimLabels
    part: ClaimLabels = []
    overtaken: bool = False


class ProposedPosition(_Part):
    """One answer to a discrepancy's question: the claims that give it, and its words as they stand there."""

    claims: ClaimLabels
    value: Prose


class ProposedDiscrepancy(_Part):
    """Claims that answer one question differently."""

    kind: Annotated[DisputeKind, BeforeValidator(_bare)]
    question: Prose
    positions: list[ProposedPosition]


class RelateReply(_Part):
    """The facts that some claims state, and where they disagree."""

    facts: list[ProposedFact]
    discrepancies: list[ProposedDiscrepancy] = []


class SentencePart(_Part):
    """Words of a sentence and the facts that they rest on."""

    facts: FactLabels
    text: Words


class ProposedSentence(_Part):
    """A sentence: its parts, one after the other."""

    parts: list[SentencePart]


class ProposedSection(_Part):
    """A section's items, in reading order."""

    section: SectionId
    items: list[ProposedSentence]


class ComposeReply(_Part):
    """The written part of a brief."""

    bottom_line: list[ProposedSentence] = []
    sections: list[ProposedSection] = []


Reply = ExtractReply | JudgeReply | CheckReply | DisputesReply | RelateReply | ComposeReply
R = TypeVar("R", ExtractReply, JudgeReply, CheckReply, DisputesReply, RelateReply, ComposeReply)


def says_nothing(reply: Reply) -> bool:
    """Whether a reply answers nothing of what was asked. An article may hold no fact, but each pair has a verdict."""
    match reply:
        case JudgeReply() | CheckReply() | DisputesReply():
            return not reply.checks
        case ComposeReply():
            return not (reply.bottom_line or reply.sections)
    return False


# The words that a prompt's front matter may name as its `reply`.
REPLIES: Final[Mapping[str, type[Reply]]] = {
    "extract": ExtractReply,
    "judge": JudgeReply,
    "check": CheckReply,
    "disputes": DisputesReply,
    "relate": RelateReply,
    "compose": ComposeReply,
}


@cache
def schema(reply_type: type[Reply], sections: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the strict JSON Schema of a reply type: the same object for every call. Treat it as read-only.

    `sections` are the ids of the topic's sections, for the replies that name one.
    """
    full = reply_type.model_json_schema()
    plain = _plain(full, full.get("$defs", {}), sections)
    assert isinstance(plain, dict)  # noqa: S101  # a model's schema is an object; this tells mypy
    return plain


def _plain(node: Any, definitions: Mapping[str, Any], sections: tuple[str, ...]) -> Any:  # noqa: ANN401  # a JSON value
    """`node` with references put in place, and only what strict endpoints take."""
    if isinstance(node, list):
        return [_plain(item, definitions, sections) for item in node]
    if not isinstance(node, dict):
        return list(sections) if node == _SECTIONS else node
    if "$ref" in node:
        return _plain(definitions[node["$ref"].rsplit("/", 1)[-1]], definitions, sections)
    kept: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":
            # These keys are the fields' own names, so a field may be called "title".
            kept[key] = {name: _plain(field, definitions, sections) for name, field in value.items()}
        elif key not in ("$defs", "title", "description", "default", "required"):
            kept[key] = _plain(value, definitions, sections)
    if "properties" in kept:
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept
