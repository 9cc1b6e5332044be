"""An OpenID Connect provider of the settings; named there as the class that allauth uses."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest

from openemploi_web.accounts.oidc.flow import Adapter


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """What is asked of a provider is in the settings; the address that the browser opened adds nothing to it."""

    oauth2_adapter_class = Adapter
    pkce_enabled_default = True

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """The scopes of the settings."""
        scopes: list[str] = self.get_scope()
        return scopes

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """The parameters of the settings."""
        parameters: dict[str, str] = self.get_auth_params()
        return parameters

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Nothing: the account is found by its ``sub``, and the rest of what the provider knows is not ours to keep."""
        return {}

    def extract_common_fields(self, data: Any) -> dict[str, Any]:
        """The address and the name; ProConnect calls a family name ``usual_name``."""
        found: dict[str, Any] = super().extract_common_fields(data)
        said = data.get("userinfo") or data.get("id_token") or {}
        found["last_name"] = found.get("last_name") or said.get("usual_name")
        return found

    def extract_email_addresses(self, data: Any) -> list[Any]:
        """The address, confirmed when the provider says so or the settings say that it always is."""
        found: list[Any] = super().extract_email_addresses(data)
        said = data.get("userinfo") or data.get("id_token") or {}
        stated = said.get("email_verified")
        always = self.app.settings.get("email_verified", False) and stated is None
        for address in found:
            address.email = address.email.lower()
            address.verified = stated is True or stated == "true" or always
        return found


provider_classes = [Provider]
