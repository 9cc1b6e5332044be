"""What of the catalogue a person may know of: what is published, and the drafts of their own producer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from openemploi_web.accounts.models import Organisation
from openemploi_web.repository import permissions_catalogue as permissions
from openemploi_web.repository.models import (
    AssetTerm,
    Comment,
    DataAsset,
    Discussion,
    Distribution,
    Grant,
    HarvestJob,
    HarvestSource,
    Producer,
    Reuse,
)

_SEARCHED: Final = (
    "title_fr", "title_en", "title_ko", "description_fr", "description_en", "description_ko", "producer__name",
    "terms__value", "terms__label",
)  # fmt: skip
MOST_VALUES: Final = 60  # of a facet


def published() -> QuerySet[DataAsset]:
    """The sets that anybody may know of, in the order of their titles; those that are gone are not offered."""
    return (
        DataAsset.objects.filter(published_at__isnull=False, gone_at=None)
        .select_related("producer")
        .order_by("title_fr", "title_en", "title_ko", "pk")
    )


def found(user: Any, asked: Mapping[str, Any]) -> QuerySet[DataAsset]:
    """The published sets that fit ``asked``: words of ``text``, a value of each facet, what is ``mine`` to use."""
    sets = published()
    for word in str(asked.get("text", "")).split()[:8]:
        said = Q()
        # SQLite folds the case of unaccented letters only.
        for form in {word, word.lower(), word.capitalize(), word.upper()}:
            for column in _SEARCHED:
                said |= Q(**{f"{column}__icontains": form})
        sets = sets.filter(pk__in=DataAsset.objects.filter(said).values("pk"))
    for kind in (AssetTerm.Kind.THEME, AssetTerm.Kind.PLACE):
        if value := asked.get(kind.value):
            terms = AssetTerm.objects.filter(asset=OuterRef("pk"), kind=kind, value=value)
            sets = sets.filter(Exists(terms))
    if producer := asked.get("producer"):
        sets = sets.filter(producer=producer)
    if access := asked.get("access"):
        sets = sets.filter(access=access)
    if form_ := asked.get("format"):
        sets = sets.filter(Exists(Distribution.objects.filter(asset=OuterRef("pk"), format=form_)))
    if asked.get("mine"):
        sets = sets.filter(accessible(user))
    return sets


def accessible(user: Any) -> Q:
    """What ``user`` can use today: what is open, what their producer has, what they were granted."""
    can = Q(access=DataAsset.Access.OPEN)
    if not user.is_authenticated:
        return can
    now = timezone.now()
    own = [m.organisation_id for m in user.active_memberships]
    granted = Grant.objects.filter(
        asset=OuterRef("pk"),
        people__user=user.pk,
        people__ended_at=None,
        organisation__in=own,
        revoked_at=None,
        starts_at__lte=now,
        ends_at__gt=now,
    )
    return can | Q(producer__organisation__in=own) | Q(Exists(granted))


def facets() -> dict[str, list[tuple[str, str, int]]]:
    """What the published sets can be narrowed by: value, words of the value when it has some, how many sets."""
    sets = published().order_by().values("pk")
    terms: dict[str, list[tuple[str, str, int]]] = {AssetTerm.Kind.THEME: [], AssetTerm.Kind.PLACE: []}
    labels = dict(
        AssetTerm.objects.filter(kind=AssetTerm.Kind.PLACE, asset__in=sets)
        .exclude(label="")
        .order_by("label")
        .values_list("value", "label")
    )
    for kind, rows in terms.items():
        counted = (
            AssetTerm.objects.filter(kind=kind, asset__in=sets)
            .values("value")
            .annotate(count=Count("asset", distinct=True))
            .order_by("-count", "value")[:MOST_VALUES]
        )
        rows += [(one["value"], labels.get(one["value"], ""), one["count"]) for one in counted]
    producers = (
        Producer.objects.filter(assets__in=sets).annotate(count=Count("assets", filter=Q(assets__in=sets)))
    ).order_by("-count", "name")[:MOST_VALUES]
    formats = (
        Distribution.objects.filter(asset__in=sets)
        .exclude(format="")
        .values("format")
        .annotate(count=Count("asset", distinct=True))
        .order_by("-count", "format")[:MOST_VALUES]
    )
    return {
        "theme": terms[AssetTerm.Kind.THEME],
        "place": terms[AssetTerm.Kind.PLACE],
        "producer": [(str(one.pk), one.name, one.count) for one in producers],
        "format": [(one["format"], "", one["count"]) for one in formats],
    }


def whole(sets: QuerySet[DataAsset]) -> QuerySet[DataAsset]:
    """``sets`` with everything that their records need, in a few queries whatever their number."""
    return sets.select_related("producer").prefetch_related("terms", "distributions", "quality")


def asset_for(user: Any, asset_id: UUID) -> DataAsset:
    """A set that is or was published, or a draft of the person's producer. Raises ``Http404``."""
    one = (
        whole(DataAsset.objects.filter(pk=asset_id))
        .select_related("producer__organisation", "source")
        .first()
    )
    if one is None:
        raise Http404
    if one.published_at is None and not (
        user.is_authenticated and permissions.may_describe(user, one.producer)
    ):
        raise Http404
    return one


def own_asset_for(user: Any, asset_id: UUID) -> DataAsset:
    """A set whose description the person may change. Raises ``Http404``."""
    one = asset_for(user, asset_id)
    if not permissions.may_edit_asset(user, one):
        raise Http404
    return one


def distribution_for(asset: DataAsset, distribution_id: UUID) -> Distribution:
    """A form of a set. Raises ``Http404``."""
    return get_object_or_404(asset.distributions.all(), pk=distribution_id)


def producers() -> QuerySet[Producer]:
    """Everybody who has a published set, with how many."""
    counted = Count("assets", filter=Q(assets__published_at__isnull=False, assets__gone_at=None))
    return Producer.objects.annotate(count=counted).filter(count__gt=0).order_by("name", "pk")


def producer(producer_id: UUID) -> Producer:
    """A producer: anybody may know of it. Raises ``Http404``."""
    return get_object_or_404(Producer.objects.select_related("organisation"), pk=producer_id)


def own_producers(user: Any) -> list[Producer]:
    """The producers whose data the person describes."""
    own = Q(organisation__in=[m.organisation_id for m in user.active_memberships])
    if user.is_administrator:
        own |= Q(organisation=None) & ~Q(assets__source__isnull=False)
    return list(Producer.objects.filter(own).distinct().order_by("name", "pk"))


def own_producer(user: Any, producer_id: UUID) -> Producer:
    """A producer whose data the person describes. Raises ``Http404``."""
    one = producer(producer_id)
    if not permissions.may_describe(user, one):
        raise Http404
    return one


def own_assets(user: Any) -> QuerySet[DataAsset]:
    """The sets of the person's producers, drafts too."""
    return (
        DataAsset.objects.filter(producer__in=own_producers(user), source=None)
        .select_related("producer")
        .order_by("title_fr", "title_en", "title_ko", "pk")
    )


def discussions(asset: DataAsset) -> QuerySet[Discussion]:
    """The discussions of a set, the latest first, with how many messages are read in each."""
    said = Count("comments", filter=Q(comments__hidden_at=None))
    return asset.discussions.annotate(count=said).order_by("-created_at", "pk")


def discussion_for(user: Any, discussion_id: UUID) -> Discussion:
    """A discussion of a set that the person may know of. Raises ``Http404``."""
    one = get_object_or_404(
        Discussion.objects.select_related("asset__producer__organisation"), pk=discussion_id
    )
    asset_for(user, one.asset_id)
    return one


def comments(discussion: Discussion) -> QuerySet[Comment]:
    """The messages of a discussion, the first one first; hidden ones too, whose text is not shown."""
    return discussion.comments.select_related("organisation").order_by("created_at", "pk")


def comment_for(user: Any, comment_id: UUID) -> Comment:
    """A message that the person may hide. Raises ``Http404``."""
    one = get_object_or_404(
        Comment.objects.select_related("discussion__asset__producer__organisation"), pk=comment_id
    )
    if not permissions.may_moderate(user, one.discussion.asset):
        raise Http404
    return one


def reuses(asset: DataAsset) -> QuerySet[Reuse]:
    """Which services use a set."""
    return asset.reuses.select_related("organisation").order_by("service", "what", "pk")


def reuse_for(user: Any, reuse_id: UUID) -> Reuse:
    """A declared use that the person may take away. Raises ``Http404``."""
    one = get_object_or_404(
        Reuse.objects.select_related("asset__producer__organisation", "organisation"), pk=reuse_id
    )
    if not permissions.may_remove_reuse(user, one.organisation, one.asset):
        raise Http404
    return one


def sources() -> QuerySet[HarvestSource]:
    """The catalogues that are read, with how many sets each has here."""
    held = Count("assets", filter=Q(assets__gone_at=None))
    return HarvestSource.objects.annotate(held=held).order_by("name", "pk")


def source(source_id: UUID) -> HarvestSource:
    """A catalogue that is read. Raises ``Http404``."""
    return get_object_or_404(HarvestSource, pk=source_id)


def jobs(of: HarvestSource) -> QuerySet[HarvestJob]:
    """The readings of a catalogue, the latest first, with what came of each."""
    return of.jobs.annotate(met=Count("items", distinct=True), wrong=Count("errors", distinct=True)).order_by(
        "-created_at", "pk"
    )


def job(job_id: UUID) -> HarvestJob:
    """One reading. Raises ``Http404``."""
    return get_object_or_404(HarvestJob.objects.select_related("source"), pk=job_id)


def organisations_without_producer() -> QuerySet[Organisation]:
    """The organisations of data producers whose data nobody has been named for yet."""
    return Organisation.objects.filter(kind=Organisation.Kind.PRODUCER, producer=None).order_by("name", "pk")


def outcomes(of: HarvestJob) -> dict[str, int]:
    """How many sets a reading met, by what came of each."""
    counted = of.items.order_by().values("outcome").annotate(count=Count("pk"))
    return {one["outcome"]: one["count"] for one in counted}
