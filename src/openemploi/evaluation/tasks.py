"""The tasks by name: each asks :mod:`~openemploi.evaluation.systems` for answers and compares them with the truth."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from openemploi.engine import Engine
from openemploi.errors import RequestError
from openemploi.evaluation.datasets import Files
from openemploi.evaluation.measured import Asked, Measured, Progress
from openemploi.evaluation.report import Report, report
from openemploi.evaluation.task_cvs import cv_fields
from openemploi.evaluation.task_offers import offers_competences, offers_rome
from openemploi.evaluation.task_skills import skill_labels, skill_sentences
from openemploi.evaluation.task_titles import occupation_linking, title_similarity
from openemploi.i18n import _


def evaluate(
    task: str,
    path: Path,
    *,
    engine: Engine | Callable[[], Engine],
    limit: int | None = None,
    without_crosswalk: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Measure ``task`` on the annotated files at ``path``.

    ``engine`` may be a function, called once the files are known to be readable. ``limit`` takes only the first
    queries of each file or set. Raises ``RequestError`` (``evaluation_task_unknown``,
    ``evaluation_path_missing``, ``evaluation_nothing_found``) and ``FormatError`` (``evaluation_data_unreadable``).
    """
    check_task(task)
    began = time.monotonic()
    files = Files()
    run = _TASKS[task](path, files, limit)
    started = engine if isinstance(engine, Engine) else engine()
    found = run(Asked(started, limit, without_crosswalk, progress or _silent))
    return report(
        task,
        found,
        files=files,
        engine=started,
        limit=limit,
        without_crosswalk=without_crosswalk,
        seconds=time.monotonic() - began,
    )


def check_task(task: str) -> None:
    """Raise ``RequestError`` (``evaluation_task_unknown``) when ``task`` is none of :data:`TASKS`."""
    if task not in _TASKS:
        raise RequestError(
            "evaluation_task_unknown",
            _("There is no task “{name}”.", name=task),
            remedy=_("The tasks are: {names}.", names=", ".join(TASKS)),
        )


def _silent(_done: int, _total: int) -> None:
    """No progress shown."""


_TASKS: Final[dict[str, Callable[[Path, Files, int | None], Callable[[Asked], Measured]]]] = {
    "offers-rome": offers_rome,
    "offers-competences": offers_competences,
    "skill-labels": skill_labels,
    "occupation-linking": occupation_linking,
    "title-similarity": title_similarity,
    "skill-sentences": skill_sentences,
    "cv-fields": cv_fields,
}
TASKS: Final = tuple(_TASKS)
