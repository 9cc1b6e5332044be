"""Schemes joined into one graph and written as columns.

Concepts of two schemes become one (share a *canonical* concept) when a scheme says they are exactly the same, or
when two skills of different schemes bear the same words. Occupations are never joined by their names.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.folding import is_korean, stems, stems_of, words
from openemploi.taxonomy import columns
from openemploi.taxonomy.features import (
    BUCKETS,
    KOREAN_SIZES,
    LONGEST_PHRASE,
    OCCUPATION_SIZES,
    SKILL_SIZES,
    character_ngrams,
    phrase_hash,
    search_form_of,
    title_form_of,
    word_hash,
)
from openemploi.taxonomy.gender import forms
from openemploi.taxonomy.model import Concept, ConceptKind, Label, LabelKind, RelationKind, Scheme
from openemploi.taxonomy.occupation_words import occupation_word_arrays

FORMAT: Final = "5"
KINDS: Final = tuple(ConceptKind)
LABEL_KINDS: Final = tuple(LabelKind)
RELATION_KINDS: Final = tuple(RelationKind)
LANGUAGES: Final = ("fr", "en", "ko")
OCCUPATION_KINDS: Final = frozenset({ConceptKind.OCCUPATION})
SKILL_KINDS: Final = frozenset(
    {ConceptKind.SKILL, ConceptKind.KNOWLEDGE, ConceptKind.TRANSVERSAL, ConceptKind.LANGUAGE}
)

_U32 = npt.NDArray[np.uint32]


def compile_schemes(schemes: Sequence[Scheme], path: Path, *, version: str) -> None:
    """Join ``schemes`` (earlier ones name a shared concept) and write them to ``path`` in one step."""
    build = _Build()
    for number, scheme in enumerate(schemes):
        for concept in scheme.concepts:
            build.add(concept, number)
    dropped = [build.relate(scheme) for scheme in schemes]
    about = {
        "format": FORMAT,
        "version": version,
        "schemes": json.dumps(
            [
                {
                    "name": scheme.name,
                    "version": scheme.version,
                    "title": scheme.title,
                    "licence": scheme.licence,
                    "attribution": scheme.attribution,
                    "languages": list(scheme.languages),
                    "concepts": len(scheme.concepts),
                    "relations": len(scheme.relations),
                    "relations_dropped": lost,
                    "notes": list(scheme.notes),
                }
                for scheme, lost in zip(schemes, dropped, strict=True)
            ],
            ensure_ascii=False,
        ),
    }
    columns.write(path, build.arrays(), about=about)


class _Build:
    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.uris: list[str] = []
        self.kinds: list[int] = []
        self.schemes: list[int] = []
        self.codes: list[str] = []
        self.regulated: list[int] = []  # 0 unknown, 1 no, 2 yes
        self.other_codes: list[tuple[str, int]] = []
        self.labels: list[tuple[int, int, int, str]] = []  # concept, language, kind, text
        self.descriptions: list[tuple[int, int, str]] = []
        self.relations: list[tuple[int, int, int]] = []

    def add(self, concept: Concept, scheme: int) -> None:
        if concept.uri in self.index:
            return
        number = self.index[concept.uri] = len(self.uris)
        self.uris.append(concept.uri)
        self.kinds.append(KINDS.index(concept.kind))
        self.schemes.append(scheme)
        self.codes.append(concept.code)
        self.regulated.append({None: 0, False: 1, True: 2}[concept.regulated])
        self.other_codes += [(f"{name}:{code}", number) for name, code in concept.codes]
        for label in concept.labels:
            if label.language in LANGUAGES:
                self._label(number, label, concept.kind)
        for language, text in concept.descriptions:
            if language in LANGUAGES:
                self.descriptions.append((number, LANGUAGES.index(language), text))

    def _label(self, number: int, label: Label, kind: ConceptKind) -> None:
        language = LANGUAGES.index(label.language)
        self.labels.append((number, language, LABEL_KINDS.index(label.kind), label.text))
        if kind in OCCUPATION_KINDS and ("/" in label.text or "(" in label.text):
            other = label.kind if label.kind is LabelKind.HIDDEN else LabelKind.ALTERNATIVE
            for form in forms(label.text):
                if form != label.text:
                    self.labels.append((number, language, LABEL_KINDS.index(other), form))

    def relate(self, scheme: Scheme) -> int:
        """Take the relations of ``scheme`` between concepts that are here; how many were not."""
        by_code = dict(self.other_codes)
        dropped = 0
        for relation in scheme.relations:
            source = self._resolve(relation.source, by_code)
            target = self._resolve(relation.target, by_code)
            if source is None or target is None:
                dropped += 1
            else:
                self.relations.append((source, RELATION_KINDS.index(relation.kind), target))
        return dropped

    def _resolve(self, uri: str, by_code: dict[str, int]) -> int | None:
        found = self.index.get(uri)
        if found is None and uri.startswith("urn:rome:"):
            # An appellation is not a concept: it is a name of its sheet, known by its OGR code.
            found = by_code.get(uri.removeprefix("urn:rome:"))
        return found

    def arrays(self) -> dict[str, columns.Array]:
        label_words = [words(text) for _c, _l, _k, text in self.labels]
        label_stems = [stems_of(folded) for folded in label_words]
        arrays: dict[str, columns.Array] = {
            "kind": np.array(self.kinds, np.uint8),
            "scheme": np.array(self.schemes, np.uint8),
            "regulated": np.array(self.regulated, np.uint8),
            "canonical": self._canonical(label_stems),
            "label_concept": np.array([c for c, _l, _k, _t in self.labels], np.uint32),
            "label_language": np.array([k for _c, k, _k, _t in self.labels], np.uint8),
            "label_kind": np.array([k for _c, _l, k, _t in self.labels], np.uint8),
            "description_concept": np.array([c for c, _l, _t in self.descriptions], np.uint32),
            "description_language": np.array([k for _c, k, _t in self.descriptions], np.uint8),
        }
        for name, texts in (
            ("uri", self.uris),
            ("code", self.codes),
            ("label", [text for _c, _l, _k, text in self.labels]),
            ("description", [text for _c, _l, text in self.descriptions]),
            ("other_code", [code for code, _n in self.other_codes]),
        ):
            arrays[f"{name}_blob"], arrays[f"{name}_ends"] = columns.pack(texts)
        arrays["label_first"] = np.searchsorted(
            arrays["label_concept"], np.arange(len(self.uris) + 1), "left"
        ).astype(np.uint32)
        arrays["other_code_concept"] = np.array([n for _c, n in self.other_codes], np.uint32)
        _hashed(arrays, "uri", [word_hash(uri) for uri in self.uris])
        _hashed(arrays, "other_code", [word_hash(code) for code, _n in self.other_codes])
        self._relation_arrays(arrays)
        self._phrase_arrays(arrays, label_stems)
        self._word_arrays(arrays, label_stems)
        self._ngram_arrays(arrays, label_words, "occupation", OCCUPATION_KINDS, OCCUPATION_SIZES)
        self._ngram_arrays(arrays, label_words, "skill", SKILL_KINDS, SKILL_SIZES)
        arrays |= occupation_word_arrays(self._said_of_occupations(label_stems))
        return arrays

    def _said_of_occupations(self, label_stems: list[list[str]]) -> dict[int, list[str]]:
        """For each occupation the stems of its names, of its description and of the preferred names of its skills."""
        wanted = {KINDS.index(kind) for kind in OCCUPATION_KINDS}
        asks = (RelationKind.ESSENTIAL, RelationKind.OPTIONAL, RelationKind.EMERGING)
        needs = {RELATION_KINDS.index(kind) for kind in asks}
        said: dict[int, list[str]] = {c: [] for c, kind in enumerate(self.kinds) if kind in wanted}
        preferred: defaultdict[int, list[str]] = defaultdict(list)
        for (concept, _language, kind, _text), named in zip(self.labels, label_stems, strict=True):
            if concept in said:
                said[concept] += named
            elif kind == LABEL_KINDS.index(LabelKind.PREFERRED):
                preferred[concept] += named
        for concept, _language, text in self.descriptions:
            if concept in said:
                said[concept] += stems(text)
        for source, kind, target in sorted(set(self.relations)):
            if kind in needs and source in said:
                said[source] += preferred[target]
        return said

    def _canonical(self, label_stems: list[list[str]]) -> _U32:
        parent = list(range(len(self.uris)))

        def root(node: int) -> int:
            while parent[node] != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            return node

        def join(one: int, other: int) -> None:
            low, high = sorted((root(one), root(other)))
            parent[high] = low

        exact = RELATION_KINDS.index(RelationKind.EXACT)
        skill_kinds = {KINDS.index(kind) for kind in SKILL_KINDS}
        for source, kind, target in self.relations:
            if kind == exact and self.kinds[source] in skill_kinds and self.kinds[target] in skill_kinds:
                join(source, target)
        # Same words, different schemes: only through the preferred label of the later scheme.
        names: dict[tuple[int, tuple[str, ...]], int] = {}
        searched = {LABEL_KINDS.index(LabelKind.PREFERRED), LABEL_KINDS.index(LabelKind.ALTERNATIVE)}
        for (concept, language, kind, _text), named in zip(self.labels, label_stems, strict=True):
            if self.kinds[concept] not in skill_kinds or kind not in searched or not named:
                continue
            key = (language, tuple(named))
            owner = names.setdefault(key, concept)
            if self.schemes[owner] != self.schemes[concept] and kind == 0:
                join(owner, concept)
        return np.array([root(node) for node in range(len(parent))], np.uint32)

    def _relation_arrays(self, arrays: dict[str, columns.Array]) -> None:
        table = np.array(sorted(set(self.relations)), np.uint32).reshape(-1, 3)
        for name, here, there in (("out", 0, 2), ("in", 2, 0)):
            order = np.lexsort((table[:, there], table[:, 1], table[:, here]))
            rows = table[order]
            arrays[f"{name}_kind"] = rows[:, 1].astype(np.uint8)
            arrays[f"{name}_other"] = rows[:, there].astype(np.uint32)
            arrays[f"{name}_first"] = np.searchsorted(
                rows[:, here], np.arange(len(self.uris) + 1), "left"
            ).astype(np.uint32)

    def _phrase_arrays(self, arrays: dict[str, columns.Array], label_stems: list[list[str]]) -> None:
        hashes, owners = [], []
        for label, named in enumerate(label_stems):
            if 0 < len(named) <= LONGEST_PHRASE and self._is_read(label):
                hashes.append(phrase_hash(named))
                owners.append(label)
        keys = np.array(hashes, np.uint64)
        order = np.argsort(keys, kind="stable")
        arrays["phrase_key"] = keys[order]
        arrays["phrase_label"] = np.array(owners, np.uint32)[order]
        arrays["label_words"] = np.array([min(len(named), 255) for named in label_stems], np.uint8)

    def _word_arrays(self, arrays: dict[str, columns.Array], label_stems: list[list[str]]) -> None:
        """The words of each skill's name of several, and these names under the rarest of their words."""
        named = {
            label: sorted({word_hash(word) for word in said})
            for label, said in enumerate(label_stems)
            if self._is_read_loosely(label)
        }
        named = {label: keys for label, keys in named.items() if len(keys) > 1}
        counts = Counter(key for keys in named.values() for key in keys)
        place = {key: number for number, key in enumerate(sorted(counts))}
        under: list[list[int]] = [[] for _key in place]
        for label, keys in named.items():
            under[place[min(keys, key=lambda key: (counts[key], key))]].append(label)
        arrays["word_key"] = np.array(list(place), np.uint64)
        arrays["rarest_first"] = _firsts([len(labels) for labels in under])
        arrays["rarest_label"] = np.array([label for labels in under for label in labels], np.uint32)
        arrays["label_word_first"] = _firsts([len(named.get(n, ())) for n in range(len(label_stems))])
        arrays["label_word"] = np.array([place[key] for keys in named.values() for key in keys], np.uint32)

    def _is_read_loosely(self, label: int) -> bool:
        concept, _language, kind, _text = self.labels[label]
        loosely = KINDS[self.kinds[concept]] in SKILL_KINDS - {ConceptKind.LANGUAGE}
        return loosely and LABEL_KINDS[kind] is not LabelKind.CONTEXT

    def _is_read(self, label: int) -> bool:
        kind = KINDS[self.kinds[self.labels[label][0]]]
        return kind in OCCUPATION_KINDS or kind in SKILL_KINDS

    def _ngram_arrays(
        self,
        arrays: dict[str, columns.Array],
        label_words: Sequence[list[str]],
        name: str,
        kinds: frozenset[ConceptKind],
        sizes: Sequence[int],
    ) -> None:
        wanted = {KINDS.index(kind) for kind in kinds}
        context = LABEL_KINDS.index(LabelKind.CONTEXT)
        chosen = np.array(
            [i for i, (c, _l, k, _t) in enumerate(self.labels) if self.kinds[c] in wanted and k != context],
            np.uint32,
        )
        form = title_form_of if kinds == OCCUPATION_KINDS else search_form_of
        texts = [form(label_words[i]) for i in chosen]
        owners, buckets = character_ngrams(texts, sizes=sizes)
        if kinds == SKILL_KINDS:
            korean = np.array([i for i, text in enumerate(texts) if is_korean(text)], np.uint32)
            more_owners, more_buckets = character_ngrams([texts[i] for i in korean], sizes=KOREAN_SIZES)
            owners = np.concatenate([owners, korean[more_owners]])
            buckets = np.concatenate([buckets, more_buckets])
        rows = np.sort((buckets.astype(np.uint64) << np.uint64(32)) | owners)  # faster here than np.unique
        rows = rows[np.concatenate([[True], rows[1:] != rows[:-1]])] if len(rows) else rows
        bucket, owner = (
            (rows >> np.uint64(32)).astype(np.uint32),
            (rows & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        )
        first = np.searchsorted(bucket, np.arange(BUCKETS + 1, dtype=np.uint32), "left").astype(np.uint32)
        frequency = np.diff(first)
        rarity = np.log((1 + len(texts)) / (1 + frequency.astype(np.float64))) + 1
        weight = rarity[bucket]
        norm = np.sqrt(np.bincount(owner, weight**2, minlength=len(texts)))
        scaled = weight / np.maximum(norm, 1e-9)[owner] if len(owner) else weight
        arrays[f"{name}_gram_first"] = first
        arrays[f"{name}_gram_owner"] = owner
        arrays[f"{name}_gram_weight"] = np.clip(np.rint(scaled * 255), 1, 255).astype(np.uint8)
        arrays[f"{name}_gram_label"] = chosen


def _firsts(sizes: Sequence[int]) -> _U32:
    """Where lists of these sizes begin that stand one after another, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)


def _hashed(arrays: dict[str, columns.Array], name: str, hashes: Sequence[int]) -> None:
    keys = np.array(hashes, np.uint64)
    order = np.argsort(keys, kind="stable")
    arrays[f"{name}_key"] = keys[order]
    arrays[f"{name}_order"] = order.astype(np.uint32)
