"""Words that do something to a statement: hedge it, govern it, compare, quantify, connect.

The classes are closed lists of news English. Within a class words stand for one another; between classes they do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from briefing.text.words import Word, lemmas, stem, stems

# Verbs and adjectives whose infinitive or clause is not thereby a fact, and what they make of it.
_EXPECTED = (
    "project forecast predict expect schedule due set slate plan anticipate intend intention earmark prepare poise "
    "expected scheduled planned poised"
)
_WISH = "want seek hope aim wish strive desire"
_URGE = "urge ask call demand request implore appeal exhort press beg invite encourage"
_ORDER = "order instruct command direct tell require oblige"
_PROPOSE = "propose suggest recommend offer advise proposal recommendation"
_PROMISE = "promise pledge vow commit undertake agree commitment agreement"
_THREATEN = "threaten warn"
_CONSIDER = "consider contemplate mull weigh study discuss"
_TRY = "try attempt struggle effort bid"
_FAIL = "fail refuse decline unable neglect forget refusal failure inability"
_ALLOW = "allow permit authorise authorize let enable permission"
_FORBID = "forbid ban prohibit prevent stop block bar"
_ALLEGE = (
    "allege accuse suspect claim rumour rumor purport report believe think say suppose appear seem allegedly "
    "reportedly alleged suspected purported supposedly apparently rumoured rumored reported apparent supposed"
)
_FEARED = "fear"
_LIKELY = "likely probable probably"
_POSSIBLE = "possible possibly perhaps potentially potential maybe conceivably"
_NEED = "need must ought should"

GOVERNORS: dict[str, str] = {
    word: operator
    for operator, line in {
        "expected": _EXPECTED, "wish": _WISH, "urge": _URGE, "order": _ORDER, "propose": _PROPOSE, "promise": _PROMISE,
        "threaten": _THREATEN, "consider": _CONSIDER, "try": _TRY, "fail": _FAIL, "allow": _ALLOW, "forbid": _FORBID,
        "alleged": _ALLEGE, "feared": _FEARED, "likely": _LIKELY,
        "unlikely": "unlikely", "possible": _POSSIBLE, "need": _NEED,
    }.items()
    for word in line.split()
}  # fmt: skip

# Nouns that govern an infinitive from further off: "announced plans on Wednesday to cut".
_GOVERNING_NOUNS = frozenset(
    "plan intention proposal offer order request call demand bid attempt effort refusal failure pledge promise vow "
    "commitment threat "
    "agreement permission desire wish hope".split()
)

# These hedge only where nobody in particular does it: "is said to have", "is believed to be".
HEDGE_IN_PASSIVE = frozenset("say report believe think suppose tell".split())
# What "according to" may name without naming anybody.
NOBODY = frozenset("report medium local unconfirmed initial early preliminary some several various".split())

# Nouns that hedge what follows them: "suspicion of arson", "rumours of a withdrawal", "a threat to strike".
HEDGING_NOUNS: dict[str, str] = {
    "suspicion": "alleged", "allegation": "alleged", "accusation": "alleged", "rumour": "alleged", "rumor": "alleged",
    "possibility": "possible",
    "risk": "possible", "fear": "feared", "speculation": "alleged", "expectation": "expected", "hope": "wish",
    "prospect": "possible", "plan": "expected",
    "threat": "threaten",
}  # fmt: skip

# The same of what "that" says behind them.
SPEECH_NOUNS = dict.fromkeys(
    "claim allegation accusation rumour rumor suspicion suggestion speculation assertion theory".split(), "alleged"
)

# Single words that put their own clause under an operator.
_MARKS: dict[str, str] = {
    "will": "future", "shall": "future", "'ll": "future", "won't": "future", "would": "would", "wouldn't": "would",
    "may": "possible", "might": "possible", "could": "possible", "couldn't": "possible", "can": "can", "cannot": "can",
    "can't": "can",
    "should": "need", "must": "need", "ought": "need", "shouldn't": "need",
    "reportedly": "alleged", "allegedly": "alleged", "purportedly": "alleged", "supposedly": "alleged",
    "apparently": "alleged",
    "probably": "likely", "likely": "likely", "unlikely": "unlikely", "possibly": "possible", "perhaps": "possible",
    "maybe": "possible",
    "potentially": "possible", "presumably": "likely",
}  # fmt: skip

# Behind a comma these hedge what they stand before.
ASIDE = frozenset("possibly perhaps probably likely maybe potentially presumably".split())
# An adjective that hedges the noun it stands before: "the alleged attack", "the planned visit".
HEDGING_ADJECTIVES: dict[str, str] = {
    "alleged": "alleged", "suspected": "alleged", "purported": "alleged", "rumoured": "alleged", "rumored": "alleged",
    "reported": "alleged",
    "apparent": "alleged", "supposed": "alleged", "so-called": "alleged", "accused": "alleged", "possible": "possible",
    "potential": "possible", "planned": "expected",
    "proposed": "propose", "expected": "expected", "scheduled": "expected", "likely": "likely", "probable": "likely",
    "attempted": "try", "upcoming": "expected",
    "would-be": "wish", "draft": "propose", "preliminary": "preliminary", "provisional": "preliminary",
    "estimated": "estimated", "unconfirmed": "alleged",
}  # fmt: skip

# Reporting verbs by what they say of the words: within a class they stand for one another.
SAYING: dict[str, str] = {
    word: kind
    for kind, line in {
        "say": "say tell state add note announce report explain stress emphasize emphasise underline write reply "
        "respond "
        "comment observe maintain reiterate conclude "
        "remark recall mention indicate declare describe cite quote inform assert testify insist argue point hear "
        "release issue",
        "show": "show find reveal disclose learn establish prove determine know",
        "confirm": "confirm acknowledge", "admit": "admit concede", "deny": "deny reject dismiss refute",
        "claim": "claim allege accuse", "warn": "warn caution fear",
        "think": "believe think suspect understand consider",
        "estimate": "estimate predict forecast expect project reckon", "suggest": "suggest imply hint propose",
        "hope": "hope wish", "promise": "promise pledge vow", "urge": "urge ask call demand",
        "complain": "complain criticise criticize",
    }.items()
    for word in line.split()
}  # fmt: skip

# Said like this, what was said is not so.
WRONGLY = frozenset("wrongly falsely mistakenly erroneously incorrectly untruthfully".split())

CONNECTIVES: dict[str, str] = {
    "because": "cause", "therefore": "cause", "thus": "cause", "consequently": "cause", "thanks": "cause",
    "owing": "cause", "due": "cause", "cause": "cause",
    "result": "cause", "lead": "cause", "prompt": "cause", "trigger": "cause", "force": "cause", "blame": "cause",
    "attribute": "cause", "stem": "cause", "drive": "cause",
    "although": "concession", "though": "concession", "despite": "concession", "notwithstanding": "concession",
    "nevertheless": "concession", "nonetheless": "concession",
    "if": "condition", "unless": "unless", "provided": "condition", "until": "until", "whether": "whether",
    "once": "once",
}  # fmt: skip
CAUSE_PHRASES = (
    "as a result",
    "due to",
    "because of",
    "thanks to",
    "owing to",
    "led to",
    "leading to",
    "caused by",
    "in response to",
    "so that",
    "resulted in",
    "resulting in",
    "in retaliation for",
    "as a consequence",
    "on account of",
)

QUANTIFIERS: dict[str, str] = {
    "all": "all", "every": "all", "everyone": "all", "everybody": "all", "entire": "all", "whole": "all",
    "each": "all", "always": "all", "unanimously": "all", "unanimous": "all",
    "some": "some", "several": "some", "few": "few", "many": "many", "most": "most", "majority": "most",
    "mostly": "most", "both": "both", "only": "only", "half": "half",
    "any": "any", "numerous": "many", "dozens": "dozens", "hundreds": "hundreds", "thousands": "thousands",
    "millions": "millions", "partly": "part", "partially": "part", "part": "part",
    "fully": "all", "completely": "all", "entirely": "all", "totally": "all", "none": "none", "sole": "only",
    "solely": "only", "exclusively": "only", "never": "never",
}  # fmt: skip
_COMPARATIVES = frozenset(
    "more less fewer most least better best worse worst further first last latest earliest next former twice".split()
)

# The few words that news uses to hold a sentence together and that add nothing to it.
LIGHT = frozenset(
    "people person man woman take place hold make give have be do get go come include involve total number amount "
    "time year day week month part case event "
    "situation matter issue thing way also new currently now recently later earlier still official officially there "
    "place side area during follow following "
    "accord statement source percent per cent group country city member figure remain become begin start continue use "
    "country's nation compare compared "
    "mission".split()
) - {
    "mission",
    "country",
    "city",
    "nation",
    "country's",
    "source",
    "year",
    "month",
    "week",
    "day",
    "begin",
    "start",
    "continue",
    "remain",
    "percent",
}

# The verbs that stand for another one.
LIGHT_VERBS = frozenset("be have do".split())

# Who did it with whom is the same as with whom who did it.
SYMMETRIC = frozenset(
    "meet talk discuss agree negotiate marry share differ cooperate collide compete border speak converse be have "
    "include resemble merge".split()
)

# Prepositions that turn a place or a measure round.
OPPOSITE_SIDES = [
    frozenset(pair.split("/")) for pair in "inside/outside within/outside above/below with/without".split()
]

# In a fixed order: which of several a fault names does not hang on how strings are hashed.
ANTONYMS = tuple(
    frozenset(pair.split("/"))
    for pair in "rise/fall increase/decrease win/lose accept/reject open/close begin/end arrive/leave enter/leave "
    "support/oppose approve/reject buy/sell grow/shrink "
    "confirm/deny admit/deny lift/impose start/stop gain/lose raise/cut raise/lower up/down higher/lower more/less "
    "more/fewer before/after "
    "north/south east/west northern/southern eastern/western early/late first/last largest/smallest highest/lowest "
    "increase/cut "
    "increase/reduce expand/reduce strengthen/weaken improve/worsen succeed/fail join/leave arrest/release "
    "hire/dismiss appoint/dismiss praise/criticise praise/criticize "
    "welcome/reject welcome/condemn acquit/convict import/export borrow/lend male/female man/woman son/daughter "
    "win/lost guilty/innocent attack/defend".split()
)


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    """Word -> names of the synonym groups that it is in."""
    table: dict[str, set[str]] = {}
    text = resources.files("briefing").joinpath("_data/synonyms.txt").read_text("utf-8")
    for number, line in enumerate(text.splitlines()):
        for word in line.split("#")[0].split():
            table.setdefault(word, set()).add(f"={number}")
            table.setdefault(stem(word), set()).add(f"={number}")
    return {word: frozenset(groups) for word, groups in table.items()}


@lru_cache(maxsize=1)
def _kinds_table() -> dict[str, str]:
    """Word -> its senses and the kinds above them, as they are written."""
    text = resources.files("briefing").joinpath("_data/kinds.txt").read_text("utf-8")
    return dict(line.split(" ", 1) for line in text.splitlines() if line[0] != "#")


def _looked_up(form: str) -> tuple[list[str], list[str]]:
    own, _, above = _kinds_table().get(form, "").partition("|")
    return [f"+{s}" for s in own.split()], [f"+{s}" for s in above.split()]


@lru_cache(maxsize=50_000)
def senses(word: str) -> frozenset[str]:
    """A word's lemmas, its noun or verb root, the synonym groups they are in, and their senses in WordNet."""
    return near(word).union(*(_looked_up(form)[0] for form in (*stems(word), word)))


@lru_cache(maxsize=50_000)
def near(word: str) -> frozenset[str]:
    """A word's lemmas, its root and the synonym groups they are in: what stands for it whatever the text is about."""
    forms = stems(word) | {word, _root(word)}
    table = _groups()
    return forms.union(*(table.get(form, frozenset()) for form in forms))


@lru_cache(maxsize=50_000)
def kinds(word: str) -> frozenset[str]:
    """What a word is a kind of: a frigate a vessel. What is said of it may be said of its kind."""
    return frozenset(kind for form in (*stems(word), word) for kind in _looked_up(form)[1])


def describes(a: str, b: str) -> bool:
    """Whether two words that describe a name are the same: a captain is no skipper where there are two."""
    return a == b or not near(a).isdisjoint(near(b))


def may_be(general: str, particular: str) -> bool:
    """Whether one noun may stand for the other, as far as the table of kinds knows both."""
    known = all("NOUN" in lemmas(w) for w in (general, particular))
    return not known or general in LIGHT or covers(general, particular)


def covers(general: str, particular: str) -> bool:
    """Whether `general` may stand for `particular`: the same, or what it is a kind of."""
    return alike(general, particular) or not senses(general).isdisjoint(kinds(particular))


# Longest first.
_SUFFIXES = (
    "ization isation ification ations ation ition ments ment ances ance ences ence ings ing sions sion tions tion "
    "ions ion ers er ors or "
    "als al ures ure ed ives ive ity ies y es s e".split()
)


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    """What verb and noun of one family share: "evacuate", "evacuation" -> "~evacu"."""
    for suffix in _SUFFIXES:
        # Five letters keep roots apart that only look alike ("nation", "native").
        if word.endswith(suffix) and len(word) - len(suffix) >= 5:
            return "~" + word[: len(word) - len(suffix)]
    return "~" + word if len(word) >= 5 else word


def noun_operator(word: Word) -> str | None:
    """The operator that a governing noun puts over an infinitive, if the word is one."""
    base = stem(word.lower)
    return GOVERNORS.get(base) if base in _GOVERNING_NOUNS else None


@lru_cache(maxsize=100_000)
def alike(a: str, b: str) -> bool:
    """Whether two words can stand for one another."""
    return a == b or not senses(a).isdisjoint(senses(b))


def marks(tokens: Sequence[Word]) -> list[tuple[int, str]]:
    """The places of words that put an operator over their clause, and which one."""
    return [
        (at, _MARKS[w.lower])
        for at, w in enumerate(tokens)
        if w.lower in _MARKS and w.shape == "word" and not (w.capital and w.lower in ("may", "will"))
    ]


def comparatives(tokens: Sequence[Word]) -> set[str]:
    """Comparative and superlative words, as stems with their degree: "largest" -> "large+est"."""
    found: set[str] = set()
    for word in tokens:
        if word.shape != "word":
            continue
        if word.lower in _COMPARATIVES:
            found.add(word.lower)
        elif word.lower.endswith(("er", "est")) and "ADJ" in lemmas(word.lower):
            base = lemmas(word.lower)["ADJ"][0]
            if base != word.lower:
                found.add(f"{base}+{'est' if word.lower.endswith('est') else 'er'}")
    return found
