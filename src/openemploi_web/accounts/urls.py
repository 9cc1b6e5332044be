"""Pages of this app."""

from django.urls import path

from openemploi_web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("chercher-un-emploi/", views.look_for_work, name="look-for-work"),
    path("nouvelle/", views.new_organisation, name="new-organisation"),
]
