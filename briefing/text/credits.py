"""Credits, bylines and datelines: words of an article that say who reported it, and that are no evidence themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.text.agencies import canonical, is_agency, may_open, outlet

# Longer than any credit seen ("./ Radio Free Europe/Radio Liberty (A2 Televizion)" has 54 characters); it also bounds
# the work at the end of each paragraph.
_TAIL = 120
# "With reporting by A in Pristina and B in Brussels" can be long; a paragraph of news is longer.
_LONGEST_CREDIT = 240

# A longer first line is a headline or a sentence.
_LONGEST_SIGNATURE = 60

_ENDED = r"[.!?…\"”’»)\]]"
_SLASH = re.compile(
    rf"(?:^|(?<={_ENDED})|(?<={_ENDED}\s))\s*(?P<credit>/{{1,2}}\s*(?P<by>[^\W\d_][^\n()]{{1,50}}?)\s*/{{0,2}}\s*"
    r"(?:\((?P<outlet>[^()\n]{2,40})\))?)\s*\.?$"
)
_SLASHED = re.compile(r"(?P<credit>/(?P<by>[^\W\d_][^/\n()]{1,30})/)\s*\.?$")
_PAREN = re.compile(rf"(?:^|{_ENDED})\s*(?P<credit>[(\[](?P<by>[^()\[\]\n]{{2,60}})[)\]])\s*\.?$")
_DASH = re.compile(rf"(?:^|{_ENDED})\s*(?P<credit>[—–-]{{1,2}}\s*(?P<by>[^\W\d_][^\n—–]{{1,40}}))$")
_SOURCE = re.compile(
    rf"(?:^|{_ENDED}\s+)(?P<credit>[(/]?(?:(?:Sources?|Credit|Izvor|Извор|Источник|Burimi|Quelle|Fuente|Fonte)\s*:|[Vv]ia\s)\s*"
    r"(?P<by>[^\n()]{2,60}?)[)/]?)\s*\.?$"
)
_COPYRIGHT = re.compile(
    r"^(?:©|\([cC]\)|Copyright)\s*(?:©|\([cC]\))?\s*(?:\d{4}(?:[-–]\d{2,4})?)?,?\s*(?:by )?"
    r"(?P<by>[^\W\d_][^\n.]{1,50}?)"
    r"(?:[.,]\s*(?:All rights reserved|Alle Rechte vorbehalten|Tous droits réservés)[^\n]{0,40})?\.?$"
)
_JOINT = re.compile(r"\s*[/,&]\s*|\s+(?:and|und|dhe|i|et|y|e|и)\s+")

_BYLINE = re.compile(r"^(?:By|Nga|Piše|Пише|Von|Par|Di|Autor|Shkruan):?\s+(?P<names>[^\n]{2,90})$")
# "Harlow Echo with AFP", "mit Material von dpa": what stands before "with" may only be names.
_WITH = re.compile(
    r"^[(\[]?(?:[^\W\d_a-zß-ÿ][\w'’.]*\s+){0,4}(?:[Ww]ith|[Aa]vec|[Mm]it|[Cc]on|[Ss]a|[Mm]e)\s+"
    r"(?:(?:additional )?(?:agency )?(?:reporting|inputs?|files|[Mm]aterial|contributions?)\s+"
    r"(?:by|from|von|de)\s+)?"
    r"(?:the )?(?P<by>[^\n]{2,60}?)[)\]]?\.?$"
)
_HELPED = re.compile(
    r"^[(\[]?(?:(?:[Aa]dditional )?[Rr]eporting (?:by|from) (?P<by>[^\n.]{2,80}?)[)\]]?\.?$|"
    r"(?P<who>[^\n.]{2,100}?) (?:also )?contributed\b)"
)
_BYLINE_SMALL = frozenset("and in for with of de da di van von bin al the dhe i und et at".split())
_STAFF = re.compile(
    r"^[(\[]?(?:(?:additional |with )?(?:reporting|writing|editing|contributions?|files) (?:by|from) |"
    r"(?:photo|image|picture|foto|photograph|video)s?(?: by)?\s*: ?\S|"
    r"[^.]{2,160}\bcontributed (?:to this|reporting\b|to the report))",
    re.IGNORECASE,
)

# What `_STAFF` can begin with, but for a line whose writers "contributed".
_STAFF_BEGINS = (
    "(", "[", "additional", "with", "reporting", "writing", "editing", "contribution", "files",
    "photo", "image", "picture", "foto", "video",
)  # fmt: skip

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
# A city in capitals with no agency and no date must have this many letters: NATO and KFOR have four.
_CITY_LETTERS = 5
_INSTITUTIONS = frozenset("EULEX UNMIK UNESCO UNICEF UNHCR EUFOR UNPROFOR FRONTEX INTERPOL EUROPOL".split())


_BRACKETS, _DASHES = frozenset(")]"), frozenset("—–-")
_CLOSING = _BRACKETS | _DASHES | {":"}
_CLOSES, _RULES = re.compile(r"[)\]—–:-]"), re.compile("[—–(/-]")


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


def _looks_signed(by: str) -> bool:
    """Whether the words after a slash can sign an article: a short capitalised name, or an editor's initials."""
    words = by.split()
    return len(words) <= 5 and by[-1:] not in ",;:!?" and (by[0].isupper() or (len(words) == 1 and len(by) <= 8))


def tail(text: str) -> Credit | None:
    """The credit that ends `text` (one paragraph), whether or not a blank stands before it."""
    start = max(0, len(text) - _TAIL)
    # Most paragraphs end without any of the signs of a credit.
    end = text[start:]
    slashed, marks = "/" in end, _CLOSING.intersection(end) if _CLOSES.search(end) else frozenset[str]()
    found = _SLASH.search(text, start) if slashed else None
    if found and _looks_signed(found["by"]):
        return Credit(found.start("credit"), found["by"].strip(), found["outlet"])
    # "(Source: Goal Gazette)" is read before other brackets, which would take "Source:" for a part of the name.
    found = _SOURCE.search(text, start) if ":" in marks or "via" in end or "Via" in end else None
    if found and _looks_signed(found["by"].strip()):
        return Credit(found.start("credit"), found["by"].strip())
    for pattern, sign in ((_SLASHED, slashed), (_PAREN, marks & _BRACKETS), (_DASH, marks & _DASHES)):
        found = pattern.search(text, start) if sign else None
        if found and (first_named(found["by"]) or outlet(found["by"])):
            return Credit(found.start("credit"), found["by"].strip())
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
    if not found:
        found = _PLAIN.match(text)
        if not found or not _is_city(found["place"]):
            return None
    # "Rutte, March 3 - he said" goes on; a sentence behind a dateline starts as sentences do.
    if re.match(r"[\"“„‘(]?(?:\d|[^\W\d_])", text[found.end() :]) and not text[found.end()].islower():
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
    if wire(found["names"]):
        return True
    words = re.findall(r"[^\W_][\w.'’-]*", found["names"])
    # One capitalised word alone may be a day or a place ("By Monday").
    return 1 < len(words) <= 10 and all(w[0].isupper() or w in _BYLINE_SMALL or canonical(w) for w in words)


def is_credit(text: str) -> bool:
    """Whether a sentence is only a credit, byline, dateline or staff note, and so no evidence of anything."""
    text = text.strip()
    if not text or len(text) > _LONGEST_CREDIT:
        return False
    found = tail(text)
    if found and found.start == 0:
        return True
    if first_named(text.strip("()[]/ .")) and not text.endswith("?"):
        return True
    low = text.casefold()
    staff = ("contributed" in low or low.startswith(_STAFF_BEGINS)) and _STAFF.match(text)
    return is_byline(text) or bool(staff or helper(text)) or dateline_end(text) == len(text)


def byline(text: str) -> str | None:
    """The agency in a line that names writers: "By Jane Doe, Reuters", "By JANE DOE Associated Press", "By AFP"."""
    found = _BYLINE.match(text.strip())
    if found and not is_byline(text):
        return None
    if not found and (len(text) > _LONGEST_SIGNATURE or text.rstrip()[-1:] in ".!?"):
        return None
    parts = re.split(r"[,|]|\s[-–—/]\s", found["names"] if found else text.strip(" ()[]/.—–-"))
    if not found and not all(part.strip()[:1].isupper() for part in parts):
        return None
    return wire(parts[-1].strip()) or (_ending(parts[-1].split()) if found else wire(parts[0].strip()))


def helper(text: str) -> str | None:
    """The agency in a note that its report went into the article: "AP contributed to this report", "with AFP"."""
    text = text.strip()
    if len(text) > _LONGEST_CREDIT:
        return None
    if found := _WITH.match(text):
        return wire(found["by"])
    if ("contributed" in text or "eporting" in text) and (found := _HELPED.match(text)):
        for part in _JOINT.split(found["by"] or found["who"]):
            words = re.sub(r"^[Tt]he ", "", part.strip()).split()
            if agency := wire(" ".join(words)) or _ending(words) or _ending(words, first=True):
                return agency
    return None


def _ending(words: list[str], *, first: bool = False) -> str | None:
    """The agency whose name the last words are, or the first."""
    for size in range(min(len(words), 4), 0, -1):
        run = " ".join(words[:size] if first else words[-size:])
        if agency := wire(run) if run != run.lower() else None:
            return agency
    return None


def wire(by: str) -> str | None:
    """The canonical name of the agency that a credit names first, None where it names no agency."""
    known = first_named(by)
    return known if known and is_agency(known) else None
