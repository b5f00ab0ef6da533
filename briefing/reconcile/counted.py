"""What is counted in news, and what is said of it: the classes under which different words count one thing."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.text.words import lemmas

PEOPLE = "people"
TROOPS = "troops"
STAFF = "staff"

_THINGS = {
    PEOPLE: "person people resident villager inhabitant man woman individual civilian victim protester demonstrator "
    "suspect patient life them body fatality death casualty arrest detention injury",
    TROOPS: "troop soldier personnel peacekeeper serviceman servicewoman military servicemember",
    STAFF: "employee worker staff workforce",
    "jobs": "job post position redundancy layoff",
    "seats": "seat mandate",
}
THING = {word: thing for thing, line in _THINGS.items() for word in line.split()}

# What happens to people and is counted; nouns, verbs and adjectives of one state meet. None of these is a sub-count of
# another, so two counts of one state need no further words in common.
_STATES = {
    "killed": "kill die dead death fatality toll slay perish",
    "injured": "injure wound hurt injury injured wounded",
    "missing": "missing unaccounted",
    "arrested": "arrest detain apprehend detention",
    "charged": "charge indict",
    "convicted": "convict",
    "displaced": "displace homeless",
    "evacuated": "evacuate evacuation",
    "rescued": "rescue save",
    "infected": "infect infection",
    "hospitalised": "hospitalise hospitalize",
    "accredited": "accredit register accreditation registration",
    "counted": "count",
    "striking": "striker",
}
STATE = {word: state for state, line in _STATES.items() for word in line.split()}
OF_PEOPLE = frozenset(_STATES)

# Phrases that say one of these states with words that alone do not.
_PHRASES = {
    "evacuated": r"(?:brought|taken|moved|led|carried) to safety|left their homes|fled their homes",
    "killed": r"lost (?:their|his|her) li(?:fe|ves)",
    "arrested": r"(?:in|into) custody",
    "missing": r"unaccounted for|not been found",
    "displaced": r"without a home",
    "infected": r"f[ae]ll(?:en)? (?:ill|sick)|taken ill|become ill|became ill",
    "hospitalised": r"(?:in|to) hospital",
    "striking": r"on strike|stopped work\w*|walked out|laid down (?:their )?tools",
}
# One of these stands in whatever a phrase finds.
_PHRASE_CUES = (
    "to safety", "their homes", " li", "custody", "unaccounted", "been found", "without a home", " ill", " sick",
    "hospital", "on strike", "stopped work", "walked out", "tools",
)  # fmt: skip
_PHRASE = {state: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for state, pattern in _PHRASES.items()}

# Verbs that say the same of a count, though not of other things: a party wins, takes or gets seats; jobs are cut or go.
_ACTS = {
    "won": "win take secure gain capture get receive claim poll",
    "lost": "cut lose go axe shed slash eliminate disappear scrap",
    "gathered": "march rally protest demonstrate gather attend turn join assemble",
    "paid": "pay release give grant allocate provide send pledge earmark approve promise",
    "agreed": "agree settle",
    "amounts": "cost value price come amount run estimate cause put",
}
ACT = {word: act for act, line in _ACTS.items() for word in line.split()}

# To be somewhere, to have, to consist of: what is stated of a stock, whichever verb does it.
STOCK = frozenset(
    "be have number comprise consist deploy station serve include contain total stand base remain maintain keep field "
    "employ".split()
)
# Verbs whose subject is the one whose share the stock is.
HOLDS = frozenset("have contribute provide send maintain field deploy supply keep employ".split())
# Verbs that move a number: what they count is their subject.
MOVES = frozenset("rise climb reach stand increase jump grow fall drop decline hit pass exceed go".split())

# What an amount of money is: two amounts of different sorts are two amounts.
SORTS = frozenset(
    "damage loss cost fine budget debt deficit profit revenue price fee offer bid reserve aid grant loan investment "
    "fund turnover tax penalty compensation ransom bail saving surplus income deposit".split()
)


def phrase_state(text: str) -> str:
    """The state that a phrase of the text says of people, "" for none."""
    low = text.lower()
    if not any(map(low.__contains__, _PHRASE_CUES)):
        return ""
    return next((state for state, pattern in _PHRASE.items() if pattern.search(text)), "")


def phrase_of(text: str, state: str) -> str:
    """The phrase of the text that says `state`, as printed, "" for none."""
    match = _PHRASE[state].search(text) if state in _PHRASE else None
    return match.group() if match else ""


@lru_cache(maxsize=20_000)
def state_of(word: str) -> str:
    """The state that a lower-case word says of people, "" for none."""
    return STATE.get(word) or next(
        (STATE[lemma] for kinds in lemmas(word).values() for lemma in kinds if lemma in STATE), ""
    )
