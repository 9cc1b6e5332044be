"""Who may do what with the catalogue, each with its reason. Reading it is for everybody."""

from __future__ import annotations

from typing import Any

from openemploi_web.accounts.models import Organisation
from openemploi_web.accounts.permissions import may_manage_team
from openemploi_web.repository.models import (
    Comment,
    DataAsset,
    Discussion,
    HarvestJob,
    HarvestSource,
    Producer,
)


def may_make_producer(actor: Any) -> bool:
    """Who operates the instance says who is a producer here, and which organisation answers for its data."""
    return bool(actor.is_active and actor.is_administrator)


def may_keep_producer(actor: Any, producer: Producer) -> bool:
    """A producer's administrators keep its name and contact; for one without an organisation here the operator does."""
    organisation = producer.organisation
    if organisation is None:
        return may_make_producer(actor)
    return bool(actor.is_active and may_manage_team(actor, organisation))


def may_describe(actor: Any, producer: Producer) -> bool:
    """The people of a producer describe its data; for one without an organisation here the operator does."""
    if producer.organisation_id is None:
        return may_make_producer(actor)
    return bool(
        actor.is_active
        and any(m.organisation_id == producer.organisation_id for m in actor.active_memberships)
    )


def may_edit_asset(actor: Any, asset: DataAsset) -> bool:
    """What comes from another catalogue is corrected there: a correction here would be gone at the next harvest."""
    return not asset.is_harvested and may_describe(actor, asset.producer)


def may_discuss(actor: Any, asset: DataAsset) -> bool:
    """Anybody with an account may ask and answer: those who use data see what its producer does not."""
    return bool(actor.is_active and asset.published_at is not None)


def may_moderate(actor: Any, asset: DataAsset) -> bool:
    """Who answers for a set hides a message that harms somebody, with the reason; so does who operates the instance."""
    return bool(actor.is_active and (actor.is_administrator or may_describe(actor, asset.producer)))


def may_hide(actor: Any, comment: Comment) -> bool:
    """A moderator hides a message once; it stays in the journal that it was."""
    return comment.hidden_at is None and may_moderate(actor, comment.discussion.asset)


def may_close(actor: Any, discussion: Discussion) -> bool:
    """Who opened a discussion says that it is over; so does a moderator."""
    return discussion.closed_at is None and (
        discussion.opened_by_id == actor.pk or may_moderate(actor, discussion.asset)
    )


def may_declare_reuse(actor: Any, asset: DataAsset) -> bool:
    """A service is its organisation's: who acts for one says what it uses, and answers for having said it."""
    return bool(asset.published_at is not None and actor.is_active and actor.active_memberships)


def may_remove_reuse(actor: Any, organisation: Organisation | None, asset: DataAsset) -> bool:
    """Those who declared a use take it back; who answers for the set takes away what is not true."""
    own = organisation is not None and any(
        m.organisation_id == organisation.pk for m in actor.active_memberships
    )
    return bool(actor.is_active and (own or may_moderate(actor, asset)))


def may_keep_sources(actor: Any) -> bool:
    """Which catalogues are read into this one is decided by who operates the instance: the server asks them."""
    return bool(actor.is_active and actor.is_administrator)


def may_run_harvest(actor: Any, source: HarvestSource) -> bool:
    """Who operates the instance runs a harvest; the portal runs those that are due, unless they are paused."""
    return source.paused_at is None if actor is None else may_keep_sources(actor)


def may_take_in(actor: Any, job: HarvestJob) -> bool:
    """What a harvest met is written by the job itself, and by nobody once it has ended."""
    return actor is None and job.state in (HarvestJob.State.WAITING, HarvestJob.State.RUNNING)
