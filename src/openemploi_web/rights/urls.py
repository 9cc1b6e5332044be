"""Pages of rights: what a person agreed to, what is held, why a rank; what the operator answers for."""

from django.urls import path

from openemploi_web.rights import views_data, views_desk, views_pages, views_why

app_name = "rights"
urlpatterns = [
    path("accords/", views_data.consents, name="consents"),
    path("accords/<str:purpose>/donner/", views_data.give_consent, name="give-consent"),
    path("accords/<str:purpose>/retirer/", views_data.withdraw_consent, name="withdraw-consent"),
    path("mes-donnees/", views_data.data, name="data"),
    path("mes-donnees/profil/<str:form>/", views_data.take_profile, name="take-profile"),
    path("mes-donnees/archive/", views_data.ask_archive, name="ask-archive"),
    path("mes-donnees/archive/<uuid:archive_id>/", views_data.take_archive, name="take-archive"),
    path("mes-donnees/effacer/", views_data.erase, name="erase"),
    path("mes-donnees/effacer/<uuid:erasure_id>/annuler/", views_data.keep, name="cancel-erasure"),
    path("pourquoi/<uuid:vacancy_id>/", views_why.why, name="why"),
    path("pourquoi/<uuid:vacancy_id>/contester/", views_why.contest, name="contest"),
    path("contestations/", views_why.contests, name="contests"),
    path("bureau/", views_desk.desk, name="desk"),
    path("bureau/<uuid:contest_id>/", views_desk.answer, name="answer"),
    path("journal/", views_desk.audit, name="audit"),
    path("journal/export/", views_desk.export, name="audit-export"),
    path("algorithmes/", views_pages.algorithms, name="algorithms"),
    path("mentions-legales/", views_pages.legal, name="legal"),
    path("accessibilite/", views_pages.accessibility, name="accessibility"),
    path("vie-privee/", views_pages.privacy, name="privacy"),
]
