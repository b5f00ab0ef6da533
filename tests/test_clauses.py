"""The shallow reading of a sentence: its clauses, who does what in them, and under whose word they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.clauses import clauses
from briefing.text.words import words


def read(sentence: str) -> dict[str, dict[str, object]]:
    """Verb -> what the reading says of its clause; the last clause of a verb counts."""
    tokens = words(sentence)

    def text(span: tuple[int, int] | None) -> str:
        return " ".join(w.text for w in tokens[span[0] : span[1]]) if span else ""

    return {
        c.verb: {
            "subject": text(c.subject), "speaker": text(c.speaker), "form": c.form, "passive": c.passive,
            "negated": c.negated, "marker": c.marker,
        }
        for c in clauses(sentence)
    }  # fmt: skip


# Sentence, verb, its subject.
SUBJECTS = [
    ("Austria, which sends 275 soldiers, has agreed.", "agree", "Austria"),
    ("The library on Canal Street, which burned down, was insured.", "insure", "The library on Canal Street"),
    ("The curfew, imposed after riots in which 11 people died, will be lifted.", "lift", "The curfew"),
    ("Ministers from Sweden and Norway met in Oslo.", "meet", "Ministers from Sweden and Norway"),
    ("On 12 May 2025 the bank said it would close.", "say", "the bank"),
    ("Since January, health officials have recorded 40 cases.", "record", "health officials"),
    ("Turnout fell to 48 percent, its lowest since independence, the ruling party said.", "say", "the ruling party"),
    ("When a bus carrying pilgrims plunged into a ravine, 17 died.", "plunge", "a bus"),
    ("He plans to leave, unless a buyer is found, and has told the staff.", "tell", "He"),
    ("The court ruled that Arden had lied, and ordered it to pay.", "order", "The court"),
    ("The drones flew over the port, witnesses said, and left.", "leave", "The drones"),
    ("The drones that the forces launched overnight were shot down.", "shoot", "The drones"),
    ("An order to fire had been given.", "give", "An order to fire"),
    ("The festival opens on 21 June and closes on 5 July.", "close", "The festival"),
    ("Trask, her colleague, thinks it is later.", "think", "Trask , her colleague"),
    ("The report says that Quinn rang, that Fager, who was on board, mistook the lights.", "mistake", "Fager"),
    ("Sales fell to 39,500 and its profit, helped by a sale, nearly doubled.", "double", "its profit"),
    ("Some troops, sent by 29 countries, serve in the force.", "serve", "Some troops"),
    ("A ferry carrying 214 passengers and 31 cars ran aground.", "run", "A ferry"),
    ("It was close to the record she had set in Oslo.", "set", "she"),
    ("The court convicted Kamau, holding that it had not been shown, and sentenced him.", "sentence", "The court"),
    (
        "Prisoners, 140 on one side and 85 on the other, were exchanged.",
        "exchange",
        "Prisoners , 140 on one side and 85 on the other",
    ),
    ("The site, whose owner told the police, is shut.", "tell", "owner"),
    ("Councillors accuse the mayor of having waited four days.", "wait", "the mayor"),
]

# Sentence, verb, speaker ("" for nobody).
SPEAKERS = [
    ("The mayor said the road would open.", "open", "The mayor"),
    ("The road would open, the mayor said.", "open", "the mayor"),
    ("“The road will open,” said the mayor.", "open", "the mayor"),
    ("The mayor said the road would open, and the coach said he would leave.", "leave", "the coach"),
    ("The toll is high, owners say; the port collected 2 million.", "collect", ""),
    ("The mayor noted that neither side had asked for a delay and that the road would open.", "open", "The mayor"),
    ("The ferry is alleged by the police to have sunk.", "sink", "the police"),
    ("The bus, carrying pilgrims, crashed, police said.", "crash", "police"),
    ("Mansour said on Sunday that 19 dead and 46 wounded had been brought in.", "bring", "Mansour"),
    ("The general denied that a plane had flown and suggested that a depot had burned.", "burn", "The general"),
    ("Obi told parents that the new roof, paid for by the state, would cost millions.", "cost", "Obi"),
    ("While the ministry plans it, Lanz fears that it will fail.", "plan", ""),
    ("Airlines cancelled 310 flights; Nordfly, which has 14 jets, said its staff were told.", "cancel", ""),
    ("The ministry said at least 17 miners were trapped.", "trap", "The ministry"),
    ("He denies having taken the money that prosecutors say was paid.", "pay", "prosecutors"),
    ("Karim rejected it, saying that the agency had grounded the fleet.", "ground", "Karim"),
]


@pytest.mark.parametrize(("sentence", "verb", "subject"), SUBJECTS)
def test_a_verb_finds_its_subject(sentence, verb, subject):
    """Across relative clauses, appositions, sayings put in, coordination and opening phrases."""
    assert read(sentence)[verb]["subject"] == subject


@pytest.mark.parametrize(("sentence", "verb", "speaker"), SPEAKERS)
def test_a_clause_stands_under_the_word_of_its_speaker(sentence, verb, speaker):
    """Before, behind and between; a second speaker or a semicolon ends the first one's word."""
    assert read(sentence)[verb]["speaker"] == speaker


@pytest.mark.parametrize(
    ("sentence", "verb", "negated"),
    [
        ("He did not vote.", "vote", True),
        ("No patient died.", "die", True),
        ("Neither report was signed.", "sign", True),
        ("The reports were found and neither was signed.", "sign", True),
        ("They did not attend or send anybody.", "send", True),
        ("She survived a vote of no confidence.", "survive", False),
        ("They told residents not to boil water.", "boil", True),
        ("He has been suspended but not charged.", "charge", True),
        ("He has been suspended but not charged.", "suspend", False),
    ],
)
def test_a_clause_knows_whether_it_denies(sentence, verb, negated):
    """By the words of its verb, of its subject and of its object, counted once."""
    assert read(sentence)[verb]["negated"] is negated


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("Vaccines buy time.", ["buy"]),
        ("Telecoms group Norda announced plans on Monday.", ["announce"]),
        ("The nine wounded officers left.", ["leave"]),
        ("Police searched 41 homes and warehouses.", ["search"]),
        ("The motion passed by 12 votes to 11.", ["pass"]),
        ("They might get as many as 300 seats.", ["get"]),
        ("If the rains fail again, herds will die.", ["fail", "die"]),
    ],
)
def test_a_form_that_could_be_a_noun_is_a_verb_where_its_neighbours_say_so(sentence, verbs):
    """The lexicon tells what a form can be; what stands around it decides."""
    assert [c.verb for c in clauses(sentence) if c.verb] == verbs


def test_words_behind_a_saying_go_on_with_what_was_said():
    """ ", the office said, its lowest since 2008" is a clause of its own that depends on the one before the saying."""
    found = clauses("Unemployment fell to 5 percent, the office said, its lowest since 2008.")
    assert [(c.verb, c.form, c.governor) for c in found] == [
        ("fall", "finite", None),
        ("say", "finite", None),
        ("", "none", 0),
    ]


@given(st.text(max_size=200))
def test_clauses_cover_their_words_in_order(text):
    """Whatever the text, each clause holds its own verb and begins where the one before it has begun or later."""
    found = clauses(text)
    tokens = words(text)
    for clause in found:
        assert 0 <= clause.first < clause.last <= len(tokens)
        assert clause.group == (0, 0) or clause.first <= clause.group[0] <= clause.group[1] <= clause.last
        assert clause.governor is None or 0 <= clause.governor < len(found)
    assert [c.first for c in found] == sorted(c.first for c in found)
