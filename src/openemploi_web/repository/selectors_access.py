"""Which requests, grants and queries a person may know of; what they may not know of answers 404."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from openemploi.queryroom import refusals
from openemploi_web.accounts.models import Membership, Organisation
from openemploi_web.repository import permissions_access as permissions
from openemploi_web.repository.models import (
    AccessRequest,
    CopyTaken,
    DataAsset,
    Grant,
    GrantPerson,
    RoomQuery,
)

_WITH: Final = ("asset__producer__organisation", "organisation", "asker")
_GRANT: Final = ("asset__producer__organisation", "organisation", "request")
DIFFERENCING: Final = "query_differencing"


def restricted_asset(asset_id: UUID) -> DataAsset:
    """A restricted set of data that is in the catalogue: anybody may know of it. Raises ``Http404``."""
    found = (
        DataAsset.objects.select_related("producer__organisation")
        .filter(pk=asset_id, access=DataAsset.Access.RESTRICTED, gone_at=None, published_at__isnull=False)
        .first()
    )
    if found is None:
        raise Http404
    return found


def own_asset(user: Any, asset_id: UUID) -> DataAsset:
    """A restricted set that ``user`` answers for. Raises ``Http404``."""
    found = (
        DataAsset.objects.select_related("producer__organisation")
        .filter(pk=asset_id, access=DataAsset.Access.RESTRICTED)
        .first()
    )
    if found is None or not permissions.decides_for(user, found):
        raise Http404
    return found


def askers(user: Any, asset: DataAsset) -> list[Organisation]:
    """The organisations for which ``user`` may ask for ``asset``."""
    own = [membership.organisation for membership in user.active_memberships]
    return [one for one in own if permissions.may_ask(user, asset, one)]


def draft_for(user: Any, access_id: UUID) -> AccessRequest:
    """A request that ``user`` is writing. Raises ``Http404``."""
    found = (
        AccessRequest.objects.select_related(*_WITH)
        .filter(pk=access_id, asker=user.pk, state=AccessRequest.State.DRAFT)
        .first()
    )
    if found is None or not permissions.acts_for(user, found.organisation):
        raise Http404
    return found


def own_requests(user: Any) -> QuerySet[AccessRequest]:
    """Requests of ``user``, those that name them, and those of the organisations they administer."""
    mine = [m.organisation_id for m in user.active_memberships]
    managed = [m.organisation_id for m in user.active_memberships if m.role == Membership.Role.ADMINISTRATOR]
    wanted = Q(asker=user.pk) | Q(people__user=user.pk) & ~Q(state=AccessRequest.State.DRAFT)
    wanted |= Q(organisation__in=managed) & ~Q(state=AccessRequest.State.DRAFT)
    return (
        AccessRequest.objects.filter(wanted, organisation__in=mine)
        .select_related(*_WITH)
        .order_by("-created_at", "pk")
        .distinct()
    )


def own_request(user: Any, access_id: UUID) -> AccessRequest:
    """A request on the side of who asks. Raises ``Http404``."""
    found = own_requests(user).filter(pk=access_id).first()
    if found is None:
        raise Http404
    return found


def own_grants(user: Any) -> QuerySet[Grant]:
    """Grants that name ``user``, and those of the organisations they administer."""
    mine = [m.organisation_id for m in user.active_memberships]
    managed = [m.organisation_id for m in user.active_memberships if m.role == Membership.Role.ADMINISTRATOR]
    wanted = Q(people__user=user.pk, people__ended_at=None) | Q(organisation__in=managed)
    return (
        Grant.objects.filter(wanted, organisation__in=mine)
        .select_related(*_GRANT)
        .order_by("revoked_at", "-ends_at", "pk")
        .distinct()
    )


def decided_by(user: Any) -> list[UUID]:
    """The organisations with data whose administrator ``user`` is."""
    return [
        m.organisation_id
        for m in user.active_memberships
        if m.role == Membership.Role.ADMINISTRATOR and m.organisation.kind == Organisation.Kind.PRODUCER
    ]


def desk_requests(user: Any) -> QuerySet[AccessRequest]:
    """What was asked of the data that ``user`` answers for; drafts are nobody's business."""
    return (
        AccessRequest.objects.filter(asset__producer__organisation__in=decided_by(user))
        .exclude(state=AccessRequest.State.DRAFT)
        .select_related(*_WITH)
        .order_by("due_at", "-created_at", "pk")
    )


def desk_request(user: Any, access_id: UUID) -> AccessRequest:
    """A request about data that ``user`` answers for. Raises ``Http404``."""
    found = desk_requests(user).filter(pk=access_id).first()
    if found is None:
        raise Http404
    return found


def desk_grants(user: Any) -> QuerySet[Grant]:
    """The accesses to the data that ``user`` answers for, those that hold first."""
    return _counted(Grant.objects.filter(asset__producer__organisation__in=decided_by(user)))


def all_grants() -> QuerySet[Grant]:
    """Every access, for who operates the instance."""
    return _counted(Grant.objects.all())


def _counted(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    return (
        grants.select_related(*_GRANT)
        .annotate(
            asked=Count("queries", distinct=True),
            refused=Count("queries", filter=Q(queries__outcome="refused"), distinct=True),
            taken=Count("copies", distinct=True),
            last=Max("queries__created_at"),
        )
        .order_by("revoked_at", "-ends_at", "pk")
    )


def grant_for(user: Any, grant_id: UUID) -> Grant:
    """An access that ``user`` has, administers, answers for, or sees as operator. Raises ``Http404``."""
    found = Grant.objects.select_related(*_GRANT).filter(pk=grant_id).first()
    if found is None:
        raise Http404
    if permissions.decides_for(user, found.asset) or user.is_administrator:
        return found
    if own_grants(user).filter(pk=found.pk).exists():
        return found
    raise Http404


def own_grant(user: Any, grant_id: UUID) -> Grant:
    """An access that names ``user``, whether it holds or not. Raises ``Http404``."""
    found = Grant.objects.select_related(*_GRANT).filter(pk=grant_id).first()
    if found is None or not permissions.is_on(user, found):
        raise Http404
    return found


def queries_of(grant: Grant) -> QuerySet[RoomQuery]:
    """What was asked with a grant, the newest first; without the answers."""
    return grant.queries.select_related("user").defer("answer").order_by("-created_at", "pk")


def query_for(user: Any, query_id: UUID) -> RoomQuery:
    """A query of an access that ``user`` may see. Raises ``Http404``."""
    found = (
        RoomQuery.objects.select_related(
            "grant__asset__producer__organisation", "grant__organisation", "user"
        )
        .filter(pk=query_id)
        .first()
    )
    if found is None:
        raise Http404
    grant_for(user, found.grant_id)
    return found


def spent(grant: Grant) -> int:
    """How many queries of the budget are used: answered, or refused by a rule that had looked at the data.

    What was refused by its words alone told nothing of anybody, and costs nothing.
    """
    counted = (RoomQuery.Outcome.ANSWERED, RoomQuery.Outcome.REFUSED, RoomQuery.Outcome.ASKED)
    return grant.queries.filter(outcome__in=counted).exclude(code__in=refusals.BEFORE_THE_DATA).count()


@dataclass(frozen=True, slots=True)
class Used:
    """How much an organisation used a set of data."""

    organisation: Organisation
    grants: int
    queries: int
    refused: int
    masked: int
    copies: int
    last: datetime | None


def uses_of(asset: DataAsset, *, since: datetime | None = None) -> list[Used]:
    """Who used a set and how much, by organisation."""
    found: list[Used] = []
    grants = Grant.objects.filter(asset=asset)
    for organisation in Organisation.objects.filter(grants__in=grants).distinct().order_by("name", "pk"):
        of = grants.filter(organisation=organisation)
        queries = RoomQuery.objects.filter(grant__in=of)
        copies = CopyTaken.objects.filter(grant__in=of)
        if since is not None:
            queries, copies = queries.filter(created_at__gte=since), copies.filter(created_at__gte=since)
        sums = queries.aggregate(masked=Sum("masked"), last=Max("created_at"))
        last_copy = copies.aggregate(last=Max("created_at"))["last"]
        found.append(
            Used(
                organisation,
                of.count(),
                queries.count(),
                queries.filter(outcome=RoomQuery.Outcome.REFUSED).count(),
                sums["masked"] or 0,
                copies.count(),
                max((at for at in (sums["last"], last_copy) if at), default=None),
            )
        )
    return found


def register() -> QuerySet[Grant]:
    """Who has access to what, for which purpose and until when: organisations, never people. Public."""
    return (
        Grant.objects.filter(asset__published_at__isnull=False)
        .select_related("asset__producer", "organisation")
        .order_by("revoked_at", "-ends_at", "pk")
    )


def overdue() -> QuerySet[AccessRequest]:
    """Requests whose month is over."""
    return (
        AccessRequest.objects.filter(state=AccessRequest.State.ASKED, due_at__lt=timezone.now())
        .select_related(*_WITH)
        .order_by("due_at", "pk")
    )


def request_counts() -> dict[str, int]:
    """How many requests there are in each state."""
    counts = dict(AccessRequest.objects.values_list("state").annotate(n=Count("pk")).order_by("state"))
    return {state.value: counts.get(state.value, 0) for state in AccessRequest.State}


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something about an access that somebody should look at."""

    kind: str  # differencing, refusals, closed, left
    grant: Grant
    count: int


def anomalies(*, days: int = 30) -> list[Anomaly]:
    """What stands out: attempts to single people out, many refusals, use after the end, people who have left."""
    since = timezone.now() - timedelta(days=days)
    grants = Grant.objects.select_related("asset", "organisation").annotate(
        differencing=Count("queries", filter=Q(queries__code=DIFFERENCING, queries__created_at__gte=since)),
        refusals=Count("queries", filter=Q(queries__outcome="refused", queries__created_at__gte=since)),
        closed=Count("queries", filter=Q(queries__outcome="closed", queries__created_at__gte=since)),
    )
    found: list[Anomaly] = []
    for grant in grants.order_by("-starts_at", "pk"):
        if grant.differencing >= 3:
            found.append(Anomaly("differencing", grant, grant.differencing))
        if grant.refusals >= 10:
            found.append(Anomaly("refusals", grant, grant.refusals))
        if grant.closed:
            found.append(Anomaly("closed", grant, grant.closed))
    member = Membership.objects.filter(
        organisation=OuterRef("grant__organisation"), user=OuterRef("user"), ended_at=None
    )
    people = GrantPerson.objects.filter(
        ended_at=None, grant__revoked_at=None, grant__ends_at__gt=timezone.now()
    ).exclude(Exists(member))
    left = dict(people.values_list("grant").annotate(n=Count("pk")).order_by("grant"))
    held = Grant.objects.select_related("asset", "organisation").in_bulk(list(left))
    found += [Anomaly("left", held[key], count) for key, count in left.items()]
    return found
