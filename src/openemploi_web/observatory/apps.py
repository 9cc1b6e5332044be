from django.apps import AppConfig

from openemploi_web.core.warming import keeps_ready


class ObservatoryConfig(AppConfig):
    name = "openemploi_web.observatory"
    label = "observatory"

    def ready(self) -> None:
        keeps_ready(figures)


def figures() -> None:
    """The areas and occupations behind every figure (about a second)."""
    from openemploi_web.core.store import store
    from openemploi_web.observatory.selectors import observatory

    if store().datasets():
        observatory()
