"""Own work without a model on many articles: CPU time, its growth, memory, and what was merged rightly and wrongly.

    python tests/benchmarks/scale.py [--articles 1000 4000 10000] [--seed 1]

The articles are made here, about 2,300 characters each: events, each told by one to five outlets in words of their
own, and sentences that stand in one article only. The truth (which sentence tells which fact) is kept apart from the
articles. Two sentences that tell one fact are a *planted pair*, most of them in other words: to merge those takes a
model, and only the pairs in nearly the same words are found without one. Two sentences that the brief's claims hold
together are a *merged pair*, wrong where their facts differ. Each size runs in a process of its own, so that its peak
memory is its own.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import briefing

# Length of an article, in characters, as the project's issue names it.
LENGTH = 2_300
# How many outlets tell an event, and how often.
OUTLETS_AN_EVENT = {1: 0.3, 2: 0.3, 3: 0.2, 4: 0.1, 5: 0.1}
# Facts of an event that an outlet tells; the rest of the article is its own.
FACTS = 7

# past, participle; then a second pair that means the same.
VERBS = """
opened opened|inaugurated inaugurated
seized seized|confiscated confiscated
repaired repaired|mended mended
bought bought|purchased purchased
examined examined|inspected inspected
destroyed destroyed|wrecked wrecked
delayed delayed|postponed postponed
approved approved|endorsed endorsed
cancelled cancelled|scrapped scrapped
rejected rejected|turned_down turned_down
sent sent|dispatched dispatched
finished finished|completed completed
constructed constructed|built built
recruited recruited|hired hired
withdrew withdrawn|pulled_back pulled_back
""".strip().splitlines()
PEOPLE_VERBS = """
arrested arrested|detained detained
rescued rescued|saved saved
evacuated evacuated|moved_out moved_out
dismissed dismissed|sacked sacked
questioned questioned|interrogated interrogated
released released|freed freed
""".strip().splitlines()
THINGS = """
bridges boats schools tents engines tractors wells barracks turbines ambulances radios warehouses gardens libraries
clinics trams ferries lorries generators windows towers rifles drones tunnels archives cameras paintings manuscripts
vineyards silos pumps roofs chapels orchards kennels looms ovens printers furnaces cranes barges trailers satellites
antennas greenhouses stables mills quarries kilns reservoirs statues benches lamps fountains markets laboratories
theatres museums hangars jetties lighthouses cottages bakeries dairies breweries tanneries foundries sawmills shipyards
observatories nurseries pavilions playgrounds stadiums swimming_pools tennis_courts car_parks bus_stops petrol_stations
pharmacies kiosks depots terminals runways viaducts dams locks canals sluices pipelines substations transformers
""".split()  # fmt: skip
KINDS = """
wooden damaged modern imported mobile abandoned private public rural temporary historic floating electric heavy light
narrow flooded rusty empty crowded expensive unused frozen painted stolen solar coastal northern
""".split()
FOLK = """
miners teachers sailors drivers nurses students farmers pensioners engineers inspectors tourists musicians gardeners
carpenters porters dentists librarians fishermen soldiers guards clerks athletes brewers tailors pilots judges
""".split()
BODIES = """
Port_Authority Water_Board Interior_Ministry Transport_Ministry Health_Ministry Fire_Service Coast_Guard
Customs_Office Railway_Company City_Council Energy_Agency Forestry_Office Border_Police Court_of_Audit
Farmers_Union Harbour_Company Chamber_of_Trade Red_Cross_Society Housing_Fund Defence_Ministry
""".split()
WHY = (
    """
after a week of heavy rain|because the old ones had become unsafe|under a contract with a company from abroad
for the first time in more than a decade|with money that parliament had set aside in spring
despite protests by people who live next to them|to make room for a new hospital and a school
so that the summer fair can be held there again|after two winters in which nothing had been done
at the request of the mayor and of several schools|as part of a programme against unemployment
""".strip()
    .replace("\n", "|")
    .split("|")
)
LATER = """
The work is part of a plan that {body} presented in {year} and that {folk} from {other} had asked for.
A spokeswoman for {body} would not say what the {things} near {town} will cost or who is going to pay.
Residents of {town} complained last year about {kind} {things} beside the {thing}, which {folk} from {other} use.
In {town}, {body} has kept {count} {kind} {things} since {year}, more than any other office of its size in the region.
{body} had promised {town} {count} {things} before the election of {year}, but the money was spent in {other}.
Prices of {kind} {things} rose by {percent} per cent in {town} in {year}, and many {folk} moved to {other} in that time.
The road from {town} to {other} was closed for {count} hours because of {kind} {things}, and {folk} walked to {other}.
{person}, a former head of {body}, lives in {town} and writes about {things}, of which there are {count} near {other}.
Only {percent} per cent of the {folk} in {town} trust {body}, a survey found in {year}, fewer than in {other}.
Near {other}, {count} {folk} signed a letter that asks for {kind} {things} and for a {thing} that is open at night.
""".strip().splitlines()
SYLLABLES = """
bar den hol mar vik tor sel gan rud lin fos ker nal bru hex ost wen dal pol tig rav mun cas lor fen
""".split()
GIVEN = """
Anna Boris Clara David Elena Frank Greta Henrik Irena Jonas Karin Luka Marta Nikola Olga Petra Ruben Sara
""".split()
COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


@dataclass(frozen=True)
class Fact:
    """Who did what to how many of what, where and on which day."""

    key: int
    body: str
    verb: str
    count: int
    what: str
    town: str
    day: date
    why: str

    def told(self, wording: int, words: random.Random) -> str:
        """The fact in an outlet's words: active or passive, day first or last, either verb, digits or words."""
        past, participle = (form.replace("_", " ") for form in words.choice(self.verb.split("|")).split())
        count = COUNTS.get(self.count, f"{self.count:,}") if words.random() < 0.5 else f"{self.count:,}"
        day = f"{self.day.day} {self.day:%B}" if words.random() < 0.5 else f"{self.day:%B} {self.day.day}"
        what, body = self.what, f"the {self.body}"
        if wording == 0:
            return f"{_upper(body)} {past} {count} {what} in {self.town} on {day} {self.why}."
        if wording == 1:
            return f"{_upper(count)} {what} were {participle} by {body} in {self.town} on {day} {self.why}."
        if wording == 2:
            return f"On {day}, {body} {past} {count} {what} in {self.town} {self.why}."
        return f"In {self.town}, {count} {what} were {participle} by {body} on {day} {self.why}."


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


class World:
    """Places, people and events, all from one seed."""

    def __init__(self, seed: int) -> None:
        self.words = random.Random(seed)  # noqa: S311  # articles, no secrets
        self.facts = 0

    def town(self) -> str:
        return "".join(self.words.choice(SYLLABLES) for _ in range(self.words.choice((2, 3)))).capitalize()

    def person(self) -> str:
        return f"{self.words.choice(GIVEN)} {self.town()}"

    def body(self, town: str) -> str:
        return f"{town} {self.words.choice(BODIES).replace('_', ' ')}"

    def things(self) -> str:
        return f"{self.words.choice(KINDS)} {self.words.choice(THINGS).replace('_', ' ')}"

    def fact(self, town: str, day: date) -> Fact:
        self.facts += 1
        people = self.words.random() < 0.3
        verb = self.words.choice(PEOPLE_VERBS if people else VERBS)
        what = self.words.choice(FOLK) if people else self.things()
        count = self.words.choice(
            (self.words.randint(2, 9), self.words.randint(10, 99), self.words.randint(100, 9_999))
        )
        happened = day - timedelta(days=self.words.randint(1, 20))
        return Fact(self.facts, self.body(town), verb, count, what, town, happened, self.words.choice(WHY))

    def aside(self, town: str) -> str:
        """A sentence that stands in one article only."""
        words = self.words
        things = words.choice(THINGS).replace("_", " ")
        return _upper(
            words.choice(LATER).format(
                body=f"the {self.body(words.choice((town, self.town())))}",
                year=words.randint(1990, 2024),
                things=things,
                thing=words.choice(THINGS).replace("_", " ").removesuffix("s"),
                kind=words.choice(KINDS),
                town=town,
                other=self.town(),
                count=words.randint(2, 900),
                percent=words.randint(2, 98),
                person=self.person(),
                folk=words.choice(FOLK),
            )
        )


Truth = dict[int, int]


def articles(number: int, seed: int) -> Iterator[tuple[briefing.Article, Truth]]:
    """Each article with its truth: the fact of each sentence that tells one, by the sentence's offset."""
    world = World(seed)
    made = 0
    while made < number:
        town = world.town()
        day = date(2025, 1, 20) + timedelta(days=world.words.randint(0, 300))
        event = [world.fact(town, day) for _ in range(FACTS + 2)]
        outlets = world.words.choices(list(OUTLETS_AN_EVENT), list(OUTLETS_AN_EVENT.values()))[0]
        for _ in range(min(outlets, number - made)):
            yield _article(world, event, town, day)
            made += 1


def _article(world: World, event: list[Fact], town: str, day: date) -> tuple[briefing.Article, Truth]:
    words = world.words
    lines = [(fact.told(words.randrange(4), words), fact.key) for fact in words.sample(event, FACTS)]
    while sum(len(line) + 1 for line, _ in lines) < LENGTH:
        lines.insert(words.randint(1, len(lines)), (world.aside(town), 0))
    text, truth = "", {}
    for place, (line, key) in enumerate(lines):
        text += ("\n\n" if place % 3 == 0 else " ") if text else ""
        if key:
            truth[len(text)] = key
        text += line
    article = briefing.Article(
        text=text,
        title=f"News from {town}",
        publisher=f"{world.town()} {words.choice(('Times', 'Post', 'Radio'))}",
        published=(day + timedelta(days=words.randint(0, 1))).isoformat(),
        language="en",
    )
    return article, truth


def run(number: int, seed: int) -> dict[str, float]:
    """One size: made, run and judged."""
    made = list(articles(number, seed))
    cpu, wall = time.process_time(), time.perf_counter()
    brief = briefing.generate([article for article, _ in made], topic="general")
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {
        "articles": number,
        "characters": sum(len(article.text) for article, _ in made) / number,
        "cpu": cpu,
        "wall": wall,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "claims": len(brief.claims),
        **judged(brief, {article.text: truth for article, truth in made}),
    }


def judged(brief: briefing.Brief, truth: dict[str, Truth]) -> dict[str, float]:
    """Planted pairs and how many of them were merged; merged pairs of two articles and how many of them are wrong."""
    texts = {source.id: truth[source.text] for source in brief.sources}
    places: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for source, facts in texts.items():
        for start, key in facts.items():
            places[key].append((source, start))
    planted = {pair for told in places.values() for pair in combinations(sorted(told), 2)}
    merged, wrong = set(), 0
    for claim in brief.claims:
        cited = sorted({(c.source_id, c.start) for c in claim.citations})
        for a, b in combinations(cited, 2):
            if a[0] != b[0]:
                merged.add((a, b))
    wrong = sum(texts[a[0]].get(a[1], a) != texts[b[0]].get(b[1], b) for a, b in merged)
    return {"planted": len(planted), "found": len(planted & merged), "merged": len(merged), "wrong": wrong}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 4_000, 10_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(run(arguments.articles[0], arguments.seed)))
        return
    print(f"seed {arguments.seed}, Python {sys.version.split()[0]}, no model, topic general")
    print(" articles  characters  CPU s  ms an article  wall s  peak MB   claims  planted  found  merged  wrong")
    rows = []
    for number in arguments.articles:
        command = [sys.executable, __file__, "--one", "--articles", str(number), "--seed", str(arguments.seed)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rows.append(row)
        print(
            f"{number:9,} {row['characters']:11,.0f} {row['cpu']:6.1f} {1000 * row['cpu'] / number:14.1f}"
            f" {row['wall']:7.1f} {row['memory'] / 1e6:8,.0f} {row['claims']:8,} {row['planted']:8,}"
            f" {row['found'] / row['planted']:6.1%} {row['merged']:7,} {row['wrong'] / max(1, row['merged']):6.2%}",
            flush=True,
        )
    if len(rows) > 1:
        first, last = rows[0], rows[-1]
        growth = math.log(last["cpu"] / first["cpu"]) / math.log(last["articles"] / first["articles"])
        print(f"growth exponent of CPU time from {first['articles']:,} to {last['articles']:,} articles: {growth:.2f}")


if __name__ == "__main__":
    main()
