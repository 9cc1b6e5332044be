"""What can go wrong, as a small tree.

::

    OpenEmploiError
    ├── DocumentError      a file cannot be read: encrypted, truncated, a bomb, not what it says it is
    ├── FormatError        a record or a distribution is not in the format it should be in
    ├── TaxonomyError      a taxonomy is missing, damaged or does not hold what was asked
    ├── ModelError         a model that understanding needs is missing, or does not answer
    └── RequestError       what was asked of a command or a function cannot be done as asked

Every error has a stable ``code`` for machines, a sentence for the person, and what they can do about it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a fault in a file. Lines and columns count from 1; ``None`` is not known."""

    file: str | None = None
    line: int | None = None
    column: str | int | None = None
    page: int | None = None


class OpenEmploiError(Exception):
    """A fault that a person can do something about.

    Parameters
    ----------
    code:
        Stable name in ``snake_case``; part of the public contract.
    message:
        One sentence, already in the reader's language: what happened.
    remedy:
        One sentence: what to do.
    where:
        File, line, column or page, as far as known.
    """

    def __init__(self, code: str, message: str, *, remedy: str, where: Where | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.where = where or Where()

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from the reading process to its parent.
        return _rebuild, (type(self), self.code, self.message, self.remedy, self.where)


class DocumentError(OpenEmploiError):
    """A file cannot be read as a document."""


class FormatError(OpenEmploiError):
    """A record or a distribution is not in the format it should be in."""


class TaxonomyError(OpenEmploiError):
    """A taxonomy is missing, damaged, or does not hold what was asked."""


class ModelError(OpenEmploiError):
    """A model that understanding needs is missing, or does not answer."""


class RequestError(OpenEmploiError):
    """What was asked cannot be done as asked."""


def _rebuild(
    kind: type[OpenEmploiError], code: str, message: str, remedy: str, where: Where
) -> OpenEmploiError:
    return kind(code, message, remedy=remedy, where=where)
