"""Essential, optional or learnable: the words nearest to the thing decide."""

from __future__ import annotations

import pytest

from openemploi.extraction.insistence import is_demanded, requirement_kind
from openemploi.extraction.model import RequirementKind

KIND = RequirementKind


@pytest.mark.parametrize(
    ("text", "thing", "kind"),
    [
        ("Permis B exigé, anglais souhaité", "Permis B", KIND.ESSENTIAL),
        ("Permis B exigé, anglais souhaité", "anglais", KIND.OPTIONAL),
        ("La connaissance d'Excel serait un plus", "Excel", KIND.OPTIONAL),
        ("Idéalement, vous connaissez Excel", "Excel", KIND.OPTIONAL),
        ("Maîtrise d'Excel indispensable", "Excel", KIND.ESSENTIAL),
        ("Excel non exigé", "Excel", KIND.OPTIONAL),
        ("Nous vous formons à la caisse", "caisse", KIND.LEARNABLE),
        ("Formation à la caisse assurée", "caisse", KIND.LEARNABLE),
        ("Serait un plus :\n- Excel\n- Word", "Word", KIND.OPTIONAL),
        ("Nice to have\n- Docker", "Docker", KIND.OPTIONAL),
        ("Python is required. Docker preferred.", "Docker", KIND.OPTIONAL),
        ("On vous apprend\n• La caisse\n• Le logiciel de billetterie", "billetterie", KIND.LEARNABLE),
        ("Vous apprendrez la caisse, le logiciel et les régies.", "régies", KIND.LEARNABLE),
        ("Formation assurée : régies de recettes, logiciel, gestes de secours", "gestes", KIND.LEARNABLE),
        ("Formation à la manutention (PRAP) assurée à l'arrivée", "manutention", KIND.LEARNABLE),
        ("Le N1 et le H0B0 sont passés à nos frais", "H0B0", KIND.LEARNABLE),
        ("We will teach you\n\n• Our booking software\n• First aid", "First aid", KIND.LEARNABLE),
        ("Training provided: till, stock control", "stock control", KIND.LEARNABLE),
        ("Vous êtes formé aux gestes de secours par un collègue", "gestes de secours", KIND.LEARNABLE),
        ("L'italien et la pratique d'Excel seraient appréciés.", "italien", KIND.OPTIONAL),
        ("Les plus :\n- Excel\n- Word", "Word", KIND.OPTIONAL),
        ("Atouts\n- Excel\n- Word", "Word", KIND.OPTIONAL),
        ("C'est mieux avec\n• Excel", "Excel", KIND.OPTIONAL),
        ("우대사항: 엑셀", "엑셀", KIND.OPTIONAL),
        ("FIMO serait un +", "FIMO", KIND.OPTIONAL),
        ("Permis D = un +", "Permis D", KIND.OPTIONAL),
        ("Permis D si possible", "Permis D", KIND.OPTIONAL),
        ("경력 2년 이상 우대", "2년", KIND.OPTIONAL),
        ("경력 2년 이상", "2년", KIND.ESSENTIAL),
        ("일본어 가능하면 좋아요", "일본어", KIND.OPTIONAL),
        ("Tu apprendras : tresses, coupes", "coupes", KIND.LEARNABLE),
        ("Apprentie fleuriste (CAP ou BP)", "BP", KIND.LEARNABLE),
        ("Excel, Word et Sage appréciés", "Excel", KIND.OPTIONAL),
        ("Maîtrise d'Excel, de Word et de Sage souhaitée", "Word", KIND.OPTIONAL),
        ("Excel, Word, c'est un plus", "Excel", KIND.OPTIONAL),
        ("Excel et Word seraient un plus", "Excel", KIND.OPTIONAL),
        ("Excel, Word and Sage preferred", "Excel", KIND.OPTIONAL),
        ("La soudure et le N2 sont passés à nos frais", "soudure", KIND.LEARNABLE),
        ("Le pain, si vous connaissez tant mieux, sinon on vous montre", "pain", KIND.LEARNABLE),
    ],
)
def test_what_the_offer_says(text: str, thing: str, kind: RequirementKind) -> None:
    start = text.index(thing)
    other = KIND.OPTIONAL if kind is KIND.ESSENTIAL else KIND.ESSENTIAL
    assert requirement_kind(text, start, start + len(thing), default=other) is kind


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Le logiciel : nous vous formons\nTenue de la caisse", "caisse"),
        ("Permis B exigé\nTenue de la caisse", "caisse"),
        ("Vous êtes formé aux gestes de secours", "gestes"),
        ("Vous assurez la formation des nouveaux à la caisse", "caisse"),
        ("Permis D, italien souhaité", "Permis D"),
        ("3 ans d'expérience, permis D souhaité", "3 ans d'expérience"),
        ("Arrosage, taille, permis D souhaité", "taille"),
        ("Arrosage et permis D souhaité", "Arrosage"),
        ("Permis D et expérience souhaitée", "Permis D"),
        ("BEP ou CAP avec une première expérience souhaitée", "BEP"),
        ("Maîtrise de Word, la connaissance de Sage serait appréciée", "Word"),
        ("Driving licence, Polish preferred", "Driving licence"),
        ("Arrosage, permis D (souhaité)", "Arrosage"),
        ("Permis D, formation à la taille assurée", "Permis D"),
        ("Permis D souhaité, taille", "taille"),
    ],
)
def test_what_is_said_of_one_thing_is_not_said_of_the_next(text: str, thing: str) -> None:
    start = text.index(thing)
    for default in KIND:
        assert requirement_kind(text, start, start + len(thing), default=default) is default


@pytest.mark.parametrize("default", list(KIND))
def test_where_nothing_is_said_the_default_holds(default: RequirementKind) -> None:
    assert requirement_kind("Tenir la caisse", 9, 15, default=default) is default


@pytest.mark.parametrize(
    ("text", "demanded"),
    [
        ("Permis C obligatoire", True),
        ("Permis C non obligatoire", False),
        ("Permis C souhaité", False),
        ("Permis C", False),
        ("Permis C ou expérience équivalente exigée", False),
        ("Permis C, italien exigé", False),
        ("Permis C exigé (ou permis D)", False),
        ("Permis C et permis D exigés", True),
    ],
)
def test_only_a_demand_makes_a_gate(text: str, demanded: bool) -> None:
    assert is_demanded(text, 0, 8) is demanded
