"""Inputs of every kind to articles with ids, in one order."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

from briefing.boundary import bounded
from briefing.errors import UsageError
from briefing.ingest import feed, formats, plain
from briefing.ingest.apart import Apart, wants
from briefing.ingest.files import MANIFESTS, File, gather, load, shown
from briefing.ingest.language import code, detect
from briefing.ingest.manifest import Manifests
from briefing.ingest.published import iso
from briefing.ingest.record import Draft, Fault, Ingested, Reading, refused
from briefing.limits import ARTICLE_CHARACTERS, ARTICLES, FIELD_CHARACTERS, FILE_BYTES
from briefing.records.article import Article
from briefing.records.brief import Rejected
from briefing.records.record import Reason
from briefing.text.normal import fold, normalise, sha256
from briefing.text.web import web_address

STDIN = "-"

# A folder with one of these is not broken: an old brief and a stray JSON file are no articles.
_HARMLESS = frozenset({"own_output", "unsupported"})
# Nor is an input broken that was read whole, and says more than articles: a cover page, the teasers of a feed, an
# error in a manifest.
_BESIDES = frozenset({"bad_manifest", "cover", "duplicate_file", "hidden", "teaser"})


@dataclass(slots=True)
class _Gathered:
    """What was collected so far."""

    articles: list[Article] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    broken: bool = False

    def reject(self, path: str | None, fault: Fault, *, named: bool) -> None:
        self.rejected.append(Rejected(path=path, stage="ingest", reason=Reason(code=fault.code, detail=fault.detail)))
        self.broken |= fault.code not in (_BESIDES if named else _HARMLESS | _BESIDES)

    def take(
        self, reading: Reading, path: str | None, *, named: bool, stated: Callable[[Article], Article] | None = None
    ) -> None:
        self.notices += [f"{path or 'an object'}: {notice}" for notice in reading.notices]
        more = len(reading.drafts) - ARTICLES
        faults = [*reading.faults]
        if more > 0:
            faults.append(Fault("too_large", f"holds more than {ARTICLES:,} articles; the last {more:,} are left out"))
        for draft in reading.drafts[:ARTICLES]:
            article = _article(draft, path, self.notices)
            if isinstance(article, Fault):
                faults.append(article)
            else:
                self.articles.append(stated(article) if stated else article)
        for fault in faults:
            self.reject(path, fault, named=named)

    @contextmanager
    def bounded(self, path: str | None, *, named: bool) -> Iterator[None]:
        """Let no fault of the program with one input out."""
        with bounded(lambda why: self.reject(path, Fault("fault", why), named=named)):
            yield


def ingest(
    inputs: Sequence[str | Path | Article | Mapping[str, object]],
    stdin: TextIO | BinaryIO | None = None,
) -> Ingested:
    """Read all inputs: paths of files and folders, patterns, `-` for standard input, articles, objects as in JSON.

    Nothing that an input holds raises an error: what cannot be used is in `rejected` (stage "ingest"), with one of the
    codes bad_json, bad_manifest, binary, cover, dangling_link, duplicate_file, empty, fault, hidden, needs_extra,
    no_body, not_found, outside, own_output, teaser, too_large, unreadable, unsupported. `stdin` stands in for
    `sys.stdin`.
    """
    got = _Gathered()
    paths: list[str | Path] = []
    for given in inputs:
        if isinstance(given, Article):
            with got.bounded(given.path, named=True):
                got.take(Reading((_as_draft(given),)), given.path, named=True, stated=partial(_as_given, given=given))
        elif isinstance(given, Mapping):
            with got.bounded(None, named=True):
                got.take(feed.read_object(given), None, named=True)
        elif str(given) != STDIN:
            paths.append(given)
    if any(str(given) == STDIN for given in inputs if isinstance(given, str | Path)):
        with got.bounded(STDIN, named=True), Apart() as apart:
            got.take(_read_stdin(stdin or sys.stdin, apart), STDIN, named=True)
    manifests = _take_files(got, paths)
    return Ingested(
        articles=_numbered(got.articles),
        manifests=manifests.records,
        rejected=tuple(sorted(got.rejected, key=lambda r: (r.path or "", r.reason.code, r.reason.detail))),
        notices=tuple(sorted(got.notices)),
        broken=got.broken,
    )


def spare(inputs: Iterable[object], written: Iterable[Path]) -> None:
    """Raise `UsageError` where a file that is to be written is one of the inputs, and holds an article or a manifest.

    An old brief that lies among the articles is no article, and may be replaced.
    """
    there = [path for path in written if path.is_file()]
    if not there:
        return
    found = gather(given for given in inputs if isinstance(given, str | Path) and str(given) != STDIN)
    read = [file.path for file in found.files.values()]
    read += [folder / name for folder in {path.parent for path in read} for name in MANIFESTS]
    for path in there:
        same = any(other.exists() and path.samefile(other) for other in read)
        if same and (path.name in MANIFESTS or ingest([path]).articles):
            raise UsageError(f"{path} is one of the inputs, and would be lost. Name another place to write to.")


def _as_draft(article: Article) -> Draft:
    told = {"title", "publisher", "published", "url", "language", "origin", "reliability", "part"}
    return Draft(body=article.text, titled=True, **article.model_dump(include=told))


def _as_given(article: Article, given: Article) -> Article:
    """An article that was given as an object: what no text shows is its giver's word, as in a manifest."""
    stated = tuple(name for name in ("reliability", "origin", "note") if getattr(given, name))
    return article.model_copy(update={"note": given.note, "stated": given.stated or stated})


def _read_stdin(stream: TextIO | BinaryIO, apart: Apart) -> Reading:
    given = getattr(stream, "buffer", stream).read(FILE_BYTES + 1)
    data: bytes = given.encode(errors="replace") if isinstance(given, str) else given
    if len(data) > FILE_BYTES:
        return refused("too_large", f"has more than {FILE_BYTES:,} bytes; name files instead")
    return _read(data, formats.sniffed(data), apart)


def _read(data: bytes, suffix: str, apart: Apart) -> Reading:
    return apart.read(data, suffix) if wants(data, suffix) else formats.read(data, suffix)


def _take_files(got: _Gathered, paths: Sequence[str | Path]) -> Manifests:
    found = gather(paths)
    folders = {Path(path) for path in paths if Path(path).is_dir()}
    manifests = Manifests((file.path for file in found.files.values()), folders)
    parts: dict[Path, int] = {}
    got.notices += found.notices
    for name, fault, named in found.unread:
        got.reject(name, fault, named=named)
    first_with: dict[bytes, str] = {}
    with Apart() as apart:
        for file in found.files.values():
            with got.bounded(file.shown, named=file.named):
                reading = _read_file(file, first_with, apart)
                parts[file.path] = len(reading.drafts)
                got.take(reading, file.shown, named=file.named, stated=partial(manifests.state, path=file.path))
    manifests.close(parts)
    for path, fault in manifests.faults:
        got.reject(path, fault, named=False)
    return manifests


def _read_file(file: File, first_with: dict[bytes, str], apart: Apart) -> Reading:
    """The articles of a file, unless one of the same bytes was read before: `first_with` has its path."""
    data = load(file)
    if isinstance(data, Fault):
        return Reading(faults=(data,))
    first = first_with.setdefault(hashlib.sha256(data).digest(), file.shown)
    if data.strip() and first != file.shown:
        return refused("duplicate_file", f"is byte for byte the same as {first}")
    return _read(data, file.path.suffix.lower(), apart)


def _article(draft: Draft, path: str | None, notices: list[str]) -> Article | Fault:
    """The article with everything in its normal form, or why it is none."""
    if len(draft.body) > ARTICLE_CHARACTERS:
        told = f"holds an article of {len(draft.body):,} characters, more than {ARTICLE_CHARACTERS:,}; cut it"
        return Fault("too_large", told)
    text = normalise(plain.without_comments(draft.body))
    title = _line(draft.title)
    if title and fold(text.partition("\n")[0]) == fold(title):
        text = text.partition("\n")[2].strip()
    if text and not draft.titled:
        title, text = plain.title_of(text)
    if not text:
        return Fault("empty", "holds no text")
    published = iso(draft.published) if draft.published else None
    if draft.published and not published:
        notices.append(f"{path or 'an object'}: {_line(draft.published)!r} is no date that can be read; left out")
    return Article(
        text=text,
        title=title,
        publisher=_line(draft.publisher),
        published=published,
        url=web_address(_line(draft.url)),
        language=code(draft.language) or detect(text),
        path=shown(path) if path else None,
        part=draft.part,
        text_sha256=sha256(text),
        origin=_line(draft.origin),
        reliability=draft.reliability,
    )


def _line(value: str | None) -> str | None:
    return " ".join(normalise(value[:FIELD_CHARACTERS]).split()) or None if value else None


def _numbered(articles: list[Article]) -> tuple[Article, ...]:
    """Articles in their final order, with ids. Equal texts are told apart by an ordinal behind the hash."""

    def place(article: Article) -> tuple[str, ...]:
        return tuple(value or "" for value in (article.text_sha256, article.publisher, article.url, article.path))

    count: Counter[str] = Counter()
    named = []
    for article in sorted(articles, key=lambda a: (*place(a)[:2], a.published or "", *place(a)[2:], a.title or "")):
        stem = "a" + article.text_sha256[:10]
        count[stem] += 1
        named.append(article.model_copy(update={"id": stem if count[stem] == 1 else f"{stem}-{count[stem]}"}))
    return tuple(sorted(named, key=lambda a: (a.published or "9999", *place(a), a.id)))
