"""kill -9 at random points of building and changing an index, 200 times: readers see the old or the new."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TIMES = 200
# A writer that never ends: commit n gives every document the term "n" and replaces, deletes and adds some. It says
# each commit once it is done. The parent is forked per writer, so that a start costs nothing.
KILLER = """
import os, random, signal, sys, time
from pathlib import Path
from openemploi.matching.index import Index, IndexWriter, verify
from openemploi.matching.index.features import YES, Features
from openemploi.errors import RequestError

folder, times = Path(sys.argv[1]), int(sys.argv[2])
draw = random.Random(5)

def write(told):
    with IndexWriter(folder, side="people") as writer:
        number = writer._manifest.version
        while True:
            number += 1
            count = 30 + number % 11
            for document in range(count):
                writer.put(f"d{document}", Features(((f"commit:{number}", YES), (f"size:{count}", YES))))
            for document in range(count, 45):
                writer.delete(f"d{document}")
            version = writer.commit()
            os.write(told, f"{version} ".encode())

def seen():
    index = Index.open(folder)
    number = index.manifest.version
    term = index.ids[f"commit:{number}"]
    places = {n: index.place(n) for n in index}
    holders = sorted(index.id_of(n) for n, (block, doc) in places.items() if term in block.claims(doc)[0])
    everybody = sorted(index.id_of(n) for n in index)
    assert everybody == sorted(f"d{n}" for n in range(30 + number % 11)), (number, len(everybody))
    assert holders == everybody, (number, len(holders))
    return number

with IndexWriter(folder, side="people") as writer:
    for document in range(31):
        writer.put(f"d{document}", Features((("commit:1", YES), ("size:31", YES))))
    writer.commit()
reads = commits = 0
for attempt in range(times):
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write(telling)
        finally:
            os._exit(3)
    end = time.monotonic() + draw.random() * 0.12
    try:
        while time.monotonic() < end:
            seen()  # a reader beside the writer
            reads += 1
    finally:
        os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, status
    os.close(telling)
    said = os.read(told, 1 << 16).split()
    os.close(told)
    last = int(said[-1]) if said else 0
    number = seen()
    assert number in (max(last, 1), last + 1) or not said, (said, number)
    verify(folder)
    commits += len(said)
with IndexWriter(folder, side="people"):
    pass
print(times, reads, commits, len(list(folder.iterdir())))
"""


def test_readers_see_the_old_index_or_the_new_whenever_the_writer_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLER, str(tmp_path / "index"), str(TIMES)]

    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
    times, reads, commits, files = map(int, done.stdout.split())
    print(f"{times} writers killed, {reads} readings beside them, {commits} commits, {files} files left")
    assert times == TIMES
    assert reads > TIMES
    assert commits > TIMES // 2
    assert files < 60
