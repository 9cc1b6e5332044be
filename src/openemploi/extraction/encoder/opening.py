"""Which encoders are in force: the bundled ones, another by setting, or none."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final

from openemploi.errors import RequestError
from openemploi.extraction.encoder.protocol import Encoder
from openemploi.i18n import _

SETTING: Final = "OPENEMPLOI_ENCODER"
NONE: Final = "none"
_BUNDLED: Final = "bundled"
_LOCAL: Final = "sentence-transformers:"
_SERVED: Final = ("http://", "https://")
_USE_WEIGHT: Final = 0.5  # measured on similar titles and on linked titles: .4 and .55 are as good


@dataclass(frozen=True, slots=True)
class Encoders:
    """One encoder for skills and sentences, one for titles; a setting gives both the same."""

    skills: Encoder
    titles: Encoder


def chosen_encoder() -> str:
    """What the setting says: ``bundled`` when it says nothing."""
    return os.environ.get("OPENEMPLOI_ENCODER", "").strip() or _BUNDLED


def open_encoders(setting: str | None = None, *, threads: int = 1) -> Encoders | None:
    """The encoders that ``setting`` names (``OPENEMPLOI_ENCODER`` when not given); ``None`` when it says ``none``.

    ``bundled``: multilingual-e5-small, and beside it the Universal Sentence Encoder for titles.
    ``sentence-transformers:FOLDER``: a model of that library. ``https://HOST/v1#MODEL``: any service with OpenAI's
    embeddings interface; texts are then sent there.

    Raises ``RequestError`` (``encoder_setting``) for anything else, ``ModelError`` when a model is not there.
    """
    chosen = setting or chosen_encoder()
    if chosen == NONE:
        return None
    if chosen == _BUNDLED:
        # Only then: importing them takes a while.
        from openemploi.extraction.encoder.e5 import E5Encoder
        from openemploi.extraction.encoder.joined import JoinedEncoder
        from openemploi.extraction.encoder.use import UseEncoder

        e5 = E5Encoder(threads=threads)
        return Encoders(skills=e5, titles=JoinedEncoder(e5, UseEncoder(), weight=_USE_WEIGHT))
    encoder: Encoder
    if chosen.startswith(_LOCAL):
        from openemploi.extraction.encoder.local import LocalEncoder

        encoder = LocalEncoder(chosen.removeprefix(_LOCAL))
    elif chosen.startswith(_SERVED):
        from openemploi.extraction.encoder.served import ServedEncoder

        encoder = ServedEncoder(chosen)
    else:
        raise RequestError(
            "encoder_setting",
            _("{setting} does not name an encoder: “{value}”.", setting=SETTING, value=chosen),
            remedy=_(
                "Use bundled, none, sentence-transformers:FOLDER, or the address of a service with #MODEL."
            ),
        )
    return Encoders(skills=encoder, titles=encoder)
