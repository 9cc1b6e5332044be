"""How allauth makes and leads accounts here: every new account is an action, and an identity provider's word on an
address opens an account of ours only when both sides have had the address confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from openemploi_web.accounts import actions
from openemploi_web.accounts.models import User

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts by e-mail and password."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep what was asked at sign-up; the address is in small letters, as :class:`User` has it."""
        super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        user.name = form.cleaned_data.get("name") or user.name
        if commit:
            actions.sign_up(
                user=user,
                came_for=form.cleaned_data.get("came_for", ""),
                way="password" if user.has_usable_password() else "identity_provider",
            )
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home; or the first step of what the person came for, as long as they have no space."""
        user: Any = request.user
        return reverse("home" if user.spaces() else "accounts:space")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The first step of what the person came for; asked for before they are let in."""
        return reverse("accounts:space")


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts by an identity provider."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """The name and address that the provider gives; nothing else of what it knows."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        user.name = " ".join(" ".join(part for part in parts if part).split())[:120] or str(
            data.get("name") or ""
        )
        user.email = user.email.lower()
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whom we know; link an account of the same address, or say what to do."""
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        address = next((one for one in sociallogin.email_addresses if one.verified), None)
        if address is None:  # the same answer whether we know the address or not
            raise ImmediateHttpResponse(_refused(request, sociallogin, "not_vouched"))
        known = User.objects.filter(email=address.email.lower()).first()
        ours = EmailAddress.objects.filter(email__iexact=address.email).select_related("user")
        confirmed = next((one for one in ours if one.verified), None)
        if confirmed is not None:
            owner = confirmed.user
            actions.link_identity(
                actor=owner,
                keep=lambda: sociallogin.connect(request, owner),
                provider=sociallogin.account.provider,
            )
        elif known is not None or ours:
            # Somebody signed up with this address and never showed that it is theirs: their password must not open
            # the account of the person who now comes.
            raise ImmediateHttpResponse(_refused(request, sociallogin, "not_confirmed"))

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """A new account without a password."""
        user: User = sociallogin.user
        if form is None:
            user.set_unusable_password()
            actions.sign_up(user=user, way="identity_provider")
        made: User = super().save_user(request, sociallogin, form)
        return made


def _refused(request: HttpRequest, sociallogin: SocialLogin, why: str) -> Any:
    name = sociallogin.account.get_provider(request).name
    return render(request, "accounts/identity_refused.html", {"why": why, "provider": name}, status=403)
