"""Courses of Onisep lead to certifications and have no session: what is not published of them is not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.library.connectors import samples_market
from tests.library.pathways.training.small_courses import CREPES, action, session, training

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store
from openemploi.labourmarket.observatory import Observatory
from openemploi.pathways.training.catalogue import Catalogue
from openemploi.pathways.training.catalogue import catalogue as kept
from openemploi.pathways.training.model import Basis, Frame, Need
from openemploi.pathways.training.recommending import recommend

Make = Callable[..., Catalogue]
COOK = {
    "code": "RNCP90001",
    "title": "CAP cuisine d’altitude",
    "blocks": "Cuire les crêpes en refuge",
    "rome": "G1998",
}


def _with_onisep(store: Store, folder: Path) -> Catalogue:
    import_file(store, connector("onisep_courses"), samples_market.onisep_courses(folder))
    import_file(store, connector("npec"), samples_market.npec(folder))
    return Catalogue(Observatory(store))


def test_a_course_without_a_session_is_told_by_its_certification(
    made: Make, store: Store, tmp_path: Path, frame: Frame
) -> None:
    made(training("Autre", action(session(1))), certifications=(COOK,))
    catalogue = _with_onisep(store, tmp_path)

    (found,) = recommend(catalogue, Need((CREPES,)), frame).recommendations

    told = found.session
    assert (told.key, told.title) == ("onisep:FOR.90001", "CAP cuisine d’altitude")
    assert found.evidence[0].basis is Basis.CERTIFICATION
    assert (told.starts, told.price, told.distance_km, told.area, told.is_open) == (None,) * 5
    assert told.certifications[0].apprenticeship == (6500, 7100.5)


def test_a_session_comes_before_a_course_of_which_nothing_is_published(
    made: Make, store: Store, tmp_path: Path, frame: Frame
) -> None:
    made(training("Cuire des crêpes", action(session(1), price="0"), rncp="90001"), certifications=(COOK,))
    catalogue = _with_onisep(store, tmp_path)
    home = catalogue.known.look_up.area("04901")

    found = recommend(catalogue, Need((CREPES,)), replace(frame, home=home, travel_km=30)).recommendations

    assert [one.session.key for one in found] == ["lheo:1", "onisep:FOR.90001"]


def test_a_new_version_of_the_catalogue_is_read_anew(made: Make, store: Store) -> None:
    made(training("Cuire des crêpes", action(session(1))))
    before = kept(store)
    made(training("Cuire des crêpes", action(session(1), session(2))))

    assert kept(store) is not before
    assert (len(before), len(kept(store))) == (1, 2)
    assert kept(store) is kept(store)
