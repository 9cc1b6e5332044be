"""Who may keep, look at and talk about a project of mobility: who has its code, and to whom they gave it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from openemploi_web.accounts.models import Organisation
from openemploi_web.mobility.codes import code_hash, plain
from openemploi_web.mobility.models import MobilityProject, ProjectEnding, Talk

#: Days after it was kept in which somebody may agree that their project counts: a yes must not hang on how it ended.
AGREE_DAYS: Final = 45


def may_keep(actor: Any, owner: Any) -> bool:
    """To think over a change needs no account; who has one keeps it for themselves and for nobody else."""
    return owner is None or (actor is not None and owner.pk == actor.pk and actor.is_active)


def holds_code(project: MobilityProject, code: str) -> bool:
    """The code is the key: who shows it is who kept the project, or somebody whom they trusted with it."""
    return bool(plain(code)) and project.code_hash == code_hash(code) and project.expires_at > timezone.now()


def may_change(actor: Any, project: MobilityProject, code: str) -> bool:
    """Who kept it: by the code, or by the account that it was kept with."""
    return holds_code(project, code) or _owns(actor, project)


def may_receive(actor: Any, organisation: Organisation, project: MobilityProject, code: str) -> bool:
    """A counsellor looks at a project that the person gave them the code of; there is no other way to it."""
    return _counsels(actor, organisation.pk) and holds_code(project, code)


def may_send(actor: Any, project: MobilityProject, follow: Any) -> bool:
    """A person sends their own project to the counsellor who follows them; it was their wish to be followed."""
    return (
        _owns(actor, project)
        and follow.profile.user_id == actor.pk
        and follow.ended_at is None
        and follow.counsellor is not None
    )


def may_talk(actor: Any, talk: Talk) -> bool:
    """Only the counsellor to whom it was given, while they work for that agency; colleagues are not told."""
    return (
        talk.counsellor_id == actor.pk
        and talk.project.expires_at > timezone.now()
        and _counsels(actor, talk.organisation_id)
    )


def may_tell_ending(actor: Any, talk: Talk) -> bool:
    """A counsellor notes what became of a project they were given; what the person said of its end stands."""
    became = talk.project.became
    by_person = became is not None and became.over and became.by == ProjectEnding.By.PERSON
    return may_talk(actor, talk) and not by_person


def may_take_ending_back(actor: Any, talk: Talk) -> bool:
    """A counsellor takes back what they noted themselves, and nothing that another said."""
    became = talk.project.became
    return (
        may_talk(actor, talk)
        and became is not None
        and became.by == ProjectEnding.By.COUNSELLOR
        and became.counsellor_id == actor.pk
    )


def may_agree(actor: Any, project: MobilityProject, code: str) -> bool:
    """Nobody but who kept it agrees, early, and before it is over: else nearly all who count would have found."""
    over = project.became is not None and project.became.over
    early = timezone.now() <= project.created_at + timedelta(days=AGREE_DAYS)
    return may_change(actor, project, code) and early and not over


def may_upkeep(actor: Any) -> bool:
    """What is kept ends on the day that was said, and reminders go out: the portal's own task, nobody's choice."""
    return actor is None


def _owns(actor: Any, project: MobilityProject) -> bool:
    return bool(
        actor is not None
        and actor.is_active
        and project.owner_id == actor.pk
        and project.expires_at > timezone.now()
    )


def _counsels(actor: Any, organisation: UUID) -> bool:
    return bool(actor.is_active) and any(
        m.organisation_id == organisation and m.organisation.kind == Organisation.Kind.COUNSELLING
        for m in actor.active_memberships
    )
