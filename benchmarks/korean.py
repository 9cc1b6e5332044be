"""What cutting Korean words gains and costs: names found in our sentences with and without it, seconds, memory.

``python benchmarks/korean.py [--missed]``. Each way runs in a fresh process; the sentences are those of
``tests/library/extraction/korean_sentences.yaml``, written for the test.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.library.extraction.korean_sentences import compare, read_sentences  # noqa: E402

from openemploi.extraction import korean  # noqa: E402
from openemploi.extraction.mentions import MentionFinder  # noqa: E402
from openemploi.extraction.words import words_of  # noqa: E402
from openemploi.taxonomy.library import open_taxonomy  # noqa: E402

_PAGES = 40


def main() -> int:
    """Measure both ways, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--missed", action="store_true", help="print the sentences that are not read rightly")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_measured()))
        return 0
    if not korean.analyser():
        print("The analyser is not installed: pip install 'openemploi[korean]'")
        return 1
    print(f"{len(read_sentences())} sentences, {korean.analyser()}")
    print(
        "| | Precision | Recall | First text, s of processor | Characters a second of it | Memory, MB |\n"
        "|---|---|---|---|---|---|"
    )
    for name, setting in (("words as they are written", "none"), ("words cut", "")):
        answer = subprocess.run(
            [sys.executable, __file__, "--one"],
            env={**os.environ, "OPENEMPLOI_KOREAN": setting},
            check=True,
            capture_output=True,
            text=True,
        )
        print(f"| {name} | {' | '.join(json.loads(answer.stdout))} |")
    if options.missed:
        _print_missed()
    return 0


def _measured() -> list[str]:
    """The cells of one row, in this process."""
    taxonomy = open_taxonomy()
    finder = MentionFinder(taxonomy)
    finder.skills("soudage")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first = _seconds(lambda: finder.skills("용접을 했습니다", language="ko"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    sentences = read_sentences()
    found = compare(taxonomy, finder, sentences)
    page = "\n".join(sentence.text for sentence in sentences)
    speed = len(page) / statistics.median(_seconds(lambda: words_of(page)) for _ in range(_PAGES))
    return [
        f"{found.precision:.3f} ({found.right} of {found.right + found.wrong})",
        f"{found.recall:.3f} ({found.right} of {found.right + found.missed})",
        f"{first:.2f}",
        f"{speed:,.0f}",
        f"{memory / 1024:.0f}",
    ]


def _print_missed() -> None:
    taxonomy = open_taxonomy()
    finder = MentionFinder(taxonomy)
    for sentence in read_sentences():
        one = compare(taxonomy, finder, [sentence])
        if one.wrong or one.missed:
            print(f"{sentence.text}: {one.missed} missed, {one.wrong} wrong")


def _seconds(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
