"""What changes organisations: an employer that registers, those that are made for others, places, verification."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from openemploi_web.accounts import permissions
from openemploi_web.accounts.models import Establishment, Membership, Organisation, User
from openemploi_web.core.actions import action, allow


class AlreadyHere(Exception):
    """An organisation of this kind with this SIREN is on the instance."""


@action
def register_employer(
    *,
    actor: User,
    name: str,
    siren: str,
    public: bool,
    establishment: str,
    siret: str,
    commune: str,
    department: str,
) -> Organisation:
    """Register an employer with its first place; ``actor`` administers it. Raises :class:`AlreadyHere`."""
    organisation = Organisation(kind=Organisation.Kind.EMPLOYER, name=name, siren=siren, public=public)
    allow(
        permissions.may_register_organisation(actor),
        actor=actor,
        subject=organisation,
        organisation=organisation.pk,
    )
    _save_new(organisation)
    Establishment.objects.create(
        organisation=organisation,
        name=establishment or name,
        siret=siret,
        commune=commune,
        department=department,
    )
    Membership.objects.create(user=actor, organisation=organisation, role=Membership.Role.ADMINISTRATOR)
    _forget(actor)
    return organisation


@action
def make_agency(*, actor: User, name: str, territory: Sequence[str]) -> Organisation:
    """Make a counselling agency, bounded by the départements of its territory."""
    organisation = Organisation(
        kind=Organisation.Kind.COUNSELLING,
        name=name,
        public=True,
        territory=sorted(set(territory)),
        verified_at=timezone.now(),
    )
    allow(
        permissions.may_administer_organisations(actor),
        actor=actor,
        subject=organisation,
        organisation=organisation.pk,
        details={"territory": organisation.territory},
    )
    organisation.save(force_insert=True)
    return organisation


@action
def make_data_organisation(*, actor: User, kind: str, name: str, siren: str) -> Organisation:
    """Make who answers for restricted data (``PRODUCER``) or who asks for it (``RESEARCH``).

    No other kind: employers register themselves, agencies have a territory. Raises :class:`AlreadyHere` if one of
    this kind has the SIREN.
    """
    organisation = Organisation(kind=kind, name=name, siren=siren, verified_at=timezone.now())
    allow(
        permissions.may_administer_organisations(actor)
        and kind in {Organisation.Kind.PRODUCER, Organisation.Kind.RESEARCH},
        actor=actor,
        subject=organisation,
        organisation=organisation.pk,
        reason=kind,
    )
    _save_new(organisation)
    return organisation


@action
def set_territory(*, actor: User, organisation: Organisation, territory: Sequence[str]) -> None:
    """Say which départements an agency may see people of."""
    kept = sorted(set(territory))
    allow(
        permissions.may_administer_organisations(actor)
        and organisation.kind == Organisation.Kind.COUNSELLING,
        actor=actor,
        subject=organisation,
        organisation=organisation.pk,
        details={"territory": kept, "before": organisation.territory},
    )
    organisation.territory = kept
    organisation.save(update_fields=["territory"])


@action
def verify_organisation(*, actor: User, organisation: Organisation, verified: bool) -> None:
    """Say that an organisation is who it says it is; or take it back."""
    allow(
        permissions.may_administer_organisations(actor),
        actor=actor,
        subject=organisation,
        organisation=organisation.pk,
        reason="verified" if verified else "not_verified",
    )
    organisation.verified_at = timezone.now() if verified else None
    organisation.save(update_fields=["verified_at"])


@action
def keep_establishment(
    *,
    actor: User,
    organisation: Organisation,
    establishment: Establishment | None,
    name: str,
    siret: str,
    commune: str,
    department: str,
) -> Establishment:
    """Add a place of an organisation, or correct one."""
    place = establishment or Establishment(organisation=organisation)
    allow(
        permissions.may_manage_team(actor, organisation) and place.organisation_id == organisation.pk,
        actor=actor,
        subject=place,
        organisation=organisation.pk,
        reason="corrected" if establishment else "added",
    )
    if place.commune != commune:
        place.insee_code = ""  # of another commune
    place.name, place.siret, place.commune, place.department = name, siret, commune, department
    place.save()
    return place


def _save_new(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyHere(organisation.siren) from error


def _forget(user: User) -> None:
    """What the account remembers of its memberships during a request."""
    user.__dict__.pop("active_memberships", None)
