"""Names: each stands in the evidence, or is what a word of it refers to."""

from __future__ import annotations

from briefing import names
from briefing.gate.mentions import Key, mentions
from briefing.gate.reading import Case, Reading
from briefing.gate.referents import referents
from briefing.gate.remembered import remembered
from briefing.gate.slots import same_name
from briefing.text.words import fold, stem

# "his brother Kevin": a relative bears the family name that the evidence gives to the other.
_KIN = frozenset("brother sister wife husband son daughter father mother cousin uncle aunt nephew niece".split())


def stands(name: names.Name, case: Case) -> bool:
    """Whether a name of the statement may stand on the evidence."""
    return _printed(name, case) or _meant(name, case)


def _printed(name: names.Name, case: Case) -> bool:
    """Whether a name stands in the evidence as it is printed or as part of a longer one."""
    for reading in case.evidence:
        for key, held in _spellings(reading):
            if key == name.key or held.issuperset(name.key):
                return True
    printed = _folded(name)
    return any(_run(r, printed) or _abbreviates(r, name.text) for r in case.evidence)


@remembered
def _spellings(reading: Reading) -> tuple[tuple[Key, frozenset[str]], ...]:
    """The keys of a sentence's names, each with its words and those that are printed for them."""
    return tuple((n.key, frozenset((*n.key, *map(fold, n.text.split())))) for n in reading.names)


def _folded(name: names.Name) -> Key:
    return tuple(map(fold, name.text.replace("/", " ").split()))


def _meant(name: names.Name, case: Case) -> bool:
    """Whether a name that is not printed in the evidence is one that it means."""
    key, printed = set(name.key), _folded(name)
    found = [n.key for reading in case.evidence for n in reading.names]
    found += _opening_names(case)
    introducing = any("(" in r.text for r in (*case.context, *case.evidence))
    if any(names.is_initials(name.key, k) or names.is_initials(k, name.key) for k in found):
        return True
    if introducing and any(case.linked(name.key, k) for k in found):
        return True
    if _family(name.key, case, found) or _adjective(name.key, found):
        return True
    meant = set(found)
    if case.context:
        # What a pronoun or a description stands for; without a context that is a name of the evidence.
        known = referents(case.evidence, case.context)
        meant.update(k for r in case.evidence for reference in known.references(r) for k in reference.keys)
    if introducing and any(case.linked(name.key, k) for k in meant):
        return True
    # A fuller form of a name ("Mark Rutte" for "Rutte") from the context.
    described = {
        w
        for r in case.context
        for m in mentions(r)
        if any(same_name(case, m.key, k) for k in meant)
        for w in (*m.words, *m.key)
    }
    if any(not key.isdisjoint(k) and _composed(key.difference(k, described), case) for k in meant):
        return True
    if not case.context:
        return False
    fuller = {n.key for r in case.context for n in r.names if any(same_name(case, n.key, k) for k in meant)}
    if any(key <= set(k) for k in fuller):
        return True
    if _spelt_out(name, case):
        return True
    # "Rwanda's Claire Uwase": what the context puts beside a name may stand beside it here.
    following = _behind(case, name)
    if (
        following
        and any(_before_noun(r, printed, following) for r in case.context)
        and any(following in r.lowers for r in case.evidence)
    ):
        return True
    beside = [n for n in case.statement.names if n is not name and _beside(case.statement, name, n)]
    return any(any(same_name(case, n.key, k) for k in meant) for n in beside) and any(
        {stem(w) for w in spelt} <= {stem(w) for w in described} for spelt in (key, set(printed))
    )


def _composed(left: set[str], case: Case) -> bool:
    """Whether all that is left of a name are common words of the article."""
    if not left:
        return True
    common = {w for r in (*case.evidence, *case.context) for w in r.lowers}
    return left <= common and left.isdisjoint(_named(case))


def _opening_names(case: Case) -> list[Key]:
    """ "Strand's report": a word that opens a sentence and that the article has as somebody's last name before."""
    if not case.context:
        return []
    openings = {r.words[0].lower for r in case.evidence if r.words}
    return [n.key for r in case.context for n in r.names if len(n.key) > 1 and n.key[-1] in openings]


def _beside(statement: Reading, name: names.Name, other: names.Name) -> bool:
    """Whether two names stand side by side, with nothing but a title between them: "UN Special Envoy Hanna Berg"."""
    start, end = sorted((name, other), key=lambda n: n.start)[0].end, max(name.start, other.start)
    between = [w.lower for w in statement.words if start <= w.start < end and w.shape == "word"]
    return end - start <= 4 or (bool(between) and all(w in names.TITLES or w == "special" for w in between))


def _named(case: Case) -> frozenset[str]:
    return frozenset(w for r in (*case.evidence, *case.context) for n in r.names for w in n.key)


def _abbreviates(reading: Reading, text: str) -> bool:
    """ "GDP" for "gross domestic product"."""
    width = len(text)
    if not (text.isupper() and text.isalpha() and width > 1):
        return False
    lowers = [w.lower for w in reading.words if w.shape == "word"]
    return any("".join(w[0] for w in lowers[i : i + width]) == text.lower() for i in range(len(lowers) - width + 1))


def _run(reading: Reading, printed: tuple[str, ...]) -> bool:
    """Whether the words stand in the evidence one behind the other, in any case."""
    if printed and printed[0] not in reading.lowers:
        return False
    lowers = [w.lower for w in reading.words if w.shape != "mark"]
    width = len(printed)
    return any(tuple(lowers[i : i + width]) == printed for i in range(len(lowers) - width + 1))


def _before_noun(reading: Reading, printed: tuple[str, ...], noun: str) -> bool:
    """Whether the words stand right before a noun, or with a word between: "the Kirova coal mine"."""
    lowers = [w.lower for w in reading.words if w.shape != "mark"]
    width = len(printed)
    return any(
        tuple(lowers[i : i + width]) == printed and noun in lowers[i + width : i + width + 2]
        for i in range(len(lowers) - width + 1)
    )


def _spelt_out(name: names.Name, case: Case) -> bool:
    """ "the families from the valley of Rio Pardinho" for "the families", in the very words of the context."""
    before = [w for w in case.statement.words if w.end <= name.start][-5:]
    for at, word in enumerate(before):
        if word.content and any(word.lower in r.lowers for r in case.evidence):
            run = (*(w.lower for w in before[at:] if w.shape != "mark"), *map(fold, name.text.split()))
            if len(run) >= 3 and any(_run(r, run) for r in case.context):
                return True
    return False


def _behind(case: Case, name: names.Name) -> str | None:
    return next((w.lower for w in case.statement.words if w.start >= name.end and w.shape == "word"), None)


_DEMONYMS = ("n", "an", "ian", "ese", "i", "ish", "ic")


def _adjective(key: Key, found: list[Key]) -> bool:
    """ "Karsan" for "Karsa"."""
    places = [w for k in found for w in k if len(w) >= 4]
    return len(key) == 1 and any(key[0] in (w + s, w.rstrip("aeiouy") + s) for w in places for s in _DEMONYMS)


def _family(key: Key, case: Case, found: list[Key]) -> bool:
    if len(key) != 2 or not any(r.stems & _KIN for r in case.evidence):
        return False
    return (key[0],) in found and any(len(k) > 1 and k[-1] == key[1] for k in found)
