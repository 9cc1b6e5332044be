"""The result of an evaluation as one record: what was measured, on what, with which versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from openemploi import __version__
from openemploi.engine import Engine
from openemploi.evaluation.datasets import Files
from openemploi.evaluation.metrics import Calibration, Figure, figures

if TYPE_CHECKING:
    from openemploi.evaluation.measured import Measured

Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A query that was answered otherwise than its key says."""

    query: str
    wanted: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The same metrics for some of the queries."""

    n: int
    metrics: Figures


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation found. ``data`` is a fingerprint of the files: the same set gives the same."""

    task: str
    n: int
    metrics: Figures
    baselines: Mapping[str, Figures]
    groups: Mapping[str, Mapping[str, Group]]
    calibration: Calibration | None
    seconds: float
    per_second: float | None
    openemploi: str
    taxonomy: Mapping[str, str]
    files: tuple[str, ...]
    data: str
    limit: int | None
    without_crosswalk: bool
    notes: tuple[str, ...]
    wrong: tuple[Wrong, ...]

    def record(self, *, errors: int = 0) -> dict[str, Any]:
        """For machines: the fields of the contract, with ``errors`` wrong answers when any are asked for."""
        record: dict[str, Any] = {
            "task": self.task,
            "n": self.n,
            "metrics": _figures(self.metrics),
            "baselines": {name: _figures(found) for name, found in self.baselines.items()},
            "groups": {
                by: {
                    name: {"n": group.n, "metrics": _figures(group.metrics)} for name, group in groups.items()
                }
                for by, groups in self.groups.items()
            },
            "calibration": _rounded(asdict(self.calibration)) if self.calibration else None,
            "seconds": round(self.seconds, 2),
            "per_second": None if self.per_second is None else round(self.per_second, 1),
            "openemploi": self.openemploi,
            "taxonomy": dict(self.taxonomy),
            "files": list(self.files),
            "data": self.data,
            "limit": self.limit,
            "without_crosswalk": self.without_crosswalk,
            "notes": list(self.notes),
        }
        if errors:
            record["errors"] = [
                {"query": w.query, "wanted": list(w.wanted), "given": list(w.given)}
                for w in self.wrong[:errors]
            ]
        return record


def report(
    task: str,
    found: Measured,
    *,
    files: Files,
    engine: Engine,
    limit: int | None,
    without_crosswalk: bool,
    seconds: float,
) -> Report:
    """``found`` with its intervals."""
    return Report(
        task=task,
        n=found.n,
        metrics=figures(found.ratios),
        baselines={name: figures(ratios) for name, ratios in found.baselines.items()},
        groups={by: _groups(found, names) for by, names in found.groups.items() if any(names)},
        calibration=found.calibration,
        seconds=seconds,
        per_second=found.n / found.seconds if found.seconds > 0 else None,
        openemploi=__version__,
        taxonomy={scheme.name: scheme.version for scheme in engine.taxonomy.schemes},
        files=tuple(files.names),
        data=files.fingerprint,
        limit=limit,
        without_crosswalk=without_crosswalk,
        notes=tuple(found.notes),
        wrong=tuple(found.wrong),
    )


def _groups(found: Measured, names: Sequence[str]) -> dict[str, Group]:
    of_each = np.array(names)
    groups = {}
    for name in sorted({name for name in names if name}):
        chosen = of_each == name
        ratios = {metric: ratio[chosen] for metric, ratio in found.ratios.items()}
        groups[name] = Group(int(chosen.sum()), figures(ratios))
    return groups


def _figures(found: Figures) -> dict[str, Any]:
    return {name: _rounded(asdict(figure)) for name, figure in found.items()}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
