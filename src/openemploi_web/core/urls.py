"""Pages that everybody has."""

from django.urls import path

from openemploi_web.core import views

app_name = "core"
urlpatterns = [
    path("avis/", views.notices, name="notices"),
    path("avis/<uuid:notice_id>/", views.open_notice, name="open-notice"),
]
