"""What a run works on: articles, topic, lines that are news; and what falls where an origin is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing import digest, prompts
from briefing.errors import InputError, UsageError
from briefing.extract import Reading
from briefing.furniture import usable
from briefing.ingest import Ingested, ingest
from briefing.options import Input, Inputs, Options
from briefing.origins import assign
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.brief import Discrepancy, ManifestFile, Rejected, Without
from briefing.records.claim import Cluster
from briefing.text.agencies import canonical, key


@dataclass(frozen=True, slots=True)
class Material:
    """The articles read, with their topic and the lines of them that can be used.

    `left_out` are the origins that the brief is to be without, as they are printed; `aside` are their articles, which
    are read only to say what falls with them. `failures` are lines for the user.
    """

    topic: Topic
    articles: tuple[Article, ...]
    readings: tuple[Reading, ...]
    rejected: tuple[Rejected, ...]
    failures: tuple[str, ...]
    manifests: tuple[ManifestFile, ...] = ()
    left_out: tuple[str, ...] = ()
    aside: tuple[Reading, ...] = ()


def read(inputs: Inputs, opts: Options) -> Material:
    """Ingest, origins, topic and lines. Raises as `listed` and `of` do."""
    return of(ingest(listed(inputs)), opts)


def listed(inputs: Inputs) -> list[Input]:
    """The inputs, one or many, as a list. Raises `UsageError` for one of a wrong kind."""
    one = (str, Path, Article, Mapping)
    given = [inputs] if isinstance(inputs, one) or not isinstance(inputs, Iterable) else list(inputs)
    if strange := [each for each in given if not isinstance(each, one)]:
        raise UsageError(f"An input is a path, an Article or a mapping, and not {type(strange[0]).__name__}.")
    return given


def of(ingested: Ingested, opts: Options) -> Material:
    """Origins, topic and lines of what was ingested.

    Raises `InputError` where there is nothing to work on, `UsageError` where what is named does not exist.
    """
    for notice in ingested.notices:
        opts.notice(notice)
    # What was named or looked like an article, and could not be read, as lines for the user.
    unread = (
        [r for r in ingested.rejected if r.reason.code not in ("duplicate_file", "hidden")] if ingested.broken else []
    )
    broken = tuple(f"{r.path or 'input'}: {r.reason.detail}" for r in unread)
    if not ingested.articles:
        # A path that is not there is a wrong call; what lies there and is no article is a wrong input.
        missing = any(rejected.reason.code == "not_found" for rejected in ingested.rejected)
        raise (UsageError if missing else InputError)(
            "; ".join(broken)
            or "No article was found. Name files or folders with .txt, .md, .html, .json, .eml, .docx or .pdf articles."
        )
    every = assign(ingested.articles)
    topic = _topic(every, opts)
    left_out = articles_of(opts.left_out, every)
    dropped = frozenset[str]().union(*left_out.values())
    # What stays is read as though the others had never been there.
    articles = assign([a for a in ingested.articles if a.id not in dropped]) if dropped else every
    if not articles:
        raise InputError("Every article is from an origin that is to be left out. Leave out fewer with --without.")
    # What may be named because the topic names it, whatever an article calls it.
    house = (name for known in topic.house.known for name in (known.name, *known.aliases))
    known = (topic.title, topic.scope, *house)
    readings, furniture = _readings(articles, opts, known)
    aside, _ = _readings([a for a in every if a.id in dropped], opts, known)
    return Material(
        topic=topic,
        articles=articles,
        readings=readings,
        rejected=(*ingested.rejected, *furniture),
        failures=broken,
        manifests=ingested.manifests,
        left_out=tuple(left_out),
        aside=aside,
    )


def _readings(
    articles: Sequence[Article], opts: Options, known: tuple[str, ...]
) -> tuple[tuple[Reading, ...], list[Rejected]]:
    readings: list[Reading] = []
    rejected: list[Rejected] = []
    for article in articles:
        lines, furniture = usable(article)
        readings.append(Reading(article, lines, opts.date, known))
        rejected += furniture
    return tuple(readings), rejected


def _topic(articles: Sequence[Article], opts: Options) -> Topic:
    if opts.topic is not None:
        return prompts.topic(opts.topic)
    chosen = digest.choose(articles, prompts.topics()) or prompts.topic(prompts.GENERAL)
    opts.notice(f"topic: {chosen.name} ({chosen.title}), chosen by the articles. Name another with --topic.")
    return chosen


def articles_of(origins: Sequence[str], articles: Sequence[Article]) -> Mapping[str, frozenset[str]]:
    """For each of some origins, as it is printed, the ids of its articles.

    An outlet stands for its articles without a credit. Raises `UsageError`, which lists the origins there are, for one
    that no article has.
    """
    held: dict[str, set[str]] = {}
    printed: dict[str, str] = {}
    for article in articles:
        if name := article.origin or article.publisher:
            held.setdefault(key(name), set()).add(article.id)
            printed[key(name)] = min(name, printed.get(key(name), name))
    found: dict[str, frozenset[str]] = {}
    for origin in origins:
        wanted = key(canonical(origin) or origin)
        if wanted not in held:
            there = ", ".join(sorted(printed.values(), key=str.casefold)) or "none, for no article names one"
            raise UsageError(f"No article is from the origin {origin!r}. The origins of these articles are: {there}.")
        found[printed[wanted]] = frozenset(held[wanted])
    return found


def fallen(
    origins: Iterable[str],
    dropped: Sequence[Article],
    clusters: Sequence[Cluster],
    discrepancies: Iterable[Discrepancy],
    left: Sequence[Discrepancy],
) -> Without:
    """What falls when the articles `dropped` are out.

    `clusters` and `discrepancies` are those of all articles, `left` the discrepancies of the brief.
    """
    by_id = {cluster.id: cluster for cluster in clusters}
    ids = {article.id for article in dropped}
    return Without(
        origins=tuple(origins),
        articles=tuple(article.path or article.title or article.id for article in dropped),
        fallen=tuple(c.best.statement for c in clusters if not _stands(c, by_id, ids)),
        vanished=tuple(d.question for d in discrepancies if not any(_same(d, other) for other in left)),
    )


def _stands(cluster: Cluster, by_id: Mapping[str, Cluster], dropped: Collection[str]) -> bool:
    """Whether an article that is left says it, or says more than it."""
    if any(claim.source_id not in dropped for claim in cluster.claims):
        return True
    wider = by_id.get(cluster.within) if cluster.within else None
    return wider is not None and _stands(wider, by_id, dropped)


def _same(one: Discrepancy, other: Discrepancy) -> bool:
    """Whether two positions of one are still held against each other, whatever the question is called."""
    values = {position.value for position in one.positions} & {position.value for position in other.positions}
    return one.kind == other.kind and len(values) > 1
