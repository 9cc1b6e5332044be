"""The door of the query room: one question, one process that may die, one answer that was written down first."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from openemploi.errors import RequestError
from openemploi.queryroom import refusals
from openemploi.queryroom.child import HEADER, Order
from openemploi.queryroom.ledger import Ledger
from openemploi.queryroom.model import (
    DEFAULT_LIMITS,
    DEFAULT_RULES,
    Answer,
    Cell,
    Kind,
    Limits,
    Masked,
    Row,
    Rules,
    Scalar,
)
from openemploi.queryroom.plan import Analysis, Bucket, Key

_log: Final = logging.getLogger(__name__)
_PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[1].split(chr(31));"
    " from openemploi.queryroom.child import main; main()"
)
_ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TZ": "UTC"}
_GRACE: Final = 2.0  # seconds for an interpreter to start on a busy machine


def run(
    analysis: Analysis, *, ledger: Ledger, rules: Rules = DEFAULT_RULES, limits: Limits = DEFAULT_LIMITS
) -> Answer:
    """Answer an understood question from its table, if nobody small shows in it.

    The question counts on the grant's budget once the data was read, whether it is answered or not: a refusal
    tells something too. Raises :class:`~openemploi.errors.RequestError` with a ``query_…`` code.
    """
    began = time.monotonic()
    with ledger.locked():
        left = ledger.left()
        if not left.queries or not left.cells:
            raise refusals.budget()
        order = Order(
            analysis=analysis,
            rules=rules,
            limits=limits,
            views=tuple(ledger.views()),
            folder=ledger.folder / "views",
            key=ledger.key,
            cells_left=left.cells,
        )
        try:
            answer, views, rows = _asked(order)
            told = int(answer["told"])
        except RequestError as error:
            differencing = error.code == "query_differencing"
            ledger.record(table=analysis.table.name, told=0, views=None, differencing=differencing)
            raise
        except (KeyError, ValueError, TypeError):
            ledger.record(table=analysis.table.name, told=0, views=None)
            raise refusals.failed() from None
        ledger.record(table=analysis.table.name, told=told, views=views or None, rows=rows or None)
        left = ledger.left()
    return Answer(
        keys=analysis.key_names,
        figures=tuple(figure.name for figure in analysis.figures),
        rows=tuple(_row(row, analysis.keys) for row in answer["rows"]),
        told=told,
        masked=int(answer["masked"]),
        figures_masked=int(answer["figures_masked"]),
        threshold=rules.threshold,
        seconds=round(time.monotonic() - began, 3),
        fingerprint=fingerprint(analysis, version=str(answer["version"]), rules=rules),
        left=left,
    )


def fingerprint(analysis: Analysis, *, version: str, rules: Rules) -> str:
    """The same 16 characters for the same understood question, version of the data and rules."""
    plan = asdict(analysis)
    for name in ("text", "key_names"):
        del plan[name]
    for figure in plan["figures"]:
        del figure["name"]
    plan["table"] = analysis.table.name
    text = json.dumps([plan, version, asdict(rules)], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _asked(order: Order) -> tuple[dict[str, Any], bytes, bytes]:
    raw = _exchanged(pickle.dumps(order), order.limits)
    if len(raw) < HEADER.size:
        raise refusals.failed()
    body, views, rows = HEADER.unpack(raw[: HEADER.size])
    if len(raw) != HEADER.size + body + views + rows:
        raise refusals.failed()
    try:
        answer = json.loads(raw[HEADER.size : HEADER.size + body])
    except ValueError:
        raise refusals.failed() from None
    if not isinstance(answer, dict):
        raise refusals.failed()
    match answer.get("refused"):
        case None:
            start = HEADER.size + body
            return answer, raw[start : start + views], raw[start + views :]
        case "differencing":
            raise refusals.differencing(order.rules.threshold)
        case "budget":
            raise refusals.budget()
        case "cells":
            raise refusals.too_many_cells(order.rules.most_cells)
        case "memory":
            raise refusals.too_large()
        case _:
            _log.error("a question to the table %s failed: %s", order.analysis.table.name, answer.get("why"))
            raise refusals.failed()


def _exchanged(request: bytes, limits: Limits) -> bytes:
    """What the child wrote. It is killed with all that it started at its deadline, and whatever happens here."""
    package = str(Path(__file__).parents[2])
    paths = chr(31).join([path for path in sys.path if path] + [package])
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", _PROGRAM, paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    )
    try:
        return _received(child, request, limits)
    finally:
        with contextlib.suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()


def _received(child: subprocess.Popen[bytes], request: bytes, limits: Limits) -> bytes:
    if child.stdin is None or child.stdout is None:
        raise refusals.failed()
    until = time.monotonic() + limits.seconds + _GRACE
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(request)
        child.stdin.close()
    received = bytearray()
    poll = select.poll()
    poll.register(child.stdout, select.POLLIN)
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise refusals.too_slow(limits.seconds)
        if not poll.poll(left * 1000):
            continue
        piece = os.read(child.stdout.fileno(), 1 << 18)
        if not piece:
            break
        received += piece
        if len(received) > limits.answer_bytes:
            raise refusals.too_large()
    if not received and child.wait() == -signal.SIGXCPU:
        raise refusals.too_slow(limits.seconds)
    return bytes(received)


def _row(row: list[Any], keys: tuple[Key, ...]) -> Row:
    values, n, cells = row
    return Row(
        keys=tuple(_key(value, key) for value, key in zip(values, keys, strict=True)),
        n=n,
        cells=tuple(Cell(value, people, Masked(why) if why else None) for value, people, why in cells),
    )


def _key(value: Any, key: Key) -> Scalar:
    if value is not None and key.column.kind is Kind.DATE and key.bucket is not Bucket.YEAR:
        return date.fromisoformat(str(value))
    known: Scalar = value
    return known
