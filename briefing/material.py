"""What a run works on: the articles as read, their topic, and the lines of them that are news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing import digest, prompts, without
from briefing.errors import InputError, UsageError
from briefing.extract import Reading
from briefing.furniture import usable
from briefing.ingest import Ingested, ingest
from briefing.options import Input, Inputs, Options
from briefing.origins import assign
from briefing.prompts import Topic
from briefing.records.article import Article
from briefing.records.brief import ManifestFile, Rejected


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
    broken = _broken(ingested)
    if not ingested.articles:
        # A path that is not there is a wrong call; what lies there and is no article is a wrong input.
        missing = any(rejected.reason.code == "not_found" for rejected in ingested.rejected)
        raise (UsageError if missing else InputError)(
            "; ".join(broken)
            or "No article was found. Name files or folders with .txt, .md, .html, .json, .eml, .docx or .pdf articles."
        )
    every = assign(ingested.articles)
    topic = _topic(every, opts)
    left_out = without.articles_of(opts.left_out, every)
    dropped = frozenset[str]().union(*left_out.values())
    # What stays is read as though the others had never been there.
    articles = assign([a for a in ingested.articles if a.id not in dropped]) if dropped else every
    if not articles:
        raise InputError("Every article is from an origin that is to be left out. Leave out fewer with --without.")
    known = _known(topic)
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


def _known(topic: Topic) -> tuple[str, ...]:
    """What may be named because the topic names it, whatever an article calls it."""
    house = (name for known in topic.house.known for name in (known.name, *known.aliases))
    return (topic.title, topic.scope, *house)


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


def _broken(ingested: Ingested) -> tuple[str, ...]:
    """What could not be read, as lines for the user; empty unless an input was named or looked like an article."""
    if not ingested.broken:
        return ()
    return tuple(
        f"{r.path or 'input'}: {r.reason.detail}"
        for r in ingested.rejected
        if r.reason.code not in ("duplicate_file", "hidden")
    )


def _topic(articles: Sequence[Article], opts: Options) -> Topic:
    if opts.topic is not None:
        return prompts.topic(opts.topic)
    chosen = digest.choose(articles, prompts.topics()) or prompts.topic(prompts.GENERAL)
    opts.notice(f"topic: {chosen.name} ({chosen.title}), chosen by the articles. Name another with --topic.")
    return chosen
