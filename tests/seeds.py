"""A scripted model for the two seed articles in ../shared: faithful rewrites, written by hand, in words of its own."""

from __future__ import annotations

import re

from tests.scripted import World, Written, cast, good_judge, told, writer

# Words of the sentence that states it -> statement.
_CLAIMS: list[tuple[str, str]] = [
    (r"March 11", "Mark Rutte is due to visit Kosovo on 11 March, for the first time since taking office."),
    (r"A day earlier", "A day earlier, Rutte will visit Bosnia and Herzegovina."),
    (r"accompanied by the ambassadors", "The ambassadors of the countries on the North Atlantic Council are expected to accompany Rutte to Kosovo."),
    (r"not yet officially announced", "NATO has not yet officially announced the visit."),
    (r"had announced the visit", "In a debate in Bratislava, Rutte himself had announced a visit to Kosovo during March."),
    (r"telephone conversation", "Rutte had a telephone conversation with Serbian President Aleksandar Vučić on Monday."),
    (r"stability in Kosovo, Bosnia and Herzegovina,? and Serbia is", "Rutte said that stability in Kosovo, Bosnia and Herzegovina and Serbia is in everyone's interest."),
    (r"sees no reason to believe", "Rutte said that he sees no reason to believe that there could be any dramatic change in American commitment to NATO."),
    (r"when asked in a debate by students", "Students in Bratislava asked Rutte whether he sees a possibility of a resumption of the conflict in Kosovo."),
    (r"formation of coalitions", "After the elections in Kosovo, Rutte invited the continuation of the democratic process, including the formation of coalitions."),
    (r"NATO delegation led by", "A NATO delegation led by Rutte will also visit the KFOR mission."),
    (r"around 4,700 soldiers", "There are currently around 4,700 soldiers in the KFOR mission."),
    (r"Italy has the largest contingent", "Italy has the largest contingent in the KFOR mission, with 1,250 members."),
    (r"around 600 members", "The United States has around 600 members in the KFOR mission."),
    (r"Vjosa Osmani met on Tuesday", "Kosovo President Vjosa Osmani met KFOR commander Enrico Barduani on Tuesday."),
    (r"complex geopolitical situation", "Osmani was quoted as saying that the situation requires close cooperation and permanent coordination with allies."),
    (r"has also been rumored", "The reduction or withdrawal of US troops has been rumoured in several European countries, but the administration of Donald Trump has not confirmed it."),
    (r"peacekeeping mission in Kosovo since", "NATO has had a peacekeeping mission in Kosovo since the war ended in 1999."),
    (r"over 4,600 troops", "Over 4,600 troops from 29 countries are deployed in Kosovo as part of KFOR."),
    (r"The largest number is from Italy", "The largest number of troops is from Italy, followed by the United States, Hungary and Turkey."),
    (r"increased its presence", "The mission increased its presence in Kosovo during 2023, following increased tensions in the Serb-majority north."),
    (r"third security responder", "KFOR is the third security responder in Kosovo, after the Kosovo Police and EULEX."),
    (r"security of the border line", "KFOR is responsible for the security of the border line between Kosovo and Serbia."),
]  # fmt: skip

# Sentences of the sections: parts, each with words of the statement that it rests on.
_SENTENCES: dict[str, list[list[tuple[str, str]]]] = {
    "The Rutte visit": [
        [
            (r"due to visit Kosovo on 11 March", "NATO Secretary General Mark Rutte is due to visit Kosovo on 11 March, his first visit since taking office,"),
            (r"ambassadors", "and the ambassadors of the countries on the North Atlantic Council are expected to accompany him."),
        ],
        [(r"A day earlier", "A day earlier, Rutte will visit Bosnia and Herzegovina.")],
        [(r"not yet officially announced", "NATO has not yet officially announced the visit,")
        , (r"himself had announced", "but Rutte himself had announced it in a debate in Bratislava.")],
        [(r"delegation led by", "A NATO delegation led by Rutte will also visit KFOR.")],
        [(r"sees no reason", "Rutte said he sees no reason to believe that there could be any dramatic change in American commitment to NATO.")],
        [(r"in everyone's interest", "Rutte said that stability in Kosovo, Bosnia and Herzegovina and Serbia is in everyone's interest.")],
        [(r"asked Rutte whether", "Students in Bratislava asked Rutte whether he sees a possibility of a resumption of the conflict in Kosovo.")],
        [(r"telephone conversation", "On Monday, Rutte had a telephone conversation with Serbian President Aleksandar Vučić.")],
        [(r"After the elections", "After the elections in Kosovo, Rutte invited the continuation of the democratic process.")],
    ],
    "The KFOR mission": [
        [(r"met KFOR commander", "Kosovo President Vjosa Osmani met KFOR commander Enrico Barduani on Tuesday.")],
        [(r"around 4,700", "Around 4,700 soldiers are currently in the KFOR mission.")],
        [(r"Over 4,600", "Over 4,600 troops from 29 countries are deployed as part of KFOR.")],
        [(r"Italy has the largest", "Italy has the largest contingent, with 1,250 members,"), (r"around 600 members", "and the United States has around 600.")],
        [(r"has been rumoured", "A reduction or withdrawal of US troops has been rumoured in several European countries, but the Trump administration has not confirmed it.")],
        [(r"since the war ended", "NATO has had a peacekeeping mission in Kosovo since the war ended in 1999.")],
        [(r"during 2023", "The mission increased its presence in Kosovo during 2023.")],
        [(r"third security responder", "KFOR is the third security responder, after the Kosovo Police and EULEX.")],
        [(r"border line", "KFOR is responsible for the security of the border line between Kosovo and Serbia.")],
    ],
}  # fmt: skip


def _written(parts: list[tuple[str, str]], section: str) -> Written:
    statements = [[statement for _, statement in _CLAIMS if re.search(words, statement)] for words, _ in parts]
    return Written(tuple((text, (found[0],)) for (_, text), found in zip(parts, statements, strict=True)), section)


WORLD = World(
    told=tuple(
        told(words, statement, section="visit" if n < 11 else "mission", weight=5 if n in (0, 10, 11, 18) else 4)
        for n, (words, statement) in enumerate(_CLAIMS)
    ),
    bottom=(_written(_SENTENCES["The Rutte visit"][0], ""), _written(_SENTENCES["The Rutte visit"][2][:1], "")),
    items=tuple(
        _written(parts, "visit" if title == "The Rutte visit" else "mission")
        for title, found in _SENTENCES.items()
        for parts in found[1:]
    ),
)
rewriting = cast(writer(WORLD), good_judge(WORLD))
