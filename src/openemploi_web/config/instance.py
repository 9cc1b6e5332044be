"""What an operator decides about an instance, from environment variables, checked once."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from openemploi.errors import RequestError
from openemploi.i18n import _
from openemploi.paths import portal_folder
from openemploi_web.config.identity import VARIABLE, IdentityProvider, identity_providers

_TRUE: Final = frozenset({"1", "true", "yes", "on"})


@dataclass(frozen=True, slots=True)
class Instance:
    """Where an instance keeps its things, who may ask it, and how it sends mail."""

    folder: Path
    database: dict[str, object]
    secret: str
    hosts: tuple[str, ...]
    origin: str
    secure: bool
    debug: bool
    demonstration: bool
    mail: dict[str, object]
    identity: tuple[IdentityProvider, ...] = ()

    @classmethod
    def from_environment(cls) -> Instance:
        """The instance that the environment describes. Raises ``RequestError`` (``setting_invalid``)."""
        folder = portal_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        origin = os.environ.get("OPENEMPLOI_WEB_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
        host = urlsplit(origin).hostname
        if host is None:
            raise setting_invalid("OPENEMPLOI_WEB_ORIGIN", origin)
        hosts = (host, "127.0.0.1", "localhost") if host in ("127.0.0.1", "localhost") else (host,)
        return cls(
            folder=folder,
            database=_database(os.environ.get("OPENEMPLOI_WEB_DATABASE", ""), folder),
            secret=_secret(folder),
            hosts=hosts,
            origin=origin,
            secure=origin.startswith("https://"),
            debug=os.environ.get("OPENEMPLOI_WEB_DEBUG", "").lower() in _TRUE,
            demonstration=os.environ.get("OPENEMPLOI_WEB_DEMONSTRATION", "").lower() in _TRUE,
            mail=_mail(os.environ.get("OPENEMPLOI_WEB_MAIL", ""), folder),
            identity=_identity(os.environ.get("OPENEMPLOI_WEB_OIDC", "")),
        )


def setting_invalid(name: str, value: str) -> RequestError:
    """The error for a setting that cannot be used."""
    return RequestError(
        "setting_invalid",
        _("The setting {name} cannot be used: {value}", name=name, value=value),
        remedy=_("docs/reference/settings.md says what it may be."),
    )


def _identity(text: str) -> tuple[IdentityProvider, ...]:
    try:
        return identity_providers(text)
    except ValueError as error:
        raise setting_invalid(VARIABLE, str(error)) from error  # what is wrong, without the secret


def _database(address: str, folder: Path) -> dict[str, object]:
    """``postgresql://user:password@host:port/name``; nothing is SQLite in the folder."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "portal.sqlite3",
            "OPTIONS": {
                # Readers do not wait for a writer; a writer waits for its turn instead of failing.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                    "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
                    # 32 MB of pages for each connection, which is kept: a list looks at hundreds of rows.
                    "PRAGMA cache_size=-32768;"
                ),
            },
            "CONN_MAX_AGE": 60,
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise setting_invalid("OPENEMPLOI_WEB_DATABASE", "…")  # it may hold a password
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _secret(folder: Path) -> str:
    """The key that signs sessions: ``OPENEMPLOI_WEB_SECRET``, or one made once and kept in the folder."""
    if given := os.environ.get("OPENEMPLOI_WEB_SECRET"):
        return given
    path = folder / "secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _mail(address: str, folder: Path) -> dict[str, object]:
    """``smtp://user:password@host:port`` (``smtps`` for TLS at once); nothing keeps messages as files in the folder."""
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder / "mail"),
        }
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise setting_invalid("OPENEMPLOI_WEB_MAIL", "…")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
    }
