"""A person's profile: giving a CV or answers, checking what was read, wishes, versions."""

from __future__ import annotations

from django.urls import path

from openemploi_web.jobseekers import views_documents, views_image, views_profile, views_skills

urlpatterns = [
    path("commencer/", views_documents.start, name="start"),
    path("documents/", views_documents.give, name="import"),
    path("raconter/", views_documents.tell, name="tell"),
    path("documents/<uuid:document_id>/", views_documents.check, name="review"),
    path("documents/<uuid:document_id>/relire/", views_documents.again, name="read-again"),
    path("documents/<uuid:document_id>/effacer/", views_documents.forget, name="forget-document"),
    path("profil/", views_profile.profile, name="profile"),
    path("profil/coordonnees/", views_profile.contact, name="contact"),
    path("competences/", views_skills.skills, name="skills"),
    path("competences/ajouter/", views_skills.add, name="add-skill"),
    path("competences/<uuid:skill_id>/", views_skills.correct, name="correct-skill"),
    path("parcours/<slug:kind>/ajouter/", views_profile.line, name="add-line"),
    path("parcours/<slug:kind>/<uuid:line_id>/", views_profile.line, name="line"),
    path("parcours/<slug:kind>/<uuid:line_id>/retirer/", views_profile.remove_line, name="remove-line"),
    path("souhaits/", views_profile.wishes, name="wishes"),
    path("image/", views_image.image, name="image"),
    path("image/reprendre/", views_image.take, name="image-take"),
    path("versions/", views_profile.versions, name="versions"),
    path("versions/<uuid:version_id>/", views_profile.version, name="version"),
    path("versions/<uuid:version_id>/effacer/", views_profile.delete_version, name="delete-version"),
]
