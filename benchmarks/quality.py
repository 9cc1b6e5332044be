"""Every annotated set that is there, with the classifications imported on this machine: one table.

``python benchmarks/quality.py [FOLDER] [--starter] [--limit N]``: FOLDER holds ``benchmarks`` and ``data``.
``--starter`` measures offers with the starter taxonomy alone. A set that is not there is left out and named.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from openemploi.engine import Engine
from openemploi.evaluation.datasets import Files, offers
from openemploi.evaluation.metrics import calibration, figures, mean
from openemploi.evaluation.report import Report
from openemploi.evaluation.tasks import evaluate
from openemploi.taxonomy.library import open_taxonomy
from openemploi.taxonomy.model import ConceptKind, RelationKind
from openemploi.taxonomy.store import Taxonomy


@dataclass(frozen=True, slots=True)
class _Set:
    name: str
    task: str
    path: str
    goals: tuple[tuple[str, float | None], ...]


_SETS = (
    _Set("general offers → ROME", "offers-rome", "data/offers",
         (("top1", 0.75), ("top5", 0.92), ("family_top1", 0.85))),
    _Set("IT-heavy offers → ROME", "offers-rome", "benchmarks/offers_rome", (("top1", None), ("top5", None))),
    _Set("competences of offers", "offers-competences", "data/offers", (("recall@20", 0.55),)),
    _Set("French label → ESCO", "skill-labels", "benchmarks/skill_labels_fr", (("mrr", 0.45), ("hit@10", 0.62))),
    _Set("title → ESCO (fr)", "occupation-linking",
         "benchmarks/occupation_linking/fra_q_fr_c_fr", (("mrr", 0.88),)),
    _Set("title → ESCO (en)", "occupation-linking", "benchmarks/occupation_linking/usa_q_en_c_en", (("mrr", 0.68),)),
    _Set("similar titles (fr)", "title-similarity", "benchmarks/job_title_similarity/fr", (("map", 0.55),)),
    _Set("similar titles (en)", "title-similarity", "benchmarks/job_title_similarity/en", (("map", 0.57),)),
    _Set("similar titles (ko)", "title-similarity", "benchmarks/job_title_similarity/ko", (("map", 0.45),)),
    _Set("sentence → skills, house", "skill-sentences",
         "benchmarks/skill_sentences_en/house_validation_annotations.csv",
         (("rp@5", 0.5), ("f1", 0.45))),
    _Set("sentence → skills, tech", "skill-sentences", "benchmarks/skill_sentences_en/tech_validation_annotations.csv",
         (("rp@5", 0.6), ("f1", 0.45))),
    _Set("CV fields", "cv-fields", "benchmarks/cv_parsing",
         (("email", 0.97), ("phone", 0.97), ("name", 0.97), ("job_title", 0.85), ("company", 0.8), ("school", 0.8),
          ("skills", 0.85))),
)  # fmt: skip


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--starter", action="store_true", help="the starter taxonomy alone, offers only")
    parser.add_argument("--limit", type=int, help="only the first queries of each set")
    asked = parser.parse_args()
    console = Console(width=140)
    if asked.starter:
        return _starter_alone(asked.folder / "data/offers", console)
    engine = Engine.start(cache=False, progress=lambda step: console.print(step, style="dim"))
    table = Table("Set", "n", "Metric", "Value", "95 %", "Letters", "Goal", "Calibration error", "Seconds")
    for one in _SETS:
        path = asked.folder / one.path
        if not path.exists():
            console.print(f"{path} is not there: left out", style="yellow")
            continue
        report = evaluate(one.task, path, engine=engine, limit=asked.limit, without_crosswalk=True)
        for row in _rows(one, report):
            table.add_row(*row)
    console.print(table)
    return 0


def _starter_alone(path: Path, console: Console) -> int:
    """The family of offers by a fresh install; the ROME imported on this machine tells which family a code is of."""
    rome = open_taxonomy()
    with tempfile.TemporaryDirectory() as empty:
        os.environ["OPENEMPLOI_DATA"] = empty
        engine = Engine.start(cache=False)
    right, sure = [], []
    for case in offers(path, files=Files()):
        found = engine.builder.coder.rome(case.title, text=f"{case.title}\n{case.text}")
        right.append(bool(found) and _family(rome, found[0][0]) == _family(rome, case.rome))
        sure += [(found[0][1], right[-1])] if found else []
    figure = figures({"family_top1": mean([float(r) for r in right])})["family_top1"]
    console.print(
        f"starter alone, {len(right)} offers: family {figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f}), "
        f"answered {len(sure)}, calibration error {calibration(sure).ece:.3f}"
    )
    return 0


def _family(rome: Taxonomy, code: str) -> str:
    sheet = rome.find(f"urn:rome:{code}")
    broader = rome.related(sheet, RelationKind.BROADER) if sheet is not None else []
    return next((rome.code(b) for b in broader if rome.kind(b) is ConceptKind.OCCUPATION), code)


def _rows(one: _Set, report: Report) -> Iterator[tuple[str, ...]]:
    error = report.calibration.ece if report.calibration else None
    for number, (metric, goal) in enumerate(one.goals):
        figure = report.metrics.get(metric)
        if figure is None or figure.value is None:
            continue
        letters = next((f[metric].value for f in report.baselines.values() if metric in f), None)
        yield (
            one.name if not number else "",
            str(report.n) if not number else "",
            metric,
            f"{figure.value:.3f}",
            f"{figure.low:.3f}–{figure.high:.3f}",
            f"{letters:.3f}" if letters is not None else "–",
            f"{goal:.2f}" if goal is not None else "–",
            f"{error:.3f}" if error is not None and not number else "",
            f"{report.seconds:.0f}" if not number else "",
        )


if __name__ == "__main__":
    sys.exit(main())
