"""What the trusted third party does: a project, its keys by id, contributions, the restricted set joined of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from openemploi.errors import OpenEmploiError
from openemploi_web.accounts.models import Organisation, User
from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.repository import permissions_third_party as permissions
from openemploi_web.repository import third_party
from openemploi_web.repository.actions_access import NotPossible
from openemploi_web.repository.models import DataAsset, Producer
from openemploi_web.repository.models.third_party import Contribution, Join, JoinKey, JoinMember, JoinProject


@action
def make_project(
    *,
    actor: User,
    code: str,
    name: str,
    purpose: str,
    lead: Organisation,
    others: Iterable[Organisation],
    until: date,
) -> JoinProject:
    """Open a project between two organisations or more; the lead answers for the joined set."""
    project = JoinProject(code=code, name=name, purpose=purpose, lead=lead, until=until)
    allow(permissions.may_run_projects(actor), actor=actor, subject=project, organisation=lead.pk)
    members = list(dict.fromkeys([lead, *others]))
    if len(members) < 2:
        raise NotPossible(_("Two organisations at least contribute to a project."))
    project.save(force_insert=True)
    JoinMember.objects.bulk_create(JoinMember(project=project, organisation=one) for one in members)
    note_details(contributors=len(members))
    return project


@action
def announce_key(
    *, actor: User, project: JoinProject, organisation: Organisation, key_id: str, until: date
) -> JoinKey:
    """Say under which key the contributors write from now on; the key itself stays with them."""
    allow(
        permissions.may_contribute(actor, project, organisation),
        actor=actor,
        subject=project,
        organisation=organisation.pk,
        details={"key": key_id, "until": until.isoformat()},
    )
    now = timezone.now()
    project.keys.filter(retired_at=None).exclude(key_id=key_id).update(retired_at=now)
    key, _made = JoinKey.objects.get_or_create(project=project, key_id=key_id, defaults={"until": until})
    if key.retired_at is not None:
        raise NotPossible(_("This key was given up before. Make a new one."))
    return key


@action
def contribute(
    *, actor: User, project: JoinProject, organisation: Organisation, given: third_party.Given
) -> Contribution:
    """Give a file of pseudonyms, made for this project under its present key."""
    allow(
        permissions.may_contribute(actor, project, organisation),
        actor=actor,
        subject=project,
        organisation=organisation.pk,
    )
    key = project.keys.filter(retired_at=None).first()
    if given.project != project.code:
        raise NotPossible(_("This file was made for another project."))
    if key is None or key.key_id != given.key_id or key.until < timezone.localdate():
        raise NotPossible(_("This file was not made under the present key of the project. Make it again."))
    third_party.keep(project, given)
    made: Contribution = Contribution.objects.create(
        project=project,
        organisation=organisation,
        given_by=actor,
        key=key,
        rows=given.rows,
        columns=list(given.columns),
        sha256=given.sha256,
    )
    note_details(contribution=str(made.pk), rows=made.rows, sha256=made.sha256, key=key.key_id)
    return made


@action
def join_files(*, actor: User, project: JoinProject, first: Contribution, second: Contribution) -> Join:
    """Join two contributions; the result is a restricted set, that the lead answers for."""
    allow(
        permissions.may_run_projects(actor),
        actor=actor,
        subject=project,
        organisation=project.lead_id,
    )
    if first.project_id != project.pk or second.project_id != project.pk:
        raise NotPossible(_("This file was made for another project."))
    if first.organisation_id == second.organisation_id:
        raise NotPossible(_("The two files come from one organisation. Choose one of each."))
    asset = _asset(project)
    try:
        found, secret_id, dataset, version = third_party.joined(project, asset, first, second)
    except OpenEmploiError as fault:
        raise NotPossible(f"{fault.message} {fault.remedy}") from fault
    asset.store_name = dataset
    asset.modified = timezone.localdate()
    asset.save(update_fields=["store_name", "modified"])
    made: Join = Join.objects.create(
        project=project,
        first=first,
        second=second,
        asset=asset,
        secret_id=secret_id,
        rows=found.rows,
        linked=found.linked,
        ambiguous=found.ambiguous,
    )
    note_details(join=str(made.pk), rows=made.rows, linked=made.linked, version=version, secret=secret_id)
    return made


def _asset(project: JoinProject) -> DataAsset:
    producer, _made = Producer.objects.get_or_create(
        organisation=project.lead, defaults={"name": project.lead.name}
    )
    asset, _made = DataAsset.objects.get_or_create(
        identifier=f"join:{project.pk}",
        defaults={
            "producer": producer,
            "title_fr": project.name,
            "description_fr": project.purpose,
            "access": DataAsset.Access.RESTRICTED,
            "restriction": project.purpose,
            "personal_data": DataAsset.PersonalData.YES,
            "published_at": timezone.now(),
        },
    )
    return asset
