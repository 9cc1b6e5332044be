"""The one engine of a process, in each language: what the screens, the API and the worker read and compare with."""

from __future__ import annotations

import threading
from typing import Final

from openemploi.engine import Engine
from openemploi_web.core.languages import language_in_force

_engines: Final[dict[str, Engine]] = {}
_lock: Final = threading.Lock()


def engine(language: str | None = None) -> Engine:
    """The engine in ``language``, that of the page when not given. The first call loads the taxonomy (seconds)."""
    code = (language or language_in_force())[:2]
    with _lock:
        if not _engines:
            _engines["fr"] = Engine.start(language="fr", cache=False)
        if code not in _engines:
            first = _engines["fr"]
            _engines[code] = Engine(first.taxonomy, language=code, semantics=first.semantics, cache=False)
            _engines[code].matcher = first.matcher
        return _engines[code]


def renew() -> None:
    """Forget the engines, so that the next call takes the taxonomy that was imported since."""
    with _lock:
        _engines.clear()
