"""NAF rev. 2, INSEE's classification of activities: the object of codes and labels in JSON, or INSEE's lists.

The lists ("Intitulés", CSV or workbook) hold every level, from the section (``A``) to the sub-class (``01.11Z``);
the object, sub-classes alone. Which level a code is of shows in the code. Codes keep INSEE's dots: ``01.11Z``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from openemploi.connectors.base import Connector, Raw, Reading, Rejected, rows
from openemploi.connectors.delimited import delimited, delimiter_of
from openemploi.connectors.json_stream import cell, is_json, objects
from openemploi.connectors.opening import Opened, opened
from openemploi.connectors.rewriting import rewritten, with_naf_dots
from openemploi.connectors.schema import Column, Table
from openemploi.connectors.sheets import sheet_rows
from openemploi.errors import FormatError, Where
from openemploi.i18n import _

_FIELD: Final = re.compile(r'"(?:[^"\\]|\\.)*"(?=\s*:)')
_LEVELS: Final = (
    ("section", "[A-U]"),
    ("division", "[0-9]{2}"),
    ("group", r"[0-9]{2}\.[0-9]"),
    ("class", r"[0-9]{2}\.[0-9]{2}"),
    ("subclass", r"[0-9]{2}\.[0-9]{2}[A-Z]"),
)

NAF: Final = Table(
    "naf",
    (
        Column(
            "naf_code",
            source=("Code", "code"),
            required=True,
            pattern="|".join(pattern for _level, pattern in _LEVELS),
        ),
        Column(
            "label",
            source=(
                "Intitulés de la NAF rév. 2, version finale",
                "Intitulés de la NAF rév. 2",
                "Libellé",
                "label",
            ),
            required=True,
        ),
        Column("label_65", source=("Intitulés NAF rév. 2, en 65 caractères max",), optional=True),
        Column("label_40", source=("Intitulés NAF rév. 2, en 40 caractères max",), optional=True),
        Column("level", optional=True, choices=tuple(level for level, _pattern in _LEVELS)),
    ),
    key=("naf_code",),
    left_out=("Ligne",),
)


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The codes of the file at ``path``."""
    if path.suffix.lower() in (".xls", ".xlsx", ".ods"):
        found = sheet_rows(
            path, NAF, reading, header=lambda cells: "Code" in [cell.strip() for cell in cells]
        )
    else:
        source = opened(path, "*naf*.json", "*.json", "*naf*.csv", "*.csv")
        if is_json(source):
            found = _object(source, reading)
        else:
            delimiter = delimiter_of(source, ";", ",", "\t")
            found = delimited(source, NAF, reading, delimiter=delimiter, encodings=("utf-8", "cp1252"))
    for raw in found:
        yield _with_level(rewritten(with_naf_dots(raw, "Code"), "Code", "^SECTION ", ""))


def _object(source: Opened, reading: Reading) -> Iterator[Raw]:
    found: list[list[str | None]] = []
    for line, value in objects(source, reading):
        if isinstance(value, dict):
            found += [[code, cell(label)] for code, label in value.items()]
        else:
            reading.reject(
                Rejected(NAF.name, "not_object", line=line, value=str(value)[:200], member=source.name)
            )
    if not any(code and re.fullmatch(_LEVELS[-1][1], code) for code, _label in found):
        raise FormatError(
            "column_missing",
            _(
                "The column {column} is not in the file. It has: {names}.",
                column="01.11Z",
                names=", ".join(str(code) for code, _label in found[:30])[:300] or "–",
            ),
            remedy=_("Check that it is the official file; if its layout has changed, tell us."),
            where=Where(file=source.name),
        )
    raw = rows(NAF.name, ("Code", "label"), found, first=1, member=source.name)
    yield replace(raw, records=_lines(source, len(found)), lines=True)


def _lines(source: Opened, count: int) -> npt.NDArray[np.int64]:
    """The line of each name of an object that was read, in order."""
    with source.open() as file:
        text = file.read().decode("utf-8", "replace")
    places = [name.start() for name in _FIELD.finditer(text)]
    lines = [text.count("\n", 0, place) + 1 for place in places[:count]]
    return np.array(lines + [0] * (count - len(lines)), np.int64)


def _with_level(raw: Raw) -> Raw:
    name = next((name for name in raw.names if name.casefold() == "code"), None)
    if name is None:
        return raw
    codes = raw.arrays[raw.names.index(name)].to_pylist()
    texts = [code.decode("utf-8", "replace") if isinstance(code, bytes) else code or "" for code in codes]
    levels = [
        next((level for level, pattern in _LEVELS if re.fullmatch(pattern, text.strip())), None)
        for text in texts
    ]
    return replace(raw, names=(*raw.names, "level"), arrays=(*raw.arrays, pa.array(levels, pa.string())))


CONNECTOR: Final = Connector(
    kind="naf",
    version="1",
    title="Nomenclature d’activités française (NAF rév. 2)",
    producer="INSEE",
    licence="etalab-2.0",
    homepage="https://www.insee.fr/fr/information/2120875",
    tables=(NAF,),
    read=read,
)
