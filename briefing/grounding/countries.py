"""The short forms and adjectives of countries and unions: one table, so that "Italian" stands where Italy does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from briefing.grounding.spelling import plain

# Each line: the forms of one name. Forms of several words have a low line between them.
_FORMS = """
us usa united_states united_states_of_america america american americans
uk united_kingdom britain great_britain british briton britons
eu european_union
un united_nations
uae united_arab_emirates emirati emiratis emirates
nato north_atlantic_treaty_organization north_atlantic_treaty_organisation
europe european europeans
bosnia bosnia_and_herzegovina bosnia-herzegovina bosnian bosnians bih
kosovo kosova kosovar kosovars kosovan kosovans
serbia serbian serbians serb serbs
albania albanian albanians
north_macedonia macedonia macedonian macedonians
montenegro montenegrin montenegrins
croatia croatian croatians croat croats
slovenia slovenian slovenians slovene slovenes
slovakia slovak slovaks slovakian
czechia czech_republic czech czechs
italy italian italians
germany german germans
france french frenchman frenchmen
spain spanish spaniard spaniards
portugal portuguese
greece greek greeks
turkey turkish turk turks turkiye
russia russian russians russian_federation
ukraine ukrainian ukrainians
belarus belarusian belarusians
poland polish pole poles
hungary hungarian hungarians
austria austrian austrians
switzerland swiss
netherlands dutch holland
belgium belgian belgians
denmark danish dane danes
sweden swedish swede swedes
norway norwegian norwegians
finland finnish finn finns
iceland icelandic icelander icelanders
ireland irish
scotland scottish scot scots
wales welsh
england english
romania romanian romanians
bulgaria bulgarian bulgarians
moldova moldovan moldovans
lithuania lithuanian lithuanians
latvia latvian latvians
estonia estonian estonians
malta maltese
cyprus cypriot cypriots
georgia georgian georgians
armenia armenian armenians
azerbaijan azerbaijani azerbaijanis azeri azeris
kazakhstan kazakh kazakhs
uzbekistan uzbek uzbeks
china chinese prc
taiwan taiwanese
japan japanese
south_korea south_korean south_koreans
north_korea north_korean north_koreans dprk
korea korean koreans
mongolia mongolian mongolians
india indian indians
pakistan pakistani pakistanis
bangladesh bangladeshi bangladeshis
nepal nepalese nepali
sri_lanka sri_lankan sri_lankans
afghanistan afghan afghans
thailand thai thais
vietnam vietnamese
cambodia cambodian cambodians
myanmar burma burmese
indonesia indonesian indonesians
malaysia malaysian malaysians
philippines philippine filipino filipinos
singapore singaporean singaporeans
australia australian australians
new_zealand new_zealander new_zealanders
canada canadian canadians
mexico mexican mexicans
brazil brazilian brazilians
argentina argentine argentinian argentines
chile chilean chileans
colombia colombian colombians
venezuela venezuelan venezuelans
peru peruvian peruvians
bolivia bolivian bolivians
ecuador ecuadorian ecuadorians
cuba cuban cubans
haiti haitian haitians
jamaica jamaican jamaicans
israel israeli israelis
palestine palestinian palestinians
iran iranian iranians
iraq iraqi iraqis
syria syrian syrians
lebanon lebanese
jordan jordanian jordanians
egypt egyptian egyptians
saudi_arabia saudi saudis
yemen yemeni yemenis
oman omani omanis
qatar qatari qataris
kuwait kuwaiti kuwaitis
bahrain bahraini bahrainis
turkmenistan turkmen
libya libyan libyans
tunisia tunisian tunisians
algeria algerian algerians
morocco moroccan moroccans
sudan sudanese
south_sudan south_sudanese
ethiopia ethiopian ethiopians
eritrea eritrean eritreans
somalia somali somalis
kenya kenyan kenyans
uganda ugandan ugandans
rwanda rwandan rwandans
burundi burundian burundians
tanzania tanzanian tanzanians
congo congolese drc
nigeria nigerian nigerians
niger nigerien nigeriens
ghana ghanaian ghanaians
mali malian malians
senegal senegalese
ivory_coast ivorian ivorians
cameroon cameroonian cameroonians
chad chadian chadians
angola angolan angolans
zambia zambian zambians
zimbabwe zimbabwean zimbabweans
mozambique mozambican mozambicans
malawi malawian malawians
south_africa south_african south_africans
africa african africans
asia asian asians
"""
# "Us" is a pronoun, "un" an article and "pole" a stick: these are names in capitals only.
_ONLY_CAPITAL = frozenset("us un eu uk pole poles dane finn polish turkey chad jordan".split())
_LONGEST = 5


@cache
def _table() -> dict[tuple[str, ...], str]:
    """Words of each form -> the name whose form it is."""
    found: dict[tuple[str, ...], str] = {}
    for row in _FORMS.split("\n"):
        forms = row.split()
        for form in forms:
            found.setdefault(tuple(form.split("_")), forms[0])
    return found


@cache
def _firsts() -> frozenset[str]:
    return frozenset(words[0] for words in _table())


def countries(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The places of the forms of countries among words as printed, the longest first, and whose form each is."""
    bare = [plain(word) for word in words]
    at = 0
    while at < len(bare):
        step = 1
        if bare[at] in _firsts():
            for length in range(min(_LONGEST, len(bare) - at), 0, -1):
                name = _table().get(tuple(bare[at : at + length]))
                if name is not None and _a_name(words[at]):
                    yield at, at + length, name
                    step = length
                    break
        at += step


def _a_name(word: str) -> bool:
    bare = plain(word)
    if len(bare) <= 3 and bare in _ONLY_CAPITAL:
        return word.replace(".", "").removesuffix("'s").removesuffix("’s").isupper()
    return bare not in _ONLY_CAPITAL or word[:1].isupper()


def may_be_a_word(word: str) -> bool:
    """Whether a form of a country is an ordinary word with a capital letter too: "Polish", "Turkey"."""
    return plain(word) in _ONLY_CAPITAL and not word.replace(".", "").isupper()


@cache
def country_of(word: str) -> str | None:
    """The country that one plain word stands for by itself."""
    return _table().get((word,))
