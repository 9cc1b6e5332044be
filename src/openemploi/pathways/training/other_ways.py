"""What there is beside a session that fits: validation of experience, immersion in a firm, learning at a distance.

Validation of experience is looked for whenever somebody worked; the others are proposed when nothing fits. Each says
why, and the law or the body it rests on. None of them is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from openemploi.i18n import _, ngettext, time_name
from openemploi.pathways.training.catalogue import Catalogue
from openemploi.pathways.training.fitting import Fit
from openemploi.pathways.training.linking import Taught
from openemploi.pathways.training.model import Certification, Need, OtherWay, Teaching, Way, Worked
from openemploi.pathways.training.showing import certification
from openemploi.pathways.training.told import TEACHINGS

# The law that ended the least time of experience: its article 10, and the ordinary code since.
VAE_LAW: Final = "Loi n° 2022-1598 du 21 décembre 2022, art. 10 ; Code du travail, art. L6411-1"
VAE_ADDRESS: Final = "https://vae.gouv.fr/"
PMSMP_LAW: Final = "Code du travail, art. L5135-1 à L5135-8"
PMSMP_ADDRESS: Final = "https://immersion-facile.beta.gouv.fr/"
CERTIFICATIONS: Final = 3  # shown for each occupation somebody did


def by_experience(catalogue: Catalogue, need: Need, worked: Sequence[Worked], *, day: date) -> list[OtherWay]:
    """Registered certifications of the occupations somebody did, those that lead to the one aimed at first.

    No time is asked: since the law of 21 December 2022 there is no least time of experience, and a jury judges.
    """
    found = []
    for done in worked:
        codes = _leading_to(catalogue, (done.occupation.code, done.occupation.parent))
        aimed = set(_leading_to(catalogue, (need.goal.code, need.goal.parent))) if need.goal else set()
        named = [certification(catalogue, code, day=day) for code in codes]
        open_ = [one for one in named if one.active and one.by_experience is not False]
        open_.sort(
            key=lambda one: (one.code not in aimed, one.by_experience is None, -(one.level or 0), one.code)
        )
        found += [_experience(done, one, aimed=one.code in aimed) for one in open_[:CERTIFICATIONS]]
    return found


def when_nothing_fits(need: Need, fit: Fit, taught: Taught) -> list[OtherWay]:
    """Immersion in a firm, and what can be learnt at a distance."""
    return [_immersion(need), _at_a_distance(fit, taught)]


def _leading_to(catalogue: Catalogue, occupations: Sequence[str]) -> list[str]:
    return sorted(
        {code for rome in occupations for code in catalogue.certifications_of_occupation.get(rome, ())}
    )


def _experience(done: Worked, one: Certification, *, aimed: bool) -> OtherWay:
    time = time_name(round(done.months)) if done.months else ""
    held = (
        _("You did this work ({name}) for {time}.", name=done.occupation.label, time=time)
        if time
        else _("You did this work ({name}).", name=done.occupation.label)
    )
    why = held + " " + _("The law asks for no least time of experience: a jury judges what you can do.")
    if one.by_experience is None:
        why += " " + _(
            "Whether experience leads to this certification was not published: ask the body that gives it."
        )
    if aimed:
        why += " " + _("It also leads to the occupation you aim at.")
    return OtherWay(
        way=Way.EXPERIENCE,
        sentence=_("Have your experience recognised: {title} ({code}).", title=one.title, code=one.code),
        why=why,
        certification=one,
        worked=done,
        source=VAE_LAW,
        address=VAE_ADDRESS,
    )


def _immersion(need: Need) -> OtherWay:
    sentence = (
        _("Try the work in a firm: immersion as {name}.", name=need.goal.label)
        if need.goal
        else _("Try the work in a firm: immersion of a few days or weeks.")
    )
    why = _(
        "It shows on the spot what is missing and what an employer would teach; a counsellor has to sign the agreement."
    )
    return OtherWay(Way.IMMERSION, sentence, why, source=PMSMP_LAW, address=PMSMP_ADDRESS)


def _at_a_distance(fit: Fit, taught: Taught) -> OtherWay:
    cat = fit.catalogue
    away = cat.teaching[fit.rows] == TEACHINGS.index(Teaching.DISTANCE)
    teaches = (taught.basis[cat.course_of[fit.rows]] > 0).any(axis=1)
    count = int(np.sum(away & teaches))
    if count:
        why = ngettext(
            "{count} session at a distance teaches some of it, but does not fit for another reason: look what hinders.",
            "{count} sessions at a distance teach some of it, but do not fit for other reasons: look what hinders.",
            count,
        )
    else:
        why = _("The catalogue imported here has none for these skills; other catalogues may.")
    return OtherWay(Way.DISTANCE, _("Learn at a distance, without travelling."), why, sessions=count)
