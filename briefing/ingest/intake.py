"""Inputs of every kind to articles with ids, in one order."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO
from urllib.parse import urlsplit

from briefing.ingest import feed, page, plain
from briefing.ingest.decode import decode
from briefing.ingest.files import File, gather, load, shown
from briefing.ingest.language import code, detect
from briefing.ingest.published import iso
from briefing.ingest.record import Draft, Fault, Ingested, Reading
from briefing.records.article import Article
from briefing.records.brief import Reason, Rejected
from briefing.records.marks import HTML_MARK, MARKDOWN_MARK, TEXT_MARK
from briefing.text.normal import fold, normalise, sha256

STDIN = "-"

# A folder with one of these is not broken: a copy adds nothing, an old brief and a stray JSON file are no articles.
_HARMLESS = frozenset({"duplicate_file", "own_output", "unsupported"})


@dataclass(slots=True)
class _Gathered:
    """What was collected so far."""

    articles: list[Article] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    broken: bool = False

    def reject(self, path: str | None, fault: Fault, *, named: bool) -> None:
        self.rejected.append(Rejected(path=path, stage="ingest", reason=Reason(code=fault.code, detail=fault.detail)))
        self.broken |= fault.code != "duplicate_file" if named else fault.code not in _HARMLESS

    def take(self, reading: Reading, path: str | None, *, named: bool) -> None:
        self.notices += [f"{path or 'an object'}: {notice}" for notice in reading.notices]
        for fault in reading.faults:
            self.reject(path, fault, named=named)
        for draft in reading.drafts:
            article = _article(draft, path, self.notices)
            if article:
                self.articles.append(article)
            else:
                self.reject(path, Fault("empty", "holds no text"), named=named)


def ingest(
    inputs: Sequence[str | Path | Article | Mapping[str, object]],
    stdin: TextIO | BinaryIO | None = None,
    skip: Collection[Path] = (),
) -> Ingested:
    """Read all inputs: paths of files and folders, patterns, `-` for standard input, articles, objects as in JSON.

    Nothing that an input holds raises an error: what can not be used is in `rejected` (stage "ingest"), with one of the
    codes bad_json, binary, dangling_link, duplicate_file, empty, no_body, not_found, own_output, too_large, unreadable,
    unsupported. `stdin` stands in for `sys.stdin`; `skip` names files that this run writes.
    """
    got = _Gathered()
    paths: list[str | Path] = []
    for given in inputs:
        if isinstance(given, Article):
            got.take(Reading((_as_draft(given),)), given.path, named=True)
        elif isinstance(given, Mapping):
            got.take(feed.read_object(given), None, named=True)
        elif str(given) != STDIN:
            paths.append(given)
    if any(str(given) == STDIN for given in inputs if isinstance(given, str | Path)):
        _take_stdin(got, stdin or sys.stdin)
    _take_files(got, paths, skip)
    return Ingested(
        articles=_numbered(got.articles),
        rejected=tuple(sorted(got.rejected, key=lambda r: (r.path or "", r.reason.code, r.reason.detail))),
        notices=tuple(sorted(got.notices)),
        broken=got.broken,
    )


def _as_draft(article: Article) -> Draft:
    return Draft(
        body=article.text,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        language=article.language,
        origin=article.origin,
        titled=True,
    )


def _take_stdin(got: _Gathered, stream: TextIO | BinaryIO) -> None:
    data = getattr(stream, "buffer", stream).read()
    decoded = decode(data) if isinstance(data, bytes) else (data, None)
    if isinstance(decoded, Fault):
        got.reject(STDIN, decoded, named=True)
        return
    text, notice = decoded
    got.take(_with_notice(_read(text, _sniffed(text)), notice), STDIN, named=True)


def _sniffed(text: str) -> str:
    return ".json" if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") else ".txt"


def _take_files(got: _Gathered, paths: Sequence[str | Path], skip: Collection[Path]) -> None:
    found = gather(paths, skip)
    got.notices += found.notices
    for unread in found.unread:
        got.reject(unread.shown, unread.fault, named=unread.named)
    first_with: dict[bytes, str] = {}
    for file in found.files:
        data = load(file)
        if isinstance(data, Fault):
            got.reject(file.shown, data, named=file.named)
            continue
        if data.strip():
            first = first_with.setdefault(hashlib.sha256(data).digest(), file.shown)
            if first != file.shown:
                fault = Fault("duplicate_file", f"is byte for byte the same as {first}")
                got.reject(file.shown, fault, named=file.named)
                continue
        got.take(_read_file(file, data), file.shown, named=file.named)


def _read_file(file: File, data: bytes) -> Reading:
    if not data.strip():
        return Reading((), (Fault("empty", "holds no text"),))
    decoded = decode(data)
    if isinstance(decoded, Fault):
        return Reading((), (decoded,))
    text, notice = decoded
    return _with_notice(_read(text, file.path.suffix.lower()), notice)


def _with_notice(reading: Reading, notice: str | None) -> Reading:
    return Reading(reading.drafts, reading.faults, (notice, *reading.notices)) if notice else reading


def _read(text: str, suffix: str) -> Reading:
    if suffix in (".json", ".jsonl"):
        return feed.read(text.lstrip("\ufeff"))
    if any(mark in text for mark in (MARKDOWN_MARK, HTML_MARK, TEXT_MARK)):
        return Reading((), (Fault("own_output", "is a brief that this program made; give it articles"),))
    if suffix in (".html", ".htm"):
        return page.read(text)
    return plain.read(text, markdown=suffix == ".md")


def _article(draft: Draft, path: str | None, notices: list[str]) -> Article | None:
    """The article with everything in its normal form, None where no text is left."""
    text = normalise(plain.without_comments(draft.body))
    title = _line(draft.title)
    if title and fold(text.partition("\n")[0]) == fold(title):
        text = text.partition("\n")[2].strip()
    if text and not draft.titled:
        title, text = plain.title_of(text)
    if not text:
        return None
    published = iso(draft.published) if draft.published else None
    if draft.published and not published:
        notices.append(f"{path or 'an object'}: {_line(draft.published)!r} is no date that can be read; left out")
    return Article(
        text=text,
        title=title,
        publisher=_line(draft.publisher),
        published=published,
        url=_web_address(draft.url),
        language=code(draft.language) or detect(text),
        path=shown(path) if path else None,
        text_sha256=sha256(text),
        origin=_line(draft.origin),
    )


def _line(value: str | None) -> str | None:
    return " ".join(normalise(value).split()) or None if value else None


def _web_address(value: str | None) -> str | None:
    """An address that is safe to print as a link: http or https only."""
    url = _line(value)
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def _numbered(articles: list[Article]) -> tuple[Article, ...]:
    """Articles in their final order, with ids. Equal texts are told apart by an ordinal behind the hash."""
    count: Counter[str] = Counter()
    ordered = sorted(
        articles,
        key=lambda a: (a.text_sha256, a.publisher or "", a.published or "", a.url or "", a.path or "", a.title or ""),
    )
    named = list(_with_ids(ordered, count))
    named.sort(key=lambda a: (a.published or "9999", a.text_sha256, a.publisher or "", a.url or "", a.path or "", a.id))
    return tuple(named)


def _with_ids(ordered: list[Article], count: Counter[str]) -> Iterator[Article]:
    for article in ordered:
        stem = "a" + article.text_sha256[:10]
        count[stem] += 1
        yield article.model_copy(update={"id": stem if count[stem] == 1 else f"{stem}-{count[stem]}"})
