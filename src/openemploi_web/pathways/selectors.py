"""What the pages of paths read: the person's own accepted skills, and which data are there. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from openemploi_web.jobseekers.models import Skill
from openemploi_web.jobseekers.selectors_offers import own_profile
from openemploi_web.observatory.selectors import observatory

_ROME: Final = "rome"


@dataclass(frozen=True, slots=True)
class Own:
    """What a profile gives to start from: URIs of accepted skills, ROME codes of what was done, the latest first."""

    skills: tuple[str, ...]
    rome_codes: tuple[str, ...]
    commune: str


def own(user: Any) -> Own | None:
    """The profile of ``user``, or nothing for a visitor and for who has none."""
    profile = own_profile(user) if getattr(user, "is_authenticated", False) else None
    if profile is None:
        return None
    skills = profile.skills.filter(state=Skill.State.ACCEPTED, negated=False).order_by("top", "label")
    done = sorted(profile.experiences.all(), key=lambda row: (row.current, row.end, row.start), reverse=True)
    codes = [str(code) for row in done for scheme, code in row.occupation_codes if scheme == _ROME]
    return Own(
        skills=tuple(skills.values_list("uri", flat=True)),
        rome_codes=tuple(dict.fromkeys(codes)),
        commune=profile.commune,
    )


def missing_data(*names: str) -> tuple[str, ...]:
    """Which of these datasets were not imported here."""
    there = observatory().datasets
    return tuple(name for name in names if name not in there)
