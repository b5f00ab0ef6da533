"""Plain text and Markdown, with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from briefing.ingest import header
from briefing.ingest.record import Draft, Fault, Reading
from briefing.ingest.split import doubt, split
from briefing.text.credits import dateline_end, is_credit

_FENCED = re.compile(r"---[ \t]*\n(?P<block>.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEYED = re.compile(r"[A-Za-z_][\w .-]{0,40}:(?:\s|$)")
# Front matter is a few lines. A longer block is not ours, and a parser must not be fed megabytes.
_LONGEST_BLOCK = 20_000

# So much of an export's cover page is shown, to be known again.
_SHOWN = 120

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# A headline is short: the longest seen in feeds has about 110 characters.
_LONGEST_TITLE = 120


def read(text: str, *, markdown: bool = False) -> Reading:
    """The articles of a text: one, unless it is an export of several (see `split`), which a notice then says."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    found = split(text)
    if found is None:
        one = _read(text, markdown=markdown)
        doubtful = doubt(text)
        return replace(one, notices=(*one.notices, doubtful)) if doubtful else one
    read = [_read(part, markdown=markdown) for part in found.parts]
    drafts = [replace(draft, part=n) for n, each in enumerate(read, 1) for draft in each.drafts]
    cover = (Fault("cover", f"its first lines are no article: {found.cover[:_SHOWN]!r}"),) if found.cover else ()
    notices = (f"was read as {len(drafts)} articles: {found.why}", *(n for each in read for n in each.notices))
    return Reading(tuple(drafts), cover, notices)


def _read(text: str, *, markdown: bool) -> Reading:
    """One article. Front matter that cannot be read is dropped with a notice; the text behind it is kept."""
    fields, body, notices = _front_matter(text)
    if not fields and body is text:
        fields, body = _headed(text)
    title = fields.get("title")
    if markdown:
        heading, body = _from_markdown(body)
        title = title or heading
    draft = Draft(
        body=body,
        title=title,
        publisher=fields.get("publisher"),
        published=fields.get("published"),
        url=fields.get("url"),
        language=fields.get("language"),
        titled=title is not None,
    )
    return Reading((draft,), (), notices)


def _headed(text: str) -> tuple[dict[str, str], str]:
    """Fields and text behind a header block that opens the text: "Title: ...", "Source: ..."."""
    text = text.lstrip("\n")
    lines = text.split("\n")
    found = header.block(lines) if ":" in lines[0] else None
    if found is None:
        return {}, text
    fields = {key: value for key, value in found.fields.items() if value}
    return fields, "\n".join([found.body, *lines[found.end :]]).strip("\n")


def without_comments(text: str) -> str:
    """`text` without HTML comments, which no reader sees wherever the text was taken from."""
    return _COMMENT.sub("", text) if "<!--" in text else text


def title_of(text: str) -> tuple[str | None, str]:
    """Title and text, where the first line of a normalised text is one: short, not ended, a blank line behind it."""
    first, _, rest = text.partition("\n")
    if (
        not rest.startswith("\n")
        or len(first) > _LONGEST_TITLE
        or first[-1] in ".!?…:;,"
        or is_credit(first)
        or dateline_end(first)
    ):
        return None, text
    return first, rest.strip()


def _front_matter(text: str) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """Its fields, the text behind it, and a notice where it was dropped. Where nothing closes it, a blank line does."""
    if not text.startswith("---"):
        return {}, text, ()
    found = _FENCED.match(text)
    block, body = (found["block"], text[found.end() :]) if found else text[3:].lstrip(" \t\n").partition("\n\n")[::2]
    lines = [line for line in block.split("\n") if line.strip() and not line.startswith("#")]
    keyed = [bool(_KEYED.match(line)) for line in lines]
    if not any(keyed) or not (found or all(keyed)):
        return {}, text, ()  # Rules around a paragraph, not front matter.
    parsed = _yaml(block)
    if not isinstance(parsed, dict) and all(keyed):
        # A colon in a title is no YAML, and yet no reason to lose the date.
        read = [(key, value.strip()) for key, _, value in (line.partition(":") for line in lines)]
        parsed = _fields((key, value) for key, value in read if value[:1] not in tuple("[{&*|>!"))
    if not parsed or not isinstance(parsed, dict):
        return {}, body, ("bad_front_matter: the block between the --- lines is not YAML and was dropped; correct it",)
    return _fields((str(key), value) for key, value in parsed.items() if isinstance(value, str)), body, ()


def _fields(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The fields by their own names, or by those that header blocks give them ("source", "Datum"), which yield."""
    found: dict[str, str] = {}
    for key, value in pairs:
        name = header.field(key)
        if name and value and (name not in found or key.strip().lower() == name):
            found[name] = value
    return found


def _yaml(block: str) -> object:
    if len(block) > _LONGEST_BLOCK:
        return None
    import yaml

    try:
        # Every scalar stays a string: "no" is Norwegian here, and a date stays as it was written.
        return yaml.load(block, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - no objects in these
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _from_markdown(body: str) -> tuple[str | None, str]:
    """The first heading where it opens the text, and the words of each block as a reader of the page sees them."""
    from markdown_it import MarkdownIt

    from briefing.ingest.page import fragment_text

    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(without_comments(body))
    heading = tokens[0].type == "heading_open" if tokens else False
    # A heading is three tokens: its opening, its words and its end.
    parts = (tokens[:3], tokens[3:]) if heading else ([], tokens)
    title, text = (fragment_text(parser.renderer.render(part, parser.options, {})) for part in parts)
    return title or None, text.replace("\n", "\n\n")
