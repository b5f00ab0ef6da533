"""Verb groups of an English sentence: the main verb with its auxiliaries, its voice and its form.

Closed classes and the lexicon's verb forms propose; of several doubtful finite verbs in one segment one is kept, the
others are participles ("troops deployed in Kosovo") or nouns ("talks").
"""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest

from briefing.text.group import ASKING, BARE, RELATIVES, SUBORDINATORS, Form, Group, is_adverb
from briefing.text.particles import with_particle
from briefing.text.resumed import resumes
from briefing.text.words import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    HAVE,
    MODALS,
    NUMERALS,
    PREPOSITIONS,
    PRONOUNS,
    Word,
    lemmas,
    verb_forms,
)

# What parts two verb groups: a mark, or a word that opens a clause.
_PARTING = frozenset(",;:()[]—–") | RELATIVES | ASKING | SUBORDINATORS | {"and", "but", "or", "nor"}
# "It closes": behind these a form that could be a noun too is the verb.
_NOMINATIVE = frozenset("he she it they we who which".split())
# Forms that could be verbs and in news hardly ever are.
_NO_VERBS = frozenset(
    "police last next staff people state party parties house court board long second time times evening morning".split()
)
# None of these is a verb.
_SMALL = DETERMINERS | PRONOUNS | CONJUNCTIONS | SUBORDINATORS
_NO_INFINITIVES = PREPOSITIONS | _NO_VERBS
_FINITE = frozenset(("past", "third", "base"))
# Behind these stands a noun.
_EITHER = frozenset(("either", "neither"))
_NOMINAL = DETERMINERS - _EITHER - {"that", "all", "both", "each", "some", "many", "most", "few", "several"}
_OWNERS = ("'s", "’s", "s'", "s’")
_PAIRED = _EITHER | {"each"}
# Before a gerund these say that it is no adjective, and behind a verb that it has an object.
_NO_NOUNS = PRONOUNS | DETERMINERS | SUBORDINATORS
_OBJECTS = DETERMINERS | PRONOUNS | {"that", "to", "not", "nothing", "something", "everything", "nobody", "everybody"}
# What can be the subject of a verb that could be a participle, and of one that could be a noun.
_SUBJECTS = PRONOUNS - {"her", "him", "them", "us", "me", "it"}
_HAVE_SUBJECTS = PRONOUNS - {"her", "his", "its"}
_COUNTS = NUMERALS - {"one", "million", "billion"}
_OPENING = (SUBORDINATORS - {"that"}) | {"whose"}
# "have both extended": a quantifier of the subject may stand inside the verb group.
_FLOATING = frozenset("both all each".split())


def _plain(word: Word, index: int) -> bool:
    """Whether a word may be a common word here, that is, no name."""
    return word.shape == "word" and (not word.capital or index == 0)


def _auxiliary(tokens: tuple[Word, ...], at: int) -> Group:
    """The verb group that opens with the auxiliary at `at`."""
    end, last_aux, main = at + 1, tokens[at].lower, ""
    passive, saw = False, {tokens[at].lower}
    while end < len(tokens):
        word = tokens[end]
        if word.lower in AUXILIARIES and word.shape == "word":
            last_aux = word.lower
            saw.add(last_aux)
            end += 1
            continue
        if is_adverb(word) and end + 1 < len(tokens):
            end += 1
            continue
        if word.lower in _FLOATING and end + 1 < len(tokens) and "participle" in verb_forms(tokens[end + 1].lower):
            end += 1
            continue
        forms = verb_forms(word.lower) if _plain(word, end) else frozenset()
        if last_aux in BE and forms & {"participle", "gerund"} and word.lower not in PREPOSITIONS:
            main, passive, end = word.lower, "participle" in forms and "gerund" not in forms, end + 1
        elif (last_aux in HAVE and "participle" in forms) or (
            (last_aux in MODALS or last_aux.startswith(("do", "did", "need"))) and "base" in forms
        ):
            main, end = word.lower, end + 1
        break
    if not main:
        # "is likely to", "was a", "have 600 members": the auxiliary is the verb; adverbs behind it are given back.
        while (
            end > at + 1 and tokens[end - 1].lower not in AUXILIARIES and tokens[end - 1].lower not in ("not", "never")
        ):
            end -= 1
        main = "be" if last_aux in BE else "have" if last_aux in HAVE else "do"
        return Group(at, end, main, "finite", False, True)
    lemma = lemmas(main).get("VERB", (main,))[0]
    # "of having waited", "after being told".
    form: Form = "gerund" if tokens[at].lower in ("having", "being") else "finite"
    return Group(at, end, lemma, form, passive, True)


def _infinitive(tokens: tuple[Word, ...], at: int) -> Group | None:
    """The group of a "to" at `at`, when a verb follows."""
    nxt = at + 1
    while nxt < len(tokens) and is_adverb(tokens[nxt]):
        nxt += 1
    if nxt >= len(tokens) or not _plain(tokens[nxt], nxt):
        return None
    if at and tokens[at - 1].lower in ("not", "never"):
        at -= 1
    if tokens[nxt].lower in ("be", "have"):
        group = _auxiliary(tokens, nxt)
        return group._replace(first=at, form="infinitive")
    if "base" in verb_forms(tokens[nxt].lower) and tokens[nxt].lower not in _NO_INFINITIVES:
        return Group(at, nxt + 1, lemmas(tokens[nxt].lower)["VERB"][0], "infinitive", False, True)
    return None


def _lexical(tokens: tuple[Word, ...], at: int, found: list[Group]) -> Group | None:
    """A verb without auxiliary at `at`, where a verb form stands, or None where it is more likely no verb."""
    before = tokens[at - 1] if at else None
    if before is not None and before.lower in _NOMINAL:
        return None
    word = tokens[at]
    forms = verb_forms(word.lower)
    if "gerund" not in forms and (word.capital or (before is not None and before.lower in PREPOSITIONS)):
        return None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and before.lower in BE and forms.isdisjoint(("participle", "gerund")):
        # "to be fit".
        return None
    kinds = lemmas(word.lower)
    lemma = kinds["VERB"][0]
    if "ADV" in kinds and found and found[-1].last == at:
        # "reaches back".
        return None
    if not _FINITE.isdisjoint(forms) and resumes(tokens, at, found, forms):
        return Group(at, at + 1, lemma, "finite", False, True)
    paired = before is not None and before.lower in _PAIRED and not forms.isdisjoint(("past", "third"))
    closed = before is not None and not paired and (before.lower in _EITHER or before.text.lower().endswith(_OWNERS))
    adjective = before is not None and _plain(before, at - 1) and lemmas(before.lower).keys() == {"ADJ"}
    if "gerund" in forms:
        if closed or adjective or (before and before.shape == "figure"):
            return None
        attributive = (
            after is not None
            and after.lower not in _NO_NOUNS
            and _plain(after, at + 1)
            and lemmas(after.lower).keys() == {"NOUN"}
            and (before is None or before.shape == "mark")
        )
        named = before is not None and before.capital and at > 1 and _led(tokens[at - 2])
        attributive = attributive or (named and after is not None and "NOUN" in lemmas(after.lower))
        return None if attributive else Group(at, at + 1, lemma, "gerund", False, False)
    if closed or adjective or _counted(before, "past" not in forms or "participle" in forms):
        return None
    if "past" in forms:
        only_past = "participle" not in forms and "NOUN" not in kinds and "ADJ" not in kinds
        sure = only_past or lemma in ("say", "tell", "add") or (before is not None and before.lower in _SUBJECTS)
        return Group(at, at + 1, lemma, "finite", False, sure)
    if "participle" in forms and "base" not in forms:
        return Group(at, at + 1, lemma, "participle", True, False)
    if lemma == "say" and before is not None:
        return Group(at, at + 1, lemma, "finite", False, True)
    noun = "NOUN" in kinds or "ADJ" in kinds or "ADV" in kinds
    if not noun:
        return Group(at, at + 1, lemma, "finite", False, "third" in forms)
    # A form that is a noun too ("talks", "plans", "visit") is a verb only where its neighbours say so.
    opens = after is not None and (
        after.lower in _OBJECTS or after.capital or after.shape == "figure" or after.lower in NUMERALS
    )
    if before is not None and (before.lower in _NOMINATIVE or (paired and "third" in forms)):
        return Group(at, at + 1, lemma, "finite", False, True)
    subject = before is not None and (before.lower in _HAVE_SUBJECTS or before.capital or before.lower.endswith("s"))
    # "If the rains fail again,": the first such form behind a subject that a conjunction opens.
    opened = any(w.lower in _OPENING for w in tokens[max(0, at - 4) : at - 1])
    noun = before is not None and "third" in forms and before.lower in lemmas(before.lower).get("NOUN", ())
    subject = subject or (noun and (opened or opens))
    present = any(g.form == "finite" and "third" in verb_forms(tokens[g.first].lower) for g in found)
    if before is not None and before.lower in ("and", "but") and "third" in forms and after is not None and present:
        # "opens on 21 June and closes on 5 July", "reaches far back and shows, the authors write, that".
        subject, opens = True, opens or after.lower in PREPOSITIONS or after.text == ","
    if (opens or opened) and subject:
        # "Telecoms group Vantora announced": before a name the noun is as likely.
        named = after is not None and after.capital and not opened
        return Group(at, at + 1, lemma, "finite", False, False, weak=named)
    # "Vaccines buy time": a verb only where nothing else in its segment is one.
    plural = before is not None and before.lower.endswith("s") and bool(lemmas(before.lower))
    bare = plural and "base" in forms and after is not None and _plain(after, at + 1)
    return Group(at, at + 1, lemma, "finite", False, False, weak=True) if bare else None


def _led(word: Word) -> bool:
    """ "the Quayside shopping centre": a name between a determiner and a noun."""
    return word.lower in DETERMINERS or (word.capital and word.shape == "word")


def _counted(before: Word | None, doubtful: bool) -> bool:
    """ "nine wounded officers", "312 visits": behind a figure a word that need not be a verb is none."""
    return before is not None and doubtful and (before.shape == "figure" or before.lower in _COUNTS)


def _only_verb(tokens: tuple[Word, ...]) -> list[Group]:
    """ "The festival opens on 21 June": where nothing else is a verb, a third person behind a noun is one."""
    found: list[Group] = []
    for at in range(1, len(tokens)):
        before = lemmas(tokens[at - 1].lower).get("NOUN", ())
        stands = before == (tokens[at - 1].lower,) and not found
        follows = bool(found) and tokens[at - 1].lower in ("and", "but")
        if (stands or follows) and "third" in verb_forms(tokens[at].lower) and _plain(tokens[at], at):
            found.append(Group(at, at + 1, lemmas(tokens[at].lower)["VERB"][0], "finite", False, True))
    return found


def _without_noun_complements(tokens: tuple[Word, ...], groups: list[Group]) -> list[Group]:
    """ "An order to fire had been given": an infinitive between a noun and its finite verb belongs to the noun."""
    if len(groups) < 2:
        return groups
    out: list[Group] = []
    for group, after in zip_longest(groups, groups[1:]):
        inside = group.form == "infinitive" and after is not None and after.form == "finite" and after.sure
        if inside and not parted(tokens, group.last, after.first):
            before = tokens[group.first - 1] if group.first else None
            if before is not None and "NOUN" in lemmas(before.lower) and not (out and out[-1].last == group.first):
                continue
        out.append(group)
    return out


@lru_cache(maxsize=50_000)
def _opens(word: str) -> str:
    """What a lower-case word can open a verb group as: "to", an "auxiliary" or a "verb"; "" for none of these."""
    if word == "to":
        return "to"
    if word in AUXILIARIES and word != "'s":
        return "auxiliary"
    # "according" is a preposition in all but form.
    none = word in _SMALL or word in _NO_INFINITIVES or word == "according"
    return "" if none or not verb_forms(word) else "verb"


def groups(tokens: tuple[Word, ...]) -> list[Group]:
    """Verb groups in order, the doubtful ones settled by what else stands in their segment."""
    found: list[Group] = []
    behind = 0
    # Unpacked: the fields of a record are looked up by name for three times as long.
    for at, (_, _, _, lower, shape, capital, _) in enumerate(tokens):
        if shape != "word" or at < behind or not (opens := _opens(lower)):
            continue
        if opens == "to":
            group = _infinitive(tokens, at)
        elif lower == "need" and at + 1 < len(tokens) and tokens[at + 1].lower == "not":
            group = _auxiliary(tokens, at)
        elif capital and at:
            continue
        elif opens == "auxiliary":
            group = _auxiliary(tokens, at)
        else:
            group = _lexical(tokens, at, found)
        if group is None:
            continue
        if not group.sure and found and found[-1].last == at and "participle" in verb_forms(lower):
            # "carrying liquefied gas": an adjective between a verb and its object.
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            if found[-1].form == "gerund" and after is not None and "NOUN" in lemmas(after.lower):
                continue
        found.append(group)
        behind = group.last
    found = [with_particle(tokens, g) for g in _without_noun_complements(tokens, _settled(tokens, found))]
    for group in found:
        if group.form == "finite":
            return found
    return sorted([*found, *_only_verb(tokens)], key=lambda g: g.first)


def _settled(tokens: tuple[Word, ...], groups: list[Group]) -> list[Group]:
    """One finite verb a segment: of several, the doubtful are participles ("troops deployed") or nouns ("talks")."""
    out: list[Group] = []
    for index, group in enumerate(groups):
        if group.sure or group.form != "finite":
            out.append(group)
            continue
        participle = "participle" in verb_forms(tokens[group.first].lower)
        follows_up = _follows_up(tokens, out, group) if participle else None
        if follows_up is not None:
            out.append(follows_up)
        elif _relates(tokens, groups[index - 1].last if index else 0, group.first):
            # "drones that the forces launched overnight were shot down": the first verb behind "that" is its own.
            out.append(group)
        else:
            rival = _rivalled(tokens, groups, index, out)
            if participle and (rival or _describes(tokens, groups, index, out)):
                out.append(group._replace(form="participle", passive=True))
            elif not rival:
                out.append(group)
    return out


def _rivalled(tokens: tuple[Word, ...], groups: list[Group], index: int, settled: list[Group]) -> bool:
    """Whether another finite verb stands in the segment of a doubtful one, that is surer than it."""
    group = groups[index]
    for place, other in enumerate(groups):
        if other.form != "finite" or place == index or (other.weak and not group.weak):
            continue
        if (
            (other.sure or group.weak or (place < index and other in settled))
            and not parted(tokens, min(other.last, group.last), max(other.first, group.first))
            and not (other.verb in BARE and other.last < group.first)
            and not (group.verb in BARE and group.last < other.first)
        ):
            return True
    return False


def _describes(tokens: tuple[Word, ...], groups: list[Group], index: int, settled: list[Group]) -> bool:
    """Whether a form that can be a participle describes a noun, by what stands around it."""
    group = groups[index]
    before = tokens[group.first - 1]
    if before.lower in ("and", "or") and settled and settled[-1].form == "participle":
        return True
    follows = tokens[group.last].lower if group.last < len(tokens) else ""
    if follows == "by":
        behind = tokens[group.last + 1] if group.last + 1 < len(tokens) else None
        if behind is None or not (behind.shape == "figure" or behind.lower in NUMERALS):
            return True
    for other in groups[index + 1 :] if before.text == "," or follows in PREPOSITIONS else ():
        if other.form != "finite":
            continue
        # "The talks held in Geneva ended": of two doubtful ones the first, before a preposition, describes the noun.
        if follows in PREPOSITIONS and not parted(tokens, group.last, other.first):
            return True
        # "The satellite, built in Bremen and launched from Kourou, weighs": between commas, before the verb that goes
        # on.
        if before.text == "," == tokens[other.first - 1].text:
            return True
    return False


def _follows_up(tokens: tuple[Word, ...], settled: list[Group], group: Group) -> Group | None:
    """ "was praised by A but criticised by B": a second participle under the same auxiliary."""
    for before in reversed(settled):
        if before.form == "finite" or before.passive:
            break
    else:
        return None
    first = group.first
    while first > before.last and is_adverb(tokens[first - 1]):
        first -= 1
    led = first > before.last and tokens[first - 1].lower in ("and", "but", "or", "nor")
    if not led or any(w.shape == "mark" and w.text != "," for w in tokens[before.last : first]):
        return None
    if before.form != "finite" or before.last - before.first < 2 or parted(tokens, before.last, first - 1):
        return None
    after = tokens[group.last] if group.last < len(tokens) else None
    bare = after is None or after.shape == "mark" or after.lower in PREPOSITIONS
    return (
        group._replace(first=first, form="finite", passive=before.passive) if bare or first - 1 == before.last else None
    )


def _relates(tokens: tuple[Word, ...], first: int, last: int) -> bool:
    """Whether "who" or "that" behind a noun stands between two verbs, with a subject of its own behind it."""
    for at in range(max(first, 1), last - 1):
        that = tokens[at].lower == "that" and "NOUN" in lemmas(tokens[at - 1].lower) and tokens[at - 1].shape == "word"
        if (that or tokens[at].lower in RELATIVES) and not parted(tokens, at + 1, last):
            return True
    return False


def parted(tokens: tuple[Word, ...], start: int, end: int) -> bool:
    """Whether a mark or a word that opens a clause stands in a range."""
    for w in tokens[start:end]:  # noqa: SIM110  # a generator would cost twice this, and it is asked of each pair of verbs
        if w.lower in _PARTING:
            return True
    return False
