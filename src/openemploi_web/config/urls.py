"""Every page of the portal, by app; a page is named ``app:page``. The rights matrix of the tests has a row for each."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from openemploi_web.core import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("langue/", views.language, name="language"),
    path("sante/", views.health, name="health"),
    path("", include("openemploi_web.core.urls")),
    path("compte/", include("allauth.urls")),
    path("organisations/", include("openemploi_web.accounts.urls")),
    path("moi/", include("openemploi_web.jobseekers.urls")),
    path("employeurs/", include("openemploi_web.employers.urls")),
    path("offres/", include("openemploi_web.vacancies.urls")),
    path("accompagnement/", include("openemploi_web.counselling.urls")),
    path("observatoire/", include("openemploi_web.observatory.urls")),
    path("pistes/", include("openemploi_web.pathways.urls")),
    path("mobilite/", include("openemploi_web.mobility.urls")),
    path("donnees/", include("openemploi_web.repository.urls")),
    path("droits/", include("openemploi_web.rights.urls")),
    path("", include("openemploi_web.api.urls")),
]
if settings.DEBUG or settings.DEMONSTRATION:
    urlpatterns.append(path("ui/", include("openemploi_web.ui.urls")))
