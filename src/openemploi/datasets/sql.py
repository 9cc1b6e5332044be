"""Names and files in the words of DuckDB's SQL, so that no sign in them is taken for anything else.

Values are given as parameters; only what SQL takes no parameter for is worded here.
"""

from __future__ import annotations

from pathlib import Path


def quoted(name: str) -> str:
    """``name`` as an identifier.

    >>> print(quoted('a "b"'))
    "a ""b\"""
    """
    return '"' + name.replace('"', '""') + '"'


def parquet(*files: Path) -> str:
    """The rows of Parquet files of one layout, as a table.

    >>> print(parquet(Path("l'an.parquet")))
    read_parquet(['l''an.parquet'])
    """
    paths = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    return f"read_parquet([{paths}])"
