"""Builds the sample CVs and offers from their readable sources; ``python samples/make.py --help`` says how.

Without options it rewrites ``samples/cvs`` and ``samples/offers``, the same bytes each time. See ``README.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from twins import twins
from variations import variations
from writers import write
from writers.sheet import Sheet, SourceError, load_all

HERE = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    target: Path = options.to or HERE
    try:
        cvs = load_all(HERE / "sources" / "cvs")
        if options.variations is not None:
            count = save(variations(cvs, count=options.variations, seed=options.seed), target)
        elif options.twins:
            target = options.twins
            count = sum(save(twins(source), target / source.sheet.key) for source in cvs)
        else:
            offers = load_all(HERE / "sources" / "offers")
            count = save((source.filled() for source in cvs), target / "cvs")
            count += save((source.filled() for source in offers), target / "offers")
    except SourceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{count} files in {target}\n")
    return 0


def save(sheets: Iterable[Sheet], folder: Path) -> int:
    """Writes each sheet in ``folder`` and says how many there were."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for count, sheet in enumerate(sheets, start=1):  # noqa: B007 - the last number is the answer
        name, content = write(sheet)
        (folder / name).write_bytes(content)
    return count


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Builds the sample CVs and offers from samples/sources.")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="write there rather than in samples/")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--variations", type=int, metavar="N", help="N varied CVs instead (needs --to)")
    kind.add_argument("--twins", type=Path, metavar="FOLDER", help="CVs that differ by a protected fact only")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other variations (default 1)")
    options = parser.parse_args(arguments)
    if options.variations is not None and options.to is None:
        parser.error("--variations needs --to FOLDER, so that the samples themselves are not mixed with them")
    return options


if __name__ == "__main__":
    sys.exit(main())
