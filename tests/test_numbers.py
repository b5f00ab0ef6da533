"""The number reader: value, unit and qualifier, on sentences of news."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import dates, numbers

# Sentence, figure as written, value, upper end, unit, kind, qualifier.
FULL = [
    ("Around 4,700 soldiers serve in the mission.", "4,700", 4700, None, None, "count", "about"),
    ("Over 4,600 troops from partner states are deployed.", "4,600", 4600, None, None, "count", "over"),
    ("Hungary sent 1,250 members to the north.", "1,250", 1250, None, None, "count", None),
    ("The force numbers 4700 soldiers.", "4700", 4700, None, None, "count", None),
    ("The bank lent 4.7 thousand households.", "4.7 thousand", 4700, None, None, "count", None),
    ("Five officers were injured.", "Five", 5, None, None, "count", None),
    ("Police held twenty-one men.", "twenty-one", 21, None, None, "count", None),
    ("Three hundred and twenty Serb prisoners were freed.", "Three hundred and twenty", 320, None, None, "count", None),
    ("The army sent a dozen engineers.", "a dozen", 12, None, None, "count", None),
    ("Half a million people fled.", "Half a million", 500_000, None, None, "count", None),
    ("A hundred and twenty villagers left.", "A hundred and twenty", 120, None, None, "count", None),
    ("Two and a half million men need aid.", "Two and a half million", 2_500_000, None, None, "count", None),
    ("More than ten thousand people marched.", "ten thousand", 10_000, None, None, "count", "over"),
    ("Some 30 countries signed.", "30", 30, None, None, "count", "about"),
    ("An estimated 900 refugees crossed.", "900", 900, None, None, "count", "about"),
    ("Roughly 60 houses burned down.", "60", 60, None, None, "count", "about"),
    ("Approximately 80 vehicles blocked the road.", "80", 80, None, None, "count", "about"),
    ("Nearly 300 miners were trapped.", "300", 300, None, None, "count", "nearly"),
    ("Almost 40 schools closed.", "40", 40, None, None, "count", "nearly"),
    ("In excess of 70 shots were fired.", "70", 70, None, None, "count", "over"),
    ("At least 34 people died.", "34", 34, None, None, "count", "at least"),
    ("No fewer than 12 ministers resigned.", "12", 12, None, None, "count", "at least"),
    ("Not less than 15 guards stood there.", "15", 15, None, None, "count", "at least"),
    ("Fewer than 20 delegates came.", "20", 20, None, None, "count", "under"),
    ("Up to 50 trucks a day cross.", "50", 50, None, None, "count", "at most"),
    ("As many as 90 houses were flooded.", "90", 90, None, None, "count", "at most"),
    ("No more than 30 visitors may enter.", "30", 30, None, None, "count", "at most"),
    ("The town needs 4,700-plus volunteers.", "4,700", 4700, None, None, "count", "over"),
    ("It killed 34 or more workers.", "34", 34, None, None, "count", "at least"),
    ("Between 20 and 30 drones were seen.", "20 and 30", 20, 30, None, "count", None),
    ("They detained 20 to 30 activists.", "20 to 30", 20, 30, None, "count", None),
    ("He met 8-10 mayors.", "8-10", 8, 10, None, "count", None),
    ("It has one or two members abroad.", "one or two", 1, 2, None, "count", None),
    ("In the war 13,000 died.", "13,000", 13_000, None, None, "count", None),
    ("Two or three shells landed.", "Two or three", 2, 3, None, "count", None),
    ("A 50-member delegation landed.", "50", 50, None, None, "count", None),
    ("The blast kills 15 in the port.", "15", 15, None, None, "count", None),
    ("2 dead after the storm", "2", 2, None, None, "count", None),
    ("A bomb left 18 dead in the city.", "18", 18, None, None, "count", None),
    ("The death toll rose to 34.", "34", 34, None, None, "count", None),
    ("Casualties: 34", "34", 34, None, None, "count", None),
    ("The number of soldiers rose to 420.", "420", 420, None, None, "count", None),
    ("The death toll from the fire in the port climbs to 112.", "112", 112, None, None, "count", None),
    ("Israel releases 26 more Palestinian prisoners.", "26", 26, None, None, "count", None),
    ("Some 1,250 of the 4,700 soldiers are Italian.", "1,250", 1250, None, None, "count", "about"),
    ("31 of them were charged.", "31", 31, None, None, "count", None),
    ("Two US soldiers shot a man.", "Two", 2, None, None, "count", None),
    ("9,000 U.S. Marines leave the island.", "9,000", 9000, None, None, "count", None),
    ("Two United Nations peacekeepers died.", "Two", 2, None, None, "count", None),
    ("The company sold 1.2m phones.", "1.2m", 1_200_000, None, None, "count", None),
    ("The loan of $3.4 billion was approved.", "$3.4 billion", 3.4e9, None, "USD", "money", None),
    ("The bridge cost £3bn.", "£3bn", 3e9, None, "GBP", "money", None),
    ("It pledged €1.5 billion.", "€1.5 billion", 1.5e9, None, "EUR", "money", None),
    ("A US$40m grant was signed.", "US$40m", 4e7, None, "USD", "money", None),
    ("Fines reached A$5,000.", "A$5,000", 5000, None, "AUD", "money", None),
    ("Kosovo paid 12.5 million euros.", "12.5 million euros", 12.5e6, None, "EUR", "money", None),
    ("It cost EUR 40 million.", "EUR 40 million", 4e7, None, "EUR", "money", None),
    ("They asked for 300 Swiss francs.", "300 Swiss francs", 300, None, "CHF", "money", None),
    ("Damage is put at $20-30 million.", "$20-30 million", 2e7, 3e7, "USD", "money", None),
    ("Thieves took jewels worth up to $53m.", "$53m", 53e6, None, "USD", "money", "at most"),
    ("The fund holds $10k.", "$10k", 10_000, None, "USD", "money", None),
    ("A million and a half euros were lost.", "A million and a half euros", 1.5e6, None, "EUR", "money", None),
    ("Prices rose 5 per cent.", "5 per cent", 5, None, "%", "percent", None),
    ("Prices rose 5 percent.", "5 percent", 5, None, "%", "percent", None),
    ("Shares fell 1.53%.", "1.53%", 1.53, None, "%", "percent", None),
    ("The index lost 0.44 pct in a day.", "0.44 pct", 0.44, None, "%", "percent", None),
    ("Growth of 5-7 per cent is forecast.", "5-7 per cent", 5, 7, "%", "percent", None),
    ("Over 12 per cent of voters stayed home.", "12 per cent", 12, None, "%", "percent", "over"),
    ("Turnout fell by three percentage points.", "three percentage points", 3, None, "pp", "percent", None),
    ("Rates rise 25 basis points.", "25 basis points", 25, None, "bp", "percent", None),
    ("It was -5°C at night.", "-5°C", -5, None, "°C", "measure", None),
    ("Warming of +3 °C is feared.", "3 °C", 3, None, "°C", "measure", None),
    ("The border is 350 kilometres long.", "350 kilometres", 350, None, "km", "measure", None),
    ("They live 15km away.", "15km", 15, None, "km", "measure", None),
    ("The wave was 30 metres high.", "30 metres", 30, None, "m", "measure", None),
    ("He fell about 60m from a ridge.", "60m", 60, None, "m", "measure", "about"),
    ("About 200 mm of rain fell.", "200 mm", 200, None, "mm", "measure", "about"),
    ("Some 40 tonnes of aid arrived.", "40 tonnes", 40, None, "t", "measure", "about"),
    ("Fire burned 500 hectares.", "500 hectares", 500, None, "ha", "measure", None),
    ("The plant makes 600 MW.", "600 MW", 600, None, "MW", "measure", None),
    ("Half a kilometre of road is gone.", "Half a kilometre", 0.5, None, "km", "measure", None),
    ("A 6.9-magnitude earthquake struck.", "6.9-magnitude", 6.9, None, "magnitude", "measure", None),
    ("The trip takes three days.", "three days", 3, None, "day", "duration", None),
    ("He got a 30-year sentence.", "30-year", 30, None, "year", "duration", None),
    ("He was jailed for over 35 years.", "35 years", 35, None, "year", "duration", "over"),
    ("A 24-hour curfew begins.", "24-hour", 24, None, "h", "duration", None),
    ("Talks lasted 2 1/2 hours.", "2 1/2 hours", 2.5, None, "h", "duration", None),
    ("They waited five to seven weeks.", "five to seven weeks", 5, 7, "week", "duration", None),
    ("The power failed for 90 minutes.", "90 minutes", 90, None, "min", "duration", None),
    ("Talks stretched over three days.", "three days", 3, None, "day", "duration", "over"),
    ("A 34-year-old man was held.", "34-year-old", 34, None, "years old", "age", None),
    ("She is 34 years old.", "34 years old", 34, None, "years old", "age", None),
    ("Stocks close down 0.26pc.", "0.26pc", 0.26, None, "%", "percent", None),
    ("The loan is 100 bil. euros.", "100 bil. euros", 100e9, None, "EUR", "money", None),
    ("Three Afghans dead in blast", "Three", 3, None, None, "count", None),
    ("Scores of people fled.", "Scores of", 20, None, None, "vague", None),
    ("It is the third responder.", "third", 3, None, None, "ordinal", None),
    ("The 11th summit opens.", "11th", 11, None, None, "ordinal", None),
    ("The twenty-first attempt failed.", "twenty-first", 21, None, None, "ordinal", None),
    ("Italy has the second-largest contingent.", "second", 2, None, None, "ordinal", None),
    ("Two-thirds of voters agreed.", "Two-thirds", 2 / 3, None, None, "fraction", None),
    ("More than half the members left.", "half", 0.5, None, None, "fraction", "over"),
    ("A quarter of the population fled.", "A quarter", 0.25, None, None, "fraction", None),
    ("Less than a third of deputies voted.", "a third", 1 / 3, None, None, "fraction", "under"),
    ("It needs a 2/3 majority.", "2/3", 2 / 3, None, None, "fraction", None),
    ("Exports are twice the level of 2019.", "twice", 2, None, "times", "multiple", None),
    ("A threefold increase followed.", "threefold", 3, None, "times", "multiple", None),
    ("The price doubled.", "doubled", 2, None, "times", "multiple", None),
    ("It is five times as large.", "five times", 5, None, "times", "multiple", None),
    ("The home side won 3-1.", "3-1", 3, 1, None, "count", None),
    ("It was 3-1 at the break.", "3-1", 3, 1, None, "count", None),
    ("Parliament approved it in a 52-48 vote.", "52-48", 52, 48, None, "count", None),
    ("Drita 1-2 Ballkani: match report", "1-2", 1, 2, None, "count", None),
    ("Dozens of people were hurt.", "Dozens", 12, None, None, "vague", None),
    ("Tens of thousands of people fled.", "Tens of thousands", 10_000, None, None, "vague", None),
    ("Several hundred soldiers arrived.", "Several hundred", 100, None, None, "vague", None),
    ("It holds 4.700 grams.", "4.700 grams", 4.7, None, "g", "measure", None),
    ("There are 4\u202f700 soldiers.", "4\u202f700", 4700, None, None, "count", None),
    ("There are 100 000 people.", "100 000", 100_000, None, None, "count", None),
]  # fmt: skip


def only(text: str, figure: str, language: str = "en") -> numbers.Number:
    """The number of `text` that is written `figure`."""
    found = numbers.find(text, language)
    matching = [number for number in found if number.text == figure]
    assert len(matching) == 1, [number.text for number in found]
    return matching[0]


@pytest.mark.parametrize(("text", "figure", "value", "high", "unit", "kind", "qualifier"), FULL)
def test_reads_a_number_of_the_news(text, figure, value, high, unit, kind, qualifier):
    """A number in an English sentence is read with value, range, unit, kind and qualifier."""
    number = only(text, figure)
    assert (number.value, number.high) == (pytest.approx(value), high)
    assert (number.unit, number.kind, number.qualifier) == (unit, kind, qualifier)


ABROAD = [
    ("sq", "Rreth 4.700 ushtarë shërbejnë.", "4.700", 4700, None, "about"),
    ("sq", "Pesë zyrtarë u plagosën.", "Pesë", 5, None, None),
    ("sq", "Njëqind persona protestuan.", "Njëqind", 100, None, None),
    ("sq", "Mbi dy mijë ushtarë erdhën.", "dy mijë", 2000, None, "over"),
    ("sq", "Të paktën 34 persona vdiqën.", "34", 34, None, "at least"),
    ("sq", "Çmimet u rritën 12 për qind.", "12 për qind", 12, "%", None),
    ("sq", "Qeveria ndau 3,5 milionë euro.", "3,5 milionë euro", 3.5e6, "EUR", None),
    ("sq", "Njëzet e pesë deputetë votuan.", "Njëzet e pesë", 25, None, None),
    ("sq", "Ndihma kap 4,700 ushtarë.", "4,700", 4700, None, None),
    ("sq", "Treqind shtepi u dogjen.", "Treqind", 300, None, None),
    ("sr", "Oko 4.700 vojnika služi.", "4.700", 4700, None, "about"),
    ("sr", "Pet vojnika je povređeno.", "Pet", 5, None, None),
    ("sr", "Najmanje 34 italijanskih vojnika je tu.", "34", 34, None, "at least"),
    ("sr", "Stiglo je dve hiljade ljudi.", "dve hiljade", 2000, None, None),
    ("sr", "Više od 3 miliona evra je potrošeno.", "3 miliona evra", 3e6, "EUR", "over"),
    ("sr", "Cene su porasle 12 odsto.", "12 odsto", 12, "%", None),
    ("sr", "Dug je 1.250,5 kilometara.", "1.250,5 kilometara", 1250.5, "km", None),
    ("sr", "Dvadeset pet ljudi je stiglo.", "Dvadeset pet", 25, None, None),
    ("sr", "Око 4.700 војника служи.", "4.700", 4700, None, "about"),
    ("sr", "Две хиљаде људи је дошло.", "Две хиљаде", 2000, None, None),
    ("sr", "Тридесет и три војника.", "Тридесет и три", 33, None, None),
    ("de", "Rund 4.700 italienische Soldaten dienen.", "4.700", 4700, None, "about"),
    ("de", "Einundzwanzig Abgeordnete fehlten.", "Einundzwanzig", 21, None, None),
    ("de", "Mehr als 1,5 Millionen Euro fehlen.", "1,5 Millionen Euro", 1.5e6, "EUR", "over"),
    ("de", "Mindestens zwölf Prozent fehlen.", "zwölf Prozent", 12, "%", "at least"),
    ("fr", "Environ 4 700 soldats sont là.", "4 700", 4700, None, "about"),
    ("fr", "Vingt et un députés ont voté.", "Vingt et un", 21, None, None),
    ("fr", "Quatre-vingt-douze maisons ont brûlé.", "Quatre-vingt-douze", 92, None, None),
    ("fr", "Au moins 12 % des électeurs.", "12 %", 12, "%", "at least"),
    ("es", "Más de 4.700 soldados sirven.", "4.700", 4700, None, "over"),
    ("es", "Treinta y cinco personas murieron.", "Treinta y cinco", 35, None, None),
    ("es", "Cuesta 3,5 millones de euros al año.", "3,5 millones", 3.5e6, None, None),
    ("it", "Circa 4.700 soldati servono.", "4.700", 4700, None, "about"),
    ("it", "Ventuno deputati votano.", "Ventuno", 21, None, None),
    ("it", "Almeno 2,5 milioni di persone.", "2,5 milioni", 2.5e6, None, "at least"),
    ("pl", "Misja liczy 4.700 osób.", "4.700", 4700, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "figure", "value", "unit", "qualifier"), ABROAD)
def test_reads_other_languages(language, text, figure, value, unit, qualifier):
    """Separators, number words, units and qualifiers follow the language of the text."""
    number = only(text, figure, language)
    assert (number.value, number.unit, number.qualifier) == (pytest.approx(value), unit, qualifier)


NAMES = [
    ("Under UN resolution 1244 the force stays.", "1244"),
    ("A Boeing 737 landed.", "737"),
    ("The G7 met.", "G7"),
    ("Article 5 was invoked.", "5"),
    ("Covid-19 spread.", "Covid-19"),
    ("An F-16 crashed.", "F-16"),
    ("Flight MH17 was shot down.", "MH17"),
    ("Call +383 38 123 456 now.", "383 38 123 456"),
    ("Call 044-123-456 now.", "044-123-456"),
    ("It starts at 10:30 sharp.", "10:30"),
    ("It starts at 5 p.m. sharp.", "5 p.m."),
    ("It starts at 1400 GMT.", "1400 GMT"),
    ("The 1244/99 framework remains.", "1244/99"),
    ("Agent 007 is back.", "007"),
    ("Version 1.2.3 is out.", "1.2.3"),
    ("The attacks of 9/11 changed that.", "9/11"),
    ("Help is there 24/7.", "24/7"),
    ("See chapter 7 of the law.", "7"),
    ("No. 10 denied it.", "10"),
    ("A Category 5 hurricane nears.", "5"),
    ("Philadelphia 76ers lost.", "76ers"),
    ("The #2 seed lost.", "#2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figure"), NAMES)
def test_a_name_is_no_count(text, figure):
    """Digits of resolutions, aircraft, times and telephones come back as names."""
    number = only(text, figure)
    assert (number.kind, number.qualifier) == ("code", None)


NOTHING = [
    "One of the ministers resigned.",
    "No one was hurt.",
    "They blamed one another.",
    "He is the one who left.",
    "Both ministers agreed.",
    "An hour passed.",
    "World War II ended.",
    "Pope John Paul II prayed.",
    "The first lady spoke.",
    "At first he refused.",
    "A one-sided deal failed.",
    "In the other half nothing happened.",
    "He works at half-time.",
    "He scores and scores.",
    "He has double standards.",
    "The spokesman seconded that.",
    "The visit is on March 11.",
    "It began in 2023.",
    "It ended three days ago.",
    "KFOR first reported the shots.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_are_no_numbers_are_left_alone(text):
    """Pronouns, idioms, Roman numerals and what belongs to a date give no number."""
    assert numbers.find(text) == []


def test_a_change_is_two_numbers():
    """Both "from 300 to 420" and "by 12 to 34" are two numbers, not ranges."""
    assert [(n.value, n.high) for n in numbers.find("It rose from 300 to 420.")] == [(300, None), (420, None)]
    assert [(n.value, n.high) for n in numbers.find("It rose by 12 to 34.")] == [(12, None), (34, None)]


def test_a_letter_that_may_be_metres_or_millions_is_read_by_what_follows():
    """A "200m" before what can be counted is millions, elsewhere metres."""
    assert only("Bolt takes 200m.", "200m").unit == "m"
    assert only("It reached 200m users.", "200m").value == 200e6
    assert only("A 200m high tower.", "200m").unit == "m"


def test_span_holds_qualifier_and_figure():
    """The span reaches from the qualifier to the figure, on whichever side it stands."""
    for text, span in (("There are around 4,700 soldiers in it.", "around 4,700"), ("34 or more died.", "34 or more")):
        (number,) = numbers.find(text)
        assert text[slice(*number.span)] == span


def test_dates_given_are_left_out():
    """Numbers inside the date mentions that are handed in are not returned; others are."""
    text = "On March 11, 34 people met 5 times."
    assert [n.text for n in numbers.find(text, dates=dates.find(text))] == ["34", "5 times"]
    assert "11" in [n.text for n in numbers.find(text, dates=())]


PAIRS = [
    ("over 4,600 troops", "around 4,700 troops", True),
    ("4,700 troops", "4700 troops", True),
    ("34 people", "41 people", False),
    ("at least 34 people", "41 people", True),
    ("at least 34 people", "30 people", False),
    ("up to 30 people", "31 people", False),
    ("up to 30 people", "12 people", True),
    ("over 34 people", "34 people", False),
    ("under 34 people", "34 people", False),
    ("nearly 300 miners", "290 miners", True),
    ("nearly 300 miners", "305 miners", False),
    ("over 4,600 troops", "9,000 troops", False),
    ("20 to 30 people", "25 people", True),
    ("20 to 30 people", "31 people", False),
    ("5 per cent", "5 people", False),
    ("5 km", "5 miles", False),
    ("1.2 million people", "1,237,000 people", True),
    ("1.2 million people", "1,290,000 people", False),
    ("dozens of people", "34 people", True),
    ("dozens of people", "340 people", False),
    ("resolution 1244", "resolution 1245", False),
    ("about 5 soldiers", "6 soldiers", False),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), PAIRS)
def test_compatible_numbers_can_both_be_true(a, b, expected):
    """Two numbers are compatible when their bounds, read with qualifier and rounding, meet, in either order."""
    (first,), (second,) = numbers.find(a), numbers.find(b)
    assert numbers.compatible(first, second) is expected
    assert numbers.compatible(second, first) is expected


SAME = [
    ("4,700 troops", "4.7 thousand troops", True),
    ("five men", "5 men", True),
    ("around 4,700 troops", "roughly 4,700 troops", True),
    ("around 4,700 troops", "4,700 troops", False),
    ("over 30 men", "more than 30 men", True),
    ("at least 30 men", "over 30 men", False),
    ("5 per cent", "5%", True),
    ("5 per cent", "5 percentage points", False),
    ("$3.4 billion", "$3,400,000,000", True),
    ("€3 million", "$3 million", False),
    ("20-30 men", "20 to 30 men", True),
    ("20-30 men", "20 men", False),
    ("a third of men", "the third man", False),
    ("F-16", "F16", True),
    ("won 3-1", "won 3-2", False),
    ("a dozen men", "12 men", True),
    ("half a million men", "500,000 men", True),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "expected"), SAME)
def test_same_quantity_is_equality_of_meaning(a, b, expected):
    """Value, unit, kind and qualifier decide, not the spelling."""
    (first,), (second,) = numbers.find(a), numbers.find(b)
    assert numbers.same_quantity(first, second) is expected
    assert numbers.same_quantity(second, first) is expected


LANGUAGES = st.sampled_from(["en", "sq", "sr", "de", "fr", "es", "it", "pl", None])
PIECES = st.sampled_from(
    "about over 4,700 12 % - – . , ( ) soldiers one two hundred and a half million third of March May 11 2025 in on m "
    "bn € $ £ km/h 5-3 10:30 "
    "F-16 +383 İ ½ e dhe pet hiljada zwei quarante-deux 1.250,5 years old "
    "days ago Tuesday 0 007 #5 \u00a0 x times from to between".split(" ")
)


@given(
    st.one_of(
        st.text(max_size=120), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
    ),
    LANGUAGES,
)
def test_any_text_gives_exact_offsets_and_each_digit_once(text, language):
    """On any text: no error, exact offsets, no overlap, and each ASCII digit lies in one number or date."""
    mentions = dates.find(text, language=language)
    found = numbers.find(text, language, mentions)
    covered = sorted([(n.start, n.end) for n in found] + [(m.start, m.end) for m in mentions])
    for number in found:
        assert text[number.start : number.end] == number.text
        assert number.span[0] <= number.start < number.end <= number.span[1] <= len(text)
    assert all(before[1] <= after[0] for before, after in pairwise(covered))
    for at, letter in enumerate(text):
        if letter in "0123456789":
            assert any(start <= at < end for start, end in covered), at


@given(st.integers(min_value=1, max_value=999_999_999))
def test_an_integer_is_the_same_in_every_spelling(value):
    """Plain, with commas, with thin spaces and (in Serbian) with dots, an integer reads back as itself."""
    spellings = [
        (str(value), "en"),
        (f"{value:,}", "en"),
        (f"{value:,}".replace(",", "\u202f"), "en"),
        (f"{value:,}".replace(",", "."), "sr"),
    ]
    for spelling, language in spellings:
        (number,) = numbers.find(f"There: {spelling} soldiers", language, ())
        assert (number.value, number.text) == (value, spelling)


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _TENS[value // 10 - 2] + (f"-{_ONES[value % 10]}" if value % 10 else "")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            head, rest = divmod(value, size)
            return f"{in_words(head)} {name}" + (f"{' and' if rest < 100 else ''} {in_words(rest)}" if rest else "")
    raise AssertionError


@given(st.integers(min_value=2, max_value=99_999_999))
def test_an_integer_in_words_reads_back(value):
    """Written out in English, an integer reads back as itself."""
    (number,) = numbers.find(f"They sent {in_words(value)} soldiers.", dates=())
    assert number.value == value


@given(st.integers(min_value=0, max_value=10_000), st.integers(min_value=0, max_value=10_000))
def test_plain_figures_are_compatible_only_when_equal(a, b):
    """Without qualifiers, two counts are compatible, and the same quantity, only when they are equal."""
    (first,), (second,) = numbers.find(f"{a} men", dates=()), numbers.find(f"{b} men", dates=())
    assert numbers.compatible(first, second) is (a == b)
    assert numbers.same_quantity(first, second) is (a == b)


def test_seed_articles_read_right():
    """The seed articles, where they are present, give the troop figures that stand there and nothing odd."""
    seeds = Path(os.environ.get("BRIEFING_SHARED", Path(__file__).parents[2] / "shared")) / "eval" / "seeds"
    if not seeds.is_dir():
        pytest.skip("the shared articles are not here")
    read = [
        (n.text, n.qualifier)
        for path in sorted(seeds.glob("*.txt"))
        for n in numbers.find(path.read_text("utf-8"))
        if n.kind == "count"
    ]
    assert read == [
        ("4,700", "about"),
        ("1,250", None),
        ("600", "about"),
        ("4,600", "over"),
        ("29", None),
    ]
