"""``python -m openemploi.taxonomy.starter``: what a contributor must mend, and what the files hold."""

from __future__ import annotations

import sys

from openemploi.taxonomy.starter import faults, read_starter


def main() -> int:
    """Print every fault; 1 when there is any."""
    found = faults()
    for fault in found:
        sys.stdout.write(f"{fault.file}: {fault.entry}: {fault.problem}\n")
    if found:
        return 1
    scheme = read_starter()
    labels = sum(len(concept.labels) for concept in scheme.concepts)
    sys.stdout.write(f"{len(scheme.concepts)} concepts, {labels} labels, {len(scheme.relations)} relations\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
