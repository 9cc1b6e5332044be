"""Portals of their own for the tests that kill their processes, each on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.postgres import new_database, postgres_server  # noqa: F401
from tests.reliability.instances import PAGES_OF_THE_TESTS, Instance

#: Seconds: these tests start a dozen processes each, on a machine that may have other things to do.
_LONG = 900


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give time to the tests that start portals."""
    for item in items:
        if "instances" in getattr(item, "fixturenames", ()) and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(_LONG))


@pytest.fixture(params=["sqlite", "postgresql"])
def instances(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Instance]]:
    """Makes empty portals on one kind of database; what they started is ended afterwards."""
    made: list[Instance] = []

    def make(*, settings: str = PAGES_OF_THE_TESTS) -> Instance:
        number = len(made)
        database = ""
        if request.param == "postgresql":
            database = new_database(request.getfixturevalue("postgres_server"), f"portal_{number}")
        made.append(Instance(tmp_path / f"portal-{number}", database=database, settings=settings))
        return made[-1]

    yield make
    for instance in made:
        instance.stop()


@pytest.fixture
def instance(instances: Callable[..., Instance]) -> Instance:
    """An empty portal."""
    return instances()
