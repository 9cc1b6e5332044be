"""An offer in free text: its terms, what it asks for and how strongly, each with its passage."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.model import Contract, OfferTerms, Passage, RequirementKind
from openemploi.extraction.offer_terms import read_offer_terms

OFFER = """Hôte de caisse (H/F)

Entreprise : Épicerie du Port
Rejoignez un groupe leader de la distribution : 500 magasins, 20 ans d'expérience, anglais obligatoire au siège.

Vos missions :
- Encaisser les clients et tenir la caisse
- Accueillir et renseigner

Profil recherché :
- 2 ans d'expérience exigés
- CAP ou Bac pro commerce souhaité
- Permis B obligatoire, anglais courant serait un plus
- Formation CACES assurée par nos soins

Contrat : CDD de 6 mois
Temps partiel, 24h par semaine, travail le samedi
Salaire : entre 1 400 et 1 500 € brut par mois
Lieu : 44600 Saint-Nazaire
2 postes à pourvoir, pas de télétravail

À compétences égales, nos postes sont ouverts aux personnes en situation de handicap titulaires du permis C.
"""


def read(text: str) -> OfferTerms:
    blocks = (Block(0, len(text), 1),) if text else ()
    return read_offer_terms(Document("o.txt", "0" * 64, MediaType.TEXT, text, blocks, 1, 1.0), language="fr")


def passages(terms: OfferTerms) -> list[Passage]:
    parts = [*terms.languages, *terms.licences, *terms.diplomas]
    parts += [x for x in (terms.experience, terms.hours, terms.pay, terms.place) if x is not None]
    found = [p for part in parts for p in part.evidence] + [p for _, p in terms.evidence]
    return [*found, terms.title] if terms.title else found


def test_terms_of_a_whole_offer() -> None:
    terms = read(OFFER)
    assert terms.title is not None
    assert terms.title.text == "Hôte de caisse"
    assert terms.employer == "Épicerie du Port"
    assert (terms.contract, terms.contract_months) == (Contract.FIXED_TERM, 6.0)
    assert terms.hours is not None
    assert (terms.hours.weekly, terms.hours.full_time, terms.hours.patterns) == (24.0, False, ("weekend",))
    assert terms.pay is not None
    assert (terms.pay.low, terms.pay.high, terms.pay.period) == (1400.0, 1500.0, "month")
    assert terms.place is not None
    assert (terms.place.label, terms.place.postcode) == ("Saint-Nazaire", "44600")
    assert (terms.openings, terms.remote) == (2, False)


def test_requirements_say_how_much_the_offer_insists() -> None:
    terms = read(OFFER)
    kind = RequirementKind
    assert terms.experience is not None
    assert (terms.experience.months, terms.experience.kind) == (24, kind.ESSENTIAL)
    assert [(x.code, x.level, x.kind) for x in terms.languages] == [("en", "C1", kind.OPTIONAL)]
    assert [(x.code, x.kind, x.gate) for x in terms.licences] == [
        ("driving:B", kind.ESSENTIAL, True),
        ("caces", kind.LEARNABLE, False),
    ]
    assert [(x.level, x.kind, x.gate) for x in terms.diplomas] == [
        (3, kind.OPTIONAL, False),
        (4, kind.OPTIONAL, False),
    ]


def test_every_passage_is_cut_out_of_the_text() -> None:
    found = passages(read(OFFER))
    assert len(found) > 10
    assert all(OFFER[p.start : p.end] == p.text and p.page == 1 for p in found)


@pytest.mark.parametrize(
    ("text", "contract", "months"),
    [
        ("Poste en CDI", Contract.PERMANENT, None),
        ("CDD de 6 mois, possibilité de CDI", Contract.FIXED_TERM, 6.0),
        ("CDD d'un an", Contract.FIXED_TERM, 12.0),
        ("Mission d'intérim de 3 semaines", Contract.TEMPORARY, 0.7),
        ("Contrat saisonnier", Contract.SEASONAL, None),
        ("Contrat d'apprentissage de 24 mois", Contract.APPRENTICESHIP, 24.0),
        ("Type de contrat : stage de 6 mois", Contract.INTERNSHIP, 6.0),
        ("6-month contract", Contract.FIXED_TERM, 6.0),
        ("Permanent position", Contract.PERMANENT, None),
        ("정규직", Contract.PERMANENT, None),
        ("Alternance matin / après-midi", None, None),
        ("Nos contrats (CDI, CDD, intérim)", None, None),
    ],
)
def test_contract(text: str, contract: Contract | None, months: float | None) -> None:
    terms = read(f"Cuisinier\n{text}\n")
    assert (terms.contract, terms.contract_months) == (contract, months)


@pytest.mark.parametrize(
    ("text", "weekly", "full_time"),
    [
        ("Contrat de 35h", 35.0, None),
        ("36h45 par semaine", 36.75, None),
        ("temps partiel 24h", 24.0, False),
        ("20,5 heures hebdomadaires", 20.5, False),
        ("Temps plein", None, True),
        ("Full-time, 40 hours per week", 40.0, True),
        ("Horaires : 8h-12h / 13h30-17h", None, None),
        ("Temps plein ou temps partiel", None, None),
        ("Réponse sous 48h", None, None),
    ],
)
def test_hours(text: str, weekly: float | None, full_time: bool | None) -> None:
    hours = read(f"Serveur\n{text}\n").hours
    assert (hours.weekly if hours else None, hours.full_time if hours else None) == (weekly, full_time)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("travail de nuit", "night"),
        ("en 3x8", "shift"),
        ("avec coupure", "split"),
        ("les dimanches", "weekend"),
    ],
)
def test_patterns_of_working_time(text: str, pattern: str) -> None:
    hours = read(f"Agent\nHoraires : {text}\n").hours
    assert hours is not None
    assert hours.patterns == (pattern,)


@pytest.mark.parametrize(
    ("text", "label", "postcode"),
    [
        ("Maçon (H/F)\nAtelier Pierre et Chaux, 9 salariés, Sisteron (04200)", "Sisteron", "04200"),
        ("La Ville d'Hyères (83400) recrute trois agents", "Hyères", "83400"),
        ("Commune de Saint-André-les-Alpes (04170), Alpes", "Saint-André-les-Alpes", "04170"),
        ("Soudeur TIG (H/F) - Fos-sur-Mer\nMissions", "Fos-sur-Mer", None),
        ("Hôtel des Trois Phares, Nice – permanent contract", "Nice", None),
    ],
)
def test_a_place_without_its_label(text: str, label: str, postcode: str | None) -> None:
    place = read(text).place
    assert place is not None
    assert (place.label, place.postcode) == (label, postcode)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Ce qu'on attend\n3 ans de métier, avec ou sans diplôme.", 36),
        ("What you need\n• At least one year in a hotel", 12),
        ("Profil\n- Au moins 2 ans dans la vente", 24),
    ],
)
def test_experience_without_the_word(text: str, months: int) -> None:
    experience = read(text).experience
    assert experience is not None
    assert experience.months == months


def test_a_dash_before_the_hours_of_a_week_is_no_clock() -> None:
    hours = read("CDI - 39 h - poste à pourvoir").hours
    assert hours is not None
    assert hours.weekly == 39
    assert read("CDI. Le lundi 9h - 17h").hours is None


def test_a_free_sunday_is_not_weekend_work() -> None:
    assert read("Boucher\nRepos le dimanche.\n").hours is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 850 € brut mensuel", (1850.0, 1850.0, "month", "EUR")),
        ("11,88 €/h", (11.88, 11.88, "hour", "EUR")),
        ("Taux horaire de 11€88", (11.88, 11.88, "hour", "EUR")),
        ("Salaire : 30-35 k€", (30000.0, 35000.0, "year", "EUR")),
        ("Salaire entre 1800 et 2100 euros", (1800.0, 2100.0, "month", "EUR")),
        ("38 000€ à 43 000€ brut annuel", (38000.0, 43000.0, "year", "EUR")),
        ("£25,000 - £30,000 per annum", (25000.0, 30000.0, "year", "GBP")),
        ("월급 250만원", (2500000.0, 2500000.0, "month", "KRW")),
        ("Salaire : SMIC", None),
        ("Salaire : 1 600 € nets par mois", None),
        ("Prime de panier de 7 € par jour", None),
        ("Opération parrainage : récompense de 500 euros", None),
        ("Chiffre d'affaires de 3 000 € par mois", None),
    ],
)
def test_pay(text: str, expected: tuple[float, float, str, str] | None) -> None:
    pay = read(f"Vendeur\n{text}\n").pay
    assert ((pay.low, pay.high, pay.period, pay.currency) if pay else None) == expected


@pytest.mark.parametrize(
    ("text", "months", "kind"),
    [
        ("2 ans d'expérience exigés", 24, RequirementKind.ESSENTIAL),
        ("Expérience de 6 mois souhaitée", 6, RequirementKind.OPTIONAL),
        ("Vous justifiez d'au moins deux ans d'expérience", 24, RequirementKind.ESSENTIAL),
        ("3 à 5 ans d'expérience", 36, RequirementKind.ESSENTIAL),
        ("3+ years of experience required", 36, RequirementKind.ESSENTIAL),
        ("경력 3년 이상", 36, RequirementKind.ESSENTIAL),
        ("Débutant accepté", 0, RequirementKind.OPTIONAL),
        ("Les débutants sont les bienvenus", 0, RequirementKind.OPTIONAL),
        ("No experience required", 0, RequirementKind.OPTIONAL),
    ],
)
def test_experience(text: str, months: int, kind: RequirementKind) -> None:
    experience = read(f"Maçon\n{text}\n").experience
    assert experience is not None
    assert (experience.months, experience.kind) == (months, kind)


@pytest.mark.parametrize(
    "text", ["Une première expérience", "Notre groupe, fort de 25 ans d'expérience", "CDD de 2 ans"]
)
def test_no_experience_is_asked(text: str) -> None:
    assert read(f"Maçon\n{text}\n").experience is None


def test_the_lower_of_two_diplomas_is_enough() -> None:
    terms = read("Technicien\nProfil :\nBac+2 à Bac+5 en informatique exigé\n")
    assert [(d.level, d.kind, d.gate) for d in terms.diplomas] == [
        (5, RequirementKind.ESSENTIAL, True),
        (7, RequirementKind.OPTIONAL, False),
    ]


def test_a_state_diploma_that_is_demanded_is_a_gate() -> None:
    (diploma,) = read("Infirmier\nProfil\nDiplôme d'État d'infirmier exigé\n").diplomas
    assert (diploma.level, diploma.gate) == (6, True)


def test_experience_instead_of_a_diploma_opens_the_gate() -> None:
    (diploma,) = read("Comptable\nProfil\nBTS comptabilité ou expérience équivalente exigée\n").diplomas
    assert not diploma.gate


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Intitulé du poste : Agent d'entretien H/F\nVos missions", "Agent d'entretien"),
        ("Caissier(ère) - CDI 35h\nVos missions", "Caissier(ère)"),
        ("Nous recrutons un(e) aide-soignant(e) H/F pour notre EHPAD.", "aide-soignant(e)"),
        ("Warehouse operative\nWhat you will do", "Warehouse operative"),
    ],
)
def test_title_is_cleaned_and_still_a_passage(text: str, title: str) -> None:
    found = read(text).title
    assert found is not None
    assert found.text == title == text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "remote"),
    [
        ("Télétravail possible", True),
        ("Pas de télétravail", False),
        ("Lieu du poste : En présentiel", False),
        ("", None),
    ],
)
def test_remote(text: str, remote: bool | None) -> None:
    assert read(f"Comptable\n{text}\n").remote is remote


def test_an_offer_in_english() -> None:
    terms = read(
        "Night porter\nResponsibilities:\n- Welcome guests\nRequirements:\n- Fluent in English required\n"
        "- Driving licence preferred\n- At least 1 year of experience\nSalary: £12 per hour, night shifts\n"
    )
    assert [(x.code, x.level, x.kind) for x in terms.languages] == [("en", "C1", RequirementKind.ESSENTIAL)]
    assert [(x.code, x.kind) for x in terms.licences] == [("driving:B", RequirementKind.OPTIONAL)]
    assert terms.experience is not None
    assert terms.experience.months == 12
    assert terms.hours is not None
    assert terms.hours.patterns == ("night",)


WORDS = (
    "Vos missions : |Profil recherché|CDI |CDD de |6 mois|35h|12 € |/h|entre |et |ans |d'expérience|débutant |accepté"
    "|permis |B|, |C|CACES |R489 |bac|+2|diplôme d'État |anglais|TOEIC |850|exigé|souhaité|un plus|notre |client"
    "|leader|Lieu : |75001 |Paris|télétravail|recrute |un|2 |postes|. |- |: |(|)|*"
)
SIGNS = [
    "\n",
    "\n\n",
    "\u2028",
    "\x00",
    "é",
    "한국어 ",
    "월급 ",
    "250만원",
    "신입",
    "🙂",
    "İ",
    "ﬁ",
    "\u202f",
    "\t",
]
PIECES = st.sampled_from([*WORDS.split("|"), *SIGNS])


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    terms = read(text)
    assert all(text[p.start : p.end] == p.text for p in passages(terms))
    ends = [s.end for s in terms.sections]
    assert [s.start for s in terms.sections[1:]] == ends[:-1]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        "1 ",
        "bac ",
        "permis ",
        "recrute un ",
        "cdd de ",
        "12 € ",
        "expérience ",
        "- ",
        "Lieu : A ",
        "notre ",
        "2 ans ",
    ],
)
def test_one_very_long_line_takes_seconds_not_hours(piece: str) -> None:
    began = time.perf_counter()
    read(piece * (100_000 // len(piece)))
    assert time.perf_counter() - began < 15
