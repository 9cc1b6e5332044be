"""Who contributed what, what was joined from it, and who used it: written down for good, told to the contributors."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from openemploi.errors import RequestError
from openemploi.i18n import _
from openemploi.pseudonyms.contributing import Contribution
from openemploi.pseudonyms.joining import Joined

_FILE: Final = "register.jsonl"


@dataclass(frozen=True, slots=True)
class Use:
    """How often one organisation used what a contributor gave, and for which purposes."""

    by: str
    times: int
    purposes: tuple[str, ...]


class Register:
    """The register of a third party, in a folder of its own.

    Every line holds the number and the digest of the one before it, so that a line that was changed or taken away
    shows (``register_damaged``).
    """

    def __init__(self, folder: Path) -> None:
        self._path = Path(folder) / _FILE
        Path(folder).mkdir(parents=True, exist_ok=True, mode=0o700)

    def contributed(self, contribution: Contribution, *, by: str) -> None:
        """Write down that the organisation ``by`` gave ``contribution``."""
        facts = asdict(contribution)
        facts["path"] = contribution.path.name
        self._append({"what": "contribution", "by": by, **facts})

    def joined(
        self, joined: Joined, *, project: str, of: tuple[str, str], secret_id: str, today: date
    ) -> None:
        """Write down what was joined, of which two contributions (their sha256)."""
        self._append(
            {"what": "join", "project": project, "of": list(of), "secret": secret_id, "rows": joined.rows,
             "linked": joined.linked, "by_rule": dict(joined.by_rule), "file": joined.path.name, "made": today}
        )  # fmt: skip

    def used(self, file: str, *, by: str, purpose: str, today: date) -> None:
        """Write down that ``by`` used the joined ``file`` for ``purpose``."""
        self._append({"what": "use", "file": file, "by": by, "purpose": purpose, "made": today})

    def entries(self) -> list[dict[str, Any]]:
        """Every line, oldest first. Raises ``register_damaged``."""
        if not self._path.exists():
            return []
        found: list[dict[str, Any]] = []
        before = ""
        for number, line in enumerate(self._path.read_text(encoding="utf-8").splitlines()):
            try:
                entry: dict[str, Any] = json.loads(line)
            except ValueError:
                raise _damaged() from None
            if entry.get("number") != number or entry.get("before") != before:
                raise _damaged()
            before = _digest(line)
            found.append(entry)
        return found

    def uses_of(self, contributor: str) -> list[Use]:
        """Who used what ``contributor`` had a part in: what is sent back to it."""
        entries = self.entries()
        own = {e["sha256"] for e in entries if e["what"] == "contribution" and e["by"] == contributor}
        files = {e["file"] for e in entries if e["what"] == "join" and own & set(e["of"])}
        uses = [e for e in entries if e["what"] == "use" and e["file"] in files]
        times = Counter(e["by"] for e in uses)
        return [
            Use(by, count, tuple(sorted({e["purpose"] for e in uses if e["by"] == by})))
            for by, count in sorted(times.items())
        ]

    def _append(self, facts: dict[str, Any]) -> None:
        with self._path.open("a+", encoding="utf-8") as out:
            fcntl.flock(out, fcntl.LOCK_EX)
            lines = self._path.read_text(encoding="utf-8").splitlines()
            chained = {"number": len(lines), "before": _digest(lines[-1]) if lines else "", **facts}
            out.write(json.dumps(chained, default=str, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())


def _digest(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


def _damaged() -> RequestError:
    return RequestError(
        "register_damaged",
        _("The register of contributions was changed after it was written."),
        remedy=_("Restore it from a backup, and look for who changed it."),
    )
