"""Words of a sentence, their stems and the forms of verbs.

The lexicon is lemminflect's (MIT, built from the NIH SPECIALIST Lexicon), which ships with the package: it tells which
lemmas a form can have and as which part of speech, not which one it is in its sentence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache, partial
from itertools import repeat
from typing import Literal, NamedTuple

# A word keeps its inner apostrophes, hyphens and dots ("U.S.", "al-Assad", "don't"); a figure its separators.
_TOKEN = re.compile(
    r"[^\W\d_]\.(?:[^\W\d_]\.)+|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?:[-/][^\W_]+)*|[^\W_]+(?:['’.\-][^\W_]+)*|[^\w\s]"
)
_POSSESSIVE = re.compile(r"['’]s?$")
# "the insurers' association": an apostrophe behind a plural, unless it may close a quotation in single marks.
_PLURAL_OWNER = re.compile(r"(?<=[^\W\d_]s)['’](?= [^\W_])")
_SINGLE_QUOTE = re.compile(r"(?<!\w)['‘](?=\w)")

Shape = Literal["word", "figure", "mark"]
# All of a word but its place.
_Form = tuple[str, str, Shape, bool, bool]


class Word(NamedTuple):
    """`text[start:end]` of the sentence it was read from; `lower` is folded, without a possessive ending.

    `capital` tells whether it starts with a capital letter, `content` whether it carries content: no mark, no figure,
    no word of a closed class. Both follow from the text and are asked for far more often than words are made. A tuple:
    there are some four hundred to an article, and a frozen dataclass takes four times as long to make.
    """

    start: int
    end: int
    text: str
    lower: str
    shape: Shape
    capital: bool
    content: bool

    def __repr__(self) -> str:
        """The word without what follows from it."""
        start, end, text, lower, shape, _, _ = self
        return f"Word({start=}, {end=}, {text=}, {lower=}, {shape=})"


# Closed classes. They carry no content of their own; what they do to a statement (negation, hedges, order) is held by
# rules.
AUXILIARIES = frozenset(
    "am is are was were be been being has have had having do does did will would shall should may might can could must "
    "cannot ought 's 're 've 'll 'd won't can't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't "
    "wouldn't couldn't shouldn't mustn't".split()
)
MODALS = frozenset(
    "will would shall should may might can could must cannot ought won't can't wouldn't couldn't shouldn't".split()
)
BE = frozenset("am is are was were be been being isn't aren't wasn't weren't".split())
HAVE = frozenset("has have had having hasn't haven't hadn't".split())
PREPOSITIONS = frozenset(
    "of in on at to for with by from into onto upon over under about against between among through during before "
    "after since "
    "until till toward towards within without across along around behind beyond near off out up down per via amid "
    "despite like than as following including concerning regarding ahead outside inside throughout".split()
)
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
"""The days of the week and the months: capitals that are no names."""

DETERMINERS = frozenset(
    "the a an this that these those its his her their our my your another other any some every each no both all such "
    "either neither several many few most more".split()
)
PRONOUNS = frozenset(
    "he she it they we i you him her them us me himself herself itself themselves who whom which what whose".split()
)
CONJUNCTIONS = frozenset("and or but nor yet so".split())
NUMERALS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty "
    "forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half".split()
)
STOP = (
    AUXILIARIES
    | PREPOSITIONS
    | DETERMINERS
    | PRONOUNS
    | CONJUNCTIONS
    | frozenset(
        "not n't if then there here when where while because although though whether how why also too very just only "
        "even still "
        "again already now that's mr mrs ms dr said says say own same mine ours theirs yours one ones "
        "however meanwhile moreover therefore thus well".split()
    )
)

_DOTTED = {"a.m.": "a.m", "u.s.": "usa"}
# Possessives and ISO forms that a cut at the apostrophe would spoil.
_CONTRACTION = re.compile(r"n['’]t$|['’](?:re|ve|ll|d|m)$", re.IGNORECASE)


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word's form for comparing: lower case, no diacritics, straight apostrophe, no possessive ending."""
    word = word.replace("’", "'").casefold()
    if not word.isascii():
        word = "".join(
            c
            for c in unicodedata.normalize("NFKD", word.replace("đ", "d").replace("ł", "l"))
            if not unicodedata.combining(c)
        )
    if "'" in word and not _CONTRACTION.search(word):
        word = _POSSESSIVE.sub("", word) or word
    if word.count(".") > 1:
        # "a.m." would be the verb, "U.S." the pronoun.
        word = _DOTTED.get(word, word.replace(".", ""))
    return word


# `Word(...)` without the Python function between: there are more words than anything else.
_word = partial(tuple.__new__, Word)


@lru_cache(maxsize=4_096)
def words(text: str) -> tuple[Word, ...]:
    """The words, figures and marks of `text`, with offsets."""
    found: list[Word] = []
    at = 0
    # No token holds a blank, so each piece between blanks is read once for all the texts that it stands in.
    for piece in text.split(" "):
        for first, last, form in _tokens(piece):
            found.append(_word((at + first, at + last, *form)))
        at += len(piece) + 1
    if ("'" in text or "’" in text) and not _SINGLE_QUOTE.search(text):
        owners = {m.start() for m in _PLURAL_OWNER.finditer(text)}
        return tuple(_with_owners(found, owners) if owners else found)
    return tuple(found)


def _with_owners(found: list[Word], owners: set[int]) -> list[Word]:
    """The words, the apostrophe that makes an owner of a plural joined to it."""
    out: list[Word] = []
    for word in found:
        if word.start in owners and out and out[-1].end == word.start:
            owner = out[-1]
            content = owner.lower not in STOP
            out[-1] = owner._replace(end=word.end, text=owner.text + word.text, shape="word", content=content)
        else:
            out.append(word)
    return out


@lru_cache(maxsize=32_768)
def _tokens(piece: str) -> tuple[tuple[int, int, _Form], ...]:
    """The words of a piece of text without blanks: where they start and end in it, and all else."""
    return tuple((*match.span(), _token(match.group())) for match in _TOKEN.finditer(piece))


@lru_cache(maxsize=100_000)
def _token(token: str) -> _Form:
    """All of a word but its place; kept, so that a word of a hundred thousand sentences is one object."""
    shape: Shape = "figure" if token[0].isdigit() else "word" if token[0].isalnum() else "mark"
    lower = fold(token) if shape == "word" else token
    return token, lower, shape, token[0].isupper(), shape == "word" and lower not in STOP


@cache
def _lexicon() -> tuple[object, object]:
    # Imported at first use: it brings numpy, which `briefing --help` can do without.
    from lemminflect import getAllLemmas, getInflection

    return getAllLemmas, getInflection


@lru_cache(maxsize=200_000)
def lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """The lemmas that a lower-case form can have, by part of speech (VERB, NOUN, ADJ, ADV, AUX)."""
    look_up, _ = _lexicon()
    return look_up(word)  # type: ignore[no-any-return, operator]  # lemminflect ships no types


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """One comparing form for the inflected forms of a lower-case word: "visits", "visited", "visiting" -> "visit"."""
    known = lemmas(word)
    for part in ("VERB", "NOUN", "ADJ", "ADV"):
        if part in known:
            return known[part][0]
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


@lru_cache(maxsize=100_000)
def stems(word: str) -> frozenset[str]:
    """All the lemmas that a lower-case word can have, and itself when there is none."""
    known = lemmas(word)
    return frozenset(lemma for part in known.values() for lemma in part) or frozenset((stem(word),))


@lru_cache(maxsize=100_000)
def verb_forms(word: str) -> frozenset[str]:
    """The verb forms that a lower-case word can be: `base`, `third`, `past`, `participle`, `gerund`."""
    forms: set[str] = set()
    _, inflect = _lexicon()
    for lemma in lemmas(word).get("VERB", ()):
        for form, tag in (("third", "VBZ"), ("past", "VBD"), ("participle", "VBN"), ("gerund", "VBG")):
            if word in inflect(lemma, tag=tag):  # type: ignore[operator]  # lemminflect ships no types
                forms.add(form)
        if word == lemma:
            forms.add("base")
    return frozenset(forms)


@lru_cache(maxsize=20_000)
def participle(verb: str) -> str:
    """The past participle of a verb: "cancel" -> "cancelled", its British form where there are two."""
    _, inflect = _lexicon()
    forms = inflect(verb, tag="VBN")  # type: ignore[operator]  # lemminflect ships no types
    return max(forms, key=lambda form: (form.endswith(verb[-1:] * 2 + "ed"), form)) if forms else verb


def content_stems(text: str, *, figures: bool = False) -> set[str]:
    """The stems of the content words of a text, of whatever length; with `figures` those too."""
    return set[str]().union(*map(_content_stems, set(text.split()), repeat(figures)))


# No word holds a blank, so a piece between blanks is read once for all the texts that it stands in.
@lru_cache(maxsize=32_768)
def _content_stems(piece: str, figures: bool) -> frozenset[str]:
    # An apostrophe makes an owner of a plural only before a blank, so the tokens are all there is.
    return frozenset(
        [
            stem(lower)
            for _, _, (_, lower, shape, _, content) in _tokens(piece)
            if content or (figures and shape == "figure")
        ]
    )
