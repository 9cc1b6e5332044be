from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "openemploi_web.core"
    label = "core"

    def ready(self) -> None:
        from openemploi_web.core.seal import seal

        post_migrate.connect(seal, sender=self)
