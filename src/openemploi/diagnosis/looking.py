"""What a diagnosis looks at: the project, the figures, and what it compares with.

A convention stands here because the figures rest on it: the surface of a dwelling for a household.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from openemploi.diagnosis.model import Household, Project, Survival
from openemploi.labourmarket.model import FRANCE, Area, Figure, Level, Occupation, Row
from openemploi.labourmarket.observatory import Observatory

#: m² counted for the first person of a household, and for each other one, where no surface was asked for.
FIRST_SURFACE: Final = 30.0
MORE_SURFACE: Final = 15.0
#: Share of the difference under which two figures without interval are taken for the same.
SAME: Final = 0.2


@dataclass(frozen=True, slots=True)
class Looking:
    """A project with what is known to look at it."""

    project: Project
    observatory: Observatory
    similar: Survival
    similar_about: str

    @property
    def goal(self) -> Occupation | None:
        """The occupation that is looked at: the most wanted, or else the one held."""
        goals = self.project.goals
        return goals[0] if goals else self.project.occupation

    @property
    def places(self) -> tuple[Area, ...]:
        """The areas that are looked at: those wanted, or else where the person is, or else the country."""
        here = self.project.here
        return self.project.places or ((here,) if here else (FRANCE,))

    @property
    def moves(self) -> bool:
        """Whether there is a place to leave and one to go to."""
        return bool(self.project.here and self.project.places)

    def figure(self, name: str, *, area: Area = FRANCE, occupation: Occupation | None = None) -> Figure:
        """The figure called ``name`` for the goal, or for ``occupation``."""
        return self.observatory.figure(name, occupation=occupation or self.goal, area=area)

    def basin(self, area: Area) -> Area | None:
        """The basin of ``area``, or the basin itself; ``None`` for larger areas."""
        if area.level is Level.BASIN:
            return area
        around = self.observatory.look_up.larger(area)
        return next((one for one in around if one.level is Level.BASIN), None)

    def rent(self, area: Area) -> tuple[Figure, Row | None]:
        """Rent per m² in ``area`` with its interval: that of the commune, or else of its basin."""
        figure = self.observatory.figure("rents", area=area)
        if figure.known and figure.rows:
            return figure, figure.rows[0]
        basin = self.basin(area)
        every = self.observatory.figure("all_basins_rents")
        row = next((one for one in every.rows if basin and one.code == basin.code), None)
        return (every, row) if row else (figure, None)


def household_size(household: Household) -> int:
    """How many people move, as far as it was said; at least one."""
    return 1 + bool(household.has_partner) + len(household.children or ())


def surface(household: Household) -> float:
    """m² looked for: what was asked, or the convention for so many people."""
    return household.surface or FIRST_SURFACE + MORE_SURFACE * (household_size(household) - 1)
