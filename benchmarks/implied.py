"""How often what is implied is true, as far as anything can tell: by kind of reason and by confidence.

``python benchmarks/implied.py [--offers PATH …] [--cvs FOLDER]``. Three measures; none knows what a person can do:

1. *said*: what each CV would imply if it said no skill, beside the skills it does say. A lower bound: nobody says all.
2. *title*: of the essential skills of the occupation read from an offer's title, the share that is essential in the
   occupation that its ROME code names. It is what a title's probability should count for.
3. *tasks*: the linker by meaning on the lines of ``task_lines.yaml`` that the reading by words finds nothing in.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import yaml

from openemploi.engine import Engine
from openemploi.evaluation.datasets import Files, offers
from openemploi.extraction.implied import Occupied, implied_skills
from openemploi.extraction.model import CvStructure, SkillClaim, Source
from openemploi.profiles.model import JobseekerProfile
from openemploi.taxonomy.model import RelationKind
from openemploi.taxonomy.starter import SKILL

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
TODAY = date(2026, 11, 1)
Pair = tuple[float, bool]


def main() -> int:
    """Print the three measures."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--cvs", type=Path, default=HERE.parent / "samples" / "cvs")
    options.add_argument("--offers", type=Path, nargs="*", default=[SHARED / "data" / "offers"])
    options.add_argument("--limit", type=int, default=None, help="offers of each path")
    asked = options.parse_args()
    engine = Engine.start(language="fr", today=TODAY, cache=False)
    for kind, pairs in said(engine, asked.cvs).items():
        show(f"said in the same CV, from {kind}", pairs, (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.61))
    titled = [pair for path in asked.offers if path.exists() for pair in by_title(engine, path, asked.limit)]
    if titled:
        show("essential in the true occupation, by probability of the title's", titled, tenths())
    else:
        sys.stdout.write("no offers: the second measure is left out\n")
    right = list(tasks(engine))
    show("the skill linked to a task is a right one, by probability", right, tenths())
    for threshold in (0, 0.05, 0.1, 0.15, 0.2, 0.5, 0.8):
        kept = [good for sure, good in right if sure >= threshold]
        share = f"{sum(kept) / len(kept):.2f}" if kept else "-"
        sys.stdout.write(f"  threshold {threshold}: precision {share}, {len(kept)} of {len(right)} lines\n")
    return 0


def tenths() -> Sequence[float]:
    """The bounds of ten buckets."""
    return [number / 10 for number in range(10)] + [1.01]


def show(title: str, pairs: Sequence[Pair], bounds: Sequence[float]) -> None:
    """The share that is right, and the mean confidence, in each bucket."""
    sys.stdout.write(f"{title}\n  {'confidence':>12} {'n':>6} {'mean':>6} {'right':>6}\n")
    for low, high in pairwise(bounds):
        inside = [(sure, good) for sure, good in pairs if low <= sure < high]
        if inside:
            mean = sum(sure for sure, _good in inside) / len(inside)
            share = sum(good for _sure, good in inside) / len(inside)
            sys.stdout.write(
                f"  {f'{low:.1f}-{min(high, 1):.1f}':>12} {len(inside):>6} {mean:>6.2f} {share:>6.2f}\n"
            )


def said(engine: Engine, folder: Path) -> dict[str, list[Pair]]:
    """Of each kind of reason, how sure each skill is that follows when nothing was said, and whether the CV says it."""
    found: dict[str, list[Pair]] = {
        "occupations": [],
        "diplomas and certificates": [],
        "licences": [],
        "skills": [],
    }
    paths = [path for path in sorted(folder.iterdir()) if path.suffix not in (".png", ".jpg")]
    for _path, profile in engine.read_cvs(paths):
        if not isinstance(profile, JobseekerProfile):
            continue
        held = {c.uri for c in profile.skills if c.source is Source.SAID and not c.negated}
        whole = profile.structure
        jobs = [
            Occupied(e, tuple(_equals(engine, e.occupation.uri))) for e in whole.experiences if e.occupation
        ]
        nothing = replace(whole, education=(), licences=())
        for kind, claims in (
            ("occupations", _follow(engine, nothing, jobs, ())),
            ("diplomas and certificates", _follow(engine, replace(whole, licences=()), (), ())),
            ("licences", _follow(engine, replace(whole, education=()), (), ())),
        ):
            found[kind] += [(claim.confidence, claim.uri in held) for claim in claims]
        for one in profile.skills:
            others = held - {one.uri}
            if one.source is Source.SAID and not one.negated:
                found["skills"] += [
                    (c.confidence, c.uri in others) for c in _follow(engine, nothing, (), [one])
                ]
    return found


def _equals(engine: Engine, uri: str) -> Iterable[int]:
    row = engine.taxonomy.find(uri)
    return engine.builder.coder.equals(row) if row is not None else ()


def _follow(
    engine: Engine, structure: CvStructure, jobs: Sequence[Occupied], claims: Sequence[SkillClaim]
) -> Iterable[SkillClaim]:
    return implied_skills(
        structure, jobs, claims,
        taxonomy=engine.taxonomy, coder=engine.builder.coder, language="fr", today=TODAY,
    )  # fmt: skip


def by_title(engine: Engine, path: Path, limit: int | None) -> Iterator[Pair]:
    """For each essential skill of the occupation read: how probable that is, and whether the true one needs it."""
    taxonomy, coder = engine.taxonomy, engine.builder.coder

    def needs(rows: Iterable[int]) -> set[int]:
        return {taxonomy.canonical(s) for row in rows for s in taxonomy.related(row, RelationKind.ESSENTIAL)}

    for case in offers(path, files=Files())[:limit]:
        true = [*taxonomy.with_code("rome", case.rome), taxonomy.find(f"urn:rome:{case.rome}")]
        truth = needs(equal for row in true if row is not None for equal in coder.equals(row))
        best = coder.best(case.title, text=case.text)
        if best is not None and truth:
            for skill in sorted(needs(coder.equals(best.concept))):
                yield best.score, skill in truth


def tasks(engine: Engine) -> Iterator[Pair]:
    """For each line that no words link: how probable its nearest skill is, and whether it is a right one."""
    taxonomy, builder = engine.taxonomy, engine.builder
    rows = yaml.safe_load((HERE / "task_lines.yaml").read_text(encoding="utf-8"))
    for row in rows:
        if builder.linker is None or builder.finder.skills(row["line"], language="fr"):
            continue
        right = {taxonomy.find(SKILL + name) for name in row["skills"]}
        if None in right:
            raise SystemExit(f"task_lines.yaml: no skill has one of the ids {row['skills']}")
        best = builder.linker.link(row["line"], language="fr", limit=1)
        if best:
            yield (
                best[0].probability,
                best[0].concept in {taxonomy.canonical(r) for r in right if r is not None},
            )


if __name__ == "__main__":
    raise SystemExit(main())
