"""The applications to one offer in an order that can be defended: by how much of *this offer* each meets.

Equals share a rank. Each is compared once with the offer as it stands; what a page shows is masked unless the team
asked for the identity and said why. The machine's proposal stands beside what a person chose; neither overwrites the
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openemploi.extraction.model import RequirementKind
from openemploi.matching import Match
from openemploi.matching.model import Part, Ranked, RequirementMatch, Status
from openemploi.reporting.words import insistence, part_name, status_name
from openemploi_web.core.engine import engine
from openemploi_web.core.languages import language_in_force
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
COLUMNS: Final = 3  # requirements that have a column of their own; the others are opened in one cell
_KEPT: Final = 10_000  # comparisons that a process holds, about 8 KB each
_compared: Final[dict[tuple[UUID, int], Match]] = {}
_MASKED_KEPT: Final = 2_000
#: The comparison that was masked, the account's name then, and the masked one.
_masked: Final[dict[UUID, tuple[Match, str, Match]]] = {}
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
        """The word of its state; a place or a contract fits or does not, nobody writes it."""
        if self.line.part in comparison.WISHES and self.status in ("said", "missing"):
            return status_name(self.line.status, part=self.line.part).lower()
        return chip_word(self.status)

    @property
    def met(self) -> bool:
        """Whether it was said or follows from what was said."""
        return self.status in ("said", "implied")


@dataclass(frozen=True)
class Candidate:
    """One application as the team sees it; what is costly to mask is made when a page asks for it."""

    application: Application
    code: str
    unmasked: Unmasking | None
    rank: int
    tied: bool
    compared: Match
    decision: Decision | None

    @cached_property
    def mask(self) -> Mask | None:
        """What hides the person; nothing once the team asked who they are."""
        return None if self.unmasked else mask_of(self.application)

    @cached_property
    def match(self) -> Match:
        """The comparison, masked while the person is."""
        return self.compared if self.unmasked else _masked_match(self)

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """The requirements, those that insist most first."""
        return cells_of(self.match)

    @property
    def name(self) -> str:
        """The person's name, or the letters of the application."""
        return identity(self.application) if self.unmasked else alias(self.code)

    @cached_property
    def words(self) -> str:
        """The first thing said of the match."""
        return comparison.words(self.compared)

    @cached_property
    def proposal(self) -> Decision.Choice:
        """What the machine proposes today."""
        return Decision.Choice(comparison.proposal(self.compared))

    @cached_property
    def proposal_why(self) -> str:
        """Why the machine does not propose to keep; nothing when it does."""
        return comparison.why_wait(self.compared)

    @property
    def differs(self) -> bool:
        """Whether a person chose otherwise than the machine proposed when they chose."""
        return self.decision is not None and self.decision.choice != self.decision.proposal

    @property
    def shown(self) -> list[Cell]:
        """The requirements that have a column."""
        return list(self.cells.values())[:COLUMNS]

    @property
    def others_met(self) -> list[str]:
        """How many of the others are met, the skills apart: they are counted beside the name as well."""
        skills = [cell.met for cell in self.others if cell.line.part is Part.SKILLS]
        others = [cell.met for cell in self.others if cell.line.part is not Part.SKILLS]
        said = []
        if skills:
            said.append(_("%(met)s of %(asked)s other skills") % {"met": sum(skills), "asked": len(skills)})
        if others:
            said.append(_("%(met)s of %(asked)s conditions") % {"met": sum(others), "asked": len(others)})
        return said

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
    Application.State.SENT: "plain",
    Application.State.SEEN: "plain",
    Application.State.PRESELECTED: "action",
    Application.State.INTERVIEW: "action",
    Application.State.HIRED: "met",
    Application.State.REFUSED: "plain",
    Application.State.WITHDRAWN: "plain",
    Application.State.CLOSED: "plain",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """An application in its place among all, before what was sent with it is read."""

    pk: UUID
    state: str
    sent_at: datetime
    answered_at: datetime | None
    code: str
    ranked: Ranked


def standings(vacancy: Vacancy) -> list[Standing]:
    """Everybody who applied and did not withdraw, ranked together."""
    everybody = {
        row[0]: row
        for row in Application.objects.filter(vacancy=vacancy, erased_at=None)
        .annotate(sent=Q(snapshot__isnull=False))
        .order_by("sent_at", "pk")
        .values_list("pk", "state", "sent_at", "answered_at", "sent")
    }
    codes = letters(everybody)
    matches = _compared_with(
        vacancy, [key for key, row in everybody.items() if row[4] and row[1] != Application.State.WITHDRAWN]
    )
    found = []
    for ranked in comparison.rank(matches, helped=False):
        key, state, sent_at, answered_at, _sent = everybody[UUID(ranked.match.name)]
        found.append(Standing(key, state, sent_at, answered_at, codes[key], ranked))
    return found


def candidates_of(vacancy: Vacancy, *, only: Iterable[UUID] | None = None) -> list[Candidate]:
    """Everybody who applied and did not withdraw, or ``only`` some, with the rank among all."""
    wanted = None if only is None else set(only)
    return candidates_at(vacancy, [one for one in standings(vacancy) if wanted is None or one.pk in wanted])


def candidates_at(vacancy: Vacancy, places: Sequence[Standing]) -> list[Candidate]:
    """What a page shows of those who stand at ``places``."""
    applications = applications_of(vacancy).in_bulk([one.pk for one in places])
    found = []
    for one in places:
        application = applications.get(one.pk)
        if application is not None:  # taken back while the list was made
            application.vacancy = vacancy
            found.append(_candidate(application, one))
    return found


def _compared_with(vacancy: Vacancy, applications: Sequence[UUID]) -> list[Match]:
    """Each application compared with the offer; what was sent does not change, so it is compared once an offer."""
    if not applications:
        return []
    code = language_in_force()
    matcher = engine(code).matcher
    offer = facts(vacancy)
    state = hash((offer, code, matcher.taxonomy.version))
    found = {key: match for key in applications if (match := _compared.get((key, state))) is not None}
    missing = [key for key in applications if key not in found]
    if missing:
        asked = matcher.ask(offer, language=code)
        sent = Application.objects.filter(pk__in=missing).order_by()
        for key, values in sent.values_list("pk", "snapshot"):
            match = matcher.compare(facts_of(values or {}), asked, name=str(key), key=key.hex)
            while len(_compared) >= _KEPT:
                _compared.pop(next(iter(_compared)), None)
            found[key] = _compared[key, state] = match
    return [found[key] for key in applications if key in found]


def candidate_of(vacancy: Vacancy, application: Application) -> Candidate | None:
    """One of them with the rank among all; nothing when it is not compared (withdrawn, emptied)."""
    return next(iter(candidates_of(vacancy, only=[application.pk])), None)


def equals_elsewhere(one: Candidate, shown: Iterable[Standing], everybody: Iterable[Standing]) -> list[str]:
    """What those are called who share the rank of ``one`` and are not among those ``shown``."""
    if not one.tied:
        return []
    here = {row.pk for row in shown}
    return [row.code for row in everybody if row.ranked.rank == one.rank and row.pk not in here]


def columns_of(everybody: Sequence[Standing]) -> list[Cell]:
    """What the table has columns for, and then the others: the requirements of the offer, those that insist most
    first. Of each only its label and how it insists are to be shown: its passages are of one person."""
    return list(cells_of(everybody[0].ranked.match).values()) if everybody else []


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
            near = sum(line.status is Status.NEAR for line in lines)
            if near:
                close = ngettext("%(count)s close", "%(count)s close", near) % {"count": near}
                detail = f"{detail}, {close}"
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


def _candidate(application: Application, one: Standing) -> Candidate:
    decisions = list(application.decisions.all())
    return Candidate(
        application=application,
        code=one.code,
        unmasked=next(iter(application.unmaskings.all()), None),
        rank=one.ranked.rank,
        tied=one.ranked.tied,
        compared=one.ranked.match,
        decision=decisions[-1] if decisions else None,
    )


def mask_of(application: Application) -> Mask:
    """What hides the person of ``application`` in its texts."""
    name = _account_name(application)
    return Mask.of(application.snapshot, *([name] if name else []))


def _masked_match(one: Candidate) -> Match:
    """The comparison without what tells who it is; what was sent does not change, so it is masked once."""
    key, name = one.application.pk, _account_name(one.application)
    kept = _masked.get(key)
    if kept is not None and kept[0] is one.compared and kept[1] == name:
        return kept[2]
    found = one.compared if one.mask is None else one.mask.match(one.compared)
    while len(_masked) >= _MASKED_KEPT:
        _masked.pop(next(iter(_masked)), None)
    _masked[key] = (one.compared, name, found)
    return found


def _account_name(application: Application) -> str:
    return str(application.profile.user.name) if application.profile is not None else ""
