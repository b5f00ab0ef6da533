"""The run without a language model: the articles' own sentences, right and told once."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import digest
from briefing.digest.reports import whole
from briefing.pipeline import generate
from briefing.prompts import Topic, TopicSection
from briefing.records.article import Article
from briefing.render import html, markdown
from briefing.render.mail import mail
from briefing.verify import verify

TOPIC = Topic(
    name="quarry",
    title="Landslide at Lorne",
    scope="The landslide at the Lorne quarry in Norland: dead, missing, rescue, blame, repair.",
    sections=(
        TopicSection("toll", "Toll and rescue", "dead, killed, missing, injured, rescuers, divers, search"),
        TopicSection("blame", "Blame and cost", "court, owner, company, permit, inquiry, fine, repair, crowns"),
    ),
    outlets={},
)
EVERYTHING = Topic("general", "General", "", (TopicSection("reports", "Reports", "Whatever is reported."),), {})


def article(text, day="2025-03-04", number=1, language="en", **fields):
    return Article(
        text=text,
        id=f"a{number}",
        published=day,
        language=language,
        publisher=f"Post {number}",
        path=f"{number}.txt",
        **fields,
    )


def run(articles, topic=TOPIC, length=400, **options):
    claims = [claim for each in articles for claim in digest.claims(each, topic)]
    clusters = digest.clusters(claims, articles)
    return clusters, digest.digest(clusters, articles, topic, length=length, **options).composed


def whole_digest(articles, topic=TOPIC):
    claims = [claim for each in articles for claim in digest.claims(each, topic)]
    return digest.digest(digest.clusters(claims, articles), articles, topic, length=400)


def differing(articles):
    return whole_digest(articles).discrepancies


def items(composed):
    return [*composed.bottom_line, *(item for section in composed.sections for item in section.items)]


def printed(composed):
    return [item.text for item in items(composed)]


FIRST = article(
    "Rescuers searched the Lorne quarry on Monday after a landslide buried the canteen. At least 14 people were "
    "killed, the governor of Norland, Ana Berg, said on Monday.\n\nHe thanked them. The owner of the quarry, Stone and "
    "Sons, has a permit until 2030. A hearing in the court of Varo is to be held on 6 March.",
    "2025-03-03",
    1,
)
SECOND = article(
    "The search of the Lorne quarry ended on Saturday with 19 people killed, the governor of Norland said. The court "
    "of Varo fined the owner, Stone and Sons, 2 million crowns. The company will not appeal.",
    "2025-03-08",
    2,
)


def test_each_usable_sentence_is_one_claim_in_its_own_words():
    """Offsets lead to the very words, and nothing is claimed about what they mean."""
    claims = digest.claims(FIRST, TOPIC, date(2025, 3, 3))
    assert [claim.statement for claim in claims][:2] == [
        "Rescuers searched the Lorne quarry on Monday after a landslide buried the canteen.",
        "At least 14 people were killed, the governor of Norland, Ana Berg, said on Monday.",
    ]
    for claim in claims:
        evidence = claim.evidence[0]
        assert FIRST.text[evidence.start : evidence.end] == evidence.quote
        assert (claim.kind, claim.wording, claim.check, claim.attribution) == (
            "statement",
            "verbatim",
            "verbatim",
            None,
        )


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The port closed on Monday.", "2025-03-03"),
        ("On 10 February the port closed for an hour.", "2025-02-10"),
        ("The port will close on 5 March.", None),
        ("Monday's storm was the worst in years.", None),
        ("The port stays closed until Wednesday.", None),
        ("The port closed on Monday and opened on Tuesday.", None),
        ("Those who walked out were not paid for what they did on 10 February.", None),
        ("The port closed.", None),
    ],
)
def test_a_claim_has_the_day_that_its_sentence_tells_of(sentence, day):
    """A day that only says which thing is meant, or bounds a time, is not the sentence's."""
    (claim,) = digest.claims(article(sentence), EVERYTHING)
    assert (claim.event.date if claim.event else None) == day


def test_a_sentence_goes_to_the_section_of_its_words():
    """Where it has none of them it goes where most of its article belongs."""
    sections = [claim.section for claim in digest.claims(SECOND, TOPIC)]
    assert sections == ["toll", "blame", "blame"]


def test_a_passage_in_another_language_goes_where_its_story_is_told():
    """It shares no word with the sections, nor does its article; what is printed beside it does."""
    german = article("Der Gouverneur von Norland sprach am Sonntag in Lorne mit den Familien.", "2025-03-09", 3, "de")
    english = article("The court of Varo fined the owner of the Lorne quarry and the company on Friday.", "2025-03-10")
    other = article("The court of Varo opened an inquiry into the permit of the Lorne quarry.", "2025-03-06", 2)
    third = article("The repair of the Lorne quarry costs 2 million crowns, its owner said.", "2025-03-05", 4)
    _, composed = run([german, english, other, third])
    homes = {section.id: [item.text for item in section.items] for section in composed.sections}
    assert german.text in homes["blame"]


def test_the_newest_report_leads_in_any_language_and_no_older_one_of_its_story():
    """What a story told on an earlier day is no lead."""
    german = article("Der Gouverneur von Norland sprach am Sonntag in Lorne mit den Familien.", "2025-03-09", 3, "de")
    english = article("The court of Varo fined the owner of the Lorne quarry and the company on Friday.", "2025-03-07")
    _, composed = run([german, english])
    assert [item.text for item in composed.bottom_line] == [german.text]


def test_reports_in_other_languages_are_on_the_topic():
    """Names are shared across languages and scripts, and in doubt an article stays."""
    german = article("Bei dem Erdrutsch in Lorne kamen 19 Menschen ums Leben.", language="de")
    serbian = article("Потрага у Лорнеу је завршена.", language="sr")
    albanian = article("Bilanci i viktimave arriti në 19.", language="sq")
    assert all(digest.on_topic(each, TOPIC) for each in (FIRST, german, serbian, albanian))
    assert not digest.on_topic(article("Choir sings tonight."), TOPIC)


def test_one_common_word_is_no_topic():
    """A word that all news shares does not bring an article to the topic; a name of it does."""
    assert not digest.on_topic(article("The company said that the choir would sing."), TOPIC)
    assert digest.on_topic(article("A choir will sing for Lorne."), TOPIC)


def test_the_topic_that_most_articles_fit_is_chosen():
    """None is chosen where the articles are about something else."""
    assert digest.choose([FIRST, SECOND], [EVERYTHING, TOPIC]) is TOPIC
    assert digest.choose([article("The choir of Varo sings tonight.")], [EVERYTHING, TOPIC]) is None


def test_near_identical_sentences_stand_once_with_all_their_sources():
    """Spelling and small words may differ; numbers, days, names and negations may not."""
    same = "The Defence Ministry of Norland said on Monday that 30 soldiers had been sent to the Lorne quarry by noon."
    others = [
        same.replace("Defence", "Defense"),
        same.replace("30", "40"),
        same.replace("Norland", "Sudria"),
        same.replace("had been", "had not been"),
    ]
    articles = [article(text, number=n) for n, text in enumerate([same, *others], start=1)]
    clusters, _ = run(articles)
    assert sorted(len(cluster.claims) for cluster in clusters) == [1, 1, 1, 2]
    assert [cluster.id for cluster in clusters] == ["c1", "c2", "c3", "c4"]


def test_sentences_that_differ_in_one_number_are_put_side_by_side():
    """No verdict is given: the question names the values, and each side has its sentence."""
    sentence = "The landslide at the Lorne quarry killed {} people and buried the canteen of the old mill."
    articles = [article(sentence.format(n), number=k) for k, n in enumerate((14, 19, 14), start=1)]
    (found,) = differing(articles)
    assert (found.kind, found.question, found.note) == ("differs", "These reports differ: 14 / 19", None)
    assert [position.value for position in found.positions] == ["14", "19"]
    assert [position.source_ids for position in found.positions] == [("a1", "a3"), ("a2",)]


@pytest.mark.parametrize(
    "other",
    [
        "The landslide at the Selm quarry killed 19 people and buried the canteen of the old mill.",
        "The landslide at the Lorne quarry killed 19 people and did not bury the canteen of the old mill.",
        "The landslide at the Lorne quarry killed fourteen people and buried the canteen of the old mill.",
        "The landslide at the Lorne quarry has killed 19 people, the owner of the mill said.",
    ],
)
def test_sentences_that_may_be_about_two_things_do_not_differ(other):
    """Other names, a negation or other words besides the number say nothing."""
    first = "The landslide at the Lorne quarry killed 14 people and buried the canteen of the old mill."
    articles = [article(first), article(other, number=2)]
    assert differing(articles) == ()


def test_two_numbers_of_one_article_do_not_differ():
    """An article that says both gives two facts."""
    sentence = "The landslide at the Lorne quarry killed {} people and buried the canteen of the old mill."
    articles = [article(f"{sentence.format(14)} {sentence.format(19)}"), article(sentence.format(19), number=2)]
    assert differing(articles) == ()


def test_each_passage_has_the_day_of_its_report_and_the_newest_leads():
    """What was so on 3 March is told as of that day."""
    _, composed = run([FIRST, SECOND])
    assert composed.bottom_line[0].text.startswith("The search of the Lorne quarry ended on Saturday with 19")
    days = {item.text.split(" ")[0]: item.reported for item in items(composed)}
    assert days == {"The": "2025-03-08", "Rescuers": "2025-03-03"}
    assert "6 March" not in " ".join(printed(composed))
    left_out = {r.statement: r.reason.code for r in composed.rejected}
    assert left_out["A hearing in the court of Varo is to be held on 6 March."] == "leans"


def test_an_older_report_that_opens_with_nothing_new_is_not_told():
    """It has no number, day or name that the newer one has not; one with a number of its own is told."""
    old = article(
        "Divers went on with their search of the flooded quarry at Lorne, where many may be buried below water.",
        "2025-03-07",
        3,
    )
    new = article(
        "Divers in 9 boats went on with their search of the flooded quarry at Lorne, where many may be buried.",
        "2025-03-06",
        4,
    )
    _, composed = run([SECOND, old, new], length=200)
    assert new.text in printed(composed)
    assert [r.reason.code for r in composed.rejected if r.statement == old.text] == ["told"]


def test_a_plan_whose_day_has_come_is_not_printed():
    """Whether the hearing of 6 March was held, a report of 4 March does not say."""
    plan = article("The court of Varo will hear the owner of the Lorne quarry on 6 March.", "2025-03-04", 3)
    _, composed = run([FIRST, SECOND, plan])
    assert plan.text not in printed(composed)
    assert [r.reason.code for r in composed.rejected if r.statement == plan.text] == ["overtaken"]


def test_an_undated_report_is_printed_without_a_day():
    """Unknown is unknown, not today."""
    _, composed = run([article(SECOND.text, None)])
    assert {item.reported for item in items(composed)} == {None}


def test_of_a_story_and_day_the_most_central_report_is_told_first():
    """It holds most of what the others of its story speak of."""
    odd = article("A goat of the village of Lorne won a prize at the fair, its owner said, after the search.", number=1)
    best = article("Divers found 14 dead in the Lorne quarry, and the search for the missing goes on.", number=2)
    other = article("The search for the missing of the Lorne quarry goes on, divers said, with 14 dead.", number=3)
    _, composed = run([odd, best, other])
    assert composed.bottom_line[0].text in {best.text, other.text}


def test_a_day_is_told_in_the_language_of_the_topic_where_it_can_be():
    """Another language's report of that day is left out for that; of a day that has no other it is printed."""
    german = article("Taucher fanden am Montag 14 Tote im Steinbruch von Lorne in Norland.", "2025-03-03", 3, "de")
    alone = article(
        "Am Sonntag begruben die Familien in Lorne ihre Angehörigen aus dem Steinbruch.", "2025-03-09", 4, "de"
    )
    _, composed = run([FIRST, SECOND, german, alone])
    assert german.text not in printed(composed)
    assert [r.reason.code for r in composed.rejected if r.statement == german.text] == ["language"]
    assert [item.reported for item in items(composed) if item.text == alone.text] == ["2025-03-09"]


def test_a_plan_whose_day_is_ahead_is_printed():
    """What is still to come has not been overtaken."""
    plan = article("The court of Varo will hear the owner of the quarry on 20 March.", "2025-03-07", 3)
    _, composed = run([FIRST, SECOND, plan])
    assert "The court of Varo will hear the owner of the quarry on 20 March." in printed(composed)


@pytest.mark.parametrize(
    ("paragraph", "printed_alone"),
    [
        ("Berg said that divers would stay at the lake for another week. They have food for a week.", True),
        ("The Norland army sent 40 tents to the village on the hill. They are for the families.", True),
        ("Berg said that divers would stay at the lake for another week.", False),
        ("She promised that divers would stay at the lake for another week. They have food for a week.", False),
        ("Meanwhile, Norland sent 40 tents to the village on the hill. They are for the families.", False),
        ("On Monday she went back to the capital to meet the families. They waved to her there.", False),
        ("Berg called it “a day of grief for all of us here”. They waved to her there.", False),
        ("Cole was taken to a hospital in town late in the evening. They waved to him there.", False),
    ],
)
def test_a_passage_from_further_on_needs_nothing_before_it(paragraph, printed_alone):
    """It begins a paragraph, with a name that the reader knows, quotes nobody, and is no sentence alone."""
    known = article("The quarry at Lorne in Norland killed 14 people, the governor Ana Berg said.", number=1)
    lead = (
        "The governor of Norland, Ana Berg, went to the quarry at Lorne. People cried there, said Ana Berg of Norland."
    )
    filler = "\n\n".join(f"the inquiry number {n} of the police costs {n}00 crowns in all." for n in range(2, 30))
    _, composed = run([known, article(f"{lead}\n\n{filler}\n\n{paragraph}", number=2)])
    assert (paragraph in printed(composed)) is printed_alone


@pytest.mark.parametrize(
    "text",
    [
        "The quarry was closed by the police on",
        "was closed by the police of Varo on Monday.",
        "“The quarry was closed by the police of Varo.",
        '"The quarry was closed by the police of Varo."',
        "Who closed the quarry at Lorne on Monday?",
        "The quarry (was closed by the police of Varo.",
        "The governor of Norland said: 'The quarry was closed by the police.",
        "The governor of Norland said: ‘The quarry wasn’t closed by the police.",
    ],
)
def test_what_is_no_whole_sentence_is_not_printed(text):
    """Cut, open, a question, or all of it somebody's whom it does not name."""
    assert not whole(text)
    assert whole("The governor’s men said 'the quarry is closed' and didn't say why.")


def test_a_pronoun_stands_behind_its_antecedent_or_not_at_all():
    """Directly behind the sentence before it, in one section."""
    text = (
        "The governor of Norland, Ana Berg, visited the dead of the landslide at the Lorne quarry. She promised the "
        "injured and the missing that divers would stay for weeks.\n\nDivers found 3 dead in the quarry lake at Lorne."
    )
    filler = "\n\n".join(
        f"The inquiry number {n} into the permit of company {n} costs {n}00 crowns." for n in range(2, 30)
    )
    _, composed = run([article(f"{text}\n\n{filler}")])
    told = printed(composed)
    she = next((n for n, sentence in enumerate(told) if sentence.startswith("She")), None)
    assert she is None or told[she - 1].startswith("The governor")


def test_what_leans_on_a_sentence_is_printed_right_behind_it():
    """What a report goes on with stands in one passage with its opening, each sentence with its own citation."""
    openings = (
        "Divers found 3 dead in the quarry lake at Lorne after two days of searching.",
        "The owner of the Lorne quarry, Stone and Sons, paid for 40 tents in Varo.",
        "Schools in Varo will take in 200 children from the village of Lorne.",
    )
    behind = (
        "They had been missing since the hillside gave way above the old mill.",
        "It has also offered the families of the dead a year of wages.",
        "Most of those are to be brought there by bus every morning.",
    )
    articles = [article(f"{a} {b}", number=n) for n, (a, b) in enumerate(zip(openings, behind, strict=True), start=1)]
    _, composed = run(articles)
    told = {item.text: [item.text[span.start : span.end] for span in item.spans] for item in items(composed)}
    assert any(len(spans) == 2 for spans in told.values())
    for spans in told.values():
        assert spans[0] in openings
        assert spans[1:] in ([], [behind[openings.index(spans[0])]])


def test_a_thing_is_told_once():
    """Of two reports of one fact in other words the better one is printed."""
    one = article("The court of Varo fined Stone and Sons, the owner of the Lorne quarry, 2 million crowns.")
    two = article(
        "Stone and Sons, which owns the Lorne quarry, was fined 2 million crowns by the court of Varo.", number=2
    )
    filler = article(
        "\n\n".join(f"Village {n} near Selm has sent {n} diggers to help." for n in range(11, 40)), number=3
    )
    _, composed = run([one, two, filler])
    assert sum("fined" in sentence for sentence in printed(composed)) == 1
    assert "told" in {r.reason.code for r in composed.rejected}


def test_the_sections_keep_to_their_length():
    """Of a long input `length` words, of a short one half; what did not fit is listed."""
    draw = random.Random(3)  # noqa: S311  # words that no two sentences share
    words = ["".join(draw.choices("abcdefghijklmnoprstuvz", k=8)) for _ in range(900)]
    text = "\n\n".join("Lorne of Lorne " + " ".join(words[n : n + 9]) + "." for n in range(0, 900, 9))
    _, composed = run([article(text)], length=60)
    words = sum(len(item.text.split()) for section in composed.sections for item in section.items)
    assert 30 < words <= 60
    assert {r.stage for r in composed.rejected if r.reason.code == "length"} == {"length"}


def test_what_is_pinned_is_printed_and_what_is_fresh_leads():
    """A reviewer's choice stands, whatever else speaks against it; the report of what is new leads."""
    clusters, _ = run([FIRST, SECOND])
    pinned = next(cluster.id for cluster in clusters if cluster.best.statement.startswith("He thanked"))
    fresh = next(cluster.id for cluster in clusters if "14 people" in cluster.best.statement)
    composed = run([FIRST, SECOND], pinned={pinned}, fresh={fresh})[1]
    assert "He thanked them." in printed(composed)
    assert composed.bottom_line[0].reported == FIRST.published


def test_an_article_on_other_things_is_not_printed():
    """The choir of the same town holds few of the topic's words."""
    choir = article("The choir of Lorne sings tonight. Tickets cost 12 dinars at the old mill.", number=3)
    third = article(SECOND.text.replace("Saturday", "Friday"), "2025-03-07", 4)
    _, composed = run([FIRST, SECOND, third, choir])
    assert not any("choir" in sentence for sentence in printed(composed))
    assert "aside" in {r.reason.code for r in composed.rejected}


def test_the_timeline_has_a_row_for_each_day_that_a_sentence_tells_of():
    """In order, with the sentence as it stands; a plan that has been overtaken is no row."""
    articles = [FIRST, SECOND]
    rows = whole_digest(articles).timeline
    assert [row.date for row in rows] == ["2025-03-03", "2025-03-08"]
    assert all(row.status == "confirmed" and row.precision == "day" for row in rows)


def test_a_single_short_report_is_still_printed():
    """A brief always comes out, though its one sentence leans."""
    _, composed = run([article("It was closed by the police of Varo on Monday.")])
    assert len(printed(composed)) == 1


SENTENCES = st.sampled_from(
    [
        "Divers found 14 dead in the Lorne quarry on Monday.",
        "Divers found 19 dead in the Lorne quarry on Monday.",
        "She thanked them.",
        "The court of Varo will hear the owner on 20 March.",
        "Read more: the quarry",
        "“Nobody warned us,” said Ana Berg of the Lorne quarry in Norland.",
        "Ronioci su pronašli 19 mrtvih u kamenolomu Lorne.",
        "The owner of the Lorne quarry, Stone and Sons, has a permit until 2030.",
    ]
)
DAYS = st.sampled_from(["2025-03-03", "2025-03-05T10:00:00+01:00", "2025-03-09", None])
ARTICLES = st.lists(
    st.tuples(st.lists(st.one_of(SENTENCES, st.text(max_size=60)), max_size=5), DAYS), min_size=1, max_size=5
)


@settings(deadline=None, max_examples=60)
@given(ARTICLES, st.randoms(use_true_random=False), st.integers(0, 400))
def test_no_input_breaks_it_and_its_order_changes_nothing(drawn, shuffled: random.Random, length):
    """Quotes stand at their offsets, each cluster is printed once or listed, and any order gives the same digest."""
    articles = [article(" ".join(texts), day, number) for number, (texts, day) in enumerate(drawn, start=1)]
    clusters, composed = run(articles, length=length)
    by_id = {each.id: each for each in articles}
    for claim in (claim for cluster in clusters for claim in cluster.claims):
        evidence = claim.evidence[0]
        assert by_id[evidence.source_id].text[evidence.start : evidence.end] == evidence.quote
    cited = [i for item in items(composed) for span in item.spans for i in span.claim_ids]
    assert len(set(cited)) == len(cited)
    found = digest.digest(clusters, articles, TOPIC, length=length)
    beside = {i for row in found.timeline for i in row.claim_ids}
    beside |= {i for d in found.discrepancies for p in d.positions for i in p.claim_ids}
    shown = beside.union(cited)
    assert len(shown) + len(composed.rejected) == len(clusters)
    again = list(articles)
    shuffled.shuffle(again)
    others = run(again, length=length)
    assert others == (clusters, composed)
    assert whole_digest(again) == whole_digest(articles)


def test_every_format_gives_the_day_of_a_passage_and_a_forged_one_is_found(tmp_path):
    """The day stands before the words; another day than that of the report is a fault."""
    (tmp_path / "a.txt").write_text(f"Source: Post\nDate: 2025-03-08\n\n{SECOND.text}", "utf-8")
    brief = generate([tmp_path], topic="general")
    for shown in (markdown(brief), mail(brief)):
        assert re.search(r"8 March 2025 [·|] .The search", shown)
    assert ">8 March 2025 ·</small>" in html(brief)
    assert verify(brief) == []
    (item, *rest) = brief.bottom_line
    forged = brief.model_copy(update={"bottom_line": (item.model_copy(update={"reported": "2025-03-09"}), *rest)})
    assert "no report that it leads to is of 2025-03-09" in " ".join(map(str, verify(forged)))
