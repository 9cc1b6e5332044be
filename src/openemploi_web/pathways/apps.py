from django.apps import AppConfig

from openemploi_web.core.warming import keeps_ready


class PathwaysConfig(AppConfig):
    name = "openemploi_web.pathways"
    label = "pathways"

    def ready(self) -> None:
        for make in (transitions, orientation, training):
            keeps_ready(make)


def transitions() -> None:
    """The finder of other occupations (four seconds), and the words of each skill (one more)."""
    from openemploi.pathways.transitions import finder
    from openemploi_web.core.store import store

    store().need("rome")
    finder(store()).sheets.named  # noqa: B018 (made when it is first asked for)


def orientation() -> None:
    """The families of occupations for pupils (five seconds)."""
    from openemploi_web.core.store import store
    from openemploi_web.pathways.opened import guide

    store().need("rome")
    guide()


def training() -> None:
    """The catalogue of courses: the words of a large one are read once (17 seconds), and kept in the cache."""
    from openemploi.pathways.training.catalogue import catalogue
    from openemploi_web.core.store import store

    if store().datasets():
        catalogue(store())
