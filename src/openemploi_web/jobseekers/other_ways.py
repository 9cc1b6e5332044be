"""The part "Other ways" under the list "offers for me": its offers with their reason, and how much of it is unexpected.

Only under the first page of a list without a word to search for, and unless the person took it away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openemploi.matching.recommending import Reach
from openemploi_web.jobseekers.models import Profile
from openemploi_web.jobseekers.offers import Listed, to_filter
from openemploi_web.vacancies.looking import Looking
from openemploi_web.vacancies.other_ways import OtherWay, OtherWays, other_ways

NAMED: Final = 3  # skills named as the reason of an offer


@dataclass(frozen=True, slots=True)
class Part:
    """What is listed beside the list, and in words how much of it is unexpected."""

    entries: tuple[Listed, ...]
    measured: str

    @classmethod
    def beside(
        cls,
        profile: Profile,
        looking: Looking,
        *,
        found: Sequence[Listed],
        page: Page[Listed],
        asked: Mapping[str, Any],
        marked: Mapping[UUID, str],
    ) -> Part | None:
        """The part under ``page``; ``None`` where there is none."""
        if not profile.other_ways or page.number != 1 or asked.get("text"):
            return None
        part = other_ways(
            profile,
            looking,
            listed=[entry.found for entry in found],
            shown={entry.found.row.pk for entry in page},
            filters=to_filter(asked),
            marked=marked,
        )
        if not part.ways:
            return None
        entries = tuple(Listed(way.found, _reason(way), _word(way.reach)) for way in part.ways)
        return cls(entries, _measured(part))


def _word(reach: Reach) -> str:
    return _("Unexpected offer") if reach is Reach.UNEXPECTED else _("One step aside")


def _reason(way: OtherWay) -> str:
    count = len(way.skills)
    named = ", ".join(way.skills[:NAMED]) + (" …" if count > NAMED else "")
    asked = ngettext(
        "It asks for %(count)s thing that you can do: %(names)s.",
        "It asks for %(count)s things that you can do: %(names)s.",
        count,
    ) % {"count": count, "names": named}
    far = (
        _("Another field than your occupations.")
        if way.reach is Reach.UNEXPECTED
        else _("Another occupation, in a field of yours.")
    )
    return f"{asked} {far}"


def _measured(part: OtherWays) -> str:
    unexpected = sum(way.reach is Reach.UNEXPECTED for way in part.ways)
    return ngettext(
        "%(unexpected)s of this %(count)s offer is in another field than yours.",
        "%(unexpected)s of these %(count)s offers are in another field than yours.",
        len(part.ways),
    ) % {"unexpected": unexpected, "count": len(part.ways)}
