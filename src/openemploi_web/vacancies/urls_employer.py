"""The employer's side of an offer. What leads to another organisation's offer answers 404."""

from __future__ import annotations

from django.urls import URLPattern, path

from openemploi_web.vacancies import (
    views_answers,
    views_candidates,
    views_found,
    views_imports,
    views_offers,
    views_requirements,
)

_OFFER = "mes-offres/<uuid:vacancy_id>"
_APPLICATION = f"{_OFFER}/candidatures/<uuid:application_id>"

urlpatterns: list[URLPattern] = [
    path("mes-offres/", views_offers.offers, name="list"),
    path("mes-offres/nouvelle/", views_offers.new, name="new"),
    path(f"{_OFFER}/modifier/", views_offers.edit, name="edit"),
    path(f"{_OFFER}/demandes/", views_requirements.requirements, name="requirements"),
    path(f"{_OFFER}/demandes/ajouter/", views_requirements.add, name="add-requirement"),
    path(f"{_OFFER}/publier/", views_offers.publish, name="publish"),
    path(f"{_OFFER}/fermer/", views_offers.close, name="close"),
    path(f"{_OFFER}/copier/", views_offers.duplicate, name="duplicate"),
    path(f"{_OFFER}/candidatures/", views_candidates.candidates, name="candidates"),
    path(f"{_OFFER}/candidatures/comparer/", views_candidates.sidebyside, name="sidebyside"),
    path(f"{_OFFER}/candidatures/repondre/", views_answers.answer, name="answer"),
    path(f"{_OFFER}/candidatures/imprimer/", views_candidates.paper, name="print"),
    path(f"{_OFFER}/candidatures/tableau.csv", views_candidates.export_csv, name="export-csv"),
    path(f"{_OFFER}/candidatures/tableau.pdf", views_candidates.export_pdf, name="export-pdf"),
    path(f"{_APPLICATION}/", views_candidates.candidate, name="candidate"),
    path(f"{_APPLICATION}/identite/", views_candidates.unmask, name="unmask"),
    path(f"{_APPLICATION}/notes/", views_candidates.note, name="note"),
    path(f"{_OFFER}/profils/", views_found.found, name="found"),
    path(f"{_OFFER}/profils/<uuid:found_key>/inviter/", views_found.invite, name="invite"),
    path(f"{_OFFER}/importer/", views_imports.give, name="import"),
    path(f"{_OFFER}/importer/<uuid:batch_id>/", views_imports.batch, name="import-batch"),
]
