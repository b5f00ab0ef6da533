"""The review file as it is written: every printed sentence and every claim, with the decisions to be uncommented."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefing.errors import UsageError
from briefing.records.brief import Brief, Citation, Item
from briefing.review.entries import Anchor, anchors, read
from briefing.storage import save

_TEMPLATE = Path(__file__).with_name("review.toml.j2")
_SIGNED = re.compile(r"^(signed_by|signed_at) *=.*$", re.M)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry to be written: the printed places it stands in, and lines of comment that help to judge it."""

    on: Literal["claim", "sentence"]
    text: str
    at: frozenset[Anchor]
    where: tuple[str, ...]
    section: str | None
    about: tuple[str, ...]


def place(brief: Path) -> Path:
    """Where the review file of a brief lies unless another place is named: beside it."""
    return brief.with_name(f"{brief.name.removesuffix('.json')}.review.toml")


def write_sheet(brief: Brief, path: Path, *, add: bool = False, overwrite: bool = False) -> str:
    """Write the review file of a brief, and give a line that says what was done.

    A file that says something else is not overwritten unless `overwrite` says so. `add` leaves it as it is, puts what
    is new in the brief behind it, and takes the signature out, which did not cover that. Raises `UsageError`.
    """
    if add and path.is_file():
        return _added(brief, path)
    if brief.review is not None and brief.review.decisions and not overwrite:
        raise UsageError(
            f"the brief was made with a review file, and {len(brief.review.decisions)} decisions of it would not be "
            "in a new one. Put what is new behind that file with -o FILE --add, or pass --overwrite to begin anew."
        )
    rows = list(_rows(brief))
    text = _written(rows, Counter(), brief=brief, path=str(path))
    if path.is_file() and not overwrite and path.read_text("utf-8", errors="replace") != text:
        raise UsageError(
            f"{path} is there, edited or of another brief, and is not overwritten. Put what is new behind it with "
            "--add, name another file with -o, or pass --overwrite to lose it."
        )
    save(path, text)
    return f"wrote {path}: {len(rows)} entries"


def _added(brief: Brief, path: Path) -> str:
    sheet = read(path)
    listed = {(entry.on, words, at) for entry in sheet.entries for words in entry.words for at in entry.at}
    new = [row for row in _rows(brief) if listed.isdisjoint((row.on, row.text, at) for at in row.at)]
    if not new:
        return f"{path}: nothing in the brief is new to it"
    highest = Counter[str]()
    for letter, number in ((entry.name[:1], entry.name[1:]) for entry in sheet.entries):
        if number.isdigit():
            highest[letter] = max(highest[letter], int(number))
    text = _SIGNED.sub(r'\1 = ""', path.read_text("utf-8"))
    heading = f"\n# New in the brief of {_line(brief.generated_at)} ---------------------------\n"
    save(path, text.rstrip("\n") + "\n" + heading + _written(new, highest))
    unsigned = " The signature, which did not cover them, is taken out." if sheet.signed_by else ""
    return f"{path}: {len(new)} entries added behind those that were there.{unsigned}"


def _rows(brief: Brief) -> Iterator[_Row]:
    """Printed sentences in reading order, then the claims that are not printed as they stand."""
    hashes = {source.id: source.text_sha256 for source in brief.sources}
    claims = {claim.id: claim for claim in brief.claims}
    printed: dict[str, list[str]] = {}
    made: dict[str, list[tuple[str, str, Item]]] = {}
    places = [("bottom_line", "Bottom line", brief.bottom_line)]
    places += [(section.id, section.title, section.items) for section in brief.sections]
    for section_id, title, item in ((key, title, item) for key, title, items in places for item in items):
        whole = next((i for i in item.claim_ids if i in claims and claims[i].statement == item.text), None)
        if whole is None:
            made.setdefault(item.text, []).append((section_id, title, item))
        else:
            printed.setdefault(whole, []).append(title)
    for text, found in made.items():
        # One decision goes for the sentence wherever it is printed; pinned, it is put back where it stood last.
        section_id, _, item = found[-1]
        quotes = list(dict.fromkeys(c for i in item.claim_ids if i in claims for c in claims[i].citations))
        titles = tuple(title for _, title, _ in found)
        yield _Row("sentence", text, anchors(quotes, hashes), titles, section_id, _about(quotes, brief))
    for key in (*printed, *(claim.id for claim in brief.claims if claim.id not in printed)):
        claim = claims[key]
        when = claim.event_date or claim.event_date_as_written or "no date"
        head = ", ".join(filter(None, (claim.kind, claim.status, when, claim.check)))
        about = (head, *_about(claim.citations, brief))
        titles = tuple(printed.get(key, ()))
        yield _Row("claim", claim.statement, anchors(claim.citations, hashes), titles, None, about)


def _about(quotes: Sequence[Citation], brief: Brief) -> tuple[str, ...]:
    """Who says so, with which words."""
    sources = {source.id: source for source in brief.sources}
    named = [(sources[quote.source_id], quote.quote) for quote in quotes]
    return tuple(
        f"{source.publisher or source.title or source.id}, {(source.published or 'undated')[:10]}: “{words}”"
        for source, words in named
    )


def _written(rows: Iterable[_Row], highest: Counter[str], **head: object) -> str:
    """The entries as TOML, numbered on from the `highest` of their letters; a file begins with a `head`."""
    import jinja2

    environment = jinja2.Environment(trim_blocks=True, autoescape=False, keep_trailing_newline=True)  # noqa: S701
    environment.filters |= {"line": _line, "quoted": _quoted}
    named = []
    for row in rows:
        highest[row.on[0]] += 1
        named.append((f"{row.on[0]}{highest[row.on[0]]}", row))
    return environment.from_string(_TEMPLATE.read_text("utf-8")).render(rows=named, **{"path": "", **head})


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
