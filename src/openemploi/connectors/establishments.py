"""The establishments of SIRENE: who employs, where and in which activity (INSEE, ``StockEtablissement``).

Tens of millions of rows, as CSV in a zip or as Parquet; every layout since 2019 is read, columns by name. Options
keep some departments, activities or only open establishments, and are applied before anything is typed. An
establishment with partial diffusion (``P``) has its names and address written ``[ND]``; they are withheld here even
where an older file still shows them, which the law asks of whoever passes the data on. ``1900-01-01`` is "unknown".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from openemploi.connectors.base import Connector, Option, Raw, Reading
from openemploi.connectors.codes import INSEE_CODE, SIREN, SIRET, month_in
from openemploi.connectors.delimited import delimited
from openemploi.connectors.keeping import ONLY_DEPARTMENTS, cells, departments, digits, in_departments, kept
from openemploi.connectors.opening import opened
from openemploi.connectors.parquet import is_parquet, parquet_rows
from openemploi.connectors.schema import Column, Kind, Table

_WITHHELD: Final = "[ND]"


def _column(name: str, official: str, kind: Kind = Kind.STRING, **more: Any) -> Column:
    return Column(name, kind, source=(f"{official}Etablissement",), **more)


def _private(name: str, official: str, kind: Kind = Kind.STRING, **more: Any) -> Column:
    """A column that an establishment may have withheld."""
    return _column(name, official, kind, withheld=(_WITHHELD,), **more)


_NAMES: Final = (
    _private("name", "denominationUsuelle", description="Usual name"),
    _private("sign", "enseigne1", description="Trade sign"),
    _private("sign_2", "enseigne2"),
    _private("sign_3", "enseigne3"),
    _private("address_extra", "complementAdresse"),
    _private("street_number", "numeroVoie"),
    _private("street_repeat", "indiceRepetition"),
    _private("street_type", "typeVoie"),
    _private("street", "libelleVoie"),
    _private("special_delivery", "distributionSpeciale"),
    _private("address_id", "identifiantAdresse", optional=True),
    _private("lambert_x", "coordonneeLambertAbscisse", Kind.NUMBER, optional=True, unit="m"),
    _private("lambert_y", "coordonneeLambertOrdonnee", Kind.NUMBER, optional=True, unit="m"),
)

ESTABLISHMENTS: Final = Table(
    "establishments",
    (
        Column("siret", required=True, pattern=SIRET),
        Column("siren", required=True, pattern=SIREN),
        _column("diffusion", "statutDiffusion", description="O: open; P: partly withheld; N: withheld"),
        _column("created", "dateCreation", Kind.DATE, missing=("1900-01-01",)),
        _column(
            "staff_band",
            "trancheEffectifs",
            description="Band of employees as INSEE codes it; NN: none, or none declared",
        ),
        _column("staff_year", "anneeEffectifs", Kind.INTEGER, minimum=1900, maximum=2100),
        Column("head_office", Kind.BOOLEAN, source=("etablissementSiege",)),
        *_NAMES,
        _private("postcode", "codePostal"),
        _private("commune", "libelleCommune"),
        _private("insee_code", "codeCommune", pattern=INSEE_CODE),
        _private("foreign_commune", "libelleCommuneEtranger"),
        _private("country", "libellePaysEtranger", description="Empty in France"),
        Column(
            "since", Kind.DATE, source=("dateDebut",), missing=("1900-01-01",), description="Of this state"
        ),
        _column("active", "etatAdministratif", Kind.BOOLEAN, true=("a",), false=("f",)),
        _column("naf_code", "activitePrincipale", description="In the classification that naf_edition names"),
        _column("naf_edition", "nomenclatureActivitePrincipale"),
        _column("naf25_code", "activitePrincipaleNAF25", optional=True, description="In NAF 2025"),
        _column("employer", "caractereEmployeur", Kind.BOOLEAN, true=("o",), false=("n",)),
    ),
    description="Establishments, open or closed",
    key=("siret",),
    left_out=(
        "nic",
        "etablissementSiege (2)",
        "nombrePeriodesEtablissement",
        "dateDernierTraitementEtablissement",
        "activitePrincipaleRegistreMetiersEtablissement",
        "dernierNumeroVoieEtablissement",
        "indiceRepetitionDernierNumeroVoieEtablissement",
        "codeCedexEtablissement",
        "libelleCedexEtablissement",
        "codePaysEtrangerEtablissement",
        *(
            f"{name}2Etablissement"
            for name in (
                *("complementAdresse", "numeroVoie", "indiceRepetition", "typeVoie", "libelleVoie"),
                *("codePostal", "libelleCommune", "libelleCommuneEtranger", "distributionSpeciale"),
                *("codeCommune", "codeCedex", "libelleCedex", "codePaysEtranger", "libellePaysEtranger"),
            )
        ),
    ),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of the file at ``path``, CSV or Parquet, that the options keep."""
    wanted = _Wanted(reading)
    source = opened(path, "*StockEtablissement_utf8*.csv", "*etablissement*.csv", "*.csv")
    reading.edition = month_in(source.name, path.name)
    blocks = (
        parquet_rows(path, ESTABLISHMENTS, reading, digits={"siren": 9, "siret": 14})
        if is_parquet(path)
        else delimited(source, ESTABLISHMENTS, reading, delimiter=",", encodings=("utf-8",))
    )
    for raw in blocks:
        chosen = wanted.of(raw)
        if len(chosen.records):
            yield _withheld(chosen)


class _Wanted:
    """Which rows the options keep. Raises ``RequestError`` (``option_invalid``)."""

    def __init__(self, reading: Reading) -> None:
        activities = {code.upper().replace(".", "") for code in reading.option("only_naf")}
        digits("only_naf", (code[:-1] if code[-1:].isalpha() else code for code in activities))
        starts = sorted(r"\.".join(part for part in (code[:2], code[2:]) if part) for code in activities)
        self._naf = f"^(?:{'|'.join(starts)})" if starts else ""
        self._departments = departments(reading)
        self._active = bool(reading.option("only_active") & {"yes", "oui", "true", "1"})

    def of(self, raw: Raw) -> Raw:
        tests = []
        if self._active:
            tests.append(pc.equal(cells(raw, "etatAdministratifEtablissement"), b"A"))
        if self._departments:
            tests.append(in_departments(cells(raw, "codeCommuneEtablissement"), self._departments))
        if self._naf:
            tests.append(pc.match_substring_regex(cells(raw, "activitePrincipaleEtablissement"), self._naf))
        return kept(raw, *tests)


def _withheld(raw: Raw) -> Raw:
    """``raw`` in which an establishment that is not openly diffused has none of its names."""
    partly = pc.is_in(cells(raw, "statutDiffusionEtablissement"), pa.array([b"P", b"N"], pa.binary()))
    if not pc.any(partly).as_py():
        return raw
    private = {name.casefold() for column in _NAMES for name in column.names}
    arrays = []
    for name, array in zip(raw.names, raw.arrays, strict=True):
        if name.casefold() in private:
            told = pc.fill_null(pc.greater(pc.binary_length(array), 0), False)
            array = pc.if_else(pc.and_(partly, told), pa.scalar(_WITHHELD).cast(array.type), array)
        arrays.append(array)
    return replace(raw, arrays=tuple(arrays))


CONNECTOR: Final = Connector(
    kind="establishments",
    version="1",
    title="Base Sirene des entreprises et de leurs établissements : établissements",
    producer="Insee",
    licence="etalab-2.0",
    homepage="https://www.data.gouv.fr/datasets/base-sirene-des-entreprises-et-de-leurs-etablissements-siren-siret",
    tables=(ESTABLISHMENTS,),
    read=read,
    options=(
        ONLY_DEPARTMENTS,
        Option("only_active", "yes: establishments that are open"),
        Option("only_naf", "Activities to keep, whole codes or their starts: 56.10A,56,87"),
    ),
)
