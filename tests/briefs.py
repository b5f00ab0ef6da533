"""A brief built by hand, on a strike at an invented port: every part of the contract has something in it."""

from __future__ import annotations

import hashlib

from briefing import Brief
from briefing.records.brief import (
    Change,
    Changes,
    Citation,
    ClaimRecord,
    Discrepancy,
    Dropped,
    FigureValue,
    Gap,
    Item,
    ItemSpan,
    JudgeScore,
    KeyFigure,
    Method,
    Origins,
    Period,
    Position,
    Rejected,
    Section,
    Source,
    TimelineEntry,
)
from briefing.records.record import Reason

LEDGER = (
    "Dockers at Port Calder walked out on Monday over night shifts. About 310 dockers have stopped work, the "
    "union said. "
    'Its chair, Ida Voss, told the Ledger: "We will talk on Thursday, not before." Twelve ships wait in the roads.'
)
WIRE = (
    "Dockers at Port Calder walked out on Monday over night shifts. More than 300 dockers are on strike. "
    "The port authority expects talks on Saturday."
)
HERALD = "Lukëtarët e Port Calder ndaluan punën të hënën. Drejtoria nuk e ka konfirmuar mbylljen e portit."
COPY = WIRE
BAKERY = "A bakery in Calder won a prize for its rye bread."


def _source(source_id: str, text: str, **fields: object) -> Source:
    return Source.model_validate(
        {"id": source_id, "text": text, "text_sha256": hashlib.sha256(text.encode()).hexdigest(), **fields}
    )


SOURCES = (
    _source(
        "copy",
        COPY,
        title="Port strike",
        publisher="Coast Post",
        origin="Adria Wire",
        duplicate_of="wire",
        language="en",
    ),
    _source(
        "ledger",
        LEDGER,
        title="Night shifts stop Port Calder",
        publisher="Calder Ledger",
        origin="Calder Ledger",
        published="2031-05-06",
        url="https://ledger.example/port-calder?id=7",
        language="en",
    ),
    _source(
        "wire",
        WIRE,
        title="Port Calder dockers strike",
        publisher="Adria Wire",
        origin="Adria Wire",
        published="2031-05-06T09:30:00Z",
        path="articles/wire.txt",
        language="en",
    ),
    _source(
        "herald", HERALD, title="Greva në Port Calder", publisher="Lajmi", url="javascript:alert(1)", language="sq"
    ),
    _source("bakery", BAKERY, title="Rye bread", publisher="Calder Ledger", on_topic=False, language="en"),
)
TEXTS = {source.id: source.text for source in SOURCES}


def citation(source_id: str, quote: str) -> Citation:
    """Cite `quote` at its true offsets."""
    text = TEXTS[source_id]
    start = text.index(quote)
    end = start + len(quote)
    return Citation(
        source_id=source_id,
        start=start,
        end=end,
        quote=quote,
        prefix=text[max(0, start - 32) : start],
        suffix=text[end : end + 32],
    )


def claim(
    claim_id: str, statement: str, *citations: Citation, origins: tuple[int, int] = (1, 1), **fields: object
) -> ClaimRecord:
    """Make a claim with defaults for what a test does not look at."""
    values: dict[str, object] = {
        "id": claim_id,
        "statement": statement,
        "kind": "event",
        "status": "confirmed",
        "sourcing": "unattributed",
        "wording": "model",
        "check": "judged",
        "citations": citations,
        "origins": Origins(established=origins[0], possible=origins[1]),
        "reliability": "C",
        "credibility": 3,
    }
    return ClaimRecord.model_validate(values | fields)


_CHECKS = {"model": "judged", "verbatim": "verbatim", "edited": "edited"}


def item(*parts: tuple[str, tuple[str, ...]], wording: str = "model") -> Item:
    """Make an item of consecutive spans, given as (words, claim ids)."""
    text, spans = "", []
    for words, claim_ids in parts:
        spans.append(ItemSpan(start=len(text), end=len(text) + len(words), claim_ids=claim_ids))
        text += words
    ids = tuple(dict.fromkeys(claim_id for span in spans for claim_id in span.claim_ids))
    return Item.model_validate(
        {"text": text, "spans": spans, "claim_ids": ids, "wording": wording, "check": _CHECKS[wording]}
    )


WALKOUT = "Dockers at Port Calder walked out on Monday over night shifts."
CLAIMS = (
    claim("walkout", WALKOUT, citation("ledger", WALKOUT), citation("wire", WALKOUT), origins=(2, 3)),
    claim(
        "about310", "About 310 dockers have stopped work.", citation("ledger", "About 310 dockers have stopped work")
    ),
    claim("over300", "More than 300 dockers are on strike.", citation("wire", "More than 300 dockers are on strike.")),
    claim(
        "thursday",
        "Talks are planned for Thursday.",
        citation("ledger", "We will talk on Thursday"),
        status="expected",
        reliability="B",
    ),
    claim(
        "saturday",
        "Talks are expected on Saturday.",
        citation("wire", "The port authority expects talks on Saturday."),
        status="expected",
    ),
    claim("ships", "Twelve ships wait in the roads.", citation("ledger", "Twelve ships wait in the roads.")),
    claim(
        "closure",
        "The directorate has not confirmed the closure of the port.",
        citation("herald", "Drejtoria nuk e ka konfirmuar mbylljen e portit."),
        translated=True,
        reliability="F",
    ),
)

METHOD = Method(
    mode="model",
    model="test-model",
    base_url="llm.example",
    prompts={"extract": "0123456789abcdef", "compose": "fedcba9876543210"},
    chunks=5,
    calls=9,
    cached=2,
    prompt_tokens=12345,
    completion_tokens=678,
    claims_proposed=14,
    claims_accepted=12,
    claims_merged=4,
    items_by_model=5,
    items_verbatim=0,
    degraded=False,
    failures=(),
    seconds=3.5,
)

BRIEF = Brief(
    title="Strike at Port Calder",
    topic="port-calder",
    as_of="2031-05-07",
    generated_at="2031-05-07T08:00:00+00:00",
    period=Period(start="2031-05-06", end="2031-05-06"),
    bottom_line=(item((WALKOUT, ("walkout",))),),
    sections=(
        Section(
            id="strike",
            title="The strike",
            items=(
                item(
                    ("About 310 dockers have stopped work", ("about310",)),
                    (", and twelve ships wait in the roads", ("ships",)),
                    (", north of the mole", ("ships",)),
                    (".", ("ships",)),
                ),
                item(("Talks are planned for Thursday.", ("thursday",))),
                item(("Talks are planned for Thursday; ships wait.", ("thursday", "ships"))),
            ),
        ),
        Section(
            id="port",
            title="The port",
            items=(item(("The directorate has not confirmed the closure of the port.", ("closure",))),),
        ),
        Section(id="empty", title="Nothing here", items=()),
    ),
    key_figures=(
        KeyFigure(
            label="dockers on strike",
            values=(
                FigureValue(
                    value="about 310", number=310, qualifier="about", as_of="2031-05-06", claim_ids=("about310",)
                ),
                FigureValue(value="more than 300", number=300, qualifier="over", claim_ids=("over300",)),
            ),
            status="variance",
        ),
    ),
    timeline=(
        TimelineEntry(
            date=None, precision="none", as_written="Thursday", status="expected", text="Talks", claim_ids=("thursday",)
        ),
        TimelineEntry(
            date="2031-05-05",
            precision="day",
            as_written="Monday",
            status="confirmed",
            text="Dockers walk out",
            claim_ids=("walkout",),
        ),
    ),
    discrepancies=(
        Discrepancy(
            id="d1",
            kind="conflict",
            question="When are the talks?",
            positions=(
                Position(
                    value="Thursday",
                    statement="Talks are planned for Thursday.",
                    claim_ids=("thursday",),
                    source_ids=("ledger",),
                    reported="2031-05-06",
                ),
                Position(
                    value="Saturday",
                    statement="Talks are expected on Saturday.",
                    claim_ids=("saturday",),
                    source_ids=("wire", "copy"),
                ),
            ),
            note="Order unknown: one report is undated.",
        ),
    ),
    gaps=(
        Gap(text="The closure of the port is not confirmed.", basis="sourced", claim_ids=("closure",)),
        Gap(text="1 of 4 articles is undated.", basis="computed"),
    ),
    changes=Changes(
        since="2031-05-06T08:00:00Z",
        added=("closure",),
        changed=(
            Change(claim_id="about310", was="About 250 dockers have stopped work", what="The number has changed."),
        ),
        dropped=(Dropped(statement="The crane is broken.", reason="no article says so now"),),
    ),
    claims=CLAIMS,
    sources=SOURCES,
    rejected=(
        Rejected(path="articles/broken.json", stage="ingest", reason=Reason(code="json", detail="line 3 is not JSON")),
        Rejected(
            source_id="bakery",
            stage="topic",
            statement=BAKERY,
            reason=Reason(code="off_topic", detail="not on the topic"),
        ),
        *(
            Rejected(
                source_id="wire",
                stage="check",
                statement=f"There are {n} ships.",
                reason=Reason(code="number", detail=f"{n} is not there"),
            )
            for n in range(20, 28)
        ),
    ),
    method=METHOD,
)


def with_judge(brief: Brief, *, trusted: bool = True, model: str | None = "judge-1") -> Brief:
    """The brief with the score of a judge that did well, or that caught only half of what was planted."""
    caught = 46 if trusted else 11
    score = JudgeScore(
        model=model,
        asked=52,
        refused=6,
        false_planted=46 if trusted else 20,
        false_caught=caught,
        true_planted=20,
        true_passed=20,
        trusted=trusted,
    )
    return brief.model_copy(update={"method": brief.method.model_copy(update={"judge": score})})


def verbatim(brief: Brief) -> Brief:
    """Turn it into what a run without a model would give: its texts verbatim and its mode extractive."""
    quoted = {"wording": "verbatim", "check": "verbatim"}
    return brief.model_copy(
        update={
            "bottom_line": tuple(each.model_copy(update=quoted) for each in brief.bottom_line),
            "sections": tuple(
                section.model_copy(update={"items": tuple(each.model_copy(update=quoted) for each in section.items)})
                for section in brief.sections
            ),
            "claims": tuple(each.model_copy(update=quoted) for each in brief.claims),
            "method": METHOD.model_copy(
                update={
                    "mode": "extractive",
                    "model": None,
                    "base_url": None,
                    "prompts": {},
                    "calls": 0,
                    "cached": 0,
                    "chunks": 0,
                    "claims_proposed": 0,
                    "claims_accepted": 0,
                    "items_by_model": 0,
                    "items_verbatim": 5,
                }
            ),
        }
    )
