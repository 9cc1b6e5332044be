"""Offers for a person, and what becomes of their applications."""

from __future__ import annotations

from django.urls import URLPattern, path

from openemploi_web.jobseekers import views_applications, views_offers, views_searches

urlpatterns: list[URLPattern] = [
    path("offres/", views_offers.for_me, name="offers"),
    path("offres/comparer/", views_offers.compare, name="compare"),
    path("offres/autres-pistes/", views_offers.other_ways, name="other-ways"),
    path("offres/favoris/", views_offers.favourites, name="favourites"),
    path("offres/ecartees/", views_offers.set_aside, name="set-aside"),
    path("offres/<uuid:vacancy_id>/avis/", views_offers.mark, name="mark"),
    path("offres/<uuid:vacancy_id>/pas-pour-moi/", views_offers.not_for_me, name="not-for-me"),
    path("offres/<uuid:vacancy_id>/candidater/", views_applications.apply, name="apply"),
    path("recherches/", views_searches.searches, name="searches"),
    path("recherches/garder/", views_searches.save, name="save-search"),
    path("recherches/<uuid:search_id>/modifier/", views_searches.change, name="change-search"),
    path("recherches/<uuid:search_id>/retirer/", views_searches.remove, name="remove-search"),
    path("alertes/<str:token>/arreter/", views_searches.stop, name="stop-alert"),
    path("candidatures/", views_applications.applications, name="applications"),
    path("candidatures/<uuid:application_id>/", views_applications.application, name="application"),
    path("candidatures/<uuid:application_id>/retirer/", views_applications.withdraw, name="withdraw"),
    path(
        "candidatures/<uuid:application_id>/entretien/",
        views_applications.answer_interview,
        name="answer-interview",
    ),
    path("candidatures/<uuid:application_id>/entretien.ics", views_applications.interview, name="interview"),
    path("suggestions/<uuid:suggestion_id>/", views_applications.answer_suggestion, name="answer-suggestion"),
    path("invitations/<uuid:invite_id>/", views_applications.answer_invite, name="answer-invite"),
]
