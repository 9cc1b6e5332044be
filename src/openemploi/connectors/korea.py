"""Korean classifications: occupations for employment (KECO), statistical occupations (KSCO), industries (KSIC).

Trees in JSON, each node with its code, name, level and parent, one after the other or nested in ``children``; beside
them KECO's index of terms and KSIC's table from the former edition to the new one, kinds of their own. Names are
Korean, in UTF-8. Their licence (KOGL) differs by file: check it before publishing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from openemploi.connectors.base import Connector, Raw, Reading, Rejected, rows
from openemploi.connectors.json_stream import cell, objects
from openemploi.connectors.opening import opened
from openemploi.connectors.schema import Column, Kind, Table
from openemploi.connectors.validation import found_columns
from openemploi.errors import Where

_DEPTH: Final = 20


def _nodes(code: str) -> Table:
    return Table(
        "nodes",
        (
            Column(f"{code}_code", source=("code",), required=True, pattern="[0-9A-Z]{1,6}"),
            Column("label", source=("name",), required=True),
            Column("level", Kind.INTEGER, source=("level",), required=True, minimum=1, maximum=6),
            Column(
                "parent_code", source=("parent",), pattern="[0-9A-Z]{1,6}", description="Null: at the top"
            ),
        ),
        key=(f"{code}_code",),
    )


KECO: Final = _nodes("keco")
KSCO: Final = _nodes("ksco")
KSIC: Final = _nodes("ksic")
TERMS: Final = Table(
    "terms",
    (
        Column("keco_code", source=("code",), required=True, pattern="[0-9A-Z]{1,6}"),
        Column("term", source=("term",), required=True),
    ),
    description="Words under which an occupation is looked for",
)
CHANGES: Final = Table(
    "changes",
    (
        Column(
            "ksic_code", source=("new",), required=True, pattern="[0-9A-Z]{1,6}", description="New edition"
        ),
        Column("former_code", source=("old",), required=True, pattern="[0-9A-Z]{1,6}"),
        Column("former_label", source=("oldName",)),
    ),
    description="From the codes of the former edition to those of the new one",
    key=("ksic_code", "former_code"),
)


def _reader(table: Table) -> Callable[[Path, Reading], Iterator[Raw]]:
    def read(path: Path, reading: Reading) -> Iterator[Raw]:
        yield from _read(path, table, reading)

    return read


def _read(path: Path, table: Table, reading: Reading) -> Iterator[Raw]:
    source = opened(path, "*.json")
    records: list[dict[str, Any]] = []
    lines: list[int] = []
    for line, value in objects(source, reading):
        if not isinstance(value, dict):
            reading.reject(
                Rejected(
                    table.name, "not_object", line=line, value=str(cell(value))[:200], member=source.name
                )
            )
            continue
        for node in _flat(value, parent=None, depth=1):
            records.append(node)
            lines.append(line)
    names = list(dict.fromkeys(name for record in records for name in record))
    found_columns(names, table, where=Where(file=source.name))
    cells = [[cell(record.get(name)) for name in names] for record in records]
    raw = rows(table.name, names, cells, first=1)
    yield replace(raw, records=np.array(lines, np.int64), lines=True, member=source.name)


def _flat(node: dict[str, Any], *, parent: str | None, depth: int) -> Iterator[dict[str, Any]]:
    """A node and those below it; what nesting says of level and parent is used where the node does not say it."""
    below = node.get("children")
    yield {
        **({"level": depth, "parent": parent} if isinstance(below, list) or depth > 1 else {}),
        **{name: value for name, value in node.items() if name != "children"},
    }
    if isinstance(below, list) and depth < _DEPTH:
        for one in below:
            if isinstance(one, dict):
                yield from _flat(one, parent=cell(node.get("code")), depth=depth + 1)


def _connector(kind: str, table: Table, title: str, producer: str, homepage: str) -> Connector:
    return Connector(
        kind=kind,
        version="1",
        title=title,
        producer=producer,
        licence="LicenseRef-KOGL",
        homepage=homepage,
        tables=(table,),
        read=_reader(table),
    )


_LABOUR: Final = ("고용노동부 (ministère coréen de l’Emploi et du Travail)", "https://www.work24.go.kr")
_STATISTICS: Final = ("통계청 (Statistics Korea)", "https://kssc.kostat.go.kr")

KECO_TREE: Final = _connector(
    "keco", KECO, "한국고용직업분류 (KECO) : classification coréenne des emplois", *_LABOUR
)
KECO_INDEX: Final = _connector(
    "keco_index", TERMS, "한국고용직업분류 색인 : index de la classification coréenne des emplois", *_LABOUR
)
KSCO_TREE: Final = _connector(
    "ksco",
    KSCO,
    "한국표준직업분류 (KSCO) : classification statistique coréenne des professions",
    *_STATISTICS,
)
KSIC_TREE: Final = _connector(
    "ksic", KSIC, "한국표준산업분류 (KSIC) : classification statistique coréenne des activités", *_STATISTICS
)
KSIC_CHANGES: Final = _connector(
    "ksic_changes",
    CHANGES,
    "한국표준산업분류 신구연계표 : passage de l’ancienne KSIC à la nouvelle",
    *_STATISTICS,
)
