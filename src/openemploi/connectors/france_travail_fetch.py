"""All offers of a search of France Travail as a file of JSON Lines, however many they are; it goes on where it stopped.

The API gives the first 3,150 offers of a search. A search that finds more is cut in two by date of creation, again and
again: so nothing is lost, which would not hold for departments, since some offers have none. Each slice that is whole
is written and noted; after a stop, even a sudden one, the next call takes off what was half written and goes on. A
slice of which offers went away while it was read is read once more. People and agencies to write to are not kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from openemploi.connectors.france_travail_live import MOST, PAGE, FranceTravail
from openemploi.errors import RequestError, Where
from openemploi.i18n import _
from openemploi.paths import exclusive, replace_text

#: Before the first offer that is still open.
BEGINNING: Final = datetime(2015, 1, 1, tzinfo=UTC)
_LEFT_OUT: Final = frozenset({"contact", "agence"})
_READINGS: Final = 2


@dataclass(frozen=True, slots=True)
class Search:
    """Which offers to fetch.

    Parameters
    ----------
    departments, rome_codes:
        All when none is given.
    since, until:
        When the offers were created; until now when no end is given.
    """

    departments: tuple[str, ...] = ()
    rome_codes: tuple[str, ...] = ()
    since: datetime = BEGINNING
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of it.

    Parameters
    ----------
    offers:
        Lines of the file.
    missed:
        Offers that the API counted and did not give: they went away in between, or more than 3,150 were created
        within one second.
    calls:
        Searches asked, this time.
    """

    path: Path
    offers: int
    missed: int
    calls: int
    until: datetime


@dataclass(frozen=True, slots=True)
class _Slice:
    """A part of the search; times are seconds since 1970, both ends within it."""

    department: str
    since: int
    until: int


@dataclass(slots=True)
class _State:
    """How far a fetch has come: written beside the file after each slice."""

    search: dict[str, Any]
    until: int
    pending: list[_Slice]
    offset: int = 0
    offers: int = 0
    missed: int = 0


def fetch_offers(
    api: FranceTravail,
    search: Search,
    path: Path,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Callable[[int], None] = lambda offers: None,
) -> Fetched:
    """Write the offers of ``search`` to ``path``, one a line; go on with it when it was begun before.

    Parameters
    ----------
    progress:
        Told how many offers have been written so far.

    Raises
    ------
    RequestError
        ``fetch_other`` when another search was begun for the same file, ``fetch_busy`` when it is going on; else as
        :meth:`FranceTravail.page`. What was fetched stays, in ``path.part``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part, note, lock = (path.with_name(f"{path.name}.part{end}") for end in ("", ".json", ".lock"))
    busy = RequestError(
        "fetch_busy",
        _("{name} is being fetched already.", name=path.name),
        remedy=_("Wait until that is done, or choose another file."),
        where=Where(file=str(path)),
    )
    with exclusive(lock, otherwise=busy):
        found = _fetch(api, search, path, part, note, now, progress)
        lock.unlink(missing_ok=True)
    return found


def _fetch(
    api: FranceTravail,
    search: Search,
    path: Path,
    part: Path,
    note: Path,
    now: Callable[[], datetime],
    progress: Callable[[int], None],
) -> Fetched:
    state = _state(search, part, note, now)
    calls = 0
    part.touch()
    with part.open("r+b") as file:
        file.truncate(state.offset)
        file.seek(state.offset)
        while state.pending:
            slice_ = state.pending.pop()
            offers, total, asked = _read(api, search, slice_)
            calls += asked
            if offers is None:
                middle = (slice_.since + slice_.until) // 2
                # The later half first: it is the one that fills up.
                state.pending += [replace(slice_, until=middle), replace(slice_, since=middle + 1)]
                continue
            for offer in offers:
                file.write(_line(offer))
            file.flush()
            os.fsync(file.fileno())
            state.offset = file.tell()
            state.offers += len(offers)
            state.missed += max(0, total - len(offers))
            replace_text(note, json.dumps(asdict(state)))
            progress(state.offers)
    part.replace(path)
    note.unlink(missing_ok=True)
    return Fetched(path, state.offers, state.missed, calls, datetime.fromtimestamp(state.until, UTC))


def _read(
    api: FranceTravail, search: Search, slice_: _Slice
) -> tuple[list[Mapping[str, Any]] | None, int, int]:
    """The offers of a slice, how many there are, and the calls that it took; no offers when it must be cut."""
    query = _query(search, slice_)
    calls = 0
    found: dict[str, Mapping[str, Any]] = {}
    total = 0
    for _reading in range(_READINGS):
        first, totals = 0, set()
        while True:
            page = api.page(query, first=first)
            calls += 1
            total = page.total
            totals.add(total)
            if total > MOST and slice_.since < slice_.until:
                return None, total, calls
            for offer in page.offers:
                found.setdefault(str(offer.get("id")), offer)
            first += PAGE
            if first >= min(total, MOST) or not page.offers:
                break
        if len(totals) == 1 and len(found) >= min(total, MOST):
            break  # else offers went away, and those behind them moved to pages that had been read
    return list(found.values()), total, calls


def _query(search: Search, slice_: _Slice) -> dict[str, str]:
    query = {
        "sort": "1",
        "minCreationDate": _written(slice_.since),
        "maxCreationDate": _written(slice_.until),
    }
    if slice_.department:
        query["departement"] = slice_.department
    if search.rome_codes:
        query["codeROME"] = ",".join(search.rome_codes)
    return query


def _written(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _line(offer: Mapping[str, Any]) -> bytes:
    kept = {name: value for name, value in offer.items() if name not in _LEFT_OUT}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _state(search: Search, part: Path, note: Path, now: Callable[[], datetime]) -> _State:
    """What was begun before, when it was the same search; else the beginning."""
    told = {
        "departments": list(search.departments),
        "rome_codes": list(search.rome_codes),
        "since": int(search.since.timestamp()),
        "until": int(search.until.timestamp()) if search.until else None,
    }
    if note.is_file() and part.is_file():
        try:
            given = json.loads(note.read_text(encoding="utf-8"))
            state = _State(**{**given, "pending": [_Slice(**one) for one in given["pending"]]})
        except (ValueError, TypeError, KeyError):
            state = None
        if state is not None and state.offset <= part.stat().st_size:
            if state.search != told:
                raise RequestError(
                    "fetch_other",
                    _("Another search was begun for {name}.", name=part.name),
                    remedy=_(
                        "Finish it with the same options, choose another file, or erase {name}.",
                        name=note.name,
                    ),
                    where=Where(file=str(part)),
                )
            return state
    until = int((search.until or now()).timestamp())
    whole = [
        _Slice(department, int(search.since.timestamp()), until) for department in search.departments or ("",)
    ]
    return _State(told, until, whole[::-1])
