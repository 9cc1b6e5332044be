"""A catalogue as it travels: sets of data, who answers for them, and the forms in which they can be had.

The words are those of DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/). What was not said is empty or
``None``: an empty licence is no licence. Everything that is a collection is a sorted tuple, so that two readings of the
same catalogue are equal.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from openemploi.i18n import _


class Access(StrEnum):
    """Who may have a set. ``UNKNOWN``: the catalogue does not say it."""

    OPEN = "open"
    RESTRICTED = "restricted"
    NON_PUBLIC = "non_public"
    UNKNOWN = "unknown"


class Dimension(StrEnum):
    """In which respect a set is good."""

    FRESHNESS = "freshness"  # days since the data was last changed
    COMPLETENESS = "completeness"  # share of cells that are filled
    VALIDITY = "validity"  # share of rows that are as their schema says
    REPRESENTATIVENESS = "representativeness"  # of a group: its share here by its share in the population


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """Words in a language: ISO 639-1, or empty when it is not said."""

    language: str
    value: str


Texts = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Agent:
    """An organisation."""

    name: str
    uri: str = ""
    homepage: str = ""
    contact: str = ""  # an e-mail address


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to about a set."""

    name: str = ""
    email: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A place or a law: by its address, by its name, or by both."""

    uri: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both within; ``None`` where it is open."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``type`` is one of Table Schema (``string``, ``integer``, ``date``, …)."""

    name: str
    type: str = ""
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """How good a set is in one respect, on a day. ``value`` is ``None`` when unknown, with ``unknown_because``."""

    dimension: Dimension
    measured: date
    value: float | None = None
    n: int | None = None
    group: str = ""
    unknown_because: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A form in which a set can be had.

    Parameters
    ----------
    format:
        The address of a file type of the EU's authority, or the name that the catalogue gives.
    access_url:
        Where it is had: a page, an interface, or the file itself.
    checksum:
        In hexadecimal, by ``checksum_algorithm`` (``sha256``, ``sha1``, ``md5`` …).
    licence:
        An address, or the words of the catalogue.
    """

    access_url: str
    uri: str = ""
    title: str = ""
    format: str = ""
    media_type: str = ""
    download_url: str = ""
    bytes: int | None = None
    checksum_algorithm: str = ""
    checksum: str = ""
    licence: str = ""
    conforms_to: str = ""
    columns: tuple[Column, ...] = ()
    issued: date | None = None
    modified: date | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """A set of data.

    Parameters
    ----------
    identifier:
        Given once by the catalogue that keeps it, and never changed.
    uri:
        The address that names it.
    restriction:
        Why it is not open to all.
    personal_data:
        Whether it holds personal data; ``None`` when that is not said.
    themes:
        Addresses of the EU's data themes, or of another scheme.
    frequency, licence:
        An address, or the words of the catalogue.
    languages:
        ISO 639-1 where there is one, else the address.
    """

    identifier: str
    titles: Texts
    uri: str = ""
    descriptions: Texts = ()
    publisher: Agent | None = None
    access: Access = Access.UNKNOWN
    restriction: Texts = ()
    legislation: tuple[Named, ...] = ()
    personal_data: bool | None = None
    licence: str = ""
    themes: tuple[str, ...] = ()
    keywords: Texts = ()
    places: tuple[Named, ...] = ()
    period: Period | None = None
    frequency: str = ""
    languages: tuple[str, ...] = ()
    contact: Contact | None = None
    landing_page: str = ""
    version: str = ""
    provenance: Texts = ()
    issued: date | None = None
    modified: date | None = None
    distributions: tuple[Distribution, ...] = ()
    quality: tuple[Measure, ...] = ()

    def digest(self) -> str:
        """SHA-256 of everything that is said: equal when nothing changed."""
        said = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Sets of data, and who publishes the list."""

    uri: str
    titles: Texts
    descriptions: Texts = ()
    publisher: Agent | None = None
    homepage: str = ""
    languages: tuple[str, ...] = ()
    licence: str = ""
    modified: date | None = None
    datasets: tuple[Dataset, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be read.

    Parameters
    ----------
    path:
        Where it is in the answer: ``result.results[3].title``, or the node of a graph.
    code:
        ``dataset_untitled``, ``dataset_unidentified``, ``dataset_twice``, ``dataset_shapeless`` (it is not read at
        all), or ``value_unreadable`` (the set is read without this value).
    value:
        What stood there, shortened.
    """

    path: str
    code: str
    identifier: str = ""
    value: str = ""

    @property
    def lost(self) -> bool:
        """Whether the whole set is left out."""
        return self.code != "value_unreadable"

    @property
    def sentence(self) -> str:
        """What happened, in the language in force."""
        return fault_sentence(self.code, value=self.value)


def fault_sentence(code: str, *, value: str = "") -> str:
    """What happened to an item of a catalogue, in the language in force; the code itself when it is not known."""
    sentences = {
        "dataset_untitled": _("The set has no title: it was left out."),
        "dataset_unidentified": _(
            "The set has no identifier: it was left out, for it could not be found again."
        ),
        "dataset_twice": _("Another set of this answer has the same identifier: the first was kept."),
        "dataset_shapeless": _("This is not the description of a set: it was left out."),
        "value_unreadable": _("“{value}” could not be read: the set was taken without it.", value=value),
    }
    return sentences.get(code, code)


@dataclass(frozen=True, slots=True)
class Reading:
    """One page of a catalogue, as read.

    Parameters
    ----------
    next:
        The address or the number of the next page, as the answer says it; empty when this is the last.
    total:
        How many sets the catalogue says it has; ``None`` when it does not say.
    """

    catalogue: Catalogue
    faults: tuple[Fault, ...] = ()
    next: str = ""
    total: int | None = None
