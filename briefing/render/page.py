"""The brief as one page: it loads nothing, and of scripts it runs its own and no other."""

from __future__ import annotations

from briefing.records.brief import Brief
from briefing.render.articles import articles
from briefing.render.display import plain
from briefing.render.documents import file, hashed, markup, page
from briefing.render.lines import Line, origins_in_words
from briefing.render.support import origins
from briefing.render.view import view

# Rejections of one stage that are shown, folded: a run over ten thousand articles rejects more than a browser shows
# well. The JSON has all of them.
_FOLDED = 200


def html(brief: Brief) -> str:
    """Render the brief as one self-contained page."""
    shown = view(brief)
    texts = tuple(articles(brief, shown.sources))
    items = [*shown.lead, *(row.line for section in shown.sections for row in section.rows)]
    return page(
        "brief",
        view=shown,
        script=markup(file("brief.js")),
        script_hash=hashed(file("brief.js")),
        articles=texts,
        embedded=frozenset(article.entry.number for article in texts),
        origins=origins(brief, shown.sources, items),
        items=len(items),
        names={source.number: source.descriptors[0] for source in shown.sources},
        # The first event that lies behind the brief's date; a month or year does so when that date's own does not.
        ahead=next((e for e in shown.dated if brief.as_of and (e.iso or "") > brief.as_of[: len(e.iso or "")]), None),
        as_of=shown.facts[0] if brief.as_of else None,
        glyphs=_glyphs,
        most=_FOLDED,
    )


def notebook(brief: Brief) -> str:
    """Render the brief for a notebook: the page in a frame of its own, so that neither changes the other."""
    frame = (
        '<iframe title="{}" srcdoc="{}" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" '
        'width="100%" height="720" style="border: 1px solid #888"></iframe>'
    )
    return markup(frame).format(plain(brief.title), html(brief))


# More dots than these are no longer counted at a glance; the words beside them give the number.
_DOTS = 4


def _glyphs(line: Line) -> tuple[str, str]:
    """Draw origins as dots, full ones for established and hollow ones for possible; and say the same in words."""
    if line.origins is None:
        return "", ""
    full = min(line.origins.established, _DOTS)
    hollow = min(line.origins.possible - line.origins.established, _DOTS - full)
    return "●" * full + "○" * max(hollow, 0), origins_in_words(line.origins)
