"""``python -m openemploi.extraction.semantics FILE``: the vectors of the starter, as the package ships them."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from openemploi.extraction.encoder import open_encoders
from openemploi.extraction.semantics.building import build
from openemploi.taxonomy import columns
from openemploi.taxonomy.compiling import compile_schemes
from openemploi.taxonomy.starter import read_starter
from openemploi.taxonomy.store import Taxonomy


def main(target: Path) -> None:
    """Write the vectors of the starter taxonomy to ``target``."""
    encoders = open_encoders("bundled", threads=2)
    assert encoders is not None
    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder) / "starter.safetensors"
        compile_schemes([read_starter()], compiled, version="starter")
        build(
            Taxonomy.open(compiled),
            encoders,
            target,
            base=None,
            progress=lambda step: print(step, file=sys.stderr),
        )
    print(columns.read(target)[1]["cards"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
