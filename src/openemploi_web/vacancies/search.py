"""The offers for a person and the people for an offer, found in the index and ordered.

The index (``folder("index")``) holds published offers, and people who agreed to be found: nobody else is in it. A
change is noted in :class:`IndexChange` and taken in by :func:`refresh`, which the worker runs; what is found is read
again from the database, so that a closed offer or a withdrawn consent is never shown.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any, Final, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from openemploi.errors import OpenEmploiError
from openemploi.matching import Match
from openemploi.matching.index import (
    MANIFEST,
    Around,
    Filter,
    Index,
    IndexWriter,
    Searcher,
    offer_features,
    person_features,
)
from openemploi.territory.places import locate
from openemploi_web.core.engine import engine
from openemploi_web.core.folders import folder
from openemploi_web.core.languages import language_in_force
from openemploi_web.jobseekers.models import OfferMark, Profile
from openemploi_web.jobseekers.snapshots import facts_of, snapshot
from openemploi_web.rights.consents import agreeing
from openemploi_web.rights.models import Consent
from openemploi_web.vacancies.comparison import (
    Offered,
    Wishes,
    chance_share,
    compare,
    facts_occupations,
    usefulness_share,
    wished_nowhere,
)
from openemploi_web.vacancies.facts import facts
from openemploi_web.vacancies.looking import Looking, Sketch, sketcher
from openemploi_web.vacancies.models import IndexChange, Vacancy
from openemploi_web.vacancies.offered import OfferRow, Offers
from openemploi_web.vacancies.search_records import OfferFilter, OfferFound, PersonFound
from openemploi_web.vacancies.sketches import Sketched

__all__ = [
    "BEYOND", "MOST", "OfferFilter", "OfferFound", "PersonFound", "arounds_of", "found_of", "offers_for",
    "one_offer_for", "people_for", "rebuild", "refresh", "sketched", "touch_offer", "touch_person",
]  # fmt: skip

MOST: Final = 120  # offers looked at for one list
BEYOND: Final = 20  # offers looked at beyond the places that a person wishes
Side = Literal["offers", "people"]
_BATCH: Final = 500
#: What a card needs; the text of an offer and what was read of it are long.
_SHOWN: Final = (
    "title", "state", "occupation_uri", "occupation_label", "rome_code", "contract", "contract_months",
    "weekly_hours", "full_time", "pay_minimum", "pay_maximum", "pay_unit", "remote", "commune", "department",
    "latitude", "longitude", "openings", "closes_on", "published_at",
    "organisation__kind", "organisation__name", "organisation__public",
)  # fmt: skip


@dataclass(slots=True)
class _Opened:
    stamp: tuple[int, int]
    searcher: Searcher


_opened: Final[dict[str, _Opened]] = {}
_lock: Final = threading.Lock()


def offers_for(
    profile: Profile,
    *,
    filters: OfferFilter | None = None,
    count: int = 100,
    marked: Mapping[UUID, str] | None = None,
    looking: Looking | None = None,
) -> list[OfferFound]:
    """Published offers for ``profile``, the most useful × likely first, without those ``marked`` "not for me".

    What the person marked is read here when it is not given, and so is the person (``looking``).
    """
    looking = looking or Looking.of(profile)
    filters = filters or OfferFilter()
    occupations = list(profile.wished_occupations)
    sketches = {
        one.match.name: one
        for one in _offers(looking, occupations=occupations, key=str(profile.pk), filters=filters)
    }
    published = _published()
    if filters.since_days is not None:
        published = published.filter(published_at__gte=timezone.now() - timedelta(days=filters.since_days))
    if filters.text:
        said = _saying(published.select_related("organisation"), filters.text)
        known = list(said.prefetch_related("requirements")[:MOST])
        rows: Iterable[Offered] = [row for row in known if _fits(row, filters)]
    else:
        known = []
        rows = OfferRow.of(published.filter(pk__in=list(sketches)).order_by())
    offers = Offers(_published().select_related("organisation").only(*_SHOWN), known)
    of_offers = profile.marked() if marked is None else marked
    found = [
        _found(
            row, sketches.get(str(row.pk)) or looking.sketched(offers.read([row.pk])[row.pk]), looking, offers
        )
        for row in rows
        if of_offers.get(row.pk) != OfferMark.Mark.NOT_FOR_ME
        and (filters.text or filters.place or not wished_nowhere(looking.wishes, row))
    ]
    found.sort(key=lambda one: (-round(one.order, 9), one.sketch.key, one.sketch.name))
    return found[:count]


def sketched(looking: Looking, *, key: str, count: int, keep: Filter) -> Iterator[Sketch]:
    """The ``count`` offers of the index that are met most, of those that ``keep`` keeps."""
    if (searcher := _searcher("offers")) is None:
        return
    if looking.prepared is None or looking.prepared[0] is not searcher:
        looking.prepared = searcher, searcher.prepare_person(looking.held, key=key)
    found = searcher.offers_for(
        looking.held, key=key, count=count, keep=keep, language=looking.language, prepared=looking.prepared[1]
    )
    for match, number in zip(found.matches, found.numbers, strict=True):
        yield Sketch(match, partial(searcher.offer, number))


def found_of(
    looking: Looking,
    sketches: Mapping[UUID, Sketch],
    *,
    offers: Offers | None = None,
    since: datetime | None = None,
) -> list[OfferFound]:
    """Those of ``sketches`` that are published (and not before ``since``), with what an order needs of them.

    ``offers`` is where a page reads them, when it reads others there too.
    """
    rows = _published().filter(pk__in=list(sketches))
    if since is not None:
        rows = rows.filter(published_at__gte=since)
    offers = offers or Offers(_published().select_related("organisation").only(*_SHOWN))
    return [_found(row, sketches[row.pk], looking, offers) for row in OfferRow.of(rows.order_by())]


def arounds_of(looking: Looking, filters: OfferFilter) -> list[Around | None]:
    """Where offers are looked for: the place asked for, or the places wished; ``[None]`` is anywhere."""
    if filters.place:
        here = locate(filters.place)
        return [Around(here.latitude, here.longitude, filters.radius_km)] if here else []
    return [Around(lat, lon, km * 1.5) for lat, lon, km, _name in looking.wishes.areas[:3]] or [None]


def one_offer_for(profile: Profile, vacancy: Vacancy) -> OfferFound:
    """One offer for a person, with passages."""
    values = snapshot(profile)
    match = compare(facts_of(values), vacancy, name=str(vacancy.pk))
    wishes = Wishes.of(values["wishes"])
    offers = Offers(_published(), [vacancy])
    return OfferFound(vacancy, match, _order(match, wishes, vacancy), wishes, lambda: match, offers)


def people_for(vacancy: Vacancy, *, count: int = 50) -> list[PersonFound]:
    """People who agreed to be found, for ``vacancy``, in the order of the match; those who applied are left out."""
    searcher = _searcher("people")
    if searcher is None:
        return []
    code = language_in_force()
    asked = engine(code).matcher.ask(facts(vacancy), language=code)
    found = searcher.people_for(asked, key=str(vacancy.pk), count=count + 20)
    matches = {match.name: match for match in found.matches}
    keys = [UUID(name) for name in matches]
    applied = set(
        vacancy.applications.filter(profile__in=keys).order_by().values_list("profile_id", flat=True)
    )
    shown = _findable().select_related("user").only("phone", "user__name", "user__email")
    profiles = shown.in_bulk([key for key in keys if key not in applied])
    found_people = (PersonFound(profiles[key], matches[str(key)]) for key in keys if key in profiles)
    return list(islice(found_people, count))


def touch_offer(vacancy: Vacancy) -> None:
    """Have the index take in, or forget, ``vacancy``."""
    IndexChange.objects.create(side=IndexChange.Side.OFFERS, record=vacancy.pk)


def touch_person(profile: Profile) -> None:
    """Have the index take in, or forget, ``profile``."""
    IndexChange.objects.create(side=IndexChange.Side.PEOPLE, record=profile.pk)


def refresh() -> int:
    """Take noted changes into the index; how many. Done again after a fault, it gives the same index.

    Where there is none that can be read (the first start, a backup that was put back, another release, a damaged file),
    it is made from the database.
    """
    if not (_readable("offers") and _readable("people")):
        return rebuild()
    done = 0
    for side in ("offers", "people"):
        while changes := list(IndexChange.objects.filter(side=side).order_by("pk")[:_BATCH]):
            wanted = list(dict.fromkeys(change.record for change in changes))
            with IndexWriter(folder("index") / side, side=side) as writer:
                _put(writer, side, wanted)
                writer.commit()
            IndexChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
            done += len(wanted)
    return done


def _readable(side: Side) -> bool:
    try:
        Index.open(folder("index") / side)
    except OpenEmploiError:
        return False
    return True


def rebuild(sides: Sequence[Side] = ("offers", "people")) -> int:
    """Make both sides of the index again from the database; nothing of what was erased is left in its files."""
    for side in sides:
        shutil.rmtree(folder("index") / side, ignore_errors=True)
    IndexChange.objects.filter(side__in=sides).delete()
    count = 0
    for side in sides:
        listed: QuerySet[Any] = _published() if side == "offers" else _findable()
        keys = listed.order_by("pk").values_list("pk", flat=True)
        with IndexWriter(folder("index") / side, side=side) as writer:
            for batch in _batches(keys.iterator(chunk_size=2000)):
                _put(writer, side, batch)
                count += len(batch)
            writer.commit()
    return count


def _published() -> QuerySet[Vacancy]:
    """The offers that may be found."""
    return Vacancy.objects.filter(state=Vacancy.State.PUBLISHED)


def _findable() -> QuerySet[Profile]:
    """The people who agreed to be found, at this moment."""
    return Profile.objects.filter(agreeing(Consent.For.FINDABLE, path="user"), anonymised_at=None)


def _offers(
    looking: Looking, *, occupations: Sequence[str], key: str, filters: OfferFilter
) -> Iterator[Sketch]:
    """The offers that are met most, where the person looks; and those of the occupations they wish."""
    first = partial(sketched, looking, key=key)
    facets = filters.facets()
    wished = frozenset(f"occupation:{uri}" for uri in occupations)
    arounds = arounds_of(looking, filters)
    share = MOST // max(len(arounds), 1)
    for around in arounds:
        yield from first(count=share, keep=Filter(facets, around))
        if wished:
            yield from first(count=40, keep=Filter((*facets, wished), around))
    if arounds != [None] and not filters.place:
        # Beyond the places wished, a few that are met most: they say how far they are.
        yield from first(count=BEYOND, keep=Filter(facets))


def _found(row: Offered, one: Sketch, looking: Looking, offers: Offers) -> OfferFound:
    sketch = one.match

    def explain() -> Match:
        return looking.explained(one.offer(), name=sketch.name, key=sketch.key)

    return OfferFound(row, sketch, _order(sketch, looking.wishes, row), looking.wishes, explain, offers)


def _order(match: Match, wishes: Wishes, row: Offered) -> float:
    """Usefulness × chance; what is not known of the wishes takes nothing away."""
    able = match.share if isinstance(match, Sketched) else chance_share(match)
    wanted = usefulness_share(wishes, row)
    return (able if able is not None else 0.0) * (wanted if wanted is not None else 1.0)


def _saying(rows: QuerySet[Vacancy], text: str) -> QuerySet[Vacancy]:
    for word in text.split()[:6]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(text__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(commune__icontains=word)
        )
    return rows


def _fits(row: Vacancy, filters: OfferFilter) -> bool:
    """Whether a row found by its words passes the filters that the index did not apply."""
    have = set(_facets(row))
    return all(choices & have for choices in filters.facets())


def _facets(row: Vacancy) -> list[str]:
    found = [f"employer:{'public' if row.organisation.public else 'private'}"]
    if row.contract:
        found.append(f"contract:{row.contract}")
    if row.is_full_time is not None:
        found.append("hours:full" if row.is_full_time else "hours:part")
    if row.remote:
        found.append("remote:yes")
    if row.occupation_uri:
        found.append(f"occupation:{row.occupation_uri}")
    if row.department:
        found.append(f"department:{row.department}")
    codes = {code[0] for one in facts_occupations(row) for scheme, code in one.codes if scheme == "rome"}
    found += [f"domain:{letter}" for letter in sorted(codes)]  # the great domains of ROME
    return found


def _put(writer: IndexWriter, side: str, keys: Iterable[UUID]) -> None:
    matcher = engine("fr").matcher
    if side == "offers":
        rows = {
            row.pk: row
            for row in _published()
            .filter(pk__in=list(keys))
            .select_related("organisation")
            .prefetch_related("requirements")
        }
        for key in keys:
            row = rows.get(key)
            if row is None:
                writer.delete(str(key))
            else:
                writer.put(str(key), offer_features(matcher.ask(facts(row)), facets=_facets(row)))
        return
    people = {
        row.pk: row
        for row in _findable()
        .filter(pk__in=list(keys))
        .select_related("user")
        .prefetch_related("skills", "experiences", "education", "languages", "licences")
    }
    for key in keys:
        person = people.get(key)
        if person is None:
            writer.delete(str(key))
        else:
            writer.put(str(key), person_features(facts_of(snapshot(person)), matcher=matcher))


def _searcher(side: str) -> Searcher | None:
    """The index of ``side`` as it is now; ``None`` when nothing was ever indexed."""
    path = folder("index") / side
    try:
        status = (path / MANIFEST).stat()
    except FileNotFoundError:
        return None
    stamp = (status.st_mtime_ns, status.st_ino)
    with _lock:
        kept = _opened.get(side)
        if kept is None or kept.stamp != stamp:
            try:
                matcher = sketcher() if side == "offers" else engine("fr").matcher
                kept = _Opened(stamp, Searcher(Index.open(path), matcher))
            except OpenEmploiError:
                return None
            _opened[side] = kept
        return kept.searcher


def _batches(keys: Iterator[UUID]) -> Iterator[list[UUID]]:
    batch: list[UUID] = []
    for key in keys:
        batch.append(key)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
