"""A person settles what they can do, what they did, what they wish, and freezes versions of it.

Each ends in :func:`_changed`, so that the offers shown are those for the profile as it is now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Max
from django.utils import timezone

from openemploi_web.core.actions import action, allow, note_details
from openemploi_web.jobseekers.merging import Line, fingerprint, settle, wish_fingerprint
from openemploi_web.jobseekers.models import Profile, Skill, Version
from openemploi_web.jobseekers.permissions import may_edit_profile
from openemploi_web.jobseekers.selectors_profile import version_is_used
from openemploi_web.jobseekers.snapshots import snapshot
from openemploi_web.vacancies.search import touch_person

TOP: Final = 5
WISHES: Final = (
    "wished_occupations", "areas", "contracts", "hours", "minimum_pay", "remote", "constraints",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """What the person says of one skill: its state, whether they can do it, and their own rating."""

    skill: Skill
    state: str
    negated: bool
    rating: int | None


@action
def settle_skills(
    *, actor: Any, profile: Profile, settled: Iterable[Settled], top: Sequence[Skill] | None = None
) -> int:
    """Keep what the person says of their skills, and their five first; how many skills changed."""
    _allowed(actor, profile)
    changed = 0
    for one in settled:
        row = one.skill
        before = (row.state, row.negated, row.rating)
        row.state, row.negated, row.rating = one.state, one.negated, one.rating
        if before != (row.state, row.negated, row.rating):
            row.save(update_fields=["state", "negated", "rating"])
            changed += 1
    if top is not None:
        changed += _choose_top(profile, top)
    note_details(changed=changed)
    if changed:
        _changed(profile)
    return changed


@action
def add_skill(*, actor: Any, profile: Profile, uri: str, label: str, rating: int | None = None) -> Skill:
    """Add a skill of the taxonomy; one that was proposed or set aside becomes the person's own."""
    _allowed(actor, profile)
    row = profile.skills.filter(uri=uri).first()
    if row is None:
        row = Skill(profile=profile, uri=uri, label=label[:300], source=Skill.Source.ADDED)
    row.state, row.negated = Skill.State.ACCEPTED, False
    row.rating = rating if rating is not None else row.rating
    row.save()
    _changed(profile)
    return row


@action
def correct_skill(*, actor: Any, skill: Skill, uri: str, label: str) -> Skill:
    """Put another skill in the place of one that was read wrongly; its passage goes with it."""
    profile = skill.profile
    _allowed(actor, profile)
    if uri == skill.uri:
        return skill
    row = profile.skills.filter(uri=uri).first() or Skill(
        profile=profile,
        uri=uri,
        label=label[:300],
        source=Skill.Source.SAID if skill.passages else Skill.Source.ADDED,
        document=skill.document,
        passages=skill.passages,
        level=skill.level,
        months=skill.months,
        last_used=skill.last_used,
    )
    row.state, row.negated = Skill.State.ACCEPTED, False
    row.rating = row.rating if row.rating is not None else skill.rating
    row.save()
    skill.state, skill.top = Skill.State.REJECTED, None
    skill.save(update_fields=["state", "top"])
    _changed(profile)
    return row


@action
def keep_line(*, actor: Any, line: Line, before: str = "") -> None:
    """Keep a line of the person's life, new or corrected; ``before`` is what it was known by when it was read."""
    profile = line.profile
    _allowed(actor, profile)
    line.save()
    if before and before != fingerprint(line):
        settle(profile, before)
    _changed(profile)


@action
def remove_line(*, actor: Any, line: Line) -> None:
    """Take a line out, so that no document brings it back."""
    profile = line.profile
    _allowed(actor, profile)
    settle(profile, fingerprint(line))
    line.delete()
    _changed(profile)


@action
def keep_contact(*, actor: Any, profile: Profile, name: str, values: Mapping[str, Any]) -> None:
    """Keep the name, the telephone, the commune and what the person does in a few words."""
    _allowed(actor, profile)
    for field in ("headline", "phone", "commune", "insee_code", "department"):
        if field in values:
            setattr(profile, field, values[field])
    user = profile.user
    if user.name != name:
        user.name = name
        user.save(update_fields=["name"])
    _changed(profile)


@action
def keep_wishes(*, actor: Any, profile: Profile, values: Mapping[str, Any]) -> None:
    """Keep what the person wishes; an occupation that they take out is not proposed again."""
    _allowed(actor, profile)
    taken_out = set(profile.wished_occupations) - set(
        values.get("wished_occupations", profile.wished_occupations)
    )
    settle(profile, *(wish_fingerprint(uri) for uri in sorted(taken_out)))
    for field in WISHES:
        if field in values:
            setattr(profile, field, values[field])
    _changed(profile)


@action
def freeze_version(*, actor: Any, profile: Profile, label: str) -> Version:
    """Freeze the profile as it stands, to send the same thing that one saw."""
    _allowed(actor, profile)
    last = Version.objects.filter(profile=profile).aggregate(last=Max("number"))["last"] or 0
    version: Version = Version.objects.create(
        profile=profile, number=last + 1, label=label[:120], snapshot=snapshot(profile)
    )
    return version


@action
def delete_version(*, actor: Any, version: Version) -> bool:
    """Take away a version; one that was sent stays with the application it was sent with. Whether it went."""
    _allowed(actor, version.profile)
    if version_is_used(version):
        return False
    version.delete()
    return True


def _allowed(actor: Any, profile: Profile) -> None:
    allow(may_edit_profile(actor, profile), actor=actor, subject=profile, person=profile.user_id)
    # As it is now: another page, or the reading of a CV, may have kept something since this one was opened.
    profile.refresh_from_db(from_queryset=Profile.objects.select_for_update())


def _changed(profile: Profile) -> None:
    profile.edited_at = timezone.now()
    profile.save()
    touch_person(profile)


def _choose_top(profile: Profile, top: Sequence[Skill]) -> int:
    wanted = {row.pk: place for place, row in enumerate(top[:TOP], start=1)}
    changed = 0
    for row in profile.skills.all():
        place = wanted.get(row.pk)
        if row.top != place:
            row.top = place
            row.save(update_fields=["top"])
            changed += 1
    return changed
