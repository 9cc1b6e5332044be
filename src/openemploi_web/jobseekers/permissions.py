"""Who may do what with a profile. Each function's docstring gives the reason."""

from __future__ import annotations

from typing import Any

from openemploi_web.jobseekers.models import CvDocument, Profile


def may_edit_profile(actor: Any, profile: Profile) -> bool:
    """A profile is a person's own account of themselves: nobody else writes in it, not even who follows them."""
    return bool(profile.user_id == getattr(actor, "pk", None)) and profile.anonymised_at is None


def may_keep_reading(actor: Any, document: CvDocument) -> bool:
    """The portal keeps what it read once, for a document that waits for it; what a person settled comes after."""
    return actor is None and document.state == CvDocument.State.WAITING
