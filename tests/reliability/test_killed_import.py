"""Two hundred CVs given for an offer are each read once, though the workers that read them are killed."""

from __future__ import annotations

import signal
from collections.abc import Callable

from tests.reliability.instances import REAL_PAGES, Instance, wait_until
from tests.reliability.portal_cvs import CVS

from openemploi.taxonomy.store import Taxonomy

JOB = "FROM core_job WHERE task LIKE '%read_import'"
APPLICATIONS = "SELECT count(*) FROM vacancies_application"
SOME = 40  # CVs: then the worker is killed


def test_two_hundred_cvs_become_two_hundred_applications_though_two_workers_are_killed(
    instances: Callable[..., Instance], taxonomy: Taxonomy
) -> None:
    instance = instances(settings=REAL_PAGES)
    instance.prepare("from tests.reliability.portal_cvs import give; give()")
    assert len(_stored(instance)) == CVS

    for some in (SOME, 3 * SOME):
        worker = instance.start("worker")
        wait_until(lambda some=some: instance.one(APPLICATIONS) >= some, why="some are read")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        said, read = instance.one(f"SELECT done {JOB}"), instance.one(APPLICATIONS)
        assert said <= read <= said + 1, "the progress that is shown is not what was done"
        assert read < CVS, "nothing was left to do"
        assert instance.one(f"SELECT state {JOB}") == "running", "nobody knows yet that its worker is gone"

    instance.start("worker")
    wait_until(lambda: instance.one(f"SELECT state {JOB}") == "done", why="the job is done")

    assert instance.rows(f"SELECT done, total, attempts, fault {JOB}") == [(CVS, CVS, 3, "")]
    assert instance.one(APPLICATIONS) == CVS
    names = [name for (name,) in instance.rows("SELECT file_name FROM vacancies_application")]
    assert sorted(names) == [f"cv-{number:03}.txt" for number in range(CVS)]
    assert instance.one("SELECT count(DISTINCT sha256) FROM vacancies_application") == CVS
    assert instance.rows(
        "SELECT state, count(application_id) FROM vacancies_importedfile GROUP BY state"
    ) == [("read", CVS)]
    assert _entries(instance, "vacancies.take_in") == CVS
    assert _entries(instance, "vacancies.finish") == 1
    assert instance.one("SELECT count(*) FROM core_notice WHERE kind = 'import_done'") == 1
    assert instance.broken_entry() is None
    assert len(_stored(instance)) <= 2, "a file that was read is erased; two kills leave two at most"
    assert instance.python(_SWEEP) == "0 files"


#: What the daily task does, a day later.
_SWEEP = (
    "from datetime import timedelta\n"
    "from openemploi_web.core import lost_files\n"
    "lost_files.LEFT_ALONE = timedelta(0)\n"
    "lost_files.remove_lost_files()\n"
    "print(len(list(lost_files._files())), 'files')"
)


def _stored(instance: Instance) -> list[str]:
    return [path.name for path in (instance.folder / "files").rglob("*") if path.is_file()]


def _entries(instance: Instance, action: str) -> int:
    return int(instance.one(f"SELECT count(*) FROM core_auditevent WHERE action = '{action}'"))  # noqa: S608
