"""Pages of organisations: one's own, and the administrators' list."""

from django.urls import path

from openemploi_web.accounts import views
from openemploi_web.accounts import views_organisations as organisations

app_name = "accounts"
_ONE = "<uuid:organisation_id>/"
urlpatterns = [
    path("", organisations.organisations, name="organisations"),
    path("nouvelle/", organisations.new_organisation, name="new-organisation"),
    path("nouvelle-agence/", organisations.new_agency, name="new-agency"),
    path("nouvel-organisme/", organisations.new_data_organisation, name="new-data-organisation"),
    path("chercher-un-emploi/", views.look_for_work, name="look-for-work"),
    path("espace/", views.space, name="space"),
    path("equipe/", views.my_team, name="my-team"),
    path("rejoindre/<str:token>/", views.join, name="join"),
    path(_ONE, organisations.organisation, name="organisation"),
    path(f"{_ONE}verification/", organisations.verify, name="verify"),
    path(f"{_ONE}territoire/", organisations.territory, name="territory"),
    path(f"{_ONE}premiere-invitation/", organisations.invite_first, name="invite-first"),
    path(f"{_ONE}equipe/", views.team, name="team"),
    path(f"{_ONE}agir/", views.act_for, name="act-for"),
    path(f"{_ONE}invitations/", views.invite, name="invite"),
    path(
        f"{_ONE}invitations/<uuid:invitation_id>/retirer/",
        views.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path(f"{_ONE}membres/<uuid:membership_id>/role/", views.change_role, name="change-role"),
    path(f"{_ONE}membres/<uuid:membership_id>/fin/", views.end_membership, name="end-membership"),
    path(f"{_ONE}demandes/", views.ask_to_join, name="ask-to-join"),
    path(f"{_ONE}demandes/<uuid:request_id>/", views.answer_request, name="answer-request"),
    path(f"{_ONE}lieux/nouveau/", organisations.establishment, name="new-establishment"),
    path(f"{_ONE}lieux/<uuid:establishment_id>/", organisations.establishment, name="establishment"),
]
