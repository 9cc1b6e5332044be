"""Other occupations for what a page is asked about, with the figures of the area; each source once.

ROME has its own codes of skills: one of another taxonomy counts where it is the same, and is named as unknown if not.
"""

from __future__ import annotations

from typing import Final

from openemploi.folding import fold
from openemploi.labourmarket.model import Occupation, Skill, SourceRef
from openemploi.pathways.training.linking import ogr_codes
from openemploi.pathways.training.model import Wanted
from openemploi.pathways.transitions import Finder, Route, Start, Transition, Transitions, finder
from openemploi.pathways.transitions import route as shortest
from openemploi.pathways.transitions.steps import TOO_FAR
from openemploi_web.core.engine import engine
from openemploi_web.core.store import store as regional_store
from openemploi_web.observatory import selectors as market
from openemploi_web.pathways.asking import Asked, skill_label

_LIMIT: Final = 10
_LIKE: Final = 3


def found(asked: Asked) -> Transitions | None:
    """The list for ``asked``; ``None`` when there is no occupation and no skill that ROME has."""
    whole, start = _start(asked)
    return None if start is None else whole.find(start, limit=_LIMIT, area=asked.area)


def one(asked: Asked, *, target: Occupation) -> Transition | None:
    """The way from ``asked`` to ``target``; ``None`` as for the list."""
    whole, start = _start(asked)
    return None if start is None else whole.to(start, target.code, area=asked.area)


def route(asked: Asked, one: Transition) -> Route | None:
    """The shortest way in at most three steps, where one step is far."""
    whole, start = _start(asked)
    return None if start is None or one.effort <= TOO_FAR else shortest(whole, start, one.target.code)


def rome_codes(code: str) -> tuple[str, ...]:
    """The OGR codes of a skill: its own, those of the same concept, or of the skill of ROME with the very same name."""
    taxonomy = engine().taxonomy
    row = taxonomy.find(code)
    names = (
        [label.text for label in taxonomy.labels(row) if label.language == "fr"] if row is not None else []
    )
    if same := ogr_codes(Wanted(code, names[0] if names else code), taxonomy):
        return same
    known = market.observatory().look_up
    for name in names:
        for skill in known.skills(name, limit=_LIKE):
            if fold(skill.label) == fold(name):
                return (skill.code,)
    return ()


def alike(label: str) -> list[Skill]:
    """Skills of ROME that have all the words of ``label``: for the person to choose from."""
    return market.observatory().look_up.skills(label, limit=_LIKE)


def unknown(asked: Asked) -> list[str]:
    """The names of the skills of ``asked`` that ROME does not have."""
    return [skill_label(code) or code for code in asked.skills if not rome_codes(code)]


def sources(*found: Transition) -> list[SourceRef]:
    """The data behind ``found``, each once."""
    seen: dict[str, SourceRef] = {}
    if rome := market.observatory().source("rome"):
        seen[rome.dataset] = rome
    for each in found:
        for figure in (each.offers, each.pay.after if each.pay else None):
            for source in figure.sources if figure else ():
                seen.setdefault(source.dataset, source)
    return list(seen.values())


def _start(asked: Asked) -> tuple[Finder, Start | None]:
    whole = finder(regional_store())
    codes: list[str] = []
    for code in asked.skills:
        codes += rome_codes(code)
    known = [one for one in codes if one in whole.sheets.thing]
    if asked.occupation is None and not known:
        return whole, None
    occupation = asked.occupation.code if asked.occupation else ""
    if occupation not in whole.sheets.row:
        occupation = ""
    if not occupation and not known:
        return whole, None
    return whole, whole.start(occupation, skills=codes)
