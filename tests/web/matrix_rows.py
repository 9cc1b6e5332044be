"""Print the rows of the rights matrix as the portal answers today: ``pytest tests/web/matrix_rows.py -s``.

Not part of the tests. What it prints is looked at, row by row, before it is kept in ``matrix.yaml``. Only rows that are
not there yet are printed, unless ``MATRIX_ALL`` is set.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.test_matrix import (
    ROWS,
    clients,  # noqa: F401 (fixtures)
    observed,
    observed_operation,
    operations,
    routes,
    there,  # noqa: F401
)
from tests.web.world import World


@pytest.mark.timeout(0)  # it sends thousands of requests, once
def test_print_rows(there: World, clients: dict[str, Client], settings: Any) -> None:  # noqa: F811
    settings.API_CALLS_A_MINUTE = 10**6
    every = bool(os.environ.get("MATRIX_ALL"))
    with Path(os.environ.get("MATRIX_TO", "/dev/stdout")).open("w", encoding="utf-8", buffering=1) as out:
        print("operations:", file=out)
        for name in operations():
            if every or name not in ROWS["operations"]:
                print(f'  {name}: "{observed_operation(there, name)}"', file=out)
        print("pages:", file=out)
        for name in routes():
            if every or name not in ROWS["pages"]:
                row = observed(there, clients, name)
                print(f'  "{name}":\n    get:  "{row["get"]}"\n    post: "{row["post"]}"', file=out)
