"""Scripted models: what stands behind a test's server in place of a language model.

Each is a script (`script(request, n)`, see `tests.server`). A test tells a `World` what true and false things a writer
makes of which lines; `writer(world)` plays that writer, `good_judge(world)` a judge that knows the truth, and the other
judges are bad in one way each. `cast(writer, judge)` lets two of them answer for one server.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Request = Mapping[str, Any]
Reply = dict[str, Any]
Model = Callable[[dict[str, Any], int], Any]
VERDICTS = frozenset(("judge", "judge_again"))
JUDGING = VERDICTS | {"judge_discrepancies"}


# What a request shows -------------------------------------------------------------------------------------------------


def prompt_of(request: Request) -> str:
    """Which prompt a request is for: extract, judge, relate, judge_discrepancies or compose."""
    name: str = request["response_format"]["json_schema"]["name"]
    return name


def user_of(request: Request) -> str:
    """The part of a request that differs from call to call."""
    text: str = request["messages"][-1]["content"]
    return text


def lines_of(request: Request) -> list[tuple[str, str]]:
    """The labelled lines that a request shows: (s1, text), (c1, text) or (f1, text), ..."""
    return re.findall(r"^([scf]\d+) (.*)$", user_of(request), re.MULTILINE)


def bare(text: str) -> str:
    """A claim or fact without the brackets before it."""
    return re.sub(r"^\[[^\]]*\] ", "", text)


def statements_of(request: Request) -> dict[str, str]:
    """The statements of a relate or compose request, by label."""
    return {label: bare(text) for label, text in lines_of(request)}


def reasons_of(request: Request) -> list[tuple[str, str, str]]:
    """Label, statement and reason of each refused statement that an extract request shows."""
    return re.findall(r"^- (s\d+) ['“\"](.*?)['”\"]: (.*)$", user_of(request), re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """A pair as the judge sees it."""

    label: str
    published: str
    earlier: str
    evidence: str
    sentence: str
    notes: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        return [bare(line) for line in self.evidence.split(" / ")]


def pairs_of(request: Request) -> list[Shown]:
    """The pairs of a judge request, in order."""
    found = re.findall(
        r"^(p\d+)\npublished: (.*)\nearlier: (.*)\nevidence: (.*)\nsentence: (.*)((?:\nnote: .*)*)",
        user_of(request),
        re.MULTILINE,
    )
    return [Shown(*parts, tuple(re.findall(r"note: (.*)", notes))) for *parts, notes in found]


@dataclass(frozen=True)
class Dispute:
    """A discrepancy as the judge sees it: a question, and for each answer its value and the reports that give it."""

    label: str
    question: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]


def disputes_of(request: Request) -> list[Dispute]:
    """The discrepancies that a request asks about, in order."""
    found = []
    for label, question, body in re.findall(r"^(p\d+) (.*)\n((?:a\d+ .*\n(?:  .*\n)*)+)", user_of(request), re.M):
        answers = re.findall(r"^a\d+ (.*)\n((?:  .*\n)*)", body, re.MULTILINE)
        told = tuple((value, tuple(line.strip() for line in lines.splitlines())) for value, lines in answers)
        found.append(Dispute(label, question, told))
    return found


# What a reply holds ---------------------------------------------------------------------------------------------------


def claim(label: str, statement: str, **about: Any) -> Reply:
    """A claim as an extract reply holds it."""
    fields = {"kind": "event", "status": "confirmed", "speaker": "", "when": "", "figure": "", "counts": ""}
    return {"label": label, "more": [], "statement": statement, **fields, "section": "", "weight": 3, **about}


def sentence(*parts: tuple[str, Sequence[str]]) -> Reply:
    """A sentence as a compose reply holds it: of parts, each with its text and its facts' labels."""
    return {"parts": [{"facts": list(labels), "text": text} for text, labels in parts]}


def checks(request: Request, holds: Callable[[Shown], bool], words: Mapping[str, str] | None = None) -> Reply:
    """A verdict on every pair. `words`, by sentence, are those that are called unsupported, else its first three."""
    found = []
    for pair in pairs_of(request):
        first = (words or {}).get(pair.sentence, " ".join(pair.sentence.split()[:3]))
        good = holds(pair)
        verdict = "supported" if good else "unsupported"
        found.append({"label": pair.label, "unsupported": "" if good else first, "verdict": verdict})
    return {"checks": found, "orders": []}


def kinds(request: Request, kind: Callable[[Dispute], str]) -> Reply:
    """A verdict on every discrepancy."""
    return {
        "checks": [{"label": d.label, "astray": [], "reason": "", "verdict": kind(d)} for d in disputes_of(request)]
    }


def _section(request: Request, wanted: str) -> str:
    """The section if the topic has it, else the topic's first."""
    user = request["response_format"]["json_schema"]["schema"]["properties"]["claims"]["items"]["properties"]
    known: list[str] = user["section"]["enum"]
    return wanted if wanted in known else known[0]


# A world: what is true, and what is told of it ------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A statement that a writer makes of a line in which `words` (a pattern) stand; `about` are a claim's fields."""

    words: str
    statement: str
    true: bool = True
    about: Mapping[str, Any] = field(default_factory=dict)


def told(words: str, statement: str, **about: Any) -> Told:
    """A true rewrite."""
    return Told(words, statement, True, about)


def lie(words: str, statement: str, **about: Any) -> Told:
    """A false one."""
    return Told(words, statement, False, about)


@dataclass(frozen=True)
class Written:
    """A sentence that a writer composes, of parts: each its text and the statements of the facts it rests on."""

    parts: tuple[tuple[str, tuple[str, ...]], ...]
    section: str = ""
    true: bool = True

    @property
    def text(self) -> str:
        return " ".join(text for text, _ in self.parts)

    @property
    def needs(self) -> set[str]:
        return {statement for _, statements in self.parts for statement in statements}


def written(text: str, *statements: str, section: str = "", true: bool = True) -> Written:
    """A sentence of one part."""
    return Written(((text, statements),), section, true)


@dataclass(frozen=True)
class Asked:
    """A discrepancy that a writer finds: its answers are values with the statements that give them.

    `really` is what a judge that knows the truth says of it.
    """

    kind: str
    question: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]
    really: str = ""


@dataclass(frozen=True)
class World:
    """What a writer makes of some articles, and what of that is true.

    `same` are statements of one fact; `better`, by refused statement, is what a second try makes of it; `faulty`, by
    false statement, the words that a judge names. With `rest` facts that no sentence tells are told as they stand.
    """

    told: tuple[Told, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()
    asked: tuple[Asked, ...] = ()
    bottom: tuple[Written, ...] = ()
    items: tuple[Written, ...] = ()
    better: Mapping[str, Told] = field(default_factory=dict)
    faulty: Mapping[str, str] = field(default_factory=dict)
    orders: str = ""
    rest: bool = True

    @property
    def statements(self) -> frozenset[str]:
        """All that the writer states or composes."""
        composed = (each.text for each in (*self.bottom, *self.items))
        return frozenset((*(each.statement for each in (*self.told, *self.better.values())), *composed))

    @property
    def lies(self) -> frozenset[str]:
        composed = (each.text for each in (*self.bottom, *self.items) if not each.true)
        return frozenset((*(t.statement for t in (*self.told, *self.better.values()) if not t.true), *composed))

    def mates(self, statement: str) -> set[str]:
        """The statements of the same fact."""
        return {statement}.union(*(group for group in self.same if statement in group))

    def holds(self, pair: Shown) -> bool:
        """Whether the evidence of a pair says all of its sentence, the status in brackets before it included."""
        status, statement = split(pair.sentence)
        for each in (*self.told, *self.better.values()):
            if each.statement == statement and re.search(each.words, pair.evidence):
                return each.true and status in ("confirmed", each.about.get("status"))
            if self._counts(each, pair):
                return each.true
        for each in (*self.bottom, *self.items):
            if each.text == pair.sentence and all(self.mates(need) & set(pair.lines) for need in each.needs):
                return each.true
        return carried(pair.sentence, pair.lines)

    def _counts(self, told: Told, pair: Shown) -> bool:
        """Whether a pair is about what the figure of a statement counts: "KFOR troops: around 4,700"."""
        label, _, value = pair.sentence.partition(": ")
        mine = told.about.get("counts") == label and value in told.about.get("figure", "")
        return mine and bool(value) and bool(self.mates(told.statement) & set(pair.lines))

    def kind(self, dispute: Dispute) -> str:
        """How the answers of a discrepancy really stand to each other."""
        values = {value for value, _ in dispute.answers}
        for each in self.asked:
            if each.question == dispute.question and values <= {value for value, _ in each.answers}:
                return each.really or each.kind
        return "none"


def split(sentence: str) -> tuple[str, str]:
    """The status that a judge is shown before a sentence, and the sentence: "(expected) Rutte will come."."""
    found = re.fullmatch(r"\((expected|alleged|rumoured|denied)\) (.*)", sentence)
    return (found[1], found[2]) if found else ("confirmed", sentence)


_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
_VALUES = {word: str(value) for value, word in enumerate(_UNITS) if value > 1}


def normal(text: str) -> str:
    """The words of a text, whatever the notation of its numbers."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text.casefold().replace("’", "'"))
    text = re.sub(r"(\d+(?:\.\d+)?) million", lambda m: str(round(float(m[1]) * 1_000_000)), text)
    text = re.sub(r"\s*(?:%|per ?cent\b)", " percent", text)
    words = re.findall(r"\w+(?:[.:'-]\w+)*", text)
    return " ".join(_VALUES.get(word, word) for word in words)


def carried(text: str, lines: Sequence[str]) -> bool:
    """Whether a text is one of the lines but for notation, a part that is left out, or what stands first."""
    return normal(text) in {normal(form) for line in lines for form in _forms(line)}


_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


def _forms(line: str) -> Iterator[str]:
    yield line
    yield re.sub(r" \([^()]*\)", "", line, count=1)
    yield re.sub(r", (?:which|who) [^,;:()]*\.$", ".", line)
    yield line.partition("; ")[0]
    yield re.sub(r", and .*$", ".", line)
    yield re.sub(rf"^(?:(?:Late|Early) on|On|Last) {_DAY}(?: \w+)?, ", "", line)
    yield re.sub(rf"^(.*?) on ({_DAY})\b", r"On \2 \1", line)
    yield re.sub(r"^(.*), ([^,]+) said\.$", r"\2 said \1.", line)


# Models that write ----------------------------------------------------------------------------------------------------


def cast(writer: Model, judge: Model) -> Model:
    """One model that writes, another that judges."""
    return lambda request, n: (judge if prompt_of(request) in JUDGING else writer)(request, n)


def echo(request: dict[str, Any], n: int) -> Reply:
    """A faithful model without words of its own: every line comes back as it is, equal claims are one fact."""
    lines = lines_of(request)
    match prompt_of(request):
        case "extract":
            section = _section(request, "")
            return {"claims": [claim(label, text, section=section) for label, text in lines], "orders": []}
        case "relate":
            groups: dict[str, list[str]] = {}
            for label, statement in statements_of(request).items():
                groups.setdefault(statement, []).append(label)
            return {"facts": [{"claims": group, "part": []} for group in groups.values()], "discrepancies": []}
        case "compose":
            return _one_by_one(lines)
    return good_judge(World())(request, n)


def _one_by_one(lines: Sequence[tuple[str, str]], told: Sequence[str] = (), *, bottom: bool = True) -> Reply:
    """Every fact as it stands in its section, but for those that are told; the first one as the bottom line."""
    sections: dict[str, list[Reply]] = {}
    for label, text in lines:
        if label not in told and not (bottom and label == lines[0][0]):
            section = re.sub(r"^\[([^;\]]*).*", r"\1", text)
            sections.setdefault(section, []).append(sentence((bare(text), [label])))
    first = [sentence((bare(lines[0][1]), [lines[0][0]]))] if bottom and lines else []
    return {"bottom_line": first, "sections": [{"section": key, "items": items} for key, items in sections.items()]}


def reworded(request: dict[str, Any], n: int) -> Reply:
    """Like `echo`, but with "on Monday" moved to the head of its sentence: no copy, and as faithful."""
    reply: Reply = echo(request, n)
    for item in reply.get("claims", []):
        item["statement"] = re.sub(r"^D(.*?) on Monday", r"On Monday d\1", item["statement"])
    return reply


def lying(request: dict[str, Any], n: int) -> Reply:
    """A model that changes every number and has an invented minister say it, and then swears to it."""
    if prompt_of(request) in JUDGING:
        return yes(request, n)
    reply: Reply = echo(request, n)
    for item in reply.get("claims", []):
        item["statement"] = _lie(item["statement"])
    for item in (*reply.get("bottom_line", []), *(i for s in reply.get("sections", []) for i in s["items"])):
        for part in item["parts"]:
            part["text"] = _lie(part["text"])
    return reply


def _lie(text: str) -> str:
    return f"Defence Minister Aldo Quent said: {re.sub(r'[0-9]', lambda digit: str((int(digit[0]) + 1) % 10), text)}"


def writer(world: World) -> Model:
    """A model that writes as the world says."""

    def write(request: dict[str, Any], n: int) -> Reply:
        match prompt_of(request):
            case "extract":
                return _extracted(world, request)
            case "relate":
                return _related(world, statements_of(request))
            case "compose":
                return _composed(world, request)
        raise AssertionError(f"the writer was asked to answer {prompt_of(request)}")

    return write


def _extracted(world: World, request: Request) -> Reply:
    lines = lines_of(request)
    if refused := reasons_of(request):
        again = [(label, world.better[old]) for label, old, _ in refused if old in world.better]
    else:
        again = [(label, each) for label, text in lines for each in world.told if re.search(each.words, text)]
    claims = []
    for label, each in again:
        about = {**each.about, "section": _section(request, each.about.get("section", ""))}
        more = [other for other, text in lines if about.get("more") and re.search(about["more"], text)]
        claims.append(claim(label, each.statement, **{**about, "more": more}))
    orders = [label for label, text in lines if world.orders and re.search(world.orders, text)]
    return {"claims": claims, "orders": orders}


def _related(world: World, statements: Mapping[str, str]) -> Reply:
    facts: list[Reply] = []
    told: set[str] = set()
    for label, statement in statements.items():
        if label not in told:
            mates = world.mates(statement)
            group = [other for other, text in statements.items() if text in mates and other not in told]
            told.update(group)
            facts.append({"claims": group, "part": []})
    found = []
    for each in world.asked:
        positions = [
            {"claims": labels, "value": value}
            for value, said in each.answers
            if (labels := [label for label, text in statements.items() if text in said])
        ]
        if len(positions) > 1:
            found.append({"kind": each.kind, "question": each.question, "positions": positions})
    return {"facts": facts, "discrepancies": found}


def _composed(world: World, request: Request) -> Reply:
    lines = lines_of(request)
    statements = statements_of(request)

    def labels(needs: Sequence[str]) -> list[str]:
        return [label for label, text in statements.items() if any(text in world.mates(need) for need in needs)]

    def made(each: Written) -> Reply | None:
        if not all(labels([need]) for need in each.needs):
            return None
        return sentence(*((text, labels(needs)) for text, needs in each.parts))

    bottom = [found for each in world.bottom if (found := made(each))]
    items = [(each.section, found) for each in world.items if (found := made(each))]
    told = [label for found in (*bottom, *(f for _, f in items)) for part in found["parts"] for label in part["facts"]]
    reply = _one_by_one(lines if world.rest or not (bottom or items) else [], told, bottom=not bottom)
    first = request["response_format"]["json_schema"]["schema"]["properties"]["sections"]["items"]["properties"]
    for section, found in reversed(items):
        wanted = section or first["section"]["enum"][0]
        reply["sections"].insert(0, {"section": wanted, "items": [found]})
    return {**reply, "bottom_line": bottom or reply["bottom_line"]}


# Models that judge ----------------------------------------------------------------------------------------------------


def good_judge(world: World) -> Model:
    """A judge that knows what is true, and that a line says what it says."""

    def judge(request: dict[str, Any], n: int) -> Reply:
        if prompt_of(request) in VERDICTS:
            return checks(request, world.holds, world.faulty)
        return kinds(request, world.kind)

    return judge


def _always(verdict: bool) -> Model:
    def judge(request: dict[str, Any], n: int) -> Reply:
        if prompt_of(request) in VERDICTS:
            return checks(request, lambda _: verdict)
        return kinds(request, lambda _: "conflict" if verdict else "none")

    return judge


yes = _always(True)
no = _always(False)


def coin(seed: int) -> Model:
    """A judge that tosses a coin, the same for the same pair."""

    def toss(text: str) -> bool:
        return hashlib.sha256(f"{seed}\n{text}".encode()).digest()[0] % 2 == 0

    def judge(request: dict[str, Any], n: int) -> Reply:
        if prompt_of(request) in VERDICTS:
            return checks(request, lambda pair: toss(f"{pair.sentence}\n{pair.evidence}"))
        return kinds(request, lambda dispute: "conflict" if toss(dispute.question) else "none")

    return judge


def believer(world: World) -> Model:
    """A judge that takes the writer's word: what rests on a line that the writer lied about is true, whatever it is.

    Of all else it judges well. It is a model that reads the line as wrongly as it did when it wrote.
    """
    doubted = [each.words for each in world.told if not each.true]
    good = good_judge(world)

    def judge(request: dict[str, Any], n: int) -> Reply:
        if prompt_of(request) not in VERDICTS:
            return good(request, n)
        return checks(request, lambda p: any(re.search(w, p.evidence) for w in doubted) or world.holds(p))

    return judge


def talked_round(world: World, order: str) -> Model:
    """A judge that does what an article tells it to do: where `order` (a pattern) stands, all is supported."""
    good = good_judge(world)

    def judge(request: dict[str, Any], n: int) -> Reply:
        if prompt_of(request) not in VERDICTS:
            return good(request, n)
        return checks(request, lambda p: bool(re.search(order, f"{p.earlier} {p.evidence}")) or world.holds(p))

    return judge


def some_of(judge: Model, asked: Callable[[Shown, int], bool]) -> Model:
    """A judge that leaves out the pairs that are not `asked`, given with their places."""

    def answer(request: dict[str, Any], n: int) -> Reply:
        reply: Reply = judge(request, n)
        if prompt_of(request) not in VERDICTS:
            return reply
        kept = {pair.label for place, pair in enumerate(pairs_of(request)) if asked(pair, place)}
        return {**reply, "checks": [check for check in reply["checks"] if check["label"] in kept]}

    return answer


def controls_only(world: World) -> Model:
    """A judge with inside knowledge: it judges what was planted, and leaves out all that the writer wrote."""
    return some_of(good_judge(world), lambda pair, _: pair.sentence not in world.statements)


def half(world: World) -> Model:
    """A judge that leaves every second pair out."""
    return some_of(good_judge(world), lambda _, place: place % 2 == 0)


def nothing(request: dict[str, Any], n: int) -> Reply:
    """A judge that answers with empty lists."""
    return {"checks": [], "orders": []}


def mislabelled(world: World) -> Model:
    """A judge whose labels are those of other pairs, one further on and round."""

    def judge(request: dict[str, Any], n: int) -> Reply:
        reply: Reply = good_judge(world)(request, n)
        labels = [check["label"] for check in reply["checks"]]
        moved = [*labels[1:], *labels[:1]]
        return {**reply, "checks": [{**c, "label": label} for c, label in zip(reply["checks"], moved, strict=True)]}

    return judge


# What a good writer makes of `tests.runs.FLOOD_TEXTS` -----------------------------------------------------------------

_KILLED = "people killed by the flood in Vesk"
TOLL_FOUR = (
    "Four people were killed when a gate of the Orla dam failed, the director of civil protection, Marta Kolb, said."
)
TOLL_SIX = (
    "The number of people known to have been killed by the flood in Vesk is six, the civil protection office said."
)
LEFT = "By Tuesday morning about 2,300 residents of Vesk had left their homes."
FLED = "The Red Crescent said that more than 2,000 people have fled Vesk."
UNTIL_FRIDAY = "Mayor Ilo Brandt said that the bridge on the Harn road would stay closed until Friday."
ON_SATURDAY = "The roads office said that the bridge on the Harn road will open again on Saturday."
PUT_OFF = "The union of the dam's workers said that the operator had put off repairs in 2023 and 2024."
DENIED = "Orla Power denied that repairs at the dam had been put off."
FAILED = "A steel gate of the Orla dam failed on Monday evening, and the lower part of Vesk was flooded."
MARIN = "Prime Minister Teo Marin will visit the valley on Thursday, his office announced."

FLOOD = World(
    told=(
        told("A steel gate", FAILED, weight=5, when="on Monday evening"),
        told("Four people", TOLL_FOUR, weight=5, figure="Four people", counts=_KILLED, kind="figure"),
        told("eleven were injured", "Eleven people were injured, Marta Kolb said.", figure="eleven", counts="injured"),
        told("About 2,300", LEFT, weight=4, figure="About 2,300 residents", counts="people who left Vesk"),
        told("stay closed until Friday", UNTIL_FRIDAY, status="expected", speaker="Mayor Ilo Brandt"),
        told("inspected in March", "The Orla dam, built in 1961, had been inspected in March.", kind="background"),
        told("not said why", "Orla Power has not said why the gate of the dam failed.", kind="gap"),
        told("lower the lake", "Engineers are expected to lower the lake by 6 metres by Thursday.", status="expected"),
        told("140 soldiers", "On Tuesday the interior ministry sent 140 soldiers to the valley.", when="on Tuesday"),
        told("22 boats", "The interior ministry sent 22 boats to the valley.", when="on Tuesday", weight=2),
        told("Insurance experts", "The damage is more than 30 million crowns, insurance experts said.", weight=4),
        told("Schools in Vesk", "The ministry of education said that schools in Vesk and Harn are closed."),
        told("Six people", TOLL_SIX, weight=5, figure="Six people", counts=_KILLED, kind="figure"),
        told("still missing", "Two people were still missing in Lower Vesk, Marta Kolb said.", weight=4),
        told("bolt of the gate", "Orla Power said that a bolt of the gate had broken.", speaker="Orla Power"),
        told("put off repairs twice", PUT_OFF, status="alleged", speaker="The trade union of the dam's workers"),
        told("denied that repairs", DENIED, status="denied", speaker="Orla Power"),
        told("Teo Marin", MARIN, status="expected", when="on Thursday", kind="plan", weight=4),
        told("40 millimetres", "The weather service expects rain of up to 40 millimetres on Friday.", kind="plan"),
        told("Drinking water", "The health office said that residents of Vesk should boil their drinking water."),
        told("It is not known", "The number of cars that were swept away is not known.", kind="gap", weight=2),
        told("More than 2,000", FLED, weight=4, figure="More than 2,000 people", counts="people who left Vesk"),
        told("5 million crowns", "Finance Minister Ada Lund said the government has put 5 million crowns aside."),
        told("900 animals", "Some 900 animals were lost by farmers in the valley, the chamber of agriculture said."),
        told("on Saturday", ON_SATURDAY, status="expected", speaker="the roads office"),
        told("Divers from three", "A team of 12 from Norvania is among the divers who search for the missing."),
        told("Emil Sand", "The state had sold the dam too cheaply in 2009, former minister Emil Sand said."),
    ),
    asked=(
        Asked("update", "How many people were killed?", (("Four people", (TOLL_FOUR,)), ("Six people", (TOLL_SIX,)))),
        Asked("conflict", "Until when is it closed?", (("Friday", (UNTIL_FRIDAY,)), ("Saturday", (ON_SATURDAY,)))),
        Asked("variance", "How many people left Vesk?", (("about 2,300", (LEFT,)), ("more than 2,000", (FLED,)))),
        Asked("conflict", "Were repairs put off?", (("put off repairs", (PUT_OFF,)), ("denied", (DENIED,)))),
    ),
    bottom=(
        written("A gate of the Orla dam failed on Monday evening; six people are known dead.", FAILED, TOLL_SIX),
        written("Prime Minister Teo Marin is to visit the valley on Thursday.", MARIN),
    ),
    items=(
        written(
            "Mayor Ilo Brandt said the bridge would stay closed until Friday, the roads office that it opens Saturday.",
            UNTIL_FRIDAY,
            ON_SATURDAY,
        ),
        Written(
            (
                ("The dam workers' union says the operator put off repairs in 2023 and 2024,", (PUT_OFF,)),
                ("which Orla Power denies.", (DENIED,)),
            )
        ),
    ),
)  # fmt: skip
