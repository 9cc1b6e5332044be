"""Figures from offers: each offer once, pay made comparable, and nothing said where too little is there."""

from __future__ import annotations

from pathlib import Path

from tests.library.labourmarket.small_market import LONG, offer, paid, put_offers, skilled

from openemploi.datasets.store import Store
from openemploi.labourmarket.model import Level, Reason
from openemploi.labourmarket.observatory import Observatory


def _figure(store: Store, name: str, area: str = "04901"):
    known = Observatory(store)
    return known.figure(name, occupation=known.look_up.occupation("G1998"), area=known.look_up.area(area))


def test_the_same_offer_counts_once_by_its_employer_title_place_and_month(store: Store, tmp_path: Path):
    same = {"intitule": "Crêpier", "entreprise": {"nom": "Crêperie du Port"}}
    later = {"dateCreation": "2025-11-02T08:00:00.000Z"}
    put_offers(store, tmp_path, [offer(1, **same), offer(2, **same), offer(3, **same, **later), offer(4)])

    figure = _figure(store, "offers_per_month")

    assert [(row.code, row.k) for row in figure.rows] == [("2025-10", 2), ("2025-11", 1)]
    assert _figure(store, "offers_duplicates").rows[0].k == 1


def test_the_same_long_description_is_one_offer_in_one_place_and_two_in_two(store: Store, tmp_path: Path):
    elsewhere = {"lieuTravail": {"libelle": "04 - COLZAS", "commune": "04902"}}
    put_offers(
        store,
        tmp_path,
        [offer(1, description=LONG), offer(2, description=LONG), offer(3, description=LONG, **elsewhere)],
    )

    assert _figure(store, "offers_per_month", "department-04").value == 2


def test_an_arrondissement_counts_for_its_commune(store: Store, tmp_path: Path):
    place = {"lieuTravail": {"libelle": "75 - PARIS", "commune": "75199"}}
    put_offers(store, tmp_path, [offer(1, **place)])

    assert _figure(store, "offers_per_month", "75056").value == 1


def test_an_offer_that_only_names_its_department_is_in_no_commune(store: Store, tmp_path: Path):
    put_offers(store, tmp_path, [offer(1, lieuTravail={"libelle": "04 - Alpes de Haute Provence"})])

    figure = _figure(store, "offers_per_month")

    assert figure.unknown is not None and figure.unknown.reason is Reason.NOT_COVERED
    assert (figure.shown.level, figure.value) == (Level.DEPARTMENT, 1)


def test_no_offer_is_said_where_many_others_are_there_and_unknown_where_few_are(store: Store, tmp_path: Path):
    put_offers(store, tmp_path, [offer(n, romeCode="J1999") for n in range(30)])
    known = _figure(store, "offers_per_month")
    put_offers(store, tmp_path, [offer(n, romeCode="J1999") for n in range(29)])
    unknown = _figure(store, "offers_per_month")

    assert (known.value, known.unknown, known.shown.code) == (0, None, "04901")
    assert (unknown.value, unknown.unknown and unknown.unknown.reason) == (None, Reason.NOT_COVERED)


def test_pay_is_compared_by_the_month_full_time(store: Store, tmp_path: Path):
    part_time = {"dureeTravailLibelle": "17H30/semaine", "dureeTravailLibelleConverti": "Temps partiel"}
    stated = [
        offer(1, **paid("Mensuel de 2000.0 Euros sur 12.0 mois")),
        offer(2, **paid("Horaire de 12.00 Euros à 14.00 Euros sur 12.0 mois")),
        offer(3, **paid("Annuel de 24000.0 Euros à 26400.0 Euros sur 12.0 mois")),
        offer(4, **paid("Mensuel de 1800.0 Euros sur 13.0 mois")),
        offer(5, **paid("Mensuel de 1000.0 Euros sur 12.0 mois"), **part_time),
        offer(6, **paid("Mensuel de 12.0 Euros sur 12.0 mois")),
        offer(7),
    ]
    put_offers(store, tmp_path, stated)

    figure = _figure(store, "pay_quartiles")

    # 2 000 twice (the second a half-time 1 000), 1 971.71, 2 100 and 1 950; 12 € a month was mistyped
    assert figure.n == 5
    assert [row.value for row in figure.rows] == [1971.71, 2000.0, 2000.0]
    assert [figure.low, figure.high] == [None, None]  # of five, no pair holds the median 95 times in 100
    share = _figure(store, "pay_stated").rows[0]
    assert (share.k, share.n) == (6, 7)


def test_fewer_pays_than_five_are_unknown(store: Store, tmp_path: Path):
    put_offers(store, tmp_path, [offer(n, **paid("Mensuel de 2000.0 Euros sur 12.0 mois")) for n in range(4)])

    figure = _figure(store, "pay_quartiles")

    assert not figure.known
    assert figure.unknown is not None
    assert (figure.unknown.reason, figure.unknown.n, figure.unknown.needed) == (Reason.TOO_FEW, 4, 5)


def test_skills_are_shares_of_the_offers_that_name_some(store: Store, tmp_path: Path):
    named = [offer(n, **skilled("9100001", *(["9100002"] if n < 2 else []))) for n in range(6)]
    put_offers(store, tmp_path, [*named, offer(90)])

    rows = _figure(store, "asked_skills").rows

    assert [(row.code, row.k, row.n) for row in rows] == [("9100001", 6, 6), ("9100002", 2, 6)]
    low, high = rows[1].low or 0, rows[1].high or 0
    assert (round(low, 3), round(high, 3)) == (0.097, 0.7)


def test_a_skill_rises_only_beyond_chance_and_takes_two_periods(store: Store, tmp_path: Path):
    november = {"dateCreation": "2025-11-05T08:00:00.000Z"}
    before = [offer(n, **skilled("9100001")) for n in range(25)]
    after = [
        offer(n, **november, **skilled("9100001", *(["9100002"] if n < 110 else []))) for n in range(100, 125)
    ]
    put_offers(store, tmp_path, before)
    one_period = _figure(store, "rising_skills")
    put_offers(store, tmp_path, [*before, *after])
    two = _figure(store, "rising_skills")

    assert one_period.unknown is not None and one_period.unknown.reason is Reason.ONE_PERIOD
    assert [(row.code, row.k, row.n) for row in two.rows] == [("9100002", 10, 25)]


def test_where_offers_name_a_skill_and_in_which_occupations(store: Store, tmp_path: Path):
    put_offers(store, tmp_path, [offer(n, **skilled("9100001")) for n in range(3)])
    known = Observatory(store)
    skill = known.look_up.skill("9100001")

    assert [(row.code, row.k) for row in known.figure("skill_offers", skill=skill).rows] == [("G1998", 3)]
    assert [(row.label, row.k) for row in known.figure("skill_places", skill=skill).rows] == [
        ("Alpes-de-Haute-Provence", 3)
    ]
    assert [row.code for row in known.figure("skill_occupations", skill=skill).rows] == ["G1998"]
