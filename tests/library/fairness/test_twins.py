"""Twin tests: the tool itself, then orientation asked by invented pupils."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.library.connectors.samples import shared
from tests.library.pathways.orientation import small_families

from openemploi.connectors.base import connector
from openemploi.datasets.importing import import_file
from openemploi.datasets.store import Store
from openemploi.fairness import Twin, TwinReport, twin_test
from openemploi.fairness.invented import Attribute, Worker, pupil_twins, pupils, worker_twins
from openemploi.labourmarket.observatory import Observatory
from openemploi.pathways.orientation import Answers, Guide
from openemploi.pathways.transitions.finding import Finder

PAIRS = 48


def _asked(guide: Guide) -> TwinReport:
    def recommend(text: str) -> list[tuple[object, ...]]:
        found = guide.guide(Answers(likes=text))
        return [(one.code, one.reach, one.distance, one.courses_found) for one in found.families]

    return twin_test(pupil_twins(), recommend=recommend)


def test_what_a_recommender_does_with_one_word_is_told() -> None:
    pair = Twin("A", "sex", "une chose", "un chose")
    report = twin_test([pair], recommend=lambda text: ["x", "y", "z"] if "une" in text else ["y", "x", "w"])

    (found,) = report.differences
    assert (found.only_one, found.only_other) == (("z",), ("w",))
    assert found.moved == (("x", 1, 2), ("y", 2, 1))
    assert not report.identical


def test_a_recommender_that_is_never_the_same_is_found_out() -> None:
    numbers: Iterator[int] = iter(range(9))
    report = twin_test([Twin("A", "sex", "a", "a")], recommend=lambda _text: [next(numbers)])
    assert not report.identical


def test_lists_that_are_both_empty_are_counted_apart() -> None:
    report = twin_test([Twin("A", "sex", "a", "b")], recommend=lambda _text: [])
    assert (report.results[0].identical, report.results[0].empty) == (1, 1)


def test_nobody_asked_is_no_proof() -> None:
    assert not twin_test([], recommend=lambda text: [text]).identical


def test_invented_pairs_differ_in_what_they_should() -> None:
    twins = list(pupil_twins())
    assert [sum(one.attribute is kind for one in twins) for kind in Attribute] == [PAIRS] * 4
    assert all(one.one != one.other for one in twins)
    assert all("{" not in one.one + one.other for one in twins)
    workers = list(worker_twins())
    assert [sum(one.attribute is kind for one in workers) for kind in Attribute] == [20] * 4
    assert all(one.one != one.other for one in workers)
    assert sum(pupil.hers != pupil.his for pupil in pupils()) == PAIRS


def test_a_girl_and_a_boy_who_say_the_same_get_the_same_families(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("families")
    store = Store.open(folder / "datasets")
    small_families.put_rome(store, folder)
    report = _asked(Guide.open(store))

    assert report.differences == ()
    assert [(one.pairs, one.identical, one.empty) for one in report.results] == [(PAIRS, PAIRS, 0)] * 4


@pytest.mark.shared
def test_they_do_over_the_whole_of_rome(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = Store.open(tmp_path_factory.mktemp("rome") / "datasets")
    import_file(store, connector("rome"), shared("rome/RefRomeCsv.zip"))
    report = _asked(Guide.open(store))

    assert report.differences == ()
    assert [(one.pairs, one.identical) for one in report.results] == [(PAIRS, PAIRS)] * 4


@pytest.mark.shared
def test_transitions_from_a_feminine_and_a_masculine_name_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store = Store.open(tmp_path_factory.mktemp("rome") / "datasets")
    import_file(store, connector("rome"), shared("rome/RefRomeCsv.zip"))
    known = Observatory(store)
    finder = Finder(store, known)

    def recommend(person: Worker) -> list[tuple[str, str, int]]:
        (named,) = known.look_up.occupations(person.occupation, limit=1)
        found = finder.find(finder.start(named.code), figures=False)
        return [(one.target.code, one.reach.value, one.effort) for one in found.found]

    report = twin_test(worker_twins(), recommend=recommend)
    assert report.differences == ()
    assert [(one.pairs, one.identical, one.empty) for one in report.results] == [(20, 20, 0)] * 4
