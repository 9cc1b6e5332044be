"""Pages of restricted access: requests, decisions, grants, the query room."""

from __future__ import annotations

from django.urls import URLPattern, path

from openemploi_web.repository import (
    views_access,
    views_decisions,
    views_room,
    views_third_party,
    views_twins,
)

urlpatterns: list[URLPattern] = [
    path("acces/", views_access.my_accesses, name="my-accesses"),
    path("acces/registre/", views_access.access_register, name="access-register"),
    path("acces/decisions/", views_decisions.access_desk, name="access-desk"),
    path("acces/tous/", views_decisions.accesses, name="accesses"),
    path("acces/demandes/<uuid:access_id>/", views_access.access_request, name="access-request"),
    path("acces/demandes/<uuid:access_id>/modifier/", views_access.edit_request, name="edit-request"),
    path("acces/demandes/<uuid:access_id>/repondre/", views_access.answer_question, name="answer-question"),
    path("acces/demandes/<uuid:access_id>/retirer/", views_access.withdraw_request, name="withdraw-request"),
    path("acces/demandes/<uuid:access_id>/decision/", views_decisions.decide, name="decide"),
    path("acces/demandes/<uuid:access_id>/approuver/", views_decisions.approve, name="approve-request"),
    path("acces/demandes/<uuid:access_id>/questionner/", views_decisions.ask_more, name="ask-more"),
    path("acces/demandes/<uuid:access_id>/refuser/", views_decisions.refuse, name="refuse-request"),
    path("acces/requetes/<uuid:query_id>/", views_room.query, name="query"),
    path("acces/requetes/<uuid:query_id>/reponse.csv", views_room.query_csv, name="query-csv"),
    path("acces/<uuid:grant_id>/", views_room.grant, name="grant"),
    path("acces/<uuid:grant_id>/salle/", views_room.query_room, name="room"),
    path("acces/<uuid:grant_id>/copie/", views_room.take_copy, name="take-copy"),
    path("acces/<uuid:grant_id>/renouveler/", views_access.renew, name="renew"),
    path("acces/<uuid:grant_id>/reprendre/", views_decisions.revoke, name="revoke"),
    path("<uuid:asset_id>/demander/", views_access.request_access, name="request"),
    path("<uuid:asset_id>/usages/", views_decisions.uses, name="uses"),
    path("<uuid:asset_id>/table/", views_room.deposit, name="deposit"),
    path("<uuid:asset_id>/salle/", views_room.describe_room, name="describe-room"),
    path("<uuid:asset_id>/fuite/", views_room.trace, name="trace"),
    path("<uuid:asset_id>/jumeau/", views_twins.twin, name="twin"),
    path("<uuid:asset_id>/jumeau.csv", views_twins.twin_csv, name="twin-csv"),
    path("<uuid:asset_id>/jumeau/faire/", views_twins.make_twin, name="make-twin"),
    path("tiers/", views_third_party.projects, name="third-party"),
    path("tiers/nouveau/", views_third_party.new_project, name="third-party-new"),
    path("tiers/<uuid:project_id>/", views_third_party.project, name="third-party-project"),
    path("tiers/<uuid:project_id>/cle/", views_third_party.announce_key, name="third-party-key"),
    path("tiers/<uuid:project_id>/fichier/", views_third_party.contribute, name="third-party-contribute"),
    path("tiers/<uuid:project_id>/joindre/", views_third_party.join, name="third-party-join"),
]
