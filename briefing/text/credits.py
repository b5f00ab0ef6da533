"""Credits, bylines and datelines: words of an article that say who reported it, and that are no evidence themselves.

The names of wires and outlets and the words of credits are data: `briefing/_data/agencies.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.text.agencies import WORDS, canonical, is_agency, may_open, outlet

# Longer than any credit seen ("./ Radio Free Europe/Radio Liberty (A2 Televizion)" has 54 characters); it also bounds
# the work at the end of each paragraph.
_TAIL = 120
# "With reporting by A in Pristina and B in Brussels" can be long; a paragraph of news is longer.
_LONGEST_CREDIT = 240
# A longer first line is a headline or a sentence.
_LONGEST_SIGNATURE = 60

_ENDED = r"[.!?…\"”’»)\]]"
# Behind a slash a short name or initials sign an article, and "Source:" says itself what it is.
_SIGNED = (
    re.compile(
        rf"(?:^|(?<={_ENDED})|(?<={_ENDED}\s))\s*(?P<credit>/{{1,2}}\s*(?P<by>[^\W\d_][^\n()]{{1,50}}?)\s*/{{0,2}}\s*"
        r"(?:\((?P<outlet>[^()\n]{2,40})\))?)\s*\.?$"
    ),
    re.compile(
        rf"(?:^|{_ENDED}\s+)(?P<credit>[(/]?(?:(?:{WORDS['source']})\s*:|[Vv]ia\s)\s*(?P<by>[^\n()]{{2,60}}?)[)/]?)"
        r"\s*\.?$"
    ),
)
# Between slashes, in brackets or behind a dash only a known name does.
_NAMED = (
    re.compile(r"(?P<credit>/(?P<by>[^\W\d_][^/\n()]{1,30})/)\s*\.?$"),
    re.compile(rf"(?:^|{_ENDED})\s*(?P<credit>[(\[](?P<by>[^()\[\]\n]{{2,60}})[)\]])\s*\.?$"),
    re.compile(rf"(?:^|{_ENDED})\s*(?P<credit>[—–-]{{1,2}}\s*(?P<by>[^\W\d_][^\n—–]{{1,40}}))$"),
)
# Without one of these no credit but a copyright ends a text, and no dateline opens one: most sentences have none.
_MARKS, _RULES = re.compile(r"[/:)\]—–-]|[Vv]ia\s"), re.compile(r"[(/—–-]")
_COPYRIGHT = re.compile(
    r"^(?:©|\([cC]\)|Copyright)\s*(?:©|\([cC]\))?\s*(?:\d{4}(?:[-–]\d{2,4})?)?,?\s*(?:by )?"
    rf"(?P<by>[^\W\d_][^\n.]{{1,50}}?)(?:[.,]\s*(?:{WORDS['rights']})[^\n]{{0,40}})?\.?$"
)
_JOINT = re.compile(rf"\s*[/,&]\s*|\s+(?:{WORDS['and']})\s+")
_BYLINE = re.compile(rf"^(?:{WORDS['by']}):?\s+(?P<names>[^\n]{{2,90}})$")
_PARTICLES = frozenset(WORDS["particles"].split("|"))
# "Harlow Echo with AFP", "mit Material von dpa": what stands before "with" may only be names.
_WITH = re.compile(
    rf"^[(\[]?(?:[^\W\d_a-zß-ÿ][\w'’.]*\s+){{0,4}}(?:{WORDS['with']})\s+"
    rf"(?:(?:additional )?(?:agency )?(?:{WORDS['help']})\s+(?:by|from|von|de)\s+)?"
    r"(?:the )?(?P<by>[^\n]{2,60}?)[)\]]?\.?$"
)
_HELPED = re.compile(
    r"^[(\[]?(?:(?:[Aa]dditional )?[Rr]eporting (?:by|from) (?P<by>[^\n.]{2,80}?)[)\]]?\.?$|"
    r"(?P<who>[^\n.]{2,100}?) (?:also )?contributed\b)"
)
_STAFF = re.compile(
    rf"^[(\[]?(?:(?:additional |with )?(?:{WORDS['staff']}) (?:by|from) |(?:{WORDS['pictures']})s?(?: by)?\s*: ?\S|"
    r"[^.]{2,160}\bcontributed (?:to this|reporting\b|to the report))",
    re.IGNORECASE,
)

_DATE = (
    r"(?:\d{1,2}\.?\s+[^\W\d_]{3,10}\.?(?:\s+\d{4}\.?)?|[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})?|"
    r"\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4}\.?)?)"
)
_PLACE = r"[^\W\d_][^\n!?;:()/—–]{1,60}?"
_RULE = r"\s*(?:\.?\s*(?:[—–]|-{1,2})|:|\.(?=\s))\s*"
_CREDITED = re.compile(
    rf"^(?:(?P<place>{_PLACE}),?\s+)?(?:\(\s*(?P<by>[^()\n]{{2,40}}?)\s*\)|/\s*(?P<slashed>[^()/\n]{{2,40}}?)\s*/)(?:{_RULE}|$)"
)
_DATED = re.compile(rf"^[^\W\d_][^\n!?;:()/—–,]{{1,30}}(?:,\s[^\W\d_][^\n,()]{{1,25}}?)?,\s+{_DATE}\s*[—–-]{{1,2}}\s+")
_PLAIN = re.compile(r"^(?P<place>[^\W\d_][\w .'’-]{2,30}?)(?:,\s[^\W\d_][\w .]{2,25}?)?\s*(?:[—–]|\s-{1,2})\s+")
_STARTS = re.compile(r"[\"“„‘(]?(?:\d|[^\W\d_])")
# A city in capitals with no agency and no date must have this many letters: NATO and KFOR have four.
_CITY_LETTERS = 5
_INSTITUTIONS = frozenset(WORDS["institutions"].split("|"))


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit at `start` of the text: who is named, and the outlet behind it ("/ REL (A2 Televizion)")."""

    start: int
    by: str
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The first sentence of the text starts at `end`; `by` is the agency named in the dateline."""

    end: int
    by: str | None


def first_named(text: str) -> str | None:
    """The first of the agencies or outlets that `text` consists of ("Reuters, AFP"), None if it is anything else."""
    if not may_open(text):
        return None
    if whole := canonical(text):
        return whole
    first, *rest = (part.strip(" .") for part in _JOINT.split(text.strip()))
    known = canonical(first)
    # "Reuters/Fatos Bytyci" is the agency's too; "Beta and others" is not a credit.
    return known if known and rest and all(part[:1].isupper() or canonical(part) for part in rest) else None


def wire(by: str) -> str | None:
    """The canonical name of the agency that a credit names first, None where it names no agency."""
    known = first_named(by)
    return known if known and is_agency(known) else None


def _looks_signed(by: str) -> bool:
    """Whether words can sign an article: a short capitalised name, or an editor's initials."""
    words = by.split()
    return len(words) <= 5 and by[-1:] not in ",;:!?" and (by[0].isupper() or (len(words) == 1 and len(by) <= 8))


def tail(text: str) -> Credit | None:
    """The credit that ends `text` (one paragraph), whether or not a blank stands before it."""
    start = max(0, len(text) - _TAIL)
    for pattern in (*_SIGNED, *_NAMED) if _MARKS.search(text, start) else ():
        if found := pattern.search(text, start):
            by = found["by"].strip()
            if _looks_signed(by) if pattern in _SIGNED else first_named(by) or outlet(by):
                return Credit(found.start("credit"), by, found.groupdict().get("outlet"))
    found = _COPYRIGHT.match(text)
    return Credit(0, found["by"].strip()) if found else None


def dateline(text: str) -> Dateline | None:
    """The dateline that opens `text`: "PRISTINA, March 3 (Reuters) - ", "BRUSSELS — ", "Beograd, 5. mart - "."""
    if not _RULES.search(text):
        return None
    if found := _CREDITED.match(text):
        place = found["place"] or ""
        by = found["by"] or found["slashed"]
        if ((first_named(by) or outlet(by)) and place[:1] == place[:1].upper()) or _is_city(place.split(",")[0]):
            return Dateline(found.end(), by)
    found = _DATED.match(text)
    if not found and (plain := _PLAIN.match(text)) and _is_city(plain["place"]):
        found = plain
    # "Rutte, March 3 - he said" goes on; a sentence behind a dateline starts as sentences do.
    if found and _STARTS.match(text, found.end()) and not text[found.end()].islower():
        return Dateline(found.end(), None)
    return None


def _is_city(place: str) -> bool:
    return place.isupper() and sum(map(str.isalpha, place)) >= _CITY_LETTERS and place not in _INSTITUTIONS


def dateline_end(text: str) -> int:
    """Where the first real sentence of `text` starts, behind a dateline; 0 where there is none."""
    found = dateline(text)
    return found.end if found else 0


def is_byline(text: str) -> bool:
    """Whether `text` names its writers and says nothing else: "By Jane Doe, Reuters"."""
    found = _BYLINE.match(text.strip())
    if not found or found["names"].endswith((".", "?", "!", ":")) or any(map(str.isdigit, found["names"])):
        return False
    words = re.findall(r"[^\W_][\w.'’-]*", found["names"])
    # One capitalised word alone may be a day or a place ("By Monday").
    named = 1 < len(words) <= 10 and all(w[0].isupper() or w in _PARTICLES or canonical(w) for w in words)
    return named or bool(wire(found["names"]))


def is_credit(text: str) -> bool:
    """Whether a sentence is only a credit, byline, dateline or staff note, and so no evidence of anything."""
    text = text.strip()
    if not text or len(text) > _LONGEST_CREDIT:
        return False
    found = tail(text)
    if (found and found.start == 0) or (first_named(text.strip("()[]/ .")) and not text.endswith("?")):
        return True
    return is_byline(text) or bool(_STAFF.match(text) or helper(text)) or dateline_end(text) == len(text)


def byline(text: str) -> str | None:
    """The agency in a line that names writers: "By Jane Doe, Reuters", "By JANE DOE Associated Press", "By AFP"."""
    found = _BYLINE.match(text.strip())
    if not is_byline(text) if found else len(text) > _LONGEST_SIGNATURE or text.rstrip()[-1:] in ".!?":
        return None
    parts = re.split(r"[,|]|\s[-–—/]\s", found["names"] if found else text.strip(" ()[]/.—–-"))
    parts = [part.strip() for part in parts]
    if found:
        return wire(parts[-1]) or _within(parts[-1])
    return (wire(parts[-1]) or wire(parts[0])) if all(part[:1].isupper() for part in parts) else None


def helper(text: str) -> str | None:
    """The agency in a note that its report went into the article: "AP contributed to this report", "with AFP"."""
    text = text.strip()
    if len(text) > _LONGEST_CREDIT:
        return None
    if found := _WITH.match(text):
        return wire(found["by"])
    if found := _HELPED.match(text):
        parts = (re.sub(r"^[Tt]he ", "", part.strip()) for part in _JOINT.split(found["by"] or found["who"]))
        return next((agency for part in parts if (agency := wire(part) or _within(part))), None)
    return None


def _within(names: str) -> str | None:
    """The agency whose name the last words are, or the first."""
    words = names.split()
    runs = [words[-size:] for size in range(4, 0, -1)] + [words[:size] for size in range(4, 0, -1)]
    texts = (" ".join(run) for run in runs)
    return next((agency for run in texts if run != run.lower() and (agency := wire(run))), None)
