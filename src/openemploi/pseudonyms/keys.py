"""Keys of a project: made once, kept in a file that only its owner can read, with an id and a last day.

The contributors of a project share one key; the third party has a secret of its own. Neither is ever written in a
database or printed. When a key is replaced, what was made under the old one no longer joins with the new.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from openemploi.errors import RequestError
from openemploi.i18n import _

_BYTES: Final = 32
_DIGEST: Final = 16  # bytes of a pseudonym: 2^64 people before two meet by chance


@dataclass(frozen=True, slots=True)
class Key:
    """The secret of one project. ``id`` is public: it says which key a file was made under, and nothing else."""

    project: str
    id: str
    until: date
    secret: bytes = field(repr=False)

    def digest(self, text: str, *, use: str) -> str:
        """``text`` under this key, as 32 hexadecimal characters; another ``use`` gives another digest."""
        message = "\x1e".join(("openemploi", self.project, use, text)).encode()
        return hmac.digest(self.secret, message, "sha256")[:_DIGEST].hex()


def new_key(project: str, *, until: date) -> Key:
    """A new key for ``project``, that may be used until the day ``until``."""
    return Key(project, secrets.token_hex(4), until, secrets.token_bytes(_BYTES))


def write_key(key: Key, path: Path) -> None:
    """Write ``key`` to a new file, for its owner alone. An existing file is never replaced."""
    text = json.dumps(
        {
            "project": key.project,
            "id": key.id,
            "until": key.until.isoformat(),
            "secret": base64.b64encode(key.secret).decode(),
        }
    )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        raise RequestError(
            "key_not_written",
            _("The key cannot be written to {name}.", name=path.name),
            remedy=_("Name a new file in a folder where you may write."),
        ) from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(text + "\n")


def read_key(path: Path, *, today: date) -> Key:
    """The key in the file ``path``.

    Raises :class:`~openemploi.errors.RequestError`: ``key_invalid``, ``key_open_to_others``, ``key_expired``.
    """
    try:
        mode = path.stat().st_mode
        found = json.loads(path.read_text(encoding="utf-8"))
        secret = base64.b64decode(found["secret"], validate=True)
        key = Key(str(found["project"]), str(found["id"]), date.fromisoformat(found["until"]), secret)
    except (OSError, ValueError, KeyError, TypeError):
        raise RequestError(
            "key_invalid",
            _("{name} is not a key.", name=path.name),
            remedy=_("Give the file that was made with the project's key."),
        ) from None
    if len(key.secret) != _BYTES:
        raise RequestError(
            "key_invalid",
            _("{name} is not a key.", name=path.name),
            remedy=_("Give the file that was made with the project's key."),
        )
    if os.name == "posix" and mode & 0o077:
        raise RequestError(
            "key_open_to_others",
            _("Others than you can read the key {name}.", name=path.name),
            remedy=_("Run: chmod 600 {name}", name=path.name),
        )
    check(key, today=today)
    return key


def check(key: Key, *, today: date) -> None:
    """Refuse a key whose last day is over (``key_expired``)."""
    if today > key.until:
        raise RequestError(
            "key_expired",
            _("The key {id} could be used until {day}.", id=key.id, day=key.until.isoformat()),
            remedy=_("Ask for the project's new key, and contribute the file again under it."),
        )
