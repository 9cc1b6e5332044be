"""Which projects of the third party a person may know of; the others answer 404."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from openemploi_web.accounts.models import Membership, Organisation
from openemploi_web.repository import permissions_third_party as permissions
from openemploi_web.repository.models.third_party import JoinProject


def projects(user: Any) -> QuerySet[JoinProject]:
    """All for who operates the instance, else those of the organisations that ``user`` administers."""
    found = JoinProject.objects.select_related("lead").prefetch_related("members__organisation")
    if permissions.may_run_projects(user):
        return found.order_by("name", "pk")
    managed = [m.organisation_id for m in user.active_memberships if m.role == Membership.Role.ADMINISTRATOR]
    return found.filter(members__organisation__in=managed).distinct().order_by("name", "pk")


def project_for(user: Any, project_id: UUID) -> JoinProject:
    """A project that ``user`` runs or contributes to. Raises ``Http404``."""
    found = projects(user).filter(pk=project_id).first()
    if found is None:
        raise Http404
    return found


def possible_leads() -> QuerySet[Organisation]:
    """Who may answer for a joined set: producers of data."""
    return Organisation.objects.filter(kind=Organisation.Kind.PRODUCER).order_by("name", "pk")


def possible_contributors() -> QuerySet[Organisation]:
    """Who may contribute: everybody but who operates the instance."""
    return Organisation.objects.exclude(kind=Organisation.Kind.OPERATOR).order_by("name", "pk")
