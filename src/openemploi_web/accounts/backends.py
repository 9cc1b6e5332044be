"""Signing in, and who comes back: the account with what the frame of every page needs of it, in one question."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from openemploi_web.accounts.models import Membership, User


class PortalBackend(AuthenticationBackend):  # type: ignore[misc]
    """Accounts by e-mail and password, or through an identity provider."""

    def get_user(self, user_id: Any) -> User | None:
        """The account of a session, with its profile; who acts for no organisation is known at once."""
        acting = Membership.objects.filter(user=OuterRef("pk"), ended_at=None).order_by()
        user = User.objects.select_related("profile").annotate(acts=Exists(acting)).filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        if not user.acts:
            user.active_memberships = []
        return user
