"""Where a public employer presents itself; others than its team get 404."""

from __future__ import annotations

from django.urls import URLPattern, path

from openemploi_web.employers import views_edit

urlpatterns: list[URLPattern] = [
    path("<uuid:organisation_id>/carrieres/", views_edit.edit_careers, name="edit-careers"),
    path("<uuid:organisation_id>/carrieres/metier/", views_edit.edit_entry, name="add-entry"),
    path(
        "<uuid:organisation_id>/carrieres/metier/<uuid:entry_id>/", views_edit.edit_entry, name="edit-entry"
    ),
    path(
        "<uuid:organisation_id>/carrieres/metier/<uuid:entry_id>/retirer/",
        views_edit.drop_entry,
        name="drop-entry",
    ),
]
