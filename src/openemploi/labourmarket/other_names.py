"""What our own occupations are called beside the names of ROME, in French, English and Korean."""

from __future__ import annotations

from collections.abc import Iterator

from openemploi.taxonomy.library import open_taxonomy
from openemploi.taxonomy.model import ConceptKind


def other_names() -> Iterator[tuple[str, str, str]]:
    """ROME code, language (``fr``, ``en``, ``ko``) and name, of every name of every occupation of the starter taxonomy.

    Codes are those of ROME 3, which ROME 4 keeps as the first sheet of each family. An occupation that bears several
    codes gives its names to the first, which is the one that it is.
    """
    taxonomy = open_taxonomy()
    for concept in taxonomy.concepts(ConceptKind.OCCUPATION).tolist():
        if taxonomy.scheme(concept).name != "starter":
            continue
        code = next((code for scheme, code in taxonomy.other_codes(concept) if scheme == "rome"), None)
        if code is not None:
            yield from ((code, label.language, label.text) for label in taxonomy.labels(concept))
