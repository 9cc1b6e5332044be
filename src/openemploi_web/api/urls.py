"""The API's addresses: its document, the page where keys are given, and the operations."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from openemploi_web.api import service, views

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/openapi.json", views.openapi, name="openapi"),
    path("api/docs", views.docs, name="docs"),
    path("programmes/", views.tokens, name="tokens"),
    path("programmes/cles/<uuid:token_id>/reprendre/", views.revoke, name="revoke"),
    path("programmes/cles/<uuid:token_id>/repondre/", views.take_over, name="take-over"),
    path("programmes/adresses/", views.add_webhook, name="add-webhook"),
    path("programmes/adresses/<uuid:webhook_id>/arreter/", views.stop_webhook, name="stop-webhook"),
    *service.urls(),
]
