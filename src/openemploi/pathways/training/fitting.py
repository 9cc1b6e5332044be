"""Whether sessions fit what a person can do: start, way, price, level, hours. What is not known hinders nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from openemploi.i18n import _, ngettext
from openemploi.pathways.training.catalogue import Catalogue, Flags, Floats, Numbers
from openemploi.pathways.training.model import Frame, Hindrance, LeftOut, Teaching
from openemploi.pathways.training.told import RHYTHMS, TEACHINGS, day_name
from openemploi.territory.places import distances_km

# Minutes by road from a straight line: a road 1.3 times as long, driven at 50 km/h, and 5 minutes at both ends.
ROAD_PER_LINE: Final = 1.3
ROAD_KMH: Final = 50.0
ROAD_MINUTES: Final = 5.0
# Hours a week are rounded by those who publish them.
HOURS_TOLERANCE: Final = 1.05

_AT_A_DISTANCE: Final = TEACHINGS.index(Teaching.DISTANCE)


@dataclass(frozen=True)
class Fit:
    """The sessions ``rows`` of ``catalogue`` beside ``frame``; every array has one entry a row."""

    catalogue: Catalogue
    frame: Frame
    rows: Numbers

    @cached_property
    def distance(self) -> Floats:
        """Kilometres from home in a straight line; 0 at a distance; NaN: not known."""
        away = self.catalogue.teaching[self.rows] == _AT_A_DISTANCE
        home = self.catalogue.point(self.frame.home) if self.frame.home else None
        if home is None:
            return np.where(away, 0.0, np.nan)
        latitudes, longitudes = (each[self.rows] for each in self.catalogue.points)
        found = distances_km(latitudes, longitudes, latitude=home.latitude, longitude=home.longitude)
        return np.where(away, 0.0, found)

    @cached_property
    def far(self) -> float | None:
        """The longest way that is accepted, km; ``None``: no limit was said."""
        limits = [
            limit for limit in (self.frame.travel_km, _km(self.frame.travel_minutes)) if limit is not None
        ]
        return min(limits) if limits else None

    @cached_property
    def hindrances(self) -> Mapping[Hindrance, Flags]:
        """Where each hindrance is known to stand."""
        cat, frame, rows = self.catalogue, self.frame, self.rows
        starts, permanent = cat.starts[rows], cat.permanent[rows]
        day, known = np.datetime64(frame.day), ~np.isnat(starts)
        none = np.zeros(len(rows), bool)
        over = ~np.isnat(cat.ends[rows]) & (cat.ends[rows] < day)
        required = np.nan_to_num(cat.level_required[rows], nan=0.0) > 0
        bits = cat.rhythms[rows]
        wanted = sum(1 << RHYTHMS.index(rhythm) for rhythm in frame.rhythms)
        return {
            Hindrance.PAST: over | (known & (starts < day) & ~permanent),
            Hindrance.CLOSED: cat.closed[rows]
            | (~np.isnat(cat.enrolment_ends[rows]) & (cat.enrolment_ends[rows] < day)),
            Hindrance.EARLY: known & ~permanent & (starts < np.datetime64(frame.starts_from))
            if frame.starts_from
            else none,
            Hindrance.LATE: known & (starts > np.datetime64(frame.starts_by)) if frame.starts_by else none,
            Hindrance.FAR: self.distance > self.far if self.far is not None else none,
            Hindrance.DEAR: cat.prices[rows] > frame.budget if frame.budget is not None else none,
            Hindrance.LEVEL: required & (cat.levels_asked[rows] > frame.level)
            if frame.level is not None
            else none,
            Hindrance.HOURS: cat.weekly_hours[rows] > frame.weekly_hours * HOURS_TOLERANCE
            if frame.weekly_hours is not None
            else none,
            Hindrance.RHYTHM: (bits > 0) & (bits & np.int8(wanted) == 0) if frame.rhythms else none,
        }

    @cached_property
    def fits(self) -> Flags:
        """Where nothing is known to hinder."""
        fits: Flags = self._count == 0
        return fits

    @cached_property
    def _count(self) -> Numbers:
        count: Numbers = np.sum([flags.astype(np.int64) for flags in self.hindrances.values()], axis=0)
        return count

    def left_out(self) -> tuple[LeftOut, ...]:
        """The sessions left out, by reason: those with most sessions that fail for it alone first."""
        found = []
        for hindrance, flags in self.hindrances.items():
            if not flags.any():
                continue
            alone = flags & (self._count == 1)
            nearest = self._nearest(hindrance, alone)
            sentence = _sentence(hindrance, int(flags.sum()), nearest, self._first_day(alone))
            found.append(LeftOut(hindrance, int(flags.sum()), int(alone.sum()), sentence, nearest))
        return tuple(sorted(found, key=lambda each: (-each.alone, -each.sessions)))

    def _nearest(self, hindrance: Hindrance, alone: Flags) -> float | None:
        values: dict[Hindrance, Floats] = {
            Hindrance.FAR: self.distance,
            Hindrance.DEAR: self.catalogue.prices[self.rows],
            Hindrance.LEVEL: self.catalogue.levels_asked[self.rows],
            Hindrance.HOURS: self.catalogue.weekly_hours[self.rows],
        }
        if hindrance not in values or not alone.any():
            return None
        return round(float(values[hindrance][alone].min()), 1)

    def _first_day(self, alone: Flags) -> date | None:
        days = self.catalogue.starts[self.rows][alone]
        days = days[~np.isnat(days)]
        return days.min().astype(object) if len(days) else None


def minutes(km: float) -> float:
    """Minutes by road, estimated from a straight line of ``km``; 0 for nothing to travel."""
    return round(ROAD_MINUTES + km * ROAD_PER_LINE / ROAD_KMH * 60) if km > 0 else 0.0


def _km(most: float | None) -> float | None:
    return None if most is None else max(0.0, (most - ROAD_MINUTES) / 60 * ROAD_KMH / ROAD_PER_LINE)


def _sentence(hindrance: Hindrance, count: int, nearest: float | None, first: date | None) -> str:
    match hindrance:
        case Hindrance.PAST:
            text = ngettext(
                "{count} session has begun already.", "{count} sessions have begun already.", count
            )
        case Hindrance.CLOSED:
            text = ngettext(
                "Enrolment is closed for {count} session.", "Enrolment is closed for {count} sessions.", count
            )
        case Hindrance.EARLY:
            text = ngettext(
                "{count} session begins before you are free.",
                "{count} sessions begin before you are free.",
                count,
            )
        case Hindrance.LATE:
            text = ngettext(
                "{count} session begins later than you wish.",
                "{count} sessions begin later than you wish.",
                count,
            )
            if first:
                text += " " + _("The first begins on {day}.", day=day_name(first))
        case Hindrance.FAR:
            text = ngettext("{count} session is too far.", "{count} sessions are too far.", count)
            if nearest is not None:
                text += " " + _("The nearest is {km} km away in a straight line.", km=f"{nearest:.0f}")
        case Hindrance.DEAR:
            text = ngettext(
                "{count} session costs more than your budget.",
                "{count} sessions cost more than your budget.",
                count,
            )
            if nearest is not None:
                text += " " + _("The cheapest costs {euros} € before any aid.", euros=f"{nearest:.0f}")
        case Hindrance.LEVEL:
            text = ngettext(
                "{count} session requires a higher diploma.",
                "{count} sessions require a higher diploma.",
                count,
            )
            if nearest is not None:
                text += " " + _("Level {level} would be enough for one.", level=f"{nearest:.0f}")
        case Hindrance.HOURS:
            text = ngettext(
                "{count} session takes more hours a week than you have.",
                "{count} sessions take more hours a week than you have.",
                count,
            )
            if nearest is not None:
                text += " " + _("The lightest takes {hours} hours a week.", hours=f"{nearest:.0f}")
        case Hindrance.RHYTHM:
            text = ngettext(
                "{count} session has a rhythm that you cannot follow.",
                "{count} sessions have a rhythm that you cannot follow.",
                count,
            )
    return text
