"""Pay in offers that name it without the word "salaire", without a sign of money, or in won."""

from __future__ import annotations

import pytest

from openemploi.documents.model import Block, Document, MediaType
from openemploi.extraction.model import Pay
from openemploi.extraction.offer_terms import read_offer_terms

Expected = tuple[float, float, str, str] | None


def pay_in(text: str) -> Pay | None:
    document = Document("o.txt", "0" * 64, MediaType.TEXT, text, (Block(0, len(text), 1),), 1, 1.0)
    return read_offer_terms(document, language="fr").pay


def short(pay: Pay | None) -> Expected:
    return (pay.low, pay.high, pay.period, pay.currency) if pay else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CDI, 33-36 k€ selon profil", (33_000.0, 36_000.0, "year", "EUR")),
        ("We offer €60-72k, flexible hours", (60_000.0, 72_000.0, "year", "EUR")),
        (
            "Your profile\nGood with figures.\nWe offer €60-72k, flexible hours",
            (60_000.0, 72_000.0, "year", "EUR"),
        ),
        ("CDI - 31 000 € à 34 000 € - Tulle", (31_000.0, 34_000.0, "year", "EUR")),
        ("29K€", (29_000.0, 29_000.0, "year", "EUR")),
        ("Forfait jours - Rémunération : 41 000 € brut annuel", (41_000.0, 41_000.0, "year", "EUR")),
        ("Participation à la mutuelle, 27 k€ annuels", (27_000.0, 27_000.0, "year", "EUR")),
        ("Permanent, hybrid. €51k - €58k + bonus", (51_000.0, 58_000.0, "year", "EUR")),
        ("Salaire fixe. Portefeuille : 90 000 €, 12 clients", None),
        ("Vous gérez des dossiers de 20 000 € à 90 000 €", None),
        ("Vous pilotez un portefeuille, 60 000 €, avec l'équipe", None),
        ("Notre entreprise, leader, a rénové ses locaux, 45 000 €, en 2020", None),
        ("Forfait mobilité de 500 € par an", None),
        ("Participation à la mutuelle de 400 € par mois", None),
    ],
)
def test_a_yearly_amount_that_stands_by_itself(text: str, expected: Expected) -> None:
    assert short(pay_in(f"Comptable (H/F)\n\n{text}\n")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salaire 2050 brut", (2050.0, 2050.0, "month", "EUR")),
        ("2100 a 2400 brut selon compétences", (2100.0, 2400.0, "month", "EUR")),
        ("2150 brut mensuel", (2150.0, 2150.0, "month", "EUR")),
        ("Salaire: 13.20", (13.2, 13.2, "hour", "EUR")),
        ("£13.05ph", (13.05, 13.05, "hour", "GBP")),
        ("£13.05 p/h", (13.05, 13.05, "hour", "GBP")),
        ("Salaire 2027 revalorisé", None),
        ("Salaire : 2027", None),
        ("Salaire : 13 mois", None),
        ("Salaire versé le 5 du mois", None),
        ("Poids brut 1900 kg", None),
        ("Salaire 1900 net", None),
    ],
)
def test_a_figure_without_a_sign_of_money(text: str, expected: Expected) -> None:
    assert short(pay_in(f"Serveur (H/F)\n\n{text}\n")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("월급 2,350,000원", (2_350_000.0, 2_350_000.0, "month", "KRW")),
        ("월급 2350000원", (2_350_000.0, 2_350_000.0, "month", "KRW")),
        ("급여: 월 240만원", (2_400_000.0, 2_400_000.0, "month", "KRW")),
        ("월 240만원", (2_400_000.0, 2_400_000.0, "month", "KRW")),
        ("4월 240만원", None),
        ("매출 월 2,350,000원", None),
    ],
)
def test_won(text: str, expected: Expected) -> None:
    assert short(pay_in(f"조리원\n\n{text}\n")) == expected
