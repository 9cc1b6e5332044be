"""The two addresses of a provider, under the names that allauth looks for."""

from django.urls import path

from openemploi_web.accounts.oidc import flow

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", flow.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", flow.callback, name="openid_connect_callback"),
]
