"""What came back from the process that read a stranger's file, checked before it is believed."""

from __future__ import annotations

import json
import logging
import signal
from typing import Any, Final

from openemploi.documents.model import Block, Box, Document, MediaType
from openemploi.documents.refusals import Refusal, note
from openemploi.documents.wire import HEADER, TOO_SLOW

_log: Final = logging.getLogger(__name__)


def judged(received: bytes, *, verdict: int, status: int) -> dict[str, Any]:
    """The answer in ``received``; :class:`Refusal` when the child was killed, crashed or said something else."""
    if verdict == TOO_SLOW or status == -signal.SIGXCPU:
        raise Refusal("document_too_slow")
    if is_whole(received):
        try:
            answer = json.loads(received[HEADER.size :])
        except ValueError:
            answer = None
        if isinstance(answer, dict):
            return answer
    _log.warning("the reader of a document ended with status %d", status)
    raise Refusal("document_reader_crashed")


def is_whole(received: bytes | bytearray) -> bool:
    """Whether the answer that its first bytes announce is there."""
    return len(received) >= HEADER.size and len(received) == HEADER.size + HEADER.unpack_from(received)[0]


def made(answer: dict[str, Any], *, name: str) -> Document:
    """The document; :class:`Refusal` when the answer is not one (a hostile file may have taken the child over)."""
    try:
        text = str(answer["text"])
        blocks: list[Block] = []
        reach = 0
        for start, end, page, *corners in answer["blocks"]:
            if not reach <= start < end <= len(text):
                raise ValueError
            blocks.append(
                Block(start, end, int(page), Box(*(float(c) for c in corners)) if corners else None)
            )
            reach = end
        notes = [
            note(str(code), values={k: int(v) for k, v in values.items()}) for code, values in answer["notes"]
        ]
        return Document(
            name=name,
            sha256=str(answer["sha256"]),
            media_type=MediaType(answer["media_type"]),
            text=text,
            blocks=tuple(blocks),
            pages=int(answer["pages"]),
            quality=min(1.0, max(0.0, float(answer["quality"]))),
            notes=tuple(sentence for sentence in notes if sentence),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refusal("document_reader_crashed") from None
