"""What it takes to go from one occupation, or from skills alone, to another occupation.

Everything is about a pair: where somebody starts and an occupation. Nothing is about the worth of a person, and
nothing but skills, an occupation and a place is read of them. Next: :mod:`.finding`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from openemploi.i18n import _
from openemploi.labourmarket.model import Figure, Occupation, Skill
from openemploi.labourmarket.wording import area_name, why_unknown
from openemploi.matching.recommending import Explanation, Reach, Share


class Standing(StrEnum):
    """What the start has of a skill that the target names."""

    SHARED = "shared"  # the same skill
    TRANSFERABLE = "transferable"  # one under the same macro-competence, or with most of its words
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill or piece of knowledge of the target.

    Parameters
    ----------
    essential:
        ROME places it at the heart of the occupation.
    through:
        The nearest skill of the start, when it is transferable.
    effort:
        Points it adds; 0 when it is shared.
    """

    skill: Skill
    standing: Standing
    essential: bool
    knowledge: bool
    effort: int
    through: Skill | None = None


@dataclass(frozen=True, slots=True)
class EffortLine:
    """A line of the effort: ``count`` things of ``kind`` at ``each`` points."""

    kind: str  # missing_essential, missing, transferable_essential, transferable, regulated
    count: int
    each: int

    @property
    def points(self) -> int:
        """What the line adds."""
        return self.count * self.each

    @property
    def worth(self) -> int:
        """As its points: nothing of an effort is left open."""
        return self.points

    @property
    def label(self) -> str:
        """The kind, in words."""
        return {
            "missing_essential": _("Essential skills to learn"),
            "missing": _("Other skills to learn"),
            "transferable_essential": _("Essential skills that carry over in part"),
            "transferable": _("Other skills that carry over in part"),
            "regulated": _("The law asks for a diploma or a card"),
        }[self.kind]

    @property
    def reason(self) -> str:
        """How many, at how much each."""
        return _("{count} at {each}", count=self.count, each=self.each)


@dataclass(frozen=True, slots=True)
class OfficialLink:
    """ROME itself says that one can move there; ``rank`` is the place in its list of ``of``. Shown, never ranked by."""

    rank: int
    of: int


@dataclass(frozen=True, slots=True)
class Access:
    """How one comes to it. ``regulated`` is ``None`` when ROME does not say; ``texts`` are its sentences."""

    regulated: bool | None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of work that the target's sheet names; ``new`` when the start's does not, ``None`` without one."""

    kind: str
    label: str
    new: bool | None


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay offered in the start's occupation and in the target's, as the offers of the area state it."""

    before: Figure | None
    after: Figure

    @property
    def change(self) -> float | None:
        """Difference of the middles, in the unit of the figures; ``None`` unless both are of the same area."""
        if self.before is None or self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value if self.before.shown == self.after.shown else None


@dataclass(frozen=True, slots=True)
class Transition:
    """From the start to ``target``.

    Parameters
    ----------
    reach:
        By the tree of ROME (:func:`~openemploi.matching.recommending.rome_reach`). From skills alone, home is the
        domains of the three occupations whose sheets name most of them.
    effort:
        The sum of ``lines``, exactly: 0 when nothing that the sheet names is missing. See the page on transitions.
    shared, transferable, missing:
        Every skill of the target is in one of them; the heaviest first.
    official:
        ``None`` when ROME has no such link, or there is no occupation to start from.
    pay, offers:
        ``None`` when nobody asked for figures.
    """

    target: Occupation
    reach: Reach
    effort: int
    lines: tuple[EffortLine, ...]
    shared: tuple[SkillLine, ...]
    transferable: tuple[SkillLine, ...]
    missing: tuple[SkillLine, ...]
    official: OfficialLink | None
    access: Access
    conditions: tuple[Condition, ...]
    pay: Pay | None = None
    offers: Figure | None = None

    @property
    def asked(self) -> int:
        """How many skills the target names."""
        return len(self.shared) + len(self.transferable) + len(self.missing)

    @property
    def explanation(self) -> Explanation:
        """The lines of the effort."""
        return Explanation(self.lines)

    @property
    def usefulness(self) -> Share:
        """How much of what is there already serves: the skills shared, of those that the target names."""
        if not self.asked:
            return Share(None, _("unknown: ROME names no skill for this occupation"))
        words = _("{count} of the {of} skills it names are there", count=len(self.shared), of=self.asked)
        return Share(len(self.shared) / self.asked, words)

    @property
    def chance(self) -> Share:
        """How much work there is: offers in a year. How many people succeeded in this move, no data here says."""
        found = self.offers
        if found is None:
            return Share(None, _("unknown: nobody asked for figures"))
        if found.value is None:
            return Share(None, _("unknown: {why}", why=why_unknown(found)))
        words = _(
            "{count} offers in a year ({place}, {period})",
            count=f"{found.value:.0f}", place=area_name(found.shown), period=found.period,
        )  # fmt: skip
        return Share(None, words, amount=found.value)


@dataclass(frozen=True, slots=True)
class Start:
    """Where somebody starts.

    Parameters
    ----------
    skills:
        Their own, and those of the occupation's sheet when one is given.
    unknown:
        What was given as a skill and is none of ROME.
    """

    occupation: Occupation | None
    skills: tuple[Skill, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transitions:
    """The likeliest occupations, by reach and then by effort. ``fewer`` says which reach has fewer than two."""

    start: Start
    found: tuple[Transition, ...]
    fewer: tuple[Reach, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """One to three steps; ``effort`` is their sum. Each step starts with what the one before gave."""

    steps: tuple[Transition, ...]
    effort: int
