from importlib import import_module

from django.apps import AppConfig

from openemploi_web.core.warming import keeps_ready


class MobilityConfig(AppConfig):
    name = "openemploi_web.mobility"
    label = "mobility"

    def ready(self) -> None:
        import_module("openemploi_web.mobility.cases")  # its check of the recorded projects
        keeps_ready(names)


def names() -> None:
    """What occupations and places are called in people's own words (two seconds), and the recorded projects."""
    from openemploi.diagnosis.names import names_of
    from openemploi_web.core.store import store
    from openemploi_web.mobility.cases import recorded
    from openemploi_web.observatory.selectors import observatory

    recorded()
    if store().datasets():
        names_of(observatory().look_up)
