"""The taxonomy that everything reads: concepts, labels and relations of all schemes, memory-mapped.

A concept is an integer here (its row); URIs are for the outside. Opening maps the file and reads a few bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from openemploi.errors import TaxonomyError
from openemploi.i18n import _
from openemploi.taxonomy import columns
from openemploi.taxonomy.compiling import FORMAT, KINDS, LABEL_KINDS, LANGUAGES, RELATION_KINDS
from openemploi.taxonomy.features import word_hash
from openemploi.taxonomy.model import ConceptKind, Label, LabelKind, RelationKind


@dataclass(frozen=True, slots=True)
class SchemeInfo:
    """What the compiled file says about one of its schemes."""

    name: str
    version: str
    title: str
    licence: str
    attribution: str
    languages: tuple[str, ...]
    concepts: int
    relations: int
    relations_dropped: int
    notes: tuple[str, ...]


class Taxonomy:
    """A compiled taxonomy. Cheap to open, safe to share between threads and processes (read-only maps)."""

    def __init__(self, arrays: dict[str, columns.Array], about: dict[str, str]) -> None:
        self.arrays = arrays
        self.version = about["version"]
        self.schemes = tuple(_scheme(row) for row in json.loads(about["schemes"]))
        self._uris = columns.Texts(arrays["uri_blob"], arrays["uri_ends"])
        self._codes = columns.Texts(arrays["code_blob"], arrays["code_ends"])
        self._labels = columns.Texts(arrays["label_blob"], arrays["label_ends"])
        self._descriptions = columns.Texts(arrays["description_blob"], arrays["description_ends"])
        self._other_codes = columns.Texts(arrays["other_code_blob"], arrays["other_code_ends"])

    @classmethod
    def open(cls, path: Path) -> Taxonomy:
        """Map the file at ``path``.

        Raises ``TaxonomyError``: ``taxonomy_damaged``, or ``taxonomy_format`` when another release wrote it.
        """
        arrays, about = columns.read(path)
        if about.get("format") != FORMAT:
            raise TaxonomyError(
                "taxonomy_format",
                _("The compiled taxonomy was written by another release of Open Emploi."),
                remedy=_("Erase it; it will be made again from the imported files."),
            )
        return cls(arrays, about)

    def __len__(self) -> int:
        return len(self._uris)

    def find(self, uri: str) -> int | None:
        """The concept whose URI is ``uri``, or ``None``."""
        for row in self._hashed("uri", uri):
            if self._uris[row] == uri:
                return row
        return None

    def with_code(self, scheme: str, code: str) -> list[int]:
        """The concepts that bear ``code`` of ``scheme`` (``isco``, ``rome``, ``ogr``…), in order."""
        wanted = f"{scheme}:{code}"
        rows = [row for row in self._hashed("other_code", wanted) if self._other_codes[row] == wanted]
        return sorted(int(self.arrays["other_code_concept"][row]) for row in rows)

    def uri(self, concept: int) -> str:
        """The URI of ``concept``."""
        text: str = self._uris[concept]
        return text

    def code(self, concept: int) -> str:
        """The code of ``concept`` in its own scheme; empty when it has none."""
        text: str = self._codes[concept]
        return text

    def other_codes(self, concept: int) -> list[tuple[str, str]]:
        """The codes of other nomenclatures that ``concept`` bears, as ``(scheme, code)``."""
        owners = self.arrays["other_code_concept"]
        low, high = np.searchsorted(owners, [concept, concept + 1], "left")
        pairs = (self._other_codes[row].partition(":") for row in range(int(low), int(high)))
        return [(name, code) for name, _colon, code in pairs]

    def kind(self, concept: int) -> ConceptKind:
        """What ``concept`` is."""
        return KINDS[int(self.arrays["kind"][concept])]

    def scheme(self, concept: int) -> SchemeInfo:
        """The scheme that ``concept`` comes from."""
        return self.schemes[int(self.arrays["scheme"][concept])]

    def regulated(self, concept: int) -> bool | None:
        """Whether the law reserves this occupation; ``None`` when its scheme does not say."""
        return (None, False, True)[self.arrays["regulated"][concept]]

    def canonical(self, concept: int) -> int:
        """The one concept that stands for all the concepts that are exactly the same as ``concept``."""
        return int(self.arrays["canonical"][concept])

    def same(self, concept: int) -> list[int]:
        """Every concept that is one with ``concept``, in whichever scheme, itself included; ascending."""
        order, own = self._by_canonical
        low, high = np.searchsorted(own, [self.canonical(concept), self.canonical(concept) + 1])
        found: list[int] = order[low:high].tolist()
        return found

    def label(self, concept: int, language: str = "fr") -> str:
        """The preferred label in ``language``, else in English, French or Korean, else the URI."""
        best, rank = self.uri(concept), 99
        order = [language, *(code for code in ("en", "fr", "ko") if code != language)]
        for label in self.labels(concept):
            if label.kind is LabelKind.PREFERRED and (place := order.index(label.language)) < rank:
                best, rank = label.text, place
        return best

    def labels(self, concept: int) -> Iterator[Label]:
        """Every label of ``concept``."""
        first = self.arrays["label_first"]
        for row in range(int(first[concept]), int(first[concept + 1])):
            yield self.label_at(row)

    def label_at(self, row: int) -> Label:
        """The label in row ``row`` of the label table."""
        return Label(
            self._labels[row],
            LANGUAGES[self.arrays["label_language"][row]],
            LABEL_KINDS[self.arrays["label_kind"][row]],
        )

    def description(self, concept: int, language: str = "fr") -> str:
        """What ``concept`` means, in ``language``; empty when its scheme does not say."""
        owners = self.arrays["description_concept"]
        low, high = np.searchsorted(owners, [concept, concept + 1], "left")
        for row in range(int(low), int(high)):
            if LANGUAGES[self.arrays["description_language"][row]] == language:
                text: str = self._descriptions[row]
                return text
        return ""

    def related(self, concept: int, *kinds: RelationKind, inverse: bool = False) -> list[int]:
        """The concepts to which ``concept`` stands in any of ``kinds`` (from which, with ``inverse``)."""
        side = "in" if inverse else "out"
        first = self.arrays[f"{side}_first"]
        low, high = int(first[concept]), int(first[concept + 1])
        if low == high:
            return []
        wanted = [RELATION_KINDS.index(kind) for kind in kinds]
        rows = self.arrays[f"{side}_other"][low:high]
        if wanted:
            rows = rows[np.isin(self.arrays[f"{side}_kind"][low:high], wanted)]
        found: list[int] = rows.tolist()
        return found

    def concepts(self, *kinds: ConceptKind) -> npt.NDArray[np.intp]:
        """The rows of all concepts of ``kinds``."""
        wanted = [KINDS.index(kind) for kind in kinds]
        return np.flatnonzero(np.isin(self.arrays["kind"], wanted))

    @cached_property
    def _by_canonical(self) -> tuple[npt.NDArray[np.intp], columns.Array]:
        """All concepts, those that are one together, and the canonical concept of each."""
        order = np.argsort(self.arrays["canonical"], kind="stable")
        return order, self.arrays["canonical"][order]

    def _hashed(self, name: str, text: str) -> Iterable[int]:
        key = np.uint64(word_hash(text))
        keys = self.arrays[f"{name}_key"]
        low, high = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
        return [int(row) for row in self.arrays[f"{name}_order"][low:high]]


def _scheme(row: dict[str, Any]) -> SchemeInfo:
    return SchemeInfo(**{**row, "languages": tuple(row["languages"]), "notes": tuple(row["notes"])})
