"""Who may do what with an offer and with those who applied, each with the reason of the business.

All rest on one fact: the person acts today for the employer that owns the offer. Roles do not matter here: only the
team itself is the administrators' affair. Whoever belongs to another organisation does not learn that the offer's
applications exist (``selectors`` answers 404 before a permission is asked).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openemploi_web.accounts.models import Organisation

if TYPE_CHECKING:
    from uuid import UUID

    from openemploi_web.accounts.models import User
    from openemploi_web.vacancies.models import Application, Vacancy


def may_write_offers(user: User, organisation: Organisation) -> bool:
    """An employer's team writes its own offers; nobody writes in the name of another employer."""
    return organisation.kind == Organisation.Kind.EMPLOYER and _acts_for(user, organisation.pk)


def may_edit_offer(user: User, vacancy: Vacancy) -> bool:
    """Those who recruit answer for what the offer says and asks for."""
    return _acts_for(user, vacancy.organisation_id)


def may_read_applications(user: User, vacancy: Vacancy) -> bool:
    """People applied to this employer, not to others: only its team reads them."""
    return _acts_for(user, vacancy.organisation_id)


def may_know_identity(user: User, application: Application) -> bool:
    """Identity is of use once somebody of the team means to contact the person; the reason asked for is kept.

    Who has withdrawn is not to be contacted any more.
    """
    return (
        _acts_for(user, application.vacancy.organisation_id)
        and application.erased_at is None
        and application.state != application.State.WITHDRAWN
    )


def may_decide(user: User, application: Application) -> bool:
    """A person of the team decides, never the machine; what was withdrawn is no longer theirs to decide."""
    return (
        _acts_for(user, application.vacancy.organisation_id)
        and application.state != application.State.WITHDRAWN
    )


def may_answer(user: User, application: Application) -> bool:
    """Everybody who applied gets an answer from the employer's team, once decided; the withdrawn asked for none."""
    return (
        _acts_for(user, application.vacancy.organisation_id)
        and application.state != application.State.WITHDRAWN
    )


def may_find_people(user: User, vacancy: Vacancy) -> bool:
    """People agree to be found by employers: by one that recruits now, and that the operator saw is who it says.

    Anybody can register an employer in a minute; without this, anybody could read what those people can do.
    """
    return (
        _acts_for(user, vacancy.organisation_id)
        and vacancy.state == vacancy.State.PUBLISHED
        and vacancy.organisation.verified_at is not None
    )


def may_invite(user: User, vacancy: Vacancy) -> bool:
    """Whoever may find people for an offer may write to them."""
    return may_find_people(user, vacancy)


def may_give_cvs(user: User, vacancy: Vacancy) -> bool:
    """CVs that came by another way are compared like the others, by the team that received them."""
    return _acts_for(user, vacancy.organisation_id)


def _acts_for(user: User, organisation: UUID) -> bool:
    return any(
        membership.organisation_id == organisation
        and membership.organisation.kind == Organisation.Kind.EMPLOYER
        for membership in user.active_memberships
    )
