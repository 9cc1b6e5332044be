"""How far a project has come, with what shows it and what is missing: facts that were told, never a mark."""

from __future__ import annotations

from collections.abc import Sequence

from openemploi.diagnosis.model import Bearing, Finding, Gap, Project, Stage, StageReached, Theme, Verdict
from openemploi.diagnosis.said import called, euros, months, trade
from openemploi.i18n import _

_STARTED = ("applied", "training_asked")
_COMPARED = 2  # beliefs put beside facts


def stages(project: Project, *, findings: Sequence[Finding], gaps: Sequence[Gap]) -> tuple[StageReached, ...]:
    """The six stages in order. One may be reached while an earlier one is not."""
    return (
        _wished(project),
        _named(project),
        _compared(gaps),
        _secured(project, findings),
        _planned(project),
        _started(project),
    )


def step_name(code: str) -> str:
    """What a step already taken is called; the code itself when it is not one of ours."""
    return {
        "applied": _("You have applied for offers."),
        "visited": _("You have been there."),
        "training_asked": _("You have asked for a training."),
        "housing_sought": _("You have looked for housing."),
        "partner_agrees": _("Your partner agrees."),
        "saved_money": _("You have put money aside."),
    }.get(code, code)


def _wished(project: Project) -> StageReached:
    because = []
    if project.reasons:
        because.append(_("You say why: “{reasons}”.", reasons=project.reasons))
    if project.aims:
        because.append(_("You say what you want to change."))
    missing = (
        () if project.aims else (_("Say what you want to change: the work, the place, the way of life."),)
    )
    return StageReached(Stage.WISHED, bool(project.aims), tuple(because), missing)


def _named(project: Project) -> StageReached:
    because, missing = [], []
    if project.goals:
        because.append(_("Occupation: {name}.", name=trade(project.goals[0])))
    else:
        missing.append(_("Name the occupation you want."))
    if project.places:
        because.append(_("Place: {names}.", names=", ".join(called(place) for place in project.places)))
    else:
        missing.append(_("Name the place where you would like to live or work."))
    return StageReached(Stage.NAMED, not missing, tuple(because), tuple(missing))


def _compared(gaps: Sequence[Gap]) -> StageReached:
    said = [gap for gap in gaps if gap.believed is not None]
    compared = [gap for gap in said if gap.verdict is not Verdict.UNKNOWN]
    because = tuple(
        _("You compared what you thought with what is observed: {what}.", what=belief_name(gap.name))
        for gap in compared
    )
    wanting = [belief_name(gap.name) for gap in gaps if gap.believed is None and gap.observed is not None]
    missing = (_("Say what you think before you look: {what}.", what=", ".join(wanting)),) if wanting else ()
    if len(compared) >= _COMPARED:
        return StageReached(Stage.COMPARED, True, because, missing)
    can_be_told = len([gap for gap in gaps if gap.observed is not None]) >= _COMPARED
    return StageReached(Stage.COMPARED, False if can_be_told or not said else None, because, missing)


def _secured(project: Project, findings: Sequence[Finding]) -> StageReached:
    household = project.household
    because, missing = [], []
    if project.pay_needed is not None:
        because.append(
            _("You know what you need to earn: {pay} gross a month.", pay=euros(project.pay_needed))
        )
    else:
        missing.append(_("Work out what you need to earn."))
    if household.rent is not None:
        because.append(_("You know what you can pay for housing: {rent}.", rent=euros(household.rent)))
    else:
        missing.append(_("Work out what you can pay for housing."))
    if household.has_partner is None:
        missing.append(_("Say whether somebody comes along."))
    elif household.has_partner and household.partner is None:
        missing.append(_("Think of your partner’s work."))
    elif household.partner is not None:
        because.append(_("You thought of your partner’s work: {trade}.", trade=trade(household.partner)))
    if household.children is None:
        missing.append(_("Say whether you have children, and of what age."))
    elif household.children:
        because.append(_("You thought of your children."))
    tight = [one for one in findings if one.theme is Theme.HOUSING and one.bearing is Bearing.CONSTRAINT]
    missing += [
        _("Find out how to pay for housing in {place}.", place=called(one.place))
        for one in tight
        if one.place
    ]
    return StageReached(Stage.SECURED, not missing, tuple(because), tuple(missing))


def _planned(project: Project) -> StageReached:
    because, missing = [], []
    if project.deadline is not None:
        because.append(_("You give yourself {months}.", months=months(project.deadline)))
    else:
        missing.append(_("Give yourself a date."))
    steps = [step_name(step) for step in sorted(project.steps)]
    if not steps:
        missing.append(_("Take a first small step: visit, call an employer, look for housing."))
    return StageReached(Stage.PLANNED, not missing, (*because, *steps), tuple(missing))


def _started(project: Project) -> StageReached:
    because = tuple(step_name(step) for step in _STARTED if step in project.steps)
    missing = () if because else (_("Apply for a first offer, or ask for the training you need."),)
    return StageReached(Stage.STARTED, bool(because), because, missing)


def belief_name(name: str) -> str:
    """What a belief is about."""
    return {
        "offers": _("the number of offers"),
        "pay": _("the pay"),
        "months": _("the time to find"),
        "skills": _("the skills asked for"),
        "rent": _("the rent"),
    }[name]
