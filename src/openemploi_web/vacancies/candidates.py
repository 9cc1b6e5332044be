"""The applications to one offer in an order that can be defended: by how much of *this offer* each meets.

Equals share a rank. Each is compared once with the offer as it stands; what a page shows is masked unless the team
asked for the identity and said why. The machine's proposal stands beside what a person chose; neither overwrites the
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from openemploi.extraction.model import RequirementKind
from openemploi.matching import Match
from openemploi.matching.model import Part, Ranked, RequirementMatch, Status
from openemploi.reporting.words import insistence, part_name
from openemploi_web.core.engine import engine
from openemploi_web.jobseekers.snapshots import facts_of
from openemploi_web.ui.states import chip_word
from openemploi_web.vacancies import comparison
from openemploi_web.vacancies.facts import facts
from openemploi_web.vacancies.masking import Mask, letters
from openemploi_web.vacancies.models import Application, Decision, Unmasking, Vacancy
from openemploi_web.vacancies.selectors import applications_of

CHIP: Final = {
    Status.HELD: "said",
    Status.IMPLIED: "implied",
    Status.NEAR: "near",
    Status.MISSING: "missing",
    Status.UNKNOWN: "unknown",
}
COLUMNS: Final = 6  # requirements that have a column of their own; the others are opened in one cell
_INSISTS: Final = {RequirementKind.ESSENTIAL: 0, RequirementKind.OPTIONAL: 1, RequirementKind.LEARNABLE: 2}


@dataclass(frozen=True, slots=True)
class Cell:
    """One requirement for one application."""

    label: str
    kind: str
    status: str
    reason: str
    passages: tuple[Any, ...]
    line: RequirementMatch

    @property
    def word(self) -> str:
        """The word of its state."""
        return chip_word(self.status)

    @property
    def met(self) -> bool:
        """Whether it was said or follows from what was said."""
        return self.status in ("said", "implied")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One application as the team sees it."""

    application: Application
    name: str
    code: str
    unmasked: Unmasking | None
    match: Match
    rank: int
    tied: bool
    words: str
    proposal: Decision.Choice
    decision: Decision | None
    cells: dict[str, Cell] = field(default_factory=dict)
    mask: Mask | None = None

    @property
    def differs(self) -> bool:
        """Whether a person chose otherwise than the machine proposed when they chose."""
        return self.decision is not None and self.decision.choice != self.decision.proposal

    @property
    def shown(self) -> list[Cell]:
        """The requirements that have a column."""
        return list(self.cells.values())[:COLUMNS]

    @property
    def others_met(self) -> int:
        """How many of the others are met."""
        return sum(cell.met for cell in self.others)

    @property
    def message(self) -> str:
        """What the person wrote, masked while they are."""
        return self.show(self.application.message)

    @property
    def proposal_words(self) -> str:
        """The machine's proposal."""
        return str(self.proposal.label)

    @property
    def others(self) -> list[Cell]:
        """The requirements that have no column."""
        return list(self.cells.values())[COLUMNS:]

    @property
    def closed_gates(self) -> tuple[RequirementMatch, ...]:
        """The conditions required by law or by the post that are known not to be met."""
        return self.match.closed_gates

    def show(self, text: str) -> str:
        """A text of the person, masked while their identity is."""
        return text if self.mask is None else self.mask.text(text)

    @property
    def state_tone(self) -> str:
        """The tone of the tag of the state."""
        return TONES[Application.State(self.application.state)]


TONES: Final = {
    Application.State.SENT: "attention",
    Application.State.SEEN: "attention",
    Application.State.PRESELECTED: "action",
    Application.State.INTERVIEW: "action",
    Application.State.HIRED: "met",
    Application.State.REFUSED: "plain",
    Application.State.WITHDRAWN: "plain",
    Application.State.CLOSED: "plain",
}


def candidates_of(vacancy: Vacancy, *, only: Iterable[UUID] | None = None) -> list[Candidate]:
    """Everybody who applied and did not withdraw, ranked together; then ``only`` some, with the rank among all."""
    everybody = list(applications_of(vacancy).order_by("sent_at", "pk"))
    codes = letters(application.pk for application in everybody)
    rows = [a for a in everybody if a.state != Application.State.WITHDRAWN and a.snapshot]
    for application in rows:
        application.vacancy = vacancy
    matches = compare_all(vacancy, rows)
    by_key = {str(application.pk): application for application in rows}
    wanted = None if only is None else set(only)
    return [
        _candidate(by_key[ranked.match.name], ranked, codes)
        for ranked in comparison.rank(matches)
        if wanted is None or by_key[ranked.match.name].pk in wanted
    ]


def compare_all(vacancy: Vacancy, applications: Sequence[Application]) -> list[Match]:
    """Each application compared with the offer; the offer is prepared once for all."""
    if not applications:
        return []
    code = (translation.get_language() or "fr")[:2]
    matcher = engine(code).matcher
    asked = matcher.ask(facts(vacancy), language=code)
    return [
        matcher.compare(
            facts_of(application.snapshot or {}), asked, name=str(application.pk), key=application.pk.hex
        )
        for application in applications
    ]


def candidate_of(vacancy: Vacancy, application: Application) -> Candidate | None:
    """One of them with the rank among all; nothing when it is not compared (withdrawn, emptied)."""
    return next(iter(candidates_of(vacancy, only=[application.pk])), None)


def columns_of(candidates: Sequence[Candidate]) -> list[Cell]:
    """What the table has columns for: the requirements that insist most."""
    return list(candidates[0].cells.values())[:COLUMNS] if candidates else []


def cells_of(match: Match) -> dict[str, Cell]:
    """The requirements of a match by what they are, those that insist most first."""
    lines = sorted(
        match.requirements,
        key=lambda line: (
            not line.gate,
            _INSISTS[line.kind],
            line.part is not Part.SKILLS,
            -line.worth,
            line.label,
        ),
    )
    return {
        f"{line.part.value}:{line.uri or line.label}": Cell(
            label=line.label,
            kind=insistence(line),
            status=CHIP[line.status],
            reason=line.reason,
            passages=line.evidence,
            line=line,
        )
        for line in lines
    }


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of the sum, for the explanation bar."""

    label: str
    points: float
    worth: float
    detail: str


def portions(match: Match) -> list[Portion]:
    """What each part gave of what it could give, with the words of what it rests on."""
    found = []
    for part, worth in match.worths.items():
        lines = [line for line in match.requirements if line.part is part]
        met = sum(line.status in (Status.HELD, Status.IMPLIED) for line in lines)
        if len(lines) == 1:
            detail = lines[0].reason or lines[0].label
        else:
            detail = _("%(met)s of %(asked)s met") % {"met": met, "asked": len(lines)}
        found.append(Portion(part_name(part), match.parts[part], worth, detail))
    return found


def alias(code: str) -> str:
    """What a masked application is called."""
    return _("Application %(letters)s") % {"letters": code}


def identity(application: Application) -> str:
    """The name that the application bears, for those who asked to know it."""
    said = (application.snapshot or {}).get("contact", {}).get("name", "")
    if said:
        return str(said)
    if application.profile is not None and application.profile.user.name:
        return str(application.profile.user.name)
    return _("name unknown: not found in the CV")


def _candidate(application: Application, ranked: Ranked, codes: dict[UUID, str]) -> Candidate:
    unmasked = next(iter(application.unmaskings.all()), None)
    code = codes[application.pk]
    mask = None if unmasked else mask_of(application)
    match = ranked.match if mask is None else mask.match(ranked.match)
    decisions = list(application.decisions.all())
    return Candidate(
        application=application,
        name=identity(application) if unmasked else alias(code),
        code=code,
        unmasked=unmasked,
        match=match,
        rank=ranked.rank,
        tied=ranked.tied,
        words=comparison.words(match),
        proposal=Decision.Choice(comparison.proposal(match)),
        decision=decisions[-1] if decisions else None,
        cells=cells_of(match),
        mask=mask,
    )


def mask_of(application: Application) -> Mask:
    """What hides the person of ``application`` in its texts."""
    user = application.profile.user if application.profile is not None else None
    return Mask.of(application.snapshot, *([user.name] if user is not None else []))
