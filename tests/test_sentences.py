"""Normal form, sentences and credits."""

from __future__ import annotations

import os
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.records.article import Article
from briefing.text.credits import dateline_end, is_credit
from briefing.text.normal import fold, normalise, sha256
from briefing.text.sentences import sentences, split

SHARED = Path(os.environ.get("BRIEFING_SHARED", Path(__file__).parents[2] / "shared"))

# Text that looks like news to the splitter, so that chance finds its corners.
PIECES = st.sampled_from(
    [
        "Mr.",
        "U.S.",
        "said",
        "The",
        "NATO",
        "5.",
        "11.",
        "марта",
        "г.",
        "“",
        "”",
        '"',
        "(",
        ")",
        "\n",
        "\n\n",
        ". ",
        "! ",
        "? ",
        "./ REL (A2 Televizion)",
        " - ",
        "J.",
        "é",
        "́",
        "\xa0",
        "\u200b",
        "😀",
        "…",
        "No.",
        "[1]",
        "e.g.",
        "p.m.",
        " ",
    ]
)
NEWSLIKE = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join)


def texts(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for _, start, end in split(text, language)]


@given(NEWSLIKE)
def test_normal_form_is_final(text):
    """Normalising twice gives what normalising once gives, in NFC, and it can be hashed."""
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not re.search(r"[\r\u2028\u2029\x85\ufeff\u200b\x00]| \n|\A\s|\s\Z", once)
    assert len(sha256(once)) == 64


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("\ufeffNA\u200bTO\u00ad \u202eevil\u202c", "NATO evil"),
        ("4\u00a0700\tmen \n\n\n end  ", "4 700 men\n\n\n end"),
        ("Vuc\u030cic\u0301", "Vučić"),
        ("hidden\U000e0041\U000e0042 tag\ufe0f", "hidden tag"),
        ("lone \ud800 half", "lone \ufffd half"),
    ],
)
def test_normal_form(written, normal):
    """Breaks become newlines, blanks become spaces, and what nobody sees is gone."""
    assert normalise(written) == normal


@given(NEWSLIKE)
def test_folding_twice_changes_nothing(text):
    """A folded text is its own folded form."""
    assert fold(fold(text)) == fold(text)


def test_folding_compares_spellings():
    """Case, diacritics, the letter đ, quotation marks and dashes do not keep two spellings apart."""
    assert fold("Aleksandar  VUČIĆ, Đinđić – “da”") == fold('aleksandar vucic, djindjic - "DA"')


@given(NEWSLIKE, st.sampled_from([None, "en", "sr", "sq", "de", "xx"]))
def test_each_character_stands_in_one_sentence(text, language):
    """Sentences are trimmed, in order, do not overlap, and leave out blanks only, whatever the text."""
    at, last_paragraph = 0, 0
    for paragraph, start, end in split(text, language):
        assert not text[at:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        assert paragraph >= last_paragraph
        at, last_paragraph = end, paragraph
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "Ms. Smith met Mr. Jones.",
        "Lawmakers met Md. officials in Annapolis.",
        "Lt. Gen. Ray and Col. J. Doe left.",
        "Lindsey Graham (R-S.C.) and Chuck Schumer (D-N.Y.) left.",
        "The U.S. army left.",
        "U.S. Gen. Mark Milley spoke in the U.S. Senate.",
        "J. R. R. Tolkien wrote it with C. S. Lewis.",
        "Building No. 5 was hit.",
        "It happened on Sept. 11 in St. Louis.",
        "“Stop.” he replied.",
        '"Why?" asked Rutte.',
        'He said "I go." then left.',
        "Germany vs. France ended 3.5 to 1.",
        "See www.Example.Com for more.",
        "It was called “Yahoo!” by all.",
    ],
)
def test_a_sentence_stays_whole(sentence):
    """An abbreviation, an initial, an ordinal or a quotation does not end a sentence."""
    assert texts(f"It began. {sentence} Then it ended.") == ["It began.", sentence, "Then it ended."]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sr", "Stigao je 11. marta 2025. godine u Prištinu."),
        ("sr", "Dr. Petrović je došao 1. mart je dan."),
        ("sr", "Bilo je to 2024. god. u leto."),
        ("sr", "Tzv. Republika Kosovo kod br. 5 stoji."),
        ("sr", "Дошао је 11. марта 2025. г. у Приштину."),
        ("sr", "Др. Петровић и ген. Марић су дошли."),
        ("sr", "А. Вучић је дошао."),
        ("sq", "Z. Rutte dhe znj. Osmani folën më 11. mars në Prishtinë."),
        ("sq", "Dr. Krasniqi banon te Nr. 5 në qytet."),
        ("de", "Am 3. Oktober kam Dr. Merz."),
    ],
)
def test_a_sentence_in_another_language_stays_whole(language, sentence):
    """Ordinal dates, titles and initials hold together in Serbian (both scripts), Albanian and German."""
    assert texts(f"Tako. {sentence} Ovo.", language) == ["Tako.", sentence, "Ovo."]


@pytest.mark.parametrize(
    "pair",
    [
        ("He lives in the U.S.", "The visit is over."),
        ("He came at 5 p.m.", "He left soon."),
        ("It was vitamin C.", "They knew."),
        ("It began in 2024.", "Then it ended."),
        ("They were 5.", "Nobody left."),
        ("“Go.”", "He left."),
        ("He left.[1]", "She stayed."),
        ("He said so.", "“We stay,” she said."),
        ("Is it so?", "It is!"),
        ("He likes Apple Inc.", "The firm grew."),
        ("He went to Md.", "The end came."),
    ],
)
def test_two_sentences_are_two(pair):
    """Mending wrong splits does not glue what is apart."""
    assert texts(" ".join(pair)) == list(pair)


def test_a_long_speech_is_split_inside_its_quotation():
    """The sentences of a long speech stand alone; a short speech stays with its speaker."""
    short = "“We came. We stay,” he said."
    assert texts(short) == [short]
    speech = ["“Let us begin."] + [f"Part {n} of this long speech says something more." for n in range(8)]
    whole = " ".join([*speech, "That is all,” he said."])
    assert texts(whole) == [*speech, "That is all,” he said."]


def test_small_letters_throughout_still_split():
    """A text without capitals has sentences too."""
    assert texts("he came. he left.") == ["he came.", "he left."]


def test_a_slash_behind_a_sentence_is_no_credit_by_itself():
    """Only what can be a name or initials signs an article."""
    text = "They may stay./ or they may leave again as was said before."
    assert not any(map(is_credit, texts(text)))


def test_an_opening_mark_stays_with_its_words():
    """Where a stray inch mark confuses the pairs, a quotation mark still stands at the sentence that it opens."""
    text = 'A 5" pipe broke. He said "yes. No." and left. "Nobody knew. It went on.'
    assert texts(text)[-2:] == ['"Nobody knew.', "It went on."]


def test_a_line_is_a_paragraph():
    """In a text of one paragraph a line, each line starts a new one, ended or not."""
    text = "Heading without end\nFirst one. Second one.\nThird one."
    assert [(p, text[a:b]) for p, a, b in split(text)] == [
        (0, "Heading without end"),
        (1, "First one."),
        (1, "Second one."),
        (2, "Third one."),
    ]


def test_hard_wrapped_text_is_joined():
    """Lines broken at a column are one paragraph up to the blank line, with offsets into the text as it is."""
    text = (
        "NATO said on Tuesday that the mission in Kosovo would be given more\n"
        "soldiers before the end of the year. The plan, which the council has\n"
        "not yet seen, names no figure. It will be discussed again in the spring\n"
        "by the ministers.\n"
        "\n"
        "Nothing else was decided at the meeting, which ended after three hours\n"
        "of talks."
    )
    found = split(text)
    assert [paragraph for paragraph, _, _ in found] == [0, 0, 0, 1]
    assert text[found[0][1] : found[0][2]].endswith("given more\nsoldiers before the end of the year.")


GLUED = ["/ REL (A2 Televizion)", "/REL/", "(Reuters)", "(Reuters, AFP)", "/ Radio Free Europe/Radio Liberty (A2)"]
APART = ["— AP", "Source: Reuters", "/Tanjug/"]


@pytest.mark.parametrize(("gap", "credit"), [("", c) for c in GLUED] + [(g, c) for g in " \n" for c in GLUED + APART])
def test_a_credit_at_the_end_is_apart(gap, credit):
    """A credit is a sentence of its own, glued to the last word or not, and known as a credit."""
    text = f"NATO leads it.{gap}{credit}"
    assert texts(text) == ["NATO leads it.", credit]
    assert is_credit(credit)


@pytest.mark.parametrize(
    "text",
    [
        "By Jane Doe",
        "By Jane Doe, Reuters",
        "By Reuters",
        "Reuters",
        "Reuters contributed to this report.",
        "With reporting by AFP",
        "Reporting by A. Doe; editing by B. Roe",
        "Photo: Reuters",
        "PRISTINA, March 3 (Reuters) -",
        "Izvor: Tanjug",
    ],
)
def test_credits_are_known(text):
    """Bylines, staff notes, photo credits and bare datelines are no evidence."""
    assert is_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "By March 11 the troops had left.",
        "By Monday",
        "Reuters reported the visit.",
        "NATO",
        "Kosovo.",
        "Sources: diplomats said he left.",
        "Photo ops were few.",
        "Is it Reuters?",
        "The mission (KFOR)",
        "He left.",
    ],
)
def test_news_is_no_credit(text):
    """Sentences that merely look like credits stay evidence."""
    assert not is_credit(text)


@pytest.mark.parametrize(
    ("dateline", "sentence"),
    [
        ("PRISTINA, March 3 (Reuters) - ", "NATO will stay."),
        ("PRISTINA, Kosovo (AP) — ", "He came."),
        ("BRUSSELS — ", "The council met."),
        ("Beograd, 5. mart (Tanjug) - ", "Predsednik dolazi."),
        ("Priština /KoSSev/ - ", "Dolazi."),
        ("Pristina, 11 March 2025 – ", "The visit began."),
        ("(AFP) - ", "“No,” he said."),
        ("", "NATO — The alliance stays."),
        ("", "KFOR - the mission - stays."),
        ("", "The European Union (EU) - which pays - stays."),
        ("", "Rutte, March 3 - he said - is the day."),
        ("", "Rutte (Reuters interview) said so."),
    ],
)
def test_a_sentence_starts_behind_its_dateline(dateline, sentence):
    """A dateline is cut off; a dash or bracket in a plain sentence is not taken for one."""
    assert dateline_end(dateline + sentence) == len(dateline)


def test_sentences_of_an_article_hold_their_own_words():
    """Each sentence knows its source, its number and its very words."""
    article = Article(text="One here. Two here.\nThree.", id="a1")
    found = sentences(article)
    assert [s.index for s in found] == [0, 1, 2]
    assert all(article.text[s.start : s.end] == s.text and s.source_id == "a1" for s in found)


def test_a_paragraph_without_end_takes_no_quadratic_time():
    """Sixty thousand sentence ends in one line are split in a second or two, and long paragraphs as short ones are."""
    started = time.process_time()
    assert split("no! " * 60_000)
    # 0.1 s where sentencex is given pieces; alone it takes 3 s for these and 400 s for ten times as many.
    assert time.process_time() - started < 2
    paragraph = " ".join(f"Mr. Doe of group {n} met Ms. Roe in the U.S. on Sept. 11." for n in range(1000))
    assert len(split(paragraph)) == 1000


def test_no_break_spaces_do_no_harm():
    """The splitter's library panics on a no-break space behind an initial; the text never reaches it so."""
    assert texts("He met A.\u00a0Vučić. Б.\u00a0Then.")[0].startswith("He met A.")


@pytest.mark.skipif(not (SHARED / "eval/seeds").is_dir(), reason="the shared articles are not here")
def test_seed_articles_end_in_a_credit():
    """In the two seed articles the last sentence is the credit, the one before it a whole sentence."""
    for path in sorted((SHARED / "eval/seeds").glob("*.txt")):
        found = texts(normalise(path.read_text()))
        assert found[-1].startswith("/ REL")
        assert found[-2].endswith(".")
        assert sum(map(is_credit, found)) == 1
