"""What was already answered, kept so that the next answer can be compared with it.

One folder holds the answers of all grants that may share what they learn (those of one organisation): a line a
question in ``questions.jsonl``, and in ``views/`` which row was in which told group, as numbers without any value
of the table. Rows are known by a keyed digest of their content, so that versions of a table can be compared too.
A question is written down before its answer is given: a crash may cost a question, never hide one.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openemploi.queryroom import refusals
from openemploi.queryroom.model import Budget, Left

_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """One question that was put to the data. ``views`` is ``None`` when it was refused then."""

    grant: str
    table: str
    told: int
    views: str | None
    differencing: bool = False


class Ledger:
    """The answers given under one grant and under those beside it.

    Parameters
    ----------
    folder:
        Shared by all grants whose holders may compare their answers: one folder an organisation. Made when it
        is missing, for its owner alone.
    grant:
        Whose budget the questions count on.
    budget:
        What this grant may ask in all.
    """

    def __init__(self, folder: Path, *, grant: str, budget: Budget | None = None) -> None:
        self.folder = Path(folder)
        self.grant = grant
        self.budget = budget or Budget()
        (self.folder / "views").mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder.chmod(0o700)

    def left(self) -> Left:
        """What is left of the grant's budget."""
        own = [entry for entry in self.entries() if entry.grant == self.grant]
        closed = sum(entry.differencing for entry in own) >= self.budget.refusals
        return Left(
            queries=0 if closed else max(0, self.budget.queries - len(own)),
            cells=max(0, self.budget.cells - sum(entry.told for entry in own)),
        )

    def entries(self) -> list[Entry]:
        """Every question of the folder, oldest first. Raises ``query_ledger_damaged``."""
        path = self.folder / "questions.jsonl"
        if not path.exists():
            if any((self.folder / "views").iterdir()):
                raise refusals.ledger_damaged()
            return []
        found = []
        for line in path.read_bytes().split(b"\n")[:-1]:  # a line without its end was never answered
            try:
                found.append(Entry(**json.loads(line)))
            except (ValueError, TypeError):
                raise refusals.ledger_damaged() from None
        return found

    def views(self) -> list[Path]:
        """The distinct files of views, of whatever table: a new version may be called otherwise.

        Raises ``query_ledger_damaged`` when one is missing.
        """
        names = dict.fromkeys(e.views for e in self.entries() if e.views)
        paths = [self.folder / "views" / f"{name}.npz" for name in names]
        if not all(path.is_file() for path in paths):
            raise refusals.ledger_damaged()
        return paths

    @property
    def key(self) -> bytes:
        """The secret under which rows and people are digested in this folder; made at the first question."""
        path = self.folder / "key"
        if not path.exists():
            if self.entries():
                raise refusals.ledger_damaged()
            _write(path, secrets.token_bytes(_KEY_BYTES))
        return path.read_bytes()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One question at a time: two at once could each be harmless and tell too much together."""
        with (self.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def record(
        self,
        *,
        table: str,
        told: int,
        views: bytes | None,
        rows: bytes | None = None,
        differencing: bool = False,
    ) -> None:
        """Write one question down for good. Call it inside :meth:`locked`, before giving the answer.

        ``views``: which row is in which told group, ``None`` when nothing was told. ``rows``: the digests of the
        rows of a version of the table that is met for the first time. ``differencing``: it was refused because of
        earlier answers.
        """
        name = None
        if rows is not None:
            _write(self.folder / "views" / f"rows-{hashlib.sha256(rows).hexdigest()[:32]}.npz", rows)
        if views is not None:
            name = hashlib.sha256(views).hexdigest()[:32]
            path = self.folder / "views" / f"{name}.npz"
            if not path.exists():
                _write(path, views)
        line = (
            json.dumps(
                {"grant": self.grant, "table": table, "told": told, "views": name}
                | ({"differencing": True} if differencing else {})
            )
            + "\n"
        )
        path = self.folder / "questions.jsonl"
        kept = path.read_bytes() if path.exists() else b""
        whole = kept[: kept.rfind(b"\n") + 1]
        with path.open("r+b" if kept else "wb") as out:
            out.truncate(len(whole))
            out.seek(len(whole))
            out.write(line.encode())
            out.flush()
            os.fsync(out.fileno())


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)
