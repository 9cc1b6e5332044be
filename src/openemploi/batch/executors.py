"""Who makes the shards: processes of this machine, or the workers of a Dask cluster.

An executor gives each result once, in any order, and goes on after a worker was lost; which files are there, and
not what it remembers, decides what is still to be made.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Protocol

import pyarrow as pa
from threadpoolctl import threadpool_limits

from openemploi.batch.plan import Plan, Shard
from openemploi.batch.shard import ShardResult, attempt, check, made, workers_die
from openemploi.errors import OpenEmploiError, RequestError
from openemploi.i18n import _, language

Tell = Callable[[str], None]
Results = Generator[ShardResult, None, None]

FRUITLESS_MOST: Final = 3  # times that workers may die, or a scheduler be lost, without one more shard made
SCHEDULER_PATIENCE: Final = 300.0  # seconds that a lost scheduler, or the first worker, is waited for
_ANSWER: Final = 5.0  # seconds for a scheduler to answer
_LOOK: Final = 2.0  # seconds between two looks at a cluster that gives nothing


class BatchExecutor(Protocol):
    """Makes shards. Leaving the iteration early stops the work within seconds."""

    def run(self, plan: Plan, shards: Sequence[Shard], out: Path) -> Results:
        """Make ``shards`` of ``plan`` in the folder ``out``, each result once, as they are done."""
        ...


class LocalExecutor:
    """Processes of this machine, one thread each.

    :meth:`run` raises ``RequestError`` (``batch_workers_die``) when workers die again and again.
    """

    def __init__(self, processes: int) -> None:
        self.processes = processes

    def run(self, plan: Plan, shards: Sequence[Shard], out: Path) -> Results:
        """As :meth:`BatchExecutor.run`."""
        missing = {shard.name: shard for shard in shards}
        fruitless = 0
        while missing:
            before = len(missing)
            try:
                for result in self._round(plan, list(missing.values()), out):
                    del missing[result.shard.name]
                    yield result
            except BrokenProcessPool as fault:
                fruitless = fruitless + 1 if len(missing) == before else 0
                if fruitless >= FRUITLESS_MOST:
                    raise workers_die() from fault

    def _round(self, plan: Plan, shards: Sequence[Shard], out: Path) -> Results:
        pool = ProcessPoolExecutor(
            min(self.processes, len(shards)),
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_become_a_worker,
        )
        try:
            with _ctrl_c_is_ours():  # the pool starts its processes with the first shard
                futures = [pool.submit(attempt, plan, shards[0], out, language())]
            futures += [pool.submit(attempt, plan, shard, out, language()) for shard in shards[1:]]
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            for process in list((pool._processes or {}).values()):
                process.terminate()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _ctrl_c_is_ours() -> Iterator[None]:
    """Processes started meanwhile ignore Ctrl-C, from their first instruction: this one stops them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _become_a_worker() -> None:
    threadpool_limits(1)
    pa.set_cpu_count(1)
    threading.Thread(target=_end_with_the_command, daemon=True).start()


def _end_with_the_command() -> None:
    # A command that is killed cannot stop its workers, and they would go on with the shards they have.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class ClusterExecutor:
    """The workers of the Dask scheduler at ``address``, which all see the folders by the same names.

    A lost worker is Dask's business. A lost scheduler is waited for, and given what has no file yet. ``tell`` is
    given a sentence when somebody should know.

    Raises ``RequestError``: ``cluster_not_installed``; and :meth:`run`: ``cluster_unreachable``,
    ``cluster_without_workers``, ``batch_workers_die``, and as :func:`openemploi.batch.shard.check`.
    """

    def __init__(self, address: str, *, tell: Tell, patience: float = SCHEDULER_PATIENCE) -> None:
        try:
            import distributed
        except ImportError as fault:
            raise RequestError(
                "cluster_not_installed",
                _("What a cluster needs is not installed."),
                remedy=_("Install it with: {command}", command="pip install 'openemploi[cluster]'"),
            ) from fault
        for name in ("distributed", "distributed.client", "distributed.core"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what they would say is said here
        self._distributed: Any = distributed
        self._tell = tell
        self._patience = patience
        self.address = address

    def run(self, plan: Plan, shards: Sequence[Shard], out: Path) -> Results:
        """As :meth:`BatchExecutor.run`."""
        missing = {shard.name: shard for shard in shards}
        fruitless, patience = 0, 0.0
        while missing:
            before = len(missing)
            client = self._connected(patience)
            try:
                self._check_workers(client, plan)
                for result in self._round(client, plan, list(missing.values()), out):
                    del missing[result.shard.name]
                    yield result
            except _SchedulerLostError as lost:
                fruitless = fruitless + 1 if len(missing) == before else 0
                if fruitless > FRUITLESS_MOST:
                    raise self._unreachable() from lost
            finally:
                with suppress(Exception):  # the scheduler may be gone
                    client.close(timeout=2)
            if missing:
                patience = self._patience
                self._tell(
                    _("The scheduler at {address} was lost. Waiting for it, {minutes} minutes at most…",
                      address=self.address, minutes=f"{patience / 60:g}")
                )  # fmt: skip
                for result in [found for s in missing.values() if (found := made(plan, s, out))]:
                    del missing[result.shard.name]
                    yield result

    def _connected(self, patience: float) -> Any:
        """A client, tried for ``patience`` seconds and at least once."""
        end = time.monotonic() + patience
        while True:
            try:
                return self._distributed.Client(
                    self.address, timeout=_ANSWER, set_as_default=False, name="openemploi-batch"
                )
            except (OSError, TimeoutError, ValueError) as fault:
                if time.monotonic() >= end:
                    raise self._unreachable() from fault
                time.sleep(0.5)

    def _check_workers(self, client: Any, plan: Plan) -> None:
        """Refuse a cluster that would give something else, or has nobody; one bad worker would spoil many shards."""
        end = time.monotonic() + self._patience
        said = False
        while not self._asked(client.nthreads):
            if time.monotonic() >= end:
                raise RequestError(
                    "cluster_without_workers",
                    _("The scheduler at {address} has no worker.", address=self.address),
                    remedy=_("Start workers; “docs/operations/sizing.md” shows how."),
                )
            if not said:
                self._tell(_("The scheduler at {address} has no worker yet; waiting…", address=self.address))
                said = True
            time.sleep(0.5)
        answers = self._asked(lambda: client.run(check, plan, on_error="return"))
        for answer in answers.values():
            if isinstance(answer, OpenEmploiError):
                raise answer
            if isinstance(answer, (ImportError, AttributeError)):
                raise RequestError(
                    "batch_workers_differ",
                    _("A worker has another release or another taxonomy than this command."),
                    remedy=_(
                        "Install the same release, and import the same classifications, on every machine."
                    ),
                ) from answer

    def _round(self, client: Any, plan: Plan, shards: Sequence[Shard], out: Path) -> Results:
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        futures = {
            client.submit(attempt, plan, shard, out, language(), key=f"{plan.id[:16]}-{shard.name}"): shard
            for shard in shards
        }
        for future in futures:
            future.add_done_callback(done.put)
        left = len(futures)
        while left:
            try:
                future = done.get(timeout=_LOOK)
            except queue.Empty:
                if client.status != "running":
                    raise _SchedulerLostError from None
                self._asked(client.nthreads)
                continue
            if future.status in ("cancelled", "lost"):
                raise _SchedulerLostError
            left -= 1
            yield self._result(future, futures[future])
            future.release()

    def _result(self, future: Any, shard: Shard) -> ShardResult:
        try:
            if future.status != "error":
                result: ShardResult = future.result(timeout=_ANSWER)
                return result
            fault: BaseException = future.exception(timeout=_ANSWER)
        except (OSError, TimeoutError, self._distributed.CancelledError) as lost:
            raise _SchedulerLostError from lost
        if isinstance(fault, self._distributed.KilledWorker):
            return ShardResult(shard, failure=workers_die())
        raise fault  # ours, not that of the cluster

    def _asked(self, question: Callable[[], Any]) -> Any:
        """What the scheduler answers."""
        try:
            return question()
        except (OSError, TimeoutError, RuntimeError, self._distributed.CancelledError) as fault:
            raise _SchedulerLostError from fault

    def _unreachable(self) -> RequestError:
        return RequestError(
            "cluster_unreachable",
            _("No Dask scheduler answers at {address}.", address=self.address),
            remedy=_(
                "Check the address, and that the scheduler runs; then run the same command: it goes on from"
                " what is there."
            ),
        )


class _SchedulerLostError(Exception):
    """The scheduler went away, and the futures with it."""
