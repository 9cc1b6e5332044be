"""Reads the demonstration set of ``content/``: YAML and text files, typed as :mod:`.model` says.

Everything is fictitious except the names of communes and their INSEE codes. Writing it into a database is the
loader's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from openemploi.extraction.model import Contract
from openemploi_web.demonstration.model import (
    Account,
    Application,
    ApplicationState,
    Appointment,
    Commune,
    Consents,
    Content,
    Correspondent,
    Counsellor,
    Entry,
    EntryRoute,
    Establishment,
    Hours,
    Note,
    Offer,
    OfferState,
    Organisation,
    OrganisationKind,
    Pay,
    Person,
    ProfileState,
    RefusalReason,
    Remote,
    Role,
    Story,
    Suggestion,
    WishedPlace,
    Wishes,
    WorkingTime,
)

FOLDER: Final = Path(__file__).parent / "content"

# What YAML gives before it is typed: the only place where dictionaries travel.
_Row = dict[str, Any]


def load(folder: Path = FOLDER) -> Content:
    """The set in ``folder``; a missing or unknown word raises ``KeyError``, ``TypeError`` or ``ValueError``."""
    communes = {name: Commune(name, **row) for name, row in _rows(folder / "communes.yaml").items()}
    counselling = _rows(folder / "counselling.yaml")
    offers = [row for path in sorted((folder / "offers").glob("*.yaml")) for row in _rows(path)]
    return Content(
        organisations=tuple(_organisation(row, communes) for row in _rows(folder / "organisations.yaml")),
        people=tuple(_person(row, communes, folder / "cvs") for row in _rows(folder / "people.yaml")),
        offers=tuple(_offer(row, communes) for row in offers),
        applications=tuple(_application(row) for row in _rows(folder / "applications.yaml")),
        counsellors=tuple(_counsellor(row) for row in counselling["counsellors"]),
        suggestions=tuple(Suggestion(**_trimmed(row)) for row in counselling["suggestions"]),
        notes=tuple(Note(**_trimmed(row)) for row in counselling["notes"]),
        appointments=tuple(Appointment(**_trimmed(row)) for row in counselling["appointments"]),
        accounts=tuple(
            Account(**{**_trimmed(row), "role": Role(row["role"])}) for row in _rows(folder / "accounts.yaml")
        ),
    )


def _rows(path: Path) -> Any:  # a list or a mapping, as the file is written
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _trimmed(row: _Row) -> _Row:
    """``row`` without the line ends that YAML's blocks leave."""
    return {name: value.strip() if isinstance(value, str) else value for name, value in row.items()}


def _organisation(row: _Row, communes: Mapping[str, Commune]) -> Organisation:
    row = _trimmed(row)
    return Organisation(
        **{
            **row,
            "kind": OrganisationKind(row.get("kind", "employer")),
            "public": row.get("public", False),
            "correspondent": Correspondent(**row["correspondent"]),
            "establishments": tuple(
                Establishment(**{**place, "commune": communes[place["commune"]]})
                for place in row["establishments"]
            ),
            "entries": tuple(
                Entry(**{**_trimmed(entry), "route": EntryRoute(entry["route"])})
                for entry in row.get("entries", ())
            ),
            "territory": tuple(row.get("territory", ())),
        }
    )


def _person(row: _Row, communes: Mapping[str, Commune], cvs: Path) -> Person:
    row = _trimmed(row)
    wishes = row["wishes"]
    return Person(
        **{
            **row,
            "commune": communes[row["commune"]],
            "language": row.get("language", "fr"),
            "story": Story(**{"done": "", "wanted": "", "limits": "", **_trimmed(row["story"])}),
            "cv": cvs / row["cv"] if row.get("cv") else None,
            "wishes": Wishes(
                occupations=tuple(wishes["occupations"]),
                places=tuple(WishedPlace(communes[name], km) for name, km in wishes["places"].items()),
                contracts=tuple(Contract(name) for name in wishes["contracts"]),
                hours=WorkingTime(wishes["hours"]),
                monthly_pay=wishes["monthly_pay"],
                remote=Remote(wishes["remote"]) if wishes["remote"] else None,
            ),
            "consents": Consents(**row["consents"]),
            "state": ProfileState(row.get("state", "complete")),
        }
    )


def _offer(row: _Row, communes: Mapping[str, Commune]) -> Offer:
    row = _trimmed(row)
    return Offer(
        **{
            **row,
            "language": row.get("language", "fr"),
            "commune": communes[row["commune"]],
            "contract": Contract(row["contract"]),
            "contract_months": row.get("contract_months"),
            "hours": Hours(**row["hours"]),
            "pay": Pay(**row["pay"]) if row["pay"] else None,
            "remote": Remote(row["remote"]) if row["remote"] else None,
            "openings": row.get("openings", 1),
            "state": OfferState(row.get("state", "published")),
        }
    )


def _application(row: _Row) -> Application:
    row = _trimmed(row)
    row["state"] = ApplicationState(row["state"])
    if "reason" in row:
        row["reason"] = RefusalReason(row["reason"])
    return Application(**row)


def _counsellor(row: _Row) -> Counsellor:
    return Counsellor(**{**row, "people": tuple(row["people"])})
