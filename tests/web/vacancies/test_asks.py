"""The words of an offer that the law forbids or doubts, and those that only look like them."""

from __future__ import annotations

import pytest

from openemploi_web.vacancies import asks

UNLAWFUL = [
    ("Femme de moins de 35 ans", ["age", "sex"]),
    ("Cuisinier de moins de 35 ans", ["age"]),
    ("Cuisinière de moins de 35 ans", ["age"]),
    ("Serveuse (H/F)\nVous avez entre 25 et 35 ans.", ["age"]),
    ("Âge : 25-35 ans.", ["age"]),
    ("Nous recherchons des personnes de moins de 40 ans.", ["age"]),
    ("Poste réservé aux moins de 30 ans", ["age"]),
    ("On cherche un homme… costaud pour le dépôt.", ["sex"]),
    ("On cherche une femme… costaude pour le dépôt.", ["sex"]),
    ("Jeune cuisinier souhaité, pas de seniors. Poste réservé aux hommes.", ["sex", "young"]),
    ("Jeune cuisinière souhaitée, pas de seniors. Poste réservé aux femmes.", ["sex", "young"]),
    ("Nous recrutons un jeune vendeur.", ["young"]),
    ("De préférence une femme.", ["sex"]),
    ("Homme robuste pour manutention.", ["sex"]),
    ("Pas de fumeur.", ["habits"]),
    ("Pas de fumeuse.", ["habits"]),
    ("Candidat non‑fumeur".replace("‑", "-"), ["habits"]),
    ("Female preferred.", ["sex"]),
    ("Male candidates only.", ["sex"]),
    ("We are looking for a woman.", ["sex"]),
    ("Cook, under 35.", ["age"]),
    ("Waiter wanted, under 35 preferred", ["age"]),
    ("We hire a young salesman.", ["young"]),
    ("Native French required.", ["origin"]),
    ("De langue maternelle française.", ["origin"]),
    ("Non-smokers only.", ["habits"]),
    ("만 35세 이하", ["age"]),
    ("25~35세 지원 가능", ["age"]),
    ("남성 우대", ["sex"]),
    ("여성 우대", ["sex"]),
    ("프랑스어 원어민 우대", ["origin"]),
    ("비흡연자 우대", ["habits"]),
]
DOUBTFUL = ["Casier judiciaire vierge.", "Clean criminal record required.", "범죄 경력 없는 분"]
LAWFUL = [
    "Encadrer des femmes victimes de violences.",
    "Encadrer des hommes auteurs de violences.",
    "Vous accompagnez des jeunes femmes en insertion.",
    "Vous animez des ateliers pour des jeunes de 12 à 16 ans.",
    "Auprès d'un public senior, vous proposez des activités.",
    "Accompagner des personnes de plus de 60 ans à domicile.",
    "Nous recherchons une personne pour accompagner des adultes de 25 à 55 ans.",
    "Entreprise de 35 ans, familiale.",
    "Une entreprise de plus de 35 ans d'existence.",
    "35 ans d'expérience dans le bâtiment à vos côtés.",
    "Vendeur / vendeuse de vêtements homme/femme.",
    "Conseil au rayon femme uniquement le samedi.",
    "Sage-femme (H/F)",
    "Femme de ménage / homme de ménage",
    "Nous cherchons une femme de ménage ou un homme de ménage.",
    "Nous cherchons un homme ou une femme pour ce poste.",
    "Postes ouverts aux femmes et aux hommes.",
    "Moins de 35 heures par semaine.",
    "Accompagner des enfants de 3 à 6 ans.",
    "Contrat d'apprentissage pour les moins de 26 ans.",
    "Contrat jeune : moins de 26 ans.",
    "Pas de limite d'âge.",
    "Éducateur ou éducatrice de jeunes enfants",
    "Jeune entreprise recherchée pour sa bonne humeur.",
    "Groupe en excellente santé financière.",
    "Chambres non-fumeurs à préparer.",
    "Vous rangez les casiers et les vestiaires.",
    "Support young people aged 12 to 16.",
    "Under 35 hours a week.",
    "You build native apps.",
    "Sell women's and men's clothing.",
    "남녀 무관, 나이 제한 없음",
    "건강한 식단을 준비합니다",
    "여성의류 판매",
]


@pytest.mark.parametrize(("text", "codes"), UNLAWFUL)
def test_ordinary_criteria_that_the_law_forbids_are_found(text: str, codes: list[str]) -> None:
    assert sorted(one.code for one in asks.warnings(text) if one.forbidden) == codes


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_clean_record_is_remarked_not_forbidden(text: str) -> None:
    assert [(one.code, one.severity) for one in asks.warnings(text)] == [("record", "doubtful")]


@pytest.mark.parametrize("text", LAWFUL)
def test_words_that_only_look_like_a_criterion_are_left_alone(text: str) -> None:
    assert asks.warnings(text) == []
