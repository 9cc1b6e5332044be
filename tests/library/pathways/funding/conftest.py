"""Rules are read and answered in French here, whatever was spoken before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from openemploi.i18n import language, use_language


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    before = language()
    use_language("fr")
    yield
    use_language(before)
