"""What follows from a line of a life that a person wrote: its occupation, its name, whether it is held."""

from __future__ import annotations

from typing import Any

from openemploi.extraction.language_names import language_name
from openemploi.extraction.licence_names import licence_name
from openemploi_web.core.engine import engine
from openemploi_web.jobseekers.merging import Line
from openemploi_web.jobseekers.models import Education, Experience, Language, Licence

_SURE = 0.1  # probability under which a title names no occupation that we know


def complete(line: Line, values: dict[str, Any], *, changed: list[str]) -> Line:
    """``line`` as the form left it, with what follows from it; nothing is saved."""
    if isinstance(line, Experience) and ("title" in changed or not line.occupation_uri):
        coder = engine().builder.coder
        best = coder.best(line.title, text=line.description)
        known = best is not None and best.score >= _SURE
        taxonomy = engine().taxonomy
        line.occupation_uri = taxonomy.uri(best.concept) if best and known else ""
        line.occupation_label = taxonomy.label(best.concept) if best and known else ""
        line.occupation_confidence = best.score if best and known else None
    elif isinstance(line, Language):
        line.label, line.negated = language_name(line.code, "fr"), False
    elif isinstance(line, Licence):
        line.label, line.negated = licence_name(line.code, "fr"), values["held"] == "no"
    elif isinstance(line, Education):
        line.level, line.obtained = values["level"], values["obtained"]
    return line
