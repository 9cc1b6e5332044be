"""A first reading without identities: same order, same points, no name, no way to reach the person."""

from __future__ import annotations

from pairs import TILL, WELCOME, asks, compare, offer, person, said

from openemploi.extraction.model import Contact, Passage, SkillClaim
from openemploi.matching import Match
from openemploi.matching.blind import MASK, blind

CV = (
    "Aïssatou Benmoussa, 43 ans, mariée\n"
    "12 rue du Four, 04000 Digne-les-Bains\n"
    "aissatou.benmoussa@example.org · 06 39 98 12 34 · linkedin.example/in/aissatou\n"
    "Caissière : encaisser, rendre la monnaie. Recommandée par Mme BENMOUSSA.\n"
    "Pour l'accueil, écrire à Aissatou.Benmoussa@example.org ou appeler le 06 39 98 12 34."
)


def at(words: str) -> Passage:
    start = CV.index(words)
    return Passage(words, start, start + len(words), 1)


CONTACT = Contact(
    name=at("Aïssatou Benmoussa"),
    emails=(at("aissatou.benmoussa@example.org"),),
    phones=(at("06 39 98 12 34"),),
    address=at("12 rue du Four, 04000 Digne-les-Bains"),
    links=(at("linkedin.example/in/aissatou"),),
    protected=(at("43 ans"), at("mariée")),
)
SECRETS = (
    "Aïssatou", "Benmoussa", "example.org", "06 39 98 12 34", "linkedin", "43 ans", "mariée", "rue du Four",
)  # fmt: skip


def reading(matcher, *evidence: Passage) -> tuple[Match, Match]:
    """The match of a CV with this evidence, and the same match blind."""
    claim: SkillClaim = said(TILL, evidence=evidence)
    match = compare(
        matcher,
        person(claim, text=CV, contact=CONTACT),
        offer(asks(TILL), asks(WELCOME)),
        name="benmoussa.pdf",
    )
    return match, blind(match, CONTACT)


def shown(match: Match) -> str:
    return match.name + " ".join(p.text for line in match.requirements for p in line.evidence)


def test_no_name_and_no_contact_detail_is_shown_even_in_an_evidence_that_holds_them_all(matcher):
    _match, hidden = reading(matcher, Passage(CV, 0, len(CV), 1))

    assert [secret for secret in SECRETS if secret.lower() in shown(hidden).lower()] == []
    assert "encaisser, rendre la monnaie" in shown(hidden)


def test_a_name_and_an_address_written_again_elsewhere_are_masked_too(matcher):
    again = Passage(CV[CV.index("Recommandée") :], CV.index("Recommandée"), len(CV), 1)
    _match, hidden = reading(matcher, again)

    assert [secret for secret in SECRETS if secret.lower() in shown(hidden).lower()] == []
    assert MASK in shown(hidden)


def test_an_evidence_that_begins_in_the_middle_of_a_name_shows_no_part_of_it(matcher):
    start = CV.index("moussa, 43")
    cut = Passage(CV[start : start + 20], start, start + 20, 1)
    _match, hidden = reading(matcher, cut)

    assert "moussa" not in shown(hidden)


def test_the_name_of_the_file_is_replaced_by_an_alias_that_follows_the_content(matcher):
    match, hidden = reading(matcher, at("encaisser"))

    assert "benmoussa" not in hidden.name
    assert hidden.name == blind(match, CONTACT).name


def test_the_points_and_the_places_stay(matcher):
    match, hidden = reading(matcher, at("encaisser"), Passage(CV, 0, len(CV), 1))

    assert (hidden.score, hidden.parts, hidden.key) == (match.score, match.parts, match.key)
    for line, masked in zip(match.requirements, hidden.requirements, strict=True):
        assert (masked.status, masked.points, masked.label) == (line.status, line.points, line.label)
        assert [(p.start, p.end, p.page) for p in masked.evidence] == [
            (p.start, p.end, p.page) for p in line.evidence
        ]


def test_evidence_without_a_secret_is_shown_as_written(matcher):
    match, hidden = reading(matcher, at("encaisser, rendre la monnaie"))

    assert hidden.requirements == match.requirements


def test_a_cv_without_contact_details_is_left_as_it_is(matcher):
    match = compare(matcher, person(said(TILL)), offer(asks(TILL)))

    assert blind(match, Contact()).requirements == match.requirements


def test_a_korean_name_is_masked_before_its_particle(matcher):
    text = "한서연\n한서연은 계산대를 봅니다"
    name = Passage("한서연", 0, 3, 1)
    match = compare(
        matcher, person(said(TILL, evidence=(Passage(text, 0, len(text), 1),)), text=text), offer(asks(TILL))
    )

    assert "한서연" not in shown(blind(match, Contact(name=name)))
