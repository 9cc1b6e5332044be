"""Offers as France Travail's API "Offres d'emploi v2" gives them: JSON Lines, an array, or answers of a search.

Fields that an offer lacks are null; a record that is no offer is rejected with its line, and the next one follows.
The people and agencies to write to (``contact``, ``agence``) are not taken. Traps: codes of competences are OGR codes
that the current ROME may not know; identifiers made of digits only come from partners, whose ROME code is noisier;
pay and durations are sentences (:mod:`openemploi.profiles.france_travail_values`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from openemploi.connectors.base import Connector, Raw, Reading, Rejected, rows
from openemploi.connectors.offers_tables import OFFER_ASKS, OFFER_SKILLS, OFFERS, TABLES
from openemploi.connectors.offers_values import department, moment, pay
from openemploi.connectors.opening import Opened, opened
from openemploi.connectors.schema import Table
from openemploi.errors import FormatError, Where
from openemploi.extraction.model import Contract
from openemploi.i18n import _
from openemploi.profiles import france_travail_values as values
from openemploi.profiles.json_records import Piece, pieces
from openemploi.profiles.json_text import parse_json

_ROWS: Final = 2000
#: Fields whose absence from every record means that the layout has changed.
_NEEDED: Final = ("id", "intitule", "dateCreation", "typeContrat", "lieuTravail")
#: Fields taken as they stand.
_AS_IS: Final = (
    "id", "intitule", "description", "romeCode", "romeLibelle", "appellationlibelle", "lieuTravail.commune",
    "lieuTravail.codePostal", "lieuTravail.libelle", "lieuTravail.latitude", "lieuTravail.longitude", "typeContrat",
    "typeContratLibelle", "natureContrat", "alternance", "dureeTravailLibelle", "salaire.libelle",
    "salaire.commentaire", "entreprise.nom", "entreprise.siret", "codeNAF", "secteurActiviteLibelle",
    "entrepriseAdaptee", "employeurHandiEngage", "accessibleTH", "trancheEffectifEtab", "nombrePostes",
    "experienceExige", "experienceLibelle", "qualificationCode", "qualificationLibelle", "deplacementLibelle",
    "offresManqueCandidats", "origineOffre.origine", "origineOffre.urlOrigine",
)  # fmt: skip
_DERIVED: Final = (
    "source", "dateCreation", "dateActualisation", "department", "contract_months", "weekly_hours", "full_time",
    "remote", "pay_low", "pay_high", "pay_period", "pay_months", "experience_months", "education",
)  # fmt: skip
_NAMES: Final = (*_AS_IS, *_DERIVED)
#: Fields that are known: taken above, read for a table of their own, or left out on purpose.
_KNOWN: Final = frozenset(name.partition(".")[0] for name in _AS_IS) | {
    "dateCreation", "dateActualisation", "dureeTravailLibelleConverti", "contexteTravail", "complementExercice",
    "conditionExercice", "experienceCommentaire", "competences", "qualitesProfessionnelles", "langues", "permis",
    "formations", "deplacementCode", "secteurActivite", "contact", "agence", "truncated",
}  # fmt: skip
_SKILL_NAMES: Final = tuple(column.name for column in OFFER_SKILLS.columns)
_ASK_NAMES: Final = tuple(column.name for column in OFFER_ASKS.columns)
_DEMAND: Final = {"E": "true", "S": "false"}


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The offers of the file at ``path``, with what they ask for.

    Raises ``FormatError``: ``json_damaged`` when nothing in it is an object or an array never ends, ``column_missing``
    when no offer has a field that all offers have.
    """
    source = opened(path, "*.jsonl", "*.json")
    batch = _Batch(source)
    lacking = set(_NEEDED)
    unknown: dict[str, None] = {}
    found = 0
    for line, record in _records(source, reading):
        found += 1
        lacking -= record.keys()
        unknown.update(dict.fromkeys(record.keys() - _KNOWN))
        batch.add(line, record)
        if len(batch.lines) >= _ROWS:
            yield from batch.blocks()
            batch = _Batch(source)
    if not found:
        raise _damaged(source, _("It holds no offer."))
    if lacking:
        raise FormatError(
            "column_missing",
            _(
                "The column {column} is not in the file. It has: {names}.",
                column=min(lacking),
                names=", ".join(sorted(set(_NEEDED) - lacking)) or "–",
            ),
            remedy=_("Check that it is the official file; if its layout has changed, tell us."),
            where=Where(file=source.name, column=min(lacking)),
        )
    reading.notes += [f"unknown_column: offers: {name}" for name in sorted(unknown)]
    yield from batch.blocks()


def _records(source: Opened, reading: Reading) -> Iterator[tuple[int, dict[str, Any]]]:
    with source.open() as file:
        for piece in pieces(file):
            reading.advance(len(piece.content or b""))
            if piece.cut_short:
                raise _damaged(source, _("It ends in the middle of an offer."))
            value = _value(piece, source, reading)
            several = value.get("resultats") if isinstance(value, dict) else None
            for one in several if isinstance(several, list) else [value]:
                if isinstance(one, dict):
                    yield piece.line, one
                elif one is not None:
                    _refuse(reading, source, "not_object", piece.line, json.dumps(one, ensure_ascii=False))


def _value(piece: Piece, source: Opened, reading: Reading) -> Any:
    """What a piece holds; ``None`` once it has been refused."""
    if piece.content is None:
        _refuse(reading, source, "too_long", piece.line, "")
        return None
    try:
        return parse_json(piece.content.decode("utf-8-sig").rstrip(), name=source.name, first_line=piece.line)
    except UnicodeDecodeError:
        _refuse(reading, source, "encoding", piece.line, piece.content.decode("utf-8", "backslashreplace"))
    except FormatError:
        _refuse(reading, source, "not_json", piece.line, piece.content.decode())
    return None


def _refuse(reading: Reading, source: Opened, reason: str, line: int, text: str) -> None:
    reading.reject(Rejected(OFFERS.name, reason, line=line, value=text[:200], row=text, member=source.name))


def _damaged(source: Opened, fault: str) -> FormatError:
    return FormatError(
        "json_damaged",
        _("The file {name} is not well-formed JSON: {fault}", name=source.name, fault=fault),
        remedy=_("Fetch it again from its producer."),
        where=Where(file=source.name),
    )


class _Batch:
    """Offers that wait to be handed on, and what they ask for."""

    def __init__(self, source: Opened) -> None:
        self._source = source
        self.lines: list[int] = []
        self._offers: list[list[str | None]] = []
        self._skills: list[tuple[int, list[str | None]]] = []
        self._asks: list[tuple[int, list[str | None]]] = []

    def add(self, line: int, record: Mapping[str, Any]) -> None:
        self.lines.append(line)
        derived = _derived(record)
        self._offers.append(
            [*(_text(_get(record, name)) for name in _AS_IS), *(derived[n] for n in _DERIVED)]
        )
        offer = _text(record.get("id"))
        self._skills += [(line, [offer, *cells]) for cells in _skills(record)]
        self._asks += [(line, [offer, *cells]) for cells in _asks(record)]

    def blocks(self) -> Iterator[Raw]:
        if self.lines:
            yield self._block(OFFERS, _NAMES, zip(self.lines, self._offers, strict=True))
        if self._skills:
            yield self._block(OFFER_SKILLS, _SKILL_NAMES, self._skills)
        if self._asks:
            yield self._block(OFFER_ASKS, _ASK_NAMES, self._asks)

    def _block(
        self, table: Table, names: tuple[str, ...], cells: Iterable[tuple[int, list[str | None]]]
    ) -> Raw:
        numbers, found = zip(*cells, strict=True)
        raw = rows(table.name, names, found, first=1)
        return Raw(
            raw.table,
            raw.names,
            raw.arrays,
            np.array(numbers, np.int64),
            lines=True,
            member=self._source.name,
        )


def _derived(record: Mapping[str, Any]) -> dict[str, str | None]:
    low, high, period, times = pay(_text(_get(record, "salaire.libelle")))
    label = _text(record.get("typeContratLibelle"))
    permanent = values.CONTRACTS.get(_text(record.get("typeContrat")) or "") is Contract.PERMANENT
    context = record.get("contexteTravail")
    context = context if isinstance(context, dict) else {}
    hours = [
        text
        for one in (record.get("dureeTravailLibelle"), record.get("dureeTravailLibelleConverti"),
                    *_list(context.get("horaires")))
        if (text := _text(one))
    ]  # fmt: skip
    weekly = next((found for found in map(values.weekly_hours, hours) if found is not None), None)
    whole = values.full_time(" | ".join(hours))
    remote = [
        text
        for one in _list(context.get("conditionsExercice"))
        if "télétravail" in (text := str(one)).casefold()
    ]
    experience = _text(record.get("experienceLibelle")) or ""
    return {
        "source": "france_travail",
        "dateCreation": moment(_text(record.get("dateCreation"))),
        "dateActualisation": moment(_text(record.get("dateActualisation"))),
        "department": department(
            _text(_get(record, "lieuTravail.commune")),
            _text(_get(record, "lieuTravail.codePostal")),
            _text(_get(record, "lieuTravail.libelle")),
        ),
        "contract_months": None if permanent or not label else _number(values.months(label)),
        "weekly_hours": _number(weekly),
        "full_time": None if whole is None else str(whole).lower(),
        "remote": remote[0] if remote else None,
        "pay_low": low,
        "pay_high": high,
        "pay_period": period,
        "pay_months": times,
        "experience_months": _number(values.months(experience)),
        "education": next(
            (text for one in _list(record.get("formations")) if (text := _text(_get(one, "niveauLibelle")))),
            None,
        ),
    }


def _skills(record: Mapping[str, Any]) -> Iterator[list[str | None]]:
    for kind, name in (("skill", "competences"), ("quality", "qualitesProfessionnelles")):
        for one in _list(record.get(name)):
            yield [kind, _text(_get(one, "code")), _text(_get(one, "libelle")), _demand(one)]


def _asks(record: Mapping[str, Any]) -> Iterator[list[str | None]]:
    for kind, name in (("language", "langues"), ("licence", "permis")):
        for one in _list(record.get(name)):
            yield [kind, _text(_get(one, "code")), _text(_get(one, "libelle")), None, _demand(one)]
    for one in _list(record.get("formations")):
        level = _text(_get(one, "niveauLibelle"))
        field = _text(_get(one, "domaineLibelle")) or _text(_get(one, "commentaire"))
        yield ["training", _text(_get(one, "codeFormation")), field, level, _demand(one)]


def _demand(one: Any) -> str | None:
    said = _text(_get(one, "exigence"))
    return _DEMAND.get(said, said) if said else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _get(record: Any, path: str) -> Any:
    for name in path.split("."):
        record = record.get(name) if isinstance(record, dict) else None
    return record


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


def _number(value: float | None) -> str | None:
    return None if value is None else str(value)


CONNECTOR: Final = Connector(
    kind="france_travail_offers",
    version="1",
    title="Offres d’emploi de France Travail (API Offres d’emploi v2)",
    producer="France Travail",
    licence="LicenseRef-France-Travail-API",
    homepage="https://francetravail.io/data/api/offres-emploi",
    tables=TABLES,
    read=read,
)
