"""ROME 4, France Travail's classification of occupations and skills: the official zip of CSV tables ``RefRomeCsv``.

Read here for its rows; :mod:`openemploi.taxonomy.rome` makes a classification of the same file. Traps: one member is
Latin-9 under a name that says UTF-8, the table of texts doubles its apostrophes, and ROME 3 has other columns (it is
refused, by the column that it lacks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openemploi.connectors.archive_tables import archive_tables, note_unread
from openemploi.connectors.base import Connector, Raw, Reading
from openemploi.connectors.rewriting import rewritten
from openemploi.connectors.rome_tables import MEMBERS, REPEATED, TABLES, TEXTS

_RELEASE: Final = re.compile(r"_v(\d)(\d\d)(?!\d)")


def read(path: Path, reading: Reading) -> Iterator[Raw]:
    """The rows of every table of the zip at ``path``."""
    note_unread(path, MEMBERS, reading, known=REPEATED)
    for source, raw in archive_tables(path, MEMBERS, reading, delimiter=","):
        if not reading.edition and (told := _RELEASE.search(source.name)):
            reading.edition = f"{told[1]}.{told[2]}"
        yield rewritten(raw, "libelle_texte", "''", "'") if raw.table == TEXTS.name else raw


CONNECTOR: Final = Connector(
    kind="rome",
    version="1",
    title="Répertoire opérationnel des métiers et des emplois (ROME 4.0)",
    producer="France Travail",
    licence="etalab-2.0",
    homepage="https://www.data.gouv.fr/datasets/repertoire-operationnel-des-metiers-et-des-emplois-rome",
    tables=TABLES,
    read=read,
)
