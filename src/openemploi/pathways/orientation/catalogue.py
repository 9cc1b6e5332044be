"""What ROME says of each family of occupations: interests, work contexts, Holland types, names, and moves between them.

A family is a professional domain of ROME ("B18"), a great domain its first letter. Read once from the store; the answer
to a pupil reads no file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from openemploi.datasets.store import Store
from openemploi.errors import RequestError
from openemploi.folding import fold, words
from openemploi.i18n import _
from openemploi.pathways.orientation.model import Example
from openemploi.pathways.orientation.neutral import one_word
from openemploi.pathways.orientation.signs import compared
from openemploi.taxonomy.gender import forms

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Floats = npt.NDArray[np.float64]

#: Kinds of work contexts that say what work is like: conditions, hours, journeys, the people it is for, the places.
_KINDS: Final = ("1", "2", "3", "5", "6")
_RIASEC: Final = "RIASEC"
_KINDRED: Final = 4  # letters that two stems share from their beginning, at least
_SENTENCES: Final = 2  # of what one does in an occupation: pupils read on where it says something to them


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation of ROME; texts are empty when ROME has none."""

    code: str
    label: str
    does: str
    access: str
    regulated: bool | None

    @property
    def family(self) -> str:
        """The professional domain."""
        return self.code[:3]

    def example(self) -> Example:
        """As it is shown."""
        return Example(self.code, self.label, self.does, self.access, self.regulated)


@dataclass(frozen=True)
class Catalogue:
    """ROME by family.

    Parameters
    ----------
    families, domains:
        Labels by code, in the order of their codes.
    occupations:
        In the order of their codes.
    interests, contexts:
        By number or OGR code: its label, and the occupations that have it.
    names:
        For each stem, in how many names of occupations of each family it stands.
    skills:
        For each stem and family, in how many skills of its occupations it stands, and the shortest of them.
    moves:
        How many official mobility links lead from a family to another.
    pairs:
        Feminine names of occupations to masculine ones, word by word, lower case.
    vocabulary:
        Folded words that ROME writes in lower case, and what each is compared as.
    """

    families: Mapping[str, str]
    domains: Mapping[str, str]
    occupations: tuple[Occupation, ...]
    interests: Mapping[str, tuple[str, frozenset[str]]]
    contexts: Mapping[str, tuple[str, frozenset[str]]]
    riasec: Mapping[str, tuple[str, str]]
    names: Mapping[str, Mapping[str, int]]
    skills: Mapping[str, Mapping[str, tuple[int, str]]]
    moves: Mapping[tuple[str, str], int]
    pairs: Mapping[str, str]
    vocabulary: frozenset[str]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The codes of the families: what the rows of arrays are."""
        return tuple(self.families)

    @cached_property
    def row(self) -> Mapping[str, int]:
        """The row of each family in arrays."""
        return {code: row for row, code in enumerate(self.order)}

    @cached_property
    def members(self) -> Mapping[str, tuple[int, ...]]:
        """The rows in :attr:`occupations` of each family's occupations."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for row, one in enumerate(self.occupations):
            found[one.family].append(row)
        return {code: tuple(rows) for code, rows in found.items()}

    def told(self, occupation: Occupation, said: Collection[str]) -> int:
        """How many of the stems ``said`` stand in the name of ``occupation`` or in what one does there.

        Or begin a stem there, or are begun by one: "crêpe" and "crêpier".
        """
        if occupation.code not in self._told:
            whole = frozenset(compared(words(f"{occupation.label} {occupation.does}")))
            self._told[occupation.code] = whole, whole | {one for stem in whole for one in _begins(stem)}
        whole, begun = self._told[occupation.code]
        return sum(one in begun or not whole.isdisjoint(_begins(one)) for one in said)

    @cached_property
    def _told(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        return {}

    @cached_property
    def by_code(self) -> Mapping[str, Occupation]:
        """Each occupation by its code."""
        return {one.code: one for one in self.occupations}

    def shares(self, codes: frozenset[str], *, against: int = 0) -> Floats:
        """For each family, the share of its occupations that are in ``codes``: shape (families,), 0 to 1.

        ``against`` more occupations are counted in each family, as having nothing of it.
        """
        if (codes, against) not in self._shares:
            counts = np.zeros(len(self.order))
            for code in codes:
                if (row := self.row.get(code[:3])) is not None:
                    counts[row] += 1
            self._shares[codes, against] = counts / np.maximum(self._sizes + against, 1)
        return self._shares[codes, against]

    @cached_property
    def _shares(self) -> dict[tuple[frozenset[str], int], Floats]:
        return {}

    @cached_property
    def _sizes(self) -> Floats:
        return np.array([len(self.members.get(code, ())) for code in self.order], float)

    @cached_property
    def distances(self) -> Floats:
        """How unlike two families are: shape (families, families), 0 (alike) to 1.

        1 less the cosine of their profiles: the share of their occupations with each interest, each work context and
        each Holland type, a trait of few families weighing more (inverse document frequency).
        """
        traits = [self.shares(held) for _label, held in self.interests.values()]
        traits += [self.shares(held) for _label, held in self.contexts.values()]
        for rank, letter in ((rank, letter) for rank in (0, 1) for letter in _RIASEC):
            held = frozenset(code for code, types in self.riasec.items() if types[rank] == letter)
            traits.append(self.shares(held) / (rank + 1))
        if not traits:
            return 1 - np.eye(len(self.order))
        profile = np.stack(traits, axis=1)
        rarity = np.log((1 + len(profile)) / (1 + (profile > 0).sum(axis=0)))
        weighted = profile * rarity
        norms = np.linalg.norm(weighted, axis=1, keepdims=True)
        unit = np.divide(weighted, norms, out=np.zeros_like(weighted), where=norms > 0)
        found: Floats = np.clip(1 - unit @ unit.T, 0, 1)
        np.fill_diagonal(found, 0)
        return found

    def distance_at(self, share: float) -> float:
        """The distance that ``share`` of all pairs of families are within."""
        if share not in self._quantiles:
            upper = self.distances[np.triu_indices(len(self.order), 1)]
            self._quantiles[share] = float(np.quantile(upper, share)) if len(upper) else 0.0
        return self._quantiles[share]

    @cached_property
    def _quantiles(self) -> dict[float, float]:
        return {}


def _begins(stem: str) -> list[str]:
    return [stem[:length] for length in range(_KINDRED, len(stem))]


def read_catalogue(store: Store) -> Catalogue:
    """ROME by family, from the dataset ``rome`` in ``store``. Raises ``RequestError`` (``dataset_unknown``)."""
    store.need("rome")
    connection = store.connect()
    have = {
        name
        for (name,) in connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'rome'"
        ).fetchall()
    }
    texts = _texts(connection)
    occupations = tuple(
        Occupation(
            code, label, texts.get((code, "definition"), ""), texts.get((code, "acces_metier"), ""), rule
        )
        for code, label, rule in connection.execute(
            "SELECT rome_code, label, regulated FROM rome.occupations ORDER BY rome_code"
        ).fetchall()
    )
    if not occupations:
        raise RequestError(
            "orientation_without_occupations",
            _("The dataset rome has no occupation: there is nothing to propose."),
            remedy=_("Import the whole official file of ROME again: openemploi data import rome FILE"),
        )
    used = {one.family for one in occupations}
    names, skills = _names(connection), _skills(connection)
    pairs = _pairs([label for label, _code in names])
    written = _vocabulary([*texts.values(), *(label for label, _code in [*names, *skills])])
    return Catalogue(
        families={
            code: label
            for code, label in connection.execute(
                "SELECT code, label FROM rome.domains ORDER BY code"
            ).fetchall()
            if code in used
        },
        domains=dict(
            connection.execute("SELECT code, label FROM rome.great_domains ORDER BY code").fetchall()
        ),
        occupations=occupations,
        interests=_interests(connection) if "occupation_interests" in have else {},
        contexts=_contexts(connection),
        riasec=_riasec(connection) if "occupation_interests_riasec" in have else {},
        names=_stems(names),
        skills=_skill_stems(skills),
        moves=_moves(connection),
        pairs=pairs,
        # In both genders: a word at the start of a sentence must be known in the two, or be a name in the two.
        vocabulary=written | {fold(one_word(word, pairs, written)) for word in written},
    )


def _texts(connection: DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """What one does and how one gets there, each sentence with its full stop; the first two of what one does."""
    rows = connection.execute(
        "SELECT rome_code, kind, string_agg(rtrim(text, '. ') || '.', ' ' ORDER BY position) FROM ("
        "  SELECT *, row_number() OVER (PARTITION BY rome_code, kind ORDER BY position) AS place FROM rome.texts"
        "  WHERE kind IN ('definition', 'acces_metier') AND text IS NOT NULL)"
        " WHERE kind = 'acces_metier' OR place <= ? GROUP BY 1, 2",
        [_SENTENCES],
    ).fetchall()
    return {(code, kind): text or "" for code, kind, text in rows}


def _names(connection: DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT label, rome_code FROM rome.appellations UNION SELECT label, rome_code FROM rome.occupations"
        " ORDER BY 2, 1"
    ).fetchall()


def _skills(connection: DuckDBPyConnection) -> list[tuple[str, str]]:
    """Skills and pieces of knowledge, each with the families that have it."""
    return connection.execute(
        "SELECT DISTINCT s.label, i.rome_code[1:3] FROM rome.occupation_items i JOIN"
        " (SELECT ogr_code, label FROM rome.skills UNION ALL SELECT ogr_code, label FROM rome.knowledge) s"
        " USING (ogr_code) ORDER BY 2, 1"
    ).fetchall()


def _interests(connection: DuckDBPyConnection) -> dict[str, tuple[str, frozenset[str]]]:
    rows = connection.execute(
        "SELECT interest_code, any_value(interest ORDER BY interest), list(DISTINCT rome_code)"
        " FROM rome.occupation_interests GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return {code: (label or code, frozenset(held)) for code, label, held in rows}


def _contexts(connection: DuckDBPyConnection) -> dict[str, tuple[str, frozenset[str]]]:
    rows = connection.execute(
        "SELECT c.ogr_code, any_value(c.label), list(DISTINCT i.rome_code) FROM rome.work_contexts c"
        " JOIN rome.occupation_items i USING (ogr_code) WHERE list_contains(?, c.kind_code) GROUP BY 1 ORDER BY 1",
        [list(_KINDS)],
    ).fetchall()
    return {code: (label, frozenset(held)) for code, label, held in rows}


def _riasec(connection: DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    rows = connection.execute(
        "SELECT rome_code, coalesce(major, ''), coalesce(minor, '') FROM rome.occupation_interests_riasec"
    ).fetchall()
    return {code: (major, minor) for code, major, minor in rows}


def _moves(connection: DuckDBPyConnection) -> dict[tuple[str, str], int]:
    rows = connection.execute(
        "SELECT rome_code[1:3], target_rome_code[1:3], count(*) FROM rome.mobility"
        " WHERE rome_code[1:3] <> target_rome_code[1:3] GROUP BY 1, 2"
    ).fetchall()
    return {(one, other): count for one, other, count in rows}


def _stems(names: list[tuple[str, str]]) -> dict[str, dict[str, int]]:
    found: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for label, code in names:
        for one in set(compared(words(" ".join(forms(label))))):
            found[one][code[:3]] += 1
    return {one: dict(counts) for one, counts in found.items()}


def _skill_stems(skills: list[tuple[str, str]]) -> dict[str, dict[str, tuple[int, str]]]:
    found: defaultdict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for label, family in skills:
        for one in set(compared(words(label))):
            count, shortest = found[one].get(family, (0, label))
            found[one][family] = (count + 1, min(shortest, label, key=len))
    return dict(found)


def _pairs(labels: list[str]) -> dict[str, str]:
    """Words that differ between the two forms of a label: "infirmière" to "infirmier"."""
    found: dict[str, str] = {}
    for label in labels:
        both = forms(label)
        if len(both) != 2:
            continue
        one, other = both[0].lower().split(), both[1].lower().split()
        if len(one) == len(other):
            found |= {hers: his for his, hers in zip(one, other, strict=True) if _feminine_of(hers, his)}
    # "conducteur" is nobody's feminine: a word that is also a masculine stays.
    return {hers: his for hers, his in found.items() if hers not in found.values()}


def _feminine_of(hers: str, his: str) -> bool:
    return hers != his and hers.isalpha() and hers[:3] == his[:3]  # "valet, femme": two words, not one


def _vocabulary(texts: list[str]) -> frozenset[str]:
    return frozenset(
        fold(word)
        for text in texts
        for word in text.replace("'", " ").split()
        if word.islower() and word.isalpha()
    )
