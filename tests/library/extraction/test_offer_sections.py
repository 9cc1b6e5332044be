"""The parts of an offer, with headings and without."""

from __future__ import annotations

import pytest

from openemploi.extraction.model import Section
from openemploi.extraction.offer_sections import offer_sections, section_at


def part_of(text: str, words: str) -> Section:
    return section_at(offer_sections(text), text.index(words))


def test_headings_open_parts_that_reach_the_next_one() -> None:
    text = "Vos missions :\n- Encaisser\nProfil recherché\n- Sourire\nConditions :\nCDI"
    spans = offer_sections(text)
    assert [(s.section, s.heading) for s in spans] == [
        (Section.TASKS, "Vos missions"),
        (Section.PROFILE, "Profil recherché"),
        (Section.TERMS, "Conditions"),
    ]
    assert (spans[0].start, spans[-1].end) == (0, len(text))


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("VOS MISSIONS", Section.TASKS),
        ("Qui sommes-nous ?", Section.COMPANY),
        ("Ce que nous offrons", Section.BENEFITS),
        ("What you will do", Section.TASKS),
        ("What we are looking for", Section.PROFILE),
        ("About us", Section.COMPANY),
        ("담당업무", Section.TASKS),
        ("자격요건", Section.PROFILE),
        ("복리후생", Section.BENEFITS),
        ("👉 Profil :", Section.PROFILE),
    ],
)
def test_a_heading_in_any_dress(heading: str, section: Section) -> None:
    assert part_of(f"Agent\n{heading}\nceci ou cela", "ceci") is section


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Rejoignez un groupe dynamique !", Section.COMPANY),
        ("Notre entreprise, leader du secteur, existe depuis 1950.", Section.COMPANY),
        ("À compétences égales, nos postes sont ouverts à tous.", Section.LEGAL),
        ("Le poste est à pourvoir dès que possible.", Section.TERMS),
        ("Tickets restaurant et mutuelle.", Section.BENEFITS),
        ("Vous êtes titulaire du permis B.", Section.PROFILE),
        ("Vous assurez l'accueil.", Section.TASKS),
    ],
)
def test_without_headings_the_words_tell(sentence: str, section: Section) -> None:
    assert part_of(f"{sentence}\n", sentence[:5]) is section


def test_the_employer_under_a_profile_heading_is_still_the_employer() -> None:
    text = "Profil recherché\n- Permis B\nNotre groupe, leader européen, parle 12 langues.\n- Anglais courant"
    assert part_of(text, "leader") is Section.COMPANY
    assert part_of(text, "Anglais") is Section.PROFILE


@pytest.mark.parametrize(
    ("text", "words", "section"),
    [
        ("Vos missions\n- Encaisser (espèces, chèques-vacances)", "Encaisser", Section.TASKS),
        ("Missions\n- Respecter la confidentialité", "Respecter", Section.TASKS),
        ("Il faut\n\nPermis B depuis 2 ans (assurance)", "Permis B", Section.PROFILE),
        ("On vous apprend\n- La chaîne du froid", "chaîne", Section.PROFILE),
        ("Profil\n- Permis B\n- Chèques-vacances et mutuelle", "Chèques", Section.BENEFITS),
        ("Profil\nPermis B\nNotre référente parle la langue des signes.", "langue", Section.COMPANY),
    ],
)
def test_an_item_stays_under_its_heading_unless_it_begins_with_something_else(
    text: str, words: str, section: Section
) -> None:
    assert part_of(text, words) is section


def test_headings_inside_one_long_line_are_seen() -> None:
    text = "Hôte de caisse. Vos missions : encaisser, accueillir. Profil recherché : ponctuel. Salaire : 1 900 €."
    assert part_of(text, "encaisser") is Section.TASKS
    assert part_of(text, "ponctuel") is Section.PROFILE
    assert part_of(text, "1 900") is Section.TERMS


@pytest.mark.parametrize(
    "label", ["Contrat : CDI", "Horaires : 7h-14h", "Salaire : 1 950 €", "Hours: 35", "Contact : 05"]
)
def test_a_label_with_its_answer_holds_for_its_line_only(label: str) -> None:
    text = f"Agent (H/F)\n{label}\n\nVous tondez les pelouses.\nArrosage des massifs"
    assert part_of(text, label[-2:]) in (Section.TERMS, Section.LEGAL)
    assert part_of(text, "tondez") is Section.TASKS
    assert part_of(text, "Arrosage") is Section.OTHER
    assert part_of("Conditions :\n- Le samedi\n- Paniers", "Paniers") is Section.TERMS


@pytest.mark.parametrize(
    "sentence",
    [
        "Vous rejoignez notre équipe pour la préparation des sandwichs.",
        "Vous renseignez nos clients et tenez la réserve.",
        "Tu conseilles nos clients et tiens la réserve.",
        "Vous suivez le chiffre d'affaires du rayon.",
        "Vous mettez à jour les données personnelles des patients.",
        "Vous suivez la mutuelle et les absences des agents.",
        "Orienter nos clients, tenir la réserve.",
        "Vous secondez des adultes en situation de handicap : repas, sorties.",
        "You will clean the rooms for our company.",
    ],
)
def test_what_one_does_is_a_task_whatever_word_of_the_employer_stands_in_it(sentence: str) -> None:
    assert {s.section for s in offer_sections(f"Agent\n\n{sentence}")} == {Section.OTHER, Section.TASKS}


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Vous rejoignez un groupe leader de la boulangerie.", Section.COMPANY),
        ("Vous bénéficiez d'une mutuelle.", Section.BENEFITS),
        ("Tu profites d'une mutuelle.", Section.BENEFITS),
        ("Vous pouvez faire effacer vos données personnelles.", Section.LEGAL),
        ("Ce poste est ouvert aux personnes en situation de handicap.", Section.LEGAL),
        ("Nous encourageons les candidatures de personnes en situation de handicap.", Section.LEGAL),
        ("Leader de la vente de fleurs en ligne.", Section.COMPANY),
    ],
)
def test_what_one_gets_or_joins_is_no_task(sentence: str, section: Section) -> None:
    assert part_of(f"Agent\n\n{sentence}", sentence) is section


def test_what_is_asked_about_people_with_a_disability_is_no_legal_phrase() -> None:
    assert part_of("AES\n\nUn an auprès d'adultes en situation de handicap", "Un an") is Section.OTHER


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Ce que tu feras", Section.TASKS),
        ("Ce que vous allez faire chez nous", Section.TASKS),
        ("Au programme :", Section.TASKS),
        ("Concrètement, tu vas :", Section.TASKS),
        ("Votre futur job", Section.TASKS),
        ("Vous devrez :", Section.TASKS),
        ("Ta mission", Section.TASKS),
        ("You'll", Section.TASKS),
        ("Roles and responsibilities", Section.TASKS),
        ("이런 일을 합니다", Section.TASKS),
        ("이런 분을 찾습니다", Section.PROFILE),
        ("Et toi ?", Section.PROFILE),
        ("La collectivité", Section.COMPANY),
    ],
)
def test_headings_of_today_end_what_the_employer_says_of_itself(heading: str, section: Section) -> None:
    assert part_of(f"Qui sommes-nous ?\nUne fleuriste.\n\n{heading}\nBouquets", "Bouquets") is section


def test_an_unknown_heading_after_a_blank_line_ends_the_employer() -> None:
    text = "Qui sommes-nous ?\nNous vendons des vélos.\n\nTon terrain de jeu\nRoues\n"
    assert part_of(text, "vélos") is Section.COMPANY
    assert part_of(text, "Roues") is Section.OTHER
    assert part_of("Qui sommes-nous ?\n\nVélos Martin\nRoues et cadres", "Roues") is Section.COMPANY
    assert part_of("Qui sommes-nous ?\nDes vélos.\n\nEt encore des roues.", "roues") is Section.COMPANY


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Permis B, véhicule de service", True),
        ("CDI, 13e mois, CAP, permis B", True),
        ("Mutuelle, permis B pris en charge", False),
        ("Nous offrons : mutuelle, formation, permis B offert", False),
    ],
)
def test_what_is_asked_beside_a_benefit_is_asked(line: str, asked: bool) -> None:
    section = part_of(f"Agent\n\n{line}", "ermis B")
    assert section is (Section.PROFILE if asked else Section.BENEFITS)


def test_a_sentence_of_the_employer_does_not_cover_the_next_one() -> None:
    assert part_of("Envoyez votre CV. CDI 35h, permis B.", "CDI") is Section.TERMS
    assert part_of("Barman cherché, CDI 39h… N'hésitez pas à postuler !", "CDI") is Section.TERMS
    assert part_of("Rejoignez-nous ! Vous servez en salle.", "servez") is Section.TASKS
    assert len(offer_sections("Au moins 2 ans d'exp. Dupont, cat. A, M. Martin")) == 1


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Notre atelier fabrique des meubles et pose des cuisines.", Section.COMPANY),
        ("Toits Martin intervient en couverture et zinguerie.", Section.COMPANY),
        ("Nous vendons et réparons des vélos.", Section.COMPANY),
        ("We build bicycles and trailers.", Section.COMPANY),
        ("Notre atelier recherche un poseur qui fabrique des meubles.", Section.OTHER),
        ("L'Agent Technique intervient en couverture.", Section.OTHER),
        ("Couvreur intervient sur les toits.", Section.OTHER),
    ],
)
def test_the_trade_of_the_employer_is_no_task(sentence: str, section: Section) -> None:
    assert part_of(f"Agent\n\n{sentence}", sentence) is section
    assert part_of(f"Vos missions\n{sentence}", sentence) is Section.TASKS


def test_an_empty_offer_has_no_parts() -> None:
    assert offer_sections("") == ()
    assert section_at((), 3) is Section.OTHER
