"""A Dask scheduler and workers on the loopback interface, as docs/operations/sizing.md starts them, to be killed."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

DASK: Final = Path(sys.executable).with_name("dask")
_PATIENCE: Final = 60.0  # seconds for the scheduler to answer at first


class Cluster:
    """A scheduler and ``count`` workers of one thread each; what they say goes to files of ``folder``."""

    def __init__(self, folder: Path, count: int = 2) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start_scheduler()
        self._wait_for_scheduler()
        self.workers = [self._start_worker() for _ in range(count)]

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return self._started(
            "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
            "--local-directory", str(self._folder),
        )  # fmt: skip

    def kill_worker(self) -> None:
        """SIGKILL one worker."""
        self.workers.pop().kill()

    def kill_scheduler(self) -> None:
        """SIGKILL the scheduler, and start it and its workers again, as systemd would."""
        self.scheduler.kill()
        self.scheduler.wait()
        self.scheduler = self._start_scheduler()
        for worker in self.workers:  # a worker that has lost its scheduler leaves
            worker.kill()
        self.workers = [self._start_worker() for _ in self.workers]

    def stop(self) -> None:
        """Kill all that was started."""
        for process in self._processes:
            process.kill()
            process.wait()

    def _wait_for_scheduler(self) -> None:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def _start_scheduler(self) -> subprocess.Popen[bytes]:
        return self._started("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")

    def _started(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"dask-{len(self._processes)}.log").open("wb") as log:
            process = subprocess.Popen([DASK, *arguments], stdout=log, stderr=log, cwd=self._folder)
        self._processes.append(process)
        return process
