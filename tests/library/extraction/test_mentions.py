"""Which skills a text names: words of a name in their order, scattered in a clause, or alone in a list of skills."""

from __future__ import annotations

import pytest

from openemploi.documents.model import Document, MediaType
from openemploi.engine import Engine
from openemploi.extraction.model import Source
from openemploi.taxonomy.starter import SKILL


def named(engine: Engine, text: str, language: str) -> set[str]:
    """The ids of the skills that ``text`` names."""
    taxonomy = engine.builder.taxonomy
    mentions = engine.builder.finder.skills(text, language=language)
    return {taxonomy.uri(mention.concept).removeprefix(SKILL) for mention in mentions}


@pytest.mark.parametrize(
    ("text", "language", "skill", "meant"),
    [
        # A name of several words is in the language of the text, tools apart.
        ("Au service technique, vous êtes chargée du parc", "fr", "condominium-management", False),
        ("We look after service charge accounts", "en", "condominium-management", True),
        # Its words are forms of those of the text.
        ("La mairie est près de la commune voisine", "fr", "press-relations", False),
        ("Communiqués de presse", "fr", "press-relations", True),
        ("Alternance suivie avec la gérante", "fr", "fund-selection", False),
        # A place is no work.
        ("Commune de Sainte-Presse-des-Communiqués", "fr", "press-relations", False),
        # The name of a tool is written as one, in its order.
        ("Bac pro avec première expérience", "fr", "video-editing", False),
        ("Je monte sur Premiere Pro", "fr", "video-editing", True),
        # What begins a clause of its own is another item of the list.
        ("Accueil des patients, commandes, gestion des périmés", "fr", "ordering-supplies", False),
        ("Gestion quotidienne des commandes", "fr", "ordering-supplies", True),
        ("Cuisine, caisse et nettoyage", "fr", "kitchen-cleaning", False),
        ("Nettoyage quotidien de la cuisine", "fr", "kitchen-cleaning", True),
        ("Nettoyer les classes, les sanitaires", "fr", "bathroom-cleaning", True),
        ("Lavage, séchage et repassage du linge", "fr", "home-laundry-ironing", True),
        # What names no skill lends no word to another name.
        ("We build software for a wind farm", "en", "farm-plot-software", False),
        # The same words in another sense.
        ("Saisie de comptes rendus", "fr", "bank-account-seizures", False),
        ("Saisie de comptes rendus", "fr", "keyboarding", True),
        ("Saisies sur comptes bancaires", "fr", "bank-account-seizures", True),
        ("Vidange, freins, diagnostic électronique", "fr", "vehicle-diagnosis", True),
        ("Vidange, freins, diagnostic électronique", "fr", "electronic-fault-finding", False),
        ("Dépannage de cartes électroniques", "fr", "electronic-fault-finding", True),
        ("We sell weather forecasting software", "en", "management-control", False),
        ("Certificat de secrétaire médicale", "fr", "medical-prescription", False),
        ("Mécanicien d'atelier puis chef d'équipe", "fr", "ship-engine-direction", False),
        ("Management accountant", "en", "client-portfolio", False),
        ("Clients : office de tourisme, musée", "fr", "tourist-information", False),
        ("Formation même courte en informatique", "fr", "social-video-formats", False),
        # As people write it.
        ("Pansements et injections", "fr", "dressings", True),
        ("Vendre du pain", "fr", "bakery-sales", True),
        ("Rénovation de salles de bains", "fr", "plumbing", True),
        ("Stacking shelves and operating the till", "en", "shelf-stocking", True),
        ("Stacking shelves and operating the till", "en", "till-operation", True),
        ("Administer medication to residents", "en", "medication-administration", True),
        ("Moving and handling", "en", "patient-mobility", True),
        ("포토샵을 다룰 수 있습니다", "ko", "adobe-creative-suite", True),
        ("엑셀과 파워포인트 사용", "ko", "spreadsheets", True),
        ("급여 관리와 결산", "ko", "payroll", True),
        ("고객 응대", "ko", "customer-advice", True),
        ("주문 접수", "ko", "order-taking", True),
        ("배식과 조리 보조", "ko", "self-service-line", True),
        ("경력직 채용 공고, 이메일 접수", "ko", "recruitment", False),
        ("부가세 별도", "ko", "vat-returns", False),
        ("샐러드드레싱", "ko", "dressings", False),
    ],
)
def test_a_skill_is_named_where_a_reader_would_see_it(
    engine: Engine, text: str, language: str, skill: str, meant: bool
):
    assert (skill in named(engine, text, language)) is meant


@pytest.mark.parametrize(
    ("text", "skill", "meant"),
    [
        ("Compétences\nAccueil, écoute, classement\n", "reception", True),
        ("Compétences\nAccueil, écoute, classement\n", "listening", True),
        ("Compétences\n- Courrier\n- Classement\n", "mail-room", True),
        ("Compétences\nAccueil des nouveaux arrivés du club\n", "reception", False),
        ("Profil\nMerci pour votre accueil et votre écoute\n", "reception", False),
        ("Profil\nMerci pour votre accueil et votre écoute\n", "listening", False),
        ("Profil\nRéponse par courrier\n", "mail-room", False),
        ("Compétences\nDépannage, natation\n", "leak-repair", False),  # of what, nothing says
    ],
)
def test_a_word_of_every_day_is_a_skill_in_a_list_of_skills_alone(
    engine: Engine, text: str, skill: str, meant: bool
):
    document = Document("cv.txt", "", MediaType.TEXT, f"Ana Diaz\nana.diaz@example.org\n\n{text}", (), 1, 1.0)
    said = [claim for claim in engine.builder.profile(document).skills if claim.source is Source.SAID]
    assert (skill in {claim.uri.removeprefix(SKILL) for claim in said}) is meant
