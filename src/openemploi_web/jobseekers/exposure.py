"""Which offers job seekers are shown on the first page of their list, and which with the part "Other ways" beside it.

For ``openemploi fairness exposure --portal``: nothing of a person leaves but the great domains of the offers and
whether they are unexpected. Who has no occupation that ROME knows is left out: nothing is unexpected to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from openemploi.fairness import Item, Shown
from openemploi.matching.recommending import Reach
from openemploi_web.jobseekers.models import Profile
from openemploi_web.vacancies import search
from openemploi_web.vacancies.looking import Looking
from openemploi_web.vacancies.other_ways import domain_of, homes_of, other_ways, reach_of
from openemploi_web.vacancies.search_records import OfferFound

UNKNOWN: Final = "?"
FIRST: Final = 10  # offers of a first page
LIST: Final = "list"
WITH_PART: Final = "list_and_other_ways"


def shown_to(*, most: int) -> Iterator[Shown]:
    """What ``most`` people, in the order of their keys, are shown: once in their list alone, once with the part.

    Who took the part away is shown their list alone in both.
    """
    for profile in Profile.objects.filter(anonymised_at=None).order_by("pk")[:most]:
        looking = Looking.of(profile)
        homes = homes_of(profile, looking)
        if not homes:
            continue
        listed = search.offers_for(profile, looking=looking)
        page, filters = listed[:FIRST], search.OfferFilter()
        keys, marked = {one.row.pk for one in page}, profile.marked()
        part: Sequence[OfferFound] = ()
        if profile.other_ways:
            beside = other_ways(profile, looking, listed=listed, shown=keys, filters=filters, marked=marked)
            part = [way.found for way in beside.ways]
        alone, both = (
            tuple(
                Item(
                    domain_of(one.row) or UNKNOWN,
                    reach_of(one.row, looking, homes=homes) is Reach.UNEXPECTED,
                )
                for one in some
            )
            for some in (page, [*page, *part])
        )
        yield Shown(LIST, alone)
        yield Shown(WITH_PART, both)
