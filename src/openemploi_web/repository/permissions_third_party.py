"""Who runs a project of the trusted third party, gives a file to it, and sees what became of it."""

from __future__ import annotations

from typing import Any

from openemploi_web.accounts.models import Organisation
from openemploi_web.accounts.permissions import may_manage_team
from openemploi_web.repository.models.third_party import JoinProject


def may_run_projects(actor: Any) -> bool:
    """Who operates the instance is the third party: it has no data of its own in the join, and uses nothing of it."""
    return bool(actor.is_active and actor.is_administrator)


def may_contribute(actor: Any, project: JoinProject, organisation: Organisation) -> bool:
    """An administrator of a contributing organisation gives its file, and announces the key that contributors share."""
    return (
        actor.is_active
        and may_manage_team(actor, organisation)
        and project.members.filter(organisation=organisation).exists()
    )


def contributors_of(actor: Any, project: JoinProject) -> list[Organisation]:
    """The contributing organisations that ``actor`` administers."""
    members = project.members.select_related("organisation").order_by("created_at", "pk")
    return [one.organisation for one in members if may_manage_team(actor, one.organisation)]
