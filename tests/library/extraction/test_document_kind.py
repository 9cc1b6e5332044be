"""Whether a text is an offer or a CV, where both use the same words."""

from __future__ import annotations

import pytest

from openemploi.extraction.document_kind import is_offer


@pytest.mark.parametrize(
    "text",
    [
        "Aide ménagère\n8h/semaine, 13 € net de l'heure. Permis B apprécié. Références demandées.",
        "Plongeur\nRestaurant La Cale, Gap\nCDD 3 mois, 35h, 1 800 € brut. Formation assurée.",
        "Conducteur (H/F)\nPermis B et diplôme exigés. Fort de ses 50 ans d'histoire, notre groupe recrute.",
        "Cherchons serveur pour l'été, 2 000 € net. Envoyez CV a@b.example",
        "Cabinet dentaire cherche assistante à Gap, CDI 35h",
        "Cabinet dentaire cherche plombier à Gap, CDI 35h",
        "Recherche personne pour vendre des glaces, smic, le dimanche.",
        "Animatrice – vacations\nBAFA exigé, 12 € brut de l'heure. Formations possibles.",
        "Barista\nFull-time, £12 per hour. Experience desirable. References required.",
        "We're looking for a cook. Education in catering an advantage.",
        "SAS Bois et Lumière\nMenuisier\nCDI 39h. CAP menuiserie. Permis B.",
        "AIDE-SOIGNANT(E)\nEHPAD à Gap, CDD 6 mois, 2 050 € brut. Vous accompagnez la vie quotidienne, le jour.",
        "매장 직원 구인\n주 5일",
        "판매원\n경력 무관, 학력 무관\n시급 11,000원",
    ],
)
def test_an_offer_may_speak_of_licences_diplomas_and_training(text: str) -> None:
    assert is_offer(text)


@pytest.mark.parametrize(
    "text",
    [
        "Léa Roche\n06 12 34 56 78\nJe cherche un CDI temps plein, salaire 1 900 € brut. Permis B",
        "Paul Blanc, 42 ans\nMaçon, permis B\n2012 - 2020 Maçon, Roc SARL, CDI\n2008 - 2012 Manœuvre, CDD",
        "Je recherche un emploi de serveuse, en CDD ou CDI, temps partiel. J'ai mon permis B.",
        "Nadia Morel\n2019-2023 Caissière H/F, CDI temps partiel\n2015 - 2019 Vendeuse, CDD\nFormation\nCAP",
        "Recherche emploi de cariste\nPermis B, CACES 3\nDisponible",
        "Inès Arnaud\n2019 - 2023 Vendeuse, CDI. Vous trouverez ci-joint mes références. Diplôme : CAP",
        "Jean Roux\nPlombier\nCDI depuis 2018 chez Eau Vive\nDiplômes : CAP",
        "Tom Hill\nt@h.example\nWork experience\n2019 - present Nurse, full-time\nEducation\nBSc",
        "김하늘\n010-1234-5678\n경력\n2019.03 ~ 2023.02 조리원\n학력\n한빛고등학교",
        "Recherche CDI 35h\nMenuisier, CAP menuiserie, permis B",
        "Vendeuse\nPermis B",
    ],
)
def test_a_cv_may_speak_of_contracts_and_pay(text: str) -> None:
    assert not is_offer(text)
