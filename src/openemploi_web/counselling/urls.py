"""Pages of counsellors and of the people they follow."""

from django.urls import URLPattern, path

from openemploi_web.counselling import views_agenda, views_mine, views_person, views_portfolio, views_work

app_name = "counselling"
urlpatterns: list[URLPattern] = [
    path("", views_portfolio.portfolio, name="portfolio"),
    path("demander/", views_portfolio.ask, name="ask"),
    path("personnes/<uuid:profile_id>/", views_person.person, name="person"),
    path("personnes/<uuid:profile_id>/profil/", views_person.profile, name="person-profile"),
    path("personnes/<uuid:profile_id>/offres/", views_person.offers, name="person-offers"),
    path("personnes/<uuid:profile_id>/candidatures/", views_person.applications, name="person-applications"),
    path(
        "personnes/<uuid:profile_id>/offres/<uuid:vacancy_id>/suggerer/", views_work.suggest, name="suggest"
    ),
    path("personnes/<uuid:profile_id>/notes/", views_work.note, name="note"),
    path(
        "personnes/<uuid:profile_id>/notes/<uuid:note_id>/retirer/",
        views_work.remove_note,
        name="remove-note",
    ),
    path("personnes/<uuid:profile_id>/rendez-vous/", views_work.appointment, name="appointment"),
    path("rendez-vous/<uuid:appointment_id>/modifier/", views_work.move, name="move-appointment"),
    path("rendez-vous/<uuid:appointment_id>/annuler/", views_work.cancel, name="cancel-appointment"),
    path("personnes/<uuid:profile_id>/transmettre/", views_work.hand_over, name="hand-over"),
    path("personnes/<uuid:profile_id>/arreter/", views_work.stop, name="stop"),
    path("mon-accompagnement/", views_mine.mine, name="mine"),
    path("demandes/<uuid:request_id>/accepter/", views_mine.accept, name="accept"),
    path("demandes/<uuid:request_id>/refuser/", views_mine.decline, name="decline"),
    path("mon-accompagnement/<uuid:follow_id>/arreter/", views_mine.stop, name="stop-mine"),
    path("agenda/", views_agenda.agenda, name="agenda"),
    path("agenda/adresse/", views_agenda.address, name="calendar-address"),
    path("agenda/adresse/retirer/", views_agenda.remove_address, name="remove-calendar-address"),
    path("agenda/<str:token>.ics", views_agenda.feed, name="feed"),
]
