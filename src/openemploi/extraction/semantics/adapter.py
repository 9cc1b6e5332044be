"""A linear map on top of the frozen encoder that draws the names of one concept together.

Learnt from the taxonomy in force alone: its labels, alternative labels and translations say which texts mean the same.
Directions in which the names of one concept differ are shrunk, those in which concepts differ are kept (within-class
covariance normalisation; Hatch, Kajarekar, Stolcke, Interspeech 2006). Closed form: the same names give the same map,
in seconds. It is used only when it ranks better on concepts that it was not learnt from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from openemploi.extraction.encoder import Vectors

DIMENSIONS: Final = 256
SEED: Final = 7
# Added to each variance, so that rare differences are not blown up; the best for held-out names is taken.
_SHRINKS: Final = (0.0007, 0.003, 0.01)
_SPREAD: Final = -0.15  # power of the variance between concepts: common themes count a little less
_HELD_OUT: Final = 0.1
_HELD_LEAST: Final = 0.3, 400  # of few concepts: this share, up to so many, or the gain is a matter of chance
_HELD_MOST: Final = 1500  # concepts that the gain is measured on
_LEARNT_LEAST: Final = 200  # with fewer concepts of several names nothing is learnt
# Of the map that draws kinds of work together (docs/adr/0011): chosen on sets of similar titles in three languages.
_TOGETHER: Final = 0.00001
_KINDS: Final = 192  # its dimensions

Concepts = npt.NDArray[np.int64]
Card = dict[str, float | int | str]


@dataclass(frozen=True, slots=True)
class Adapter:
    """``mapped = unit((vector - centre) @ matrix)``; ``card`` says what it was learnt from and what it gained."""

    centre: Vectors
    matrix: Vectors
    card: Card

    def apply(self, vectors: Vectors) -> Vectors:
        """``vectors`` of the encoder in the adapter's space, norm 1; rows of zeros stay zeros."""
        known = np.any(vectors, axis=-1, keepdims=True)
        return unit(np.where(known, (vectors - self.centre) @ self.matrix, 0.0).astype(np.float32))


def unit(vectors: Vectors) -> Vectors:
    """Rows of norm 1; rows of zeros stay zeros."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)
    return scaled


def learn(vectors: Vectors, concepts: Concepts) -> Adapter:
    """The map for names with ``vectors`` of ``concepts`` (one number a row; equal numbers are names of one concept).

    A part of the concepts is held out first: the card gives the mean reciprocal rank of a concept for one of its
    names, before and after. Without a gain there, the map only centres and keeps the directions of most variance.
    """
    plain = _plain(vectors, concepts)
    named, counts = np.unique(concepts, return_counts=True)
    several = named[counts > 1]
    if len(several) < _LEARNT_LEAST:
        return Adapter(plain.centre, plain.matrix, {"learnt_from": len(several), "used": 0})
    dice = np.random.default_rng(SEED)
    share, most = _HELD_LEAST
    size = max(int(len(several) * _HELD_OUT), min(most, int(len(several) * share)))
    held = dice.permutation(several)[: min(_HELD_MOST, size)]
    outside = np.isin(concepts, held)
    asked = _one_of_each(concepts, held, dice)
    before = _found(plain, vectors, concepts, asked)
    after, shrink = max(
        (_found(_fitted(vectors[~outside], concepts[~outside], shrink), vectors, concepts, asked), shrink)
        for shrink in _SHRINKS
    )
    card: Card = {
        "learnt_from": len(several), "held_out": len(held), "seed": SEED, "shrink": shrink,
        "mrr_before": round(before, 4), "mrr_after": round(after, 4), "used": int(after > before),
    }  # fmt: skip
    kept = _fitted(vectors, concepts, shrink) if after > before else plain
    return Adapter(kept.centre, kept.matrix, card)


def draw_together(vectors: Vectors, concepts: Concepts) -> Adapter:
    """As :func:`learn`, a map that tells kinds apart better, and one name from its neighbours worse.

    Names of one concept come nearer, in fewer directions. Nothing is held out: names are what it ranks less well.
    """
    _named, counts = np.unique(concepts, return_counts=True)
    several = int(np.count_nonzero(counts > 1))
    if several < _LEARNT_LEAST:
        plain = _plain(vectors, concepts)
        return Adapter(plain.centre, plain.matrix, {"learnt_from": several, "used": 0})
    map_ = _fitted(vectors, concepts, _TOGETHER, dimensions=_KINDS)
    return Adapter(map_.centre, map_.matrix, {"learnt_from": several, "shrink": _TOGETHER, "used": 1})


def _plain(vectors: Vectors, concepts: Concepts) -> Adapter:
    means, _inverse, _counts = _means(vectors, concepts)
    centre = means.mean(axis=0)
    return Adapter(centre, _widest(means - centre, DIMENSIONS, power=0.0), {})


def _fitted(vectors: Vectors, concepts: Concepts, shrink: float, *, dimensions: int = DIMENSIONS) -> Adapter:
    """The map for names with ``vectors`` of ``concepts``; the less ``shrink``, the nearer the names of one come."""
    means, inverse, counts = _means(vectors, concepts)
    several = counts[inverse] > 1
    apart = vectors[several] - means[inverse[several]]
    share = (1 / counts[inverse[several]])[:, None].astype(np.float32)
    within = (apart * share).T @ apart / share.sum()
    variances, axes = np.linalg.eigh(within.astype(np.float64))
    shrunk = (axes / np.sqrt(np.maximum(variances, 0) + shrink)) @ axes.T
    centre = means.mean(axis=0)
    whitened = (means - centre) @ shrunk
    return Adapter(centre, (shrunk @ _widest(whitened, dimensions, power=_SPREAD)).astype(np.float32), {})


def _widest(rows: npt.NDArray[np.floating], count: int, *, power: float) -> Vectors:
    """The ``count`` directions in which ``rows`` vary most."""
    variances, axes = np.linalg.eigh((rows.T @ rows / max(len(rows), 1)).astype(np.float64))
    kept = slice(-min(count, len(variances)), None)
    scale = np.maximum(variances[kept], 1e-12) ** power
    # The sign of an axis is arbitrary: fixed, so that two machines agree.
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])[kept]
    directions: Vectors = (axes[:, kept] * scale * signs).astype(np.float32)
    return directions


def _means(
    vectors: Vectors, concepts: Concepts
) -> tuple[Vectors, npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    named, inverse, counts = np.unique(concepts, return_inverse=True, return_counts=True)
    sums = np.zeros((len(named), vectors.shape[1]), np.float32)
    np.add.at(sums, inverse, vectors)
    means: Vectors = (sums / counts[:, None]).astype(np.float32)
    return means, inverse, counts


def _one_of_each(concepts: Concepts, held: Concepts, dice: np.random.Generator) -> npt.NDArray[np.intp]:
    """The row of one name of each of ``held``, at random."""
    rows = np.flatnonzero(np.isin(concepts, held))
    rows = rows[dice.permutation(len(rows))]
    _named, first = np.unique(concepts[rows], return_index=True)
    return rows[first]


def _found(adapter: Adapter, vectors: Vectors, concepts: Concepts, asked: npt.NDArray[np.intp]) -> float:
    """The mean reciprocal rank of its concept for each of the names ``asked``, among the means of all other names."""
    mapped = adapter.apply(vectors)
    others = np.ones(len(concepts), bool)
    others[asked] = False
    means, _inverse, _counts = _means(mapped[others], concepts[others])
    named = np.unique(concepts[others])
    scores = mapped[asked] @ unit(means).T
    own = scores[np.arange(len(asked)), np.searchsorted(named, concepts[asked])][:, None]
    return float((1 / (1 + (scores > own).sum(axis=1))).mean())
