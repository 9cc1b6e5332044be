"""What changes in the catalogue: producers, the description of their sets, quality, discussions, uses."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from openemploi.catalogue import Measure
from openemploi_web.accounts.models import Organisation
from openemploi_web.core.actions import action, allow
from openemploi_web.repository import permissions_catalogue as permissions
from openemploi_web.repository.models import (
    AssetTerm,
    Comment,
    DataAsset,
    Discussion,
    Distribution,
    Producer,
    QualityFigure,
    Reuse,
)


@action
def keep_producer(*, actor: Any, producer: Producer | None, **fields: Any) -> Producer:
    """Add a producer, or correct one. Which organisation answers for its data is the operator's to say."""
    if producer is None:
        producer = Producer()
        allow(permissions.may_make_producer(actor), actor=actor, subject=producer)
    else:
        whose = "organisation" in fields and fields["organisation"] != producer.organisation
        allow(
            permissions.may_make_producer(actor) if whose else permissions.may_keep_producer(actor, producer),
            actor=actor,
            subject=producer,
            organisation=producer.organisation_id,
        )
    for name, value in fields.items():
        setattr(producer, name, value)
    producer.save()
    return producer


@action
def describe(
    *,
    actor: Any,
    producer: Producer,
    asset: DataAsset | None,
    themes: Sequence[str],
    places: Sequence[tuple[str, str]],
    keywords: Iterable[str],
    **fields: Any,
) -> DataAsset:
    """Describe a set of ``producer``, or correct its description. A new one is a draft."""
    if asset is None:
        key = uuid.uuid4()
        kept = DataAsset(pk=key, identifier=f"urn:uuid:{key}", producer=producer)
        granted = permissions.may_describe(actor, producer)
    else:
        kept, granted = asset, permissions.may_edit_asset(actor, asset)
    allow(granted, actor=actor, subject=kept, organisation=producer.organisation_id)
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save()
    kinds = AssetTerm.Kind
    # Key words that came in other languages are not of the form, and stay.
    kept.terms.exclude(kind=kinds.KEYWORD, language__in=("en", "ko")).delete()
    terms = {
        **{(kinds.THEME, value, ""): "" for value in themes},
        **{(kinds.PLACE, value or label, ""): label for value, label in places},
        **{(kinds.KEYWORD, word, "fr"): "" for word in keywords},
    }
    AssetTerm.objects.bulk_create(
        AssetTerm(asset=kept, kind=kind, value=value, language=language, label=label)
        for (kind, value, language), label in terms.items()
    )
    return kept


@action
def publish(*, actor: Any, asset: DataAsset, published: bool) -> None:
    """Show a set to all, or take it back to the drafts."""
    allow(
        permissions.may_edit_asset(actor, asset),
        actor=actor,
        subject=asset,
        organisation=asset.producer.organisation_id,
        reason="publish" if published else "withdraw",
    )
    asset.published_at = (asset.published_at or timezone.now()) if published else None
    asset.save(update_fields=["published_at"])


@action
def keep_distribution(
    *, actor: Any, asset: DataAsset, distribution: Distribution | None, **fields: Any
) -> Distribution:
    """Add a form in which a set can be had, or correct one."""
    kept = distribution or Distribution(asset=asset)
    allow(
        permissions.may_edit_asset(actor, asset) and kept.asset_id == asset.pk,
        actor=actor,
        subject=kept,
        organisation=asset.producer.organisation_id,
    )
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save()
    return kept


@action
def remove_distribution(*, actor: Any, distribution: Distribution) -> None:
    """Take a form of a set away."""
    asset = distribution.asset
    allow(
        permissions.may_edit_asset(actor, asset),
        actor=actor,
        subject=distribution,
        organisation=asset.producer.organisation_id,
    )
    distribution.delete()


@action
def keep_quality(*, actor: Any, asset: DataAsset, measures: Sequence[Measure]) -> None:
    """Keep what was measured of a set, in the place of what was measured before."""
    allow(
        permissions.may_edit_asset(actor, asset),
        actor=actor,
        subject=asset,
        organisation=asset.producer.organisation_id,
    )
    for one in measures:
        QualityFigure.objects.update_or_create(
            asset=asset,
            dimension=one.dimension.value,
            group=one.group,
            defaults={
                "value": one.value,
                "n": one.n,
                "unknown_because": one.unknown_because,
                "measured_at": timezone.now(),
            },
        )


@action
def open_discussion(
    *, actor: Any, asset: DataAsset, title: str, text: str, organisation: Organisation | None
) -> Discussion:
    """Ask or remark something about a set, in public."""
    opened = Discussion(asset=asset, title=title, opened_by=actor)
    allow(
        permissions.may_discuss(actor, asset) and _acts_for(actor, organisation),
        actor=actor,
        subject=opened,
        person=actor.pk,
        organisation=asset.producer.organisation_id,
    )
    opened.save()
    Comment.objects.create(discussion=opened, author=actor, organisation=organisation, text=text)
    return opened


@action
def answer_discussion(
    *, actor: Any, discussion: Discussion, text: str, organisation: Organisation | None
) -> Comment:
    """Say something in a discussion that is open."""
    said = Comment(discussion=discussion, author=actor, organisation=organisation, text=text)
    allow(
        discussion.closed_at is None
        and permissions.may_discuss(actor, discussion.asset)
        and _acts_for(actor, organisation),
        actor=actor,
        subject=said,
        person=actor.pk,
        organisation=discussion.asset.producer.organisation_id,
    )
    said.save()
    return said


@action
def close_discussion(*, actor: Any, discussion: Discussion) -> None:
    """Say that a discussion is over; it stays to be read."""
    allow(
        permissions.may_close(actor, discussion),
        actor=actor,
        subject=discussion,
        person=discussion.opened_by_id,
        organisation=discussion.asset.producer.organisation_id,
    )
    discussion.closed_at = timezone.now()
    discussion.save(update_fields=["closed_at"])


@action
def hide_comment(*, actor: Any, comment: Comment, reason: str) -> None:
    """Hide a message, with a reason of the list."""
    allow(
        permissions.may_hide(actor, comment),
        actor=actor,
        subject=comment,
        person=comment.author_id,
        organisation=comment.discussion.asset.producer.organisation_id,
        reason=reason,
    )
    comment.hidden_at = timezone.now()
    comment.hidden_because = reason
    comment.save(update_fields=["hidden_at", "hidden_because"])


@action
def declare_reuse(*, actor: Any, asset: DataAsset, organisation: Organisation, **fields: Any) -> Reuse:
    """Say which service uses a set, and for which screen or decision."""
    declared = Reuse(asset=asset, organisation=organisation, declared_by=actor)
    allow(
        permissions.may_declare_reuse(actor, asset) and _acts_for(actor, organisation),
        actor=actor,
        subject=declared,
        organisation=organisation.pk,
    )
    for name, value in fields.items():
        setattr(declared, name, value)
    declared.save()
    return declared


@action
def remove_reuse(*, actor: Any, reuse: Reuse) -> None:
    """Take a declared use away."""
    allow(
        permissions.may_remove_reuse(actor, reuse.organisation, reuse.asset),
        actor=actor,
        subject=reuse,
        organisation=reuse.organisation_id,
    )
    reuse.delete()


def _acts_for(actor: Any, organisation: Organisation | None) -> bool:
    return organisation is None or any(m.organisation_id == organisation.pk for m in actor.active_memberships)
