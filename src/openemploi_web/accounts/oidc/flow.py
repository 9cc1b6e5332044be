"""The way of a person to an identity provider and back: PKCE, state, nonce, and every token verified.

The nonce is made from the state, which the session keeps, so nothing more is to be kept between the two requests.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from requests import RequestException

from openemploi_web.accounts.oidc.tokens import TokenRefused, claims

_log = logging.getLogger(__name__)


def nonce(state: str) -> str:
    """What an ID token must repeat when it answers the request of ``state``."""
    return salted_hmac("openemploi_web.accounts.oidc", state, algorithm="sha256").hexdigest()


class Client(OAuth2Client):  # type: ignore[misc]
    """Adds the nonce to the request."""

    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: dict[str, str]) -> str:
        """The address of the provider's sign-in page."""
        url: str = super().get_redirect_url(
            authorization_url, scope, {**extra_params, "nonce": nonce(str(self.state))}
        )
        return url


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Verifies what comes back."""

    client_class = Client

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; it must be the one of the settings."""
        config: dict[str, Any] = super().openid_config
        if str(config.get("issuer", "")).rstrip("/") != self._setting("issuer").rstrip("/"):
            raise OAuth2Error("the provider says that it is another one")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """The person of the verified ID token, with what the provider tells about the same person."""
        try:
            identity = self._identity(kwargs["response"].get("id_token") or "")
            person = self._person(token.token, subject=identity["sub"])
        except TokenRefused as error:
            raise OAuth2Error(f"a token was refused: {error}") from error
        return self.get_provider().sociallogin_from_response(request, {"userinfo": person})

    def _identity(self, token: str) -> dict[str, Any]:
        said = self._claims(token, required=("iss", "aud", "sub", "exp", "iat", "nonce"))
        asked = nonce(self.request.GET.get("state", ""))
        if not constant_time_compare(str(said["nonce"]), asked):
            raise TokenRefused("it answers another request")
        return said

    def _person(self, access_token: str, *, subject: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            response = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            response.raise_for_status()
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind == "application/jwt":
            said = self._claims(response.text.strip())
        elif self._setting("signed"):
            raise TokenRefused("what the provider tells about the person is not signed")
        else:
            said = response.json()
        if not isinstance(said, dict) or said.get("sub") != subject:
            raise TokenRefused("it is about another person")
        return said

    def _claims(self, token: str, **kwargs: Any) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        return claims(
            token,
            keys=response.json(),
            issuer=self.openid_config["issuer"],
            audience=self.get_provider().app.client_id,
            **kwargs,
        )

    def _setting(self, name: str) -> Any:
        return self.get_provider().app.settings.get(name)


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider."""
    return _view(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider."""
    return _view(OAuth2CallbackView, request, provider_id)


def _view(kind: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    adapter = Adapter(request, provider_id)
    try:
        response: HttpResponse = kind.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (OAuth2Error, RequestException, KeyError, ValueError) as error:
        # It does not answer, or not as a provider does: what went wrong is for the operator, not for the person.
        _log.warning("identity provider %s: %s", provider_id, error)
        refusal: HttpResponse = render_authentication_error(request, adapter.get_provider(), exception=error)
        return refusal
    return response
