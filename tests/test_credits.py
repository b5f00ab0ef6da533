"""Credits in the forms that newsrooms use, and words that only look like one."""

from __future__ import annotations

import pytest

from briefing.ingest import ingest
from briefing.origins import assign

BODY = "The river rose by two metres at Harlow bridge on Tuesday. Nobody was hurt."
SR = "Reka je u utorak porasla za dva metra kod mosta u Harlovu. Niko nije povređen."
CY = "Река је у уторак порасла за два метра код моста у Харлову. Нико није повређен."
SQ = "Lumi u ngrit të martën me dy metra te ura e Harlout. Askush nuk u lëndua."
DE = "Der Fluss stieg am Dienstag an der Brücke in Harlow um zwei Meter. Niemand wurde verletzt."
FR = "La rivière est montée mardi de deux mètres au pont de Harlow. Personne n'a été blessé."
ES = "El río subió el martes dos metros en el puente de Harlow. Nadie resultó herido."
IT = "Il fiume è salito martedì di due metri al ponte di Harlow. Nessuno è rimasto ferito."

CREDITED = [
    # behind a slash
    ("Reuters", BODY + " /Reuters/", "Harlow Echo"),
    ("AFP", BODY + " / AFP", None),
    ("RFE/RL", SQ + "/REL", "Koha"),
    ("Anadolu", BODY + "/AA/", "Harlow Echo"),
    ("Tanjug", CY + " /Танјуг/", None),
    ("Reuters", BODY + " //Reuters//", None),
    # behind a dash
    ("AP", BODY + " -AP", "Harlow Echo"),
    ("dpa", DE + " – dpa", None),
    ("Xinhua", BODY + " -- Xinhua", None),
    ("Reuters", BODY + "\n- Reuters", None),
    # in parentheses or brackets
    ("dpa", DE + " (dpa)", "Harlower Bote"),
    ("AFP", FR + " (AFP)", "Le Matin"),
    ("EFE", ES + " (EFE)", None),
    ("ANSA", IT + " (ANSA).", None),
    ("Beta", SR + " (Beta)", "Danas"),
    ("Reuters", BODY + " [Reuters]", None),
    ("AFP", BODY + " (AFP, dpa)", None),
    ("AP", BODY + " (AP/Harlow Echo)", "Harlow Echo"),
    ("AFP", FR + "\n(Avec AFP)", "Le Matin"),
    ("AFP", FR + "\nLe Matin avec AFP", "Le Matin"),
    ("dpa", DE + "\n(mit Material von dpa)", "Harlower Bote"),
    # named as the source
    ("Reuters", BODY + "\nSource: Reuters", "Harlow Echo"),
    ("RFE/RL", SR + "\nIzvor: Radio Slobodna Evropa", "Danas"),
    ("Beta", CY + "\nИзвор: Бета", None),
    ("RFE/RL", SQ + "\nBurimi: REL", "Telegrafi"),
    ("dpa", DE + "\nQuelle: dpa", None),
    ("AFP", FR + "\nSource : AFP", "Le Matin"),
    ("EFE", ES + "\nFuente: EFE", None),
    ("ANSA", IT + "\nFonte: ANSA", None),
    ("AP", BODY + "\nCredit: The Associated Press", None),
    ("Harlow Gazette", BODY + "\n(Source: Harlow Gazette)", "Varo Post"),
    ("AP", BODY + "\nvia AP", "Harlow Echo"),
    ("TASS", "Источник: ТАСС\n" + CY, None),
    # copyright lines
    ("AP", BODY + "\nCopyright 2024 The Associated Press. All rights reserved.", "Harlow Echo"),
    ("AFP", FR + "\n© AFP", "Le Matin"),
    ("AFP", BODY + "\n© 2024 AFP", "Harlow Echo"),
    # datelines
    ("Reuters", "HARLOW, May 7 (Reuters) - " + BODY, "Harlow Echo"),
    ("AP", "HARLOW (AP) — " + BODY, "Harlow Echo"),
    ("AFP", "Harlow (AFP) - " + BODY, None),
    ("dpa", "Harlow (dpa) – " + DE, None),
    ("dpa", "Harlow (dpa/AFP) - " + DE, None),
    ("Xinhua", "HARLOW, May 7 (Xinhua) -- " + BODY, None),
    ("Tanjug", "BEOGRAD, 7. maja (Tanjug) - " + SR, None),
    ("TASS", "MOSCOW, May 7. /TASS/. " + BODY, None),
    ("EFE", "Madrid, 7 may (EFE).- " + ES, None),
    ("ANSA", "(ANSA) - HARLOW, 07 MAG - " + IT, None),
    ("Interfax", "HARLOW. May 7 (Interfax) - " + BODY, None),
    # bylines
    ("Reuters", "By Jane Doe, Reuters\n" + BODY, "Harlow Echo"),
    ("AP", "By JANE DOE Associated Press\n" + BODY, "Harlow Echo"),
    ("AP", "By Jane Doe | Associated Press\n" + BODY, "Harlow Echo"),
    ("AFP", "By AFP\n" + BODY, "Harlow Echo"),
    ("RFE/RL", "Nga: Radio Evropa e Lirë\n" + SQ, "Koha"),
    ("dpa", "Von Jana Muster, dpa\n" + DE, None),
    ("AFP", "Par AFP\n" + FR, "Le Matin"),
    ("Reuters", "Jane Doe, Reuters\n" + BODY, "Harlow Echo"),
    # attributed in the lead
    ("Reuters", "The river rose by two metres on Tuesday, according to Reuters. Nobody was hurt.", "Harlow Echo"),
    ("Reuters", "The river rose by two metres, Reuters reported on Tuesday, citing rescuers.", "Harlow Echo"),
    ("AFP", "The river rose by two metres, the AFP news agency said on Tuesday.", "Harlow Echo"),
    ("Anadolu", "The bridge is closed, Anadolu Agency reports.", "Harlow Echo"),
    ("Interfax", "The bridge is closed, the Interfax news agency quoted the governor as saying.", None),
    ("Tanjug", "Most je zatvoren, javlja Tanjug.", "Danas"),
    ("Reuters", "Most je zatvoren, prenosi agencija Reuters.", "Danas"),
    ("Beta", "Мост је затворен, јавља Бета.", None),
    ("RFE/RL", "Ura është mbyllur, raporton Radio Evropa e Lirë.", "Koha"),
    ("dpa", "Die Brücke ist gesperrt, wie die Nachrichtenagentur dpa berichtet.", None),
    ("AFP", "Le pont est fermé, selon l'AFP.", "Le Matin"),
    ("AFP", "Le pont est fermé, rapporte l'Agence France-Presse.", "Le Matin"),
    ("EFE", "El puente está cerrado, informó EFE.", None),
    ("ANSA", "Il ponte è chiuso, riferisce l'ANSA.", None),
    # own reporting
    ("BBC", "The mayor told the BBC that the bridge is closed.", "Harlow Echo"),
    ("AP", "The mayor said in an interview with The Associated Press that the bridge is closed.", "Harlow Echo"),
    ("Harlow Echo", "The mayor told the Harlow Echo that the bridge is closed.", "Harlow Echo"),
    ("Harlow Echo", "The bridge is to be closed, the Harlow Echo has learned.", "Harlow Echo"),
    ("The Harlow Beacon", "The bridge is to be closed, The Harlow Beacon has learned.", "The Harlow Beacon"),
    ("Harlow Echo", "The mayor told the Harlow Echo's Jane Doe that the bridge is closed.", "Harlow Echo"),
    ("Storhavn Times", "The mayor, he told the Storhavn Times. Rosvold did not answer.", "Storhavn Times"),
    ("The Legal Gazette", "His lawyer told The Legal Gazette. The company did not answer.", "The Legal Gazette"),
    # staff notes: the agency's report is in it, and nothing else is shown
    ("AP", BODY + "\nThe Associated Press contributed to this report.", "Harlow Echo"),
    ("AP", BODY + "\nAP contributed to this report.", "Harlow Echo"),
    ("Reuters", BODY + "\nWith reporting by Reuters", "Harlow Echo"),
    ("Reuters", BODY + "\n(With inputs from Reuters)", "Harlow Echo"),
    ("AFP", BODY + "\nWith files from AFP", "Harlow Echo"),
    ("AFP", BODY + "\nHarlow Echo with AFP", "Harlow Echo"),
]
NOT_CREDITED = [
    ("The river rose, according to Reuters Institute research.", "Harlow Echo"),
    ("The bridge is closed. A Reuters photographer was injured there.", "Harlow Echo"),
    ("Traffic fell by a tenth, according to AP Moller-Maersk.", "Harlow Echo"),
    ("AP Moller-Maersk reported a loss on Tuesday. The bridge is closed.", "Harlow Echo"),
    ("Thomson Reuters Foundation staff left the town. The bridge is closed.", "Harlow Echo"),
    (BODY + "\nPhoto: AP", "Harlow Echo"),
    (BODY + "\n(Photo by Jane Doe/AFP)", "Harlow Echo"),
    (BODY + "\nPhoto: Jane Doe/Reuters", "Harlow Echo"),
    ("The mayor told reporters that the bridge is closed.", "Harlow Echo"),
    ("The mayor told the AP-7 motorway authority to close the bridge.", "Harlow Echo"),
    ("The dpa tax office told the mayor so.", "Harlow Echo"),
    ("Za danas je najavljeno zatvaranje mosta.", "Blic"),
    ("Beta tests of the warning system failed. The bridge is closed.", "Harlow Echo"),
    ("The mother of two took an AA battery from the shelf. The bridge is closed (AA).", "Harlow Echo"),
    ("The police said (SDA members were there) that the bridge is closed.", "Harlow Echo"),
    ("The mayor sued Bloomberg. The bridge is closed.", "Harlow Echo"),
    ("A spokesman for the BBC said its van had been swept away. The bridge is closed.", "Harlow Echo"),
    ("By Tuesday\n" + BODY, "Harlow Echo"),
    ("By Jane Doe\n" + BODY, None),
    ("The mayor wrote to the Harlow Echo last year. The bridge is closed.", "Other Paper"),
    (BODY + " / jd", "Harlow Echo"),
    (BODY + " (JD)", "Harlow Echo"),
    (BODY + " (Harlow Fire Service)", "Harlow Echo"),
    ("Reuters closed its office in Harlow. The bridge is closed.", "Harlow Echo"),
    ("The company told the Times Square Alliance about the bridge.", "Harlow Echo"),
    ("The governor told the Press Council that the bridge is closed.", "Harlow Echo"),
    ("The mother told the Washington Post Office that the bridge is closed.", "Harlow Echo"),
    ("The mayor told Fox that the bridge is closed.", "Harlow Echo"),
    ("MIA and her brother drowned, the police reported. The bridge is closed.", "Harlow Echo"),
    ("Guardian angels are needed, the mayor said. Politico staff left.", "Harlow Echo"),
]


def origin(text: str, publisher: str | None) -> str | None:
    (article,) = assign(ingest([{"text": text, "publisher": publisher}]).articles)
    return article.origin


@pytest.mark.parametrize(("expected", "text", "publisher"), CREDITED)
def test_a_credit_names_the_origin(expected, text, publisher):
    """Whatever its form and language, a credit gives the one short name of who reported it."""
    assert origin(text, publisher) == expected


@pytest.mark.parametrize(("text", "publisher"), NOT_CREDITED)
def test_what_looks_like_a_credit_names_nobody(text, publisher):
    """An agency's name in another's, in a photograph's line or in the news itself is no credit."""
    assert origin(text, publisher) is None
