"""Pages of the mobility self-diagnosis, without an account; and of the counsellor to whom a code was given."""

from __future__ import annotations

from django.urls import path

from openemploi_web.mobility import views_endings, views_kept, views_project, views_talks

app_name = "mobility"
urlpatterns = [
    path("", views_project.start, name="start"),
    path("lecture/", views_project.read, name="read"),
    path("idees/", views_project.beliefs, name="beliefs"),
    path("faits/", views_project.diagnosis, name="diagnosis"),
    path("faits/papier.pdf", views_project.pdf, name="pdf"),
    path("lieux/", views_project.areas, name="areas"),
    path("oublier/", views_project.forget, name="forget"),
    path("garder/", views_kept.keep, name="keep"),
    path("code/", views_kept.open_code, name="open"),
    path("garde/<uuid:project_id>/", views_kept.kept, name="kept"),
    path("garde/<uuid:project_id>/faits/", views_kept.first_answer, name="first-answer"),
    path("garde/<uuid:project_id>/revoir/", views_kept.again, name="again"),
    path("garde/<uuid:project_id>/confier/<uuid:follow_id>/", views_kept.send, name="send"),
    path("garde/<uuid:project_id>/effacer/", views_kept.erase, name="erase"),
    path("garde/<uuid:project_id>/devenir/", views_endings.ending, name="ending"),
    path("garde/<uuid:project_id>/devenir/retirer/", views_endings.take_back, name="take-ending-back"),
    path("garde/<uuid:project_id>/compter/", views_endings.agree, name="agree"),
    path("garde/<uuid:project_id>/ne-pas-compter/", views_endings.disagree, name="disagree"),
    path("rappels/<str:token>/", views_kept.stop_reminders, name="stop-reminders"),
    path("entretiens/", views_talks.talks, name="talks"),
    path("entretiens/<uuid:talk_id>/", views_talks.talk, name="talk"),
    path("entretiens/<uuid:talk_id>/devenir/", views_endings.talk_ending, name="talk-ending"),
    path("entretiens/<uuid:talk_id>/devenir/retirer/", views_endings.take_note_back, name="take-note-back"),
    path("entretiens/<uuid:talk_id>/rendre/", views_talks.let_go, name="let-go"),
]
