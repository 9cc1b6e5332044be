"""An order rests on the very points that the page explains."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from openemploi.extraction.model import (
    Contract,
    Experience,
    Level,
    LicenceClaim,
    LicenceRequirement,
    OccupationClaim,
    Passage,
    Place,
    RequirementKind,
    SearchArea,
    SkillClaim,
    SkillRequirement,
    Source,
)
from openemploi.matching.facts import OfferFacts, PersonFacts
from openemploi.matching.model import Status
from openemploi.matching.pair import Matcher
from openemploi.matching.ranking import place
from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.store import Taxonomy
from openemploi_web.vacancies.comparison import chance_share
from openemploi_web.vacancies.sketches import Sketched, Sketcher

HERE = Passage("", 0, 0, 1)


def _claim(taxonomy: Taxonomy, row: int, rng: np.random.Generator) -> SkillClaim:
    return SkillClaim(
        uri=taxonomy.uri(row),
        label="",
        source=Source.SAID if rng.random() < 0.7 else Source.IMPLIED,
        evidence=(HERE,),
        confidence=float(rng.choice((0.4, 0.7, 1.0))),
        level=rng.choice((None, *Level)),  # type: ignore[arg-type]
        negated=rng.random() < 0.1,
    )


def _occupation(taxonomy: Taxonomy, row: int) -> OccupationClaim:
    return OccupationClaim(taxonomy.uri(row), taxonomy.label(row), 1.0, codes=(("isco", "5131"),))


@pytest.mark.parametrize("seed", range(4))
def test_a_sketch_gives_each_line_the_points_that_the_explanation_gives(
    seed: int, taxonomy: Taxonomy
) -> None:
    rng = np.random.default_rng(seed)
    skills = taxonomy.concepts(ConceptKind.SKILL)[:60].tolist()
    jobs = taxonomy.concepts(ConceptKind.OCCUPATION)[:6].tolist()
    person = PersonFacts(
        skills=tuple(_claim(taxonomy, row, rng) for row in rng.choice(skills, 25, replace=False).tolist()),
        experiences=(Experience("", HERE, months=14, occupation=_occupation(taxonomy, jobs[0])),),
        search_areas=(SearchArea("Digne-les-Bains", 20.0),),
        contracts=(Contract.PERMANENT,),
    )
    matcher, sketcher = Matcher(taxonomy), Sketcher(taxonomy)
    held, known = matcher.hold(person), sketcher.hold(person)
    for number, job in enumerate(jobs):
        offer = OfferFacts(
            occupations=(replace(_occupation(taxonomy, job), codes=()),),
            requirements=tuple(
                SkillRequirement(taxonomy.uri(row), "", RequirementKind.ESSENTIAL, (), 1.0)
                for row in rng.choice(skills, 8, replace=False).tolist()
            ),
            place=Place("Manosque"),
            contract=Contract.PERMANENT if number % 2 else Contract.FIXED_TERM,
        )
        asked = matcher.ask(offer, answers=False)

        told = matcher.compare_held(held, asked, name="", key="")
        sketched = sketcher.compare_held(known, sketcher.ask(offer, answers=False), name="", key="")

        assert isinstance(sketched, Sketched)
        assert place(sketched) == place(told)
        assert sketched.share == pytest.approx(chance_share(told), abs=1e-12)
        assert [(li.part, li.uri, li.points, li.worth) for li in sketched.requirements] == [
            (li.part, li.uri, li.points, li.worth) for li in told.requirements
        ]


def test_a_condition_of_the_law_that_is_not_met_closes_the_sketch_as_it_closes_the_match(
    taxonomy: Taxonomy,
) -> None:
    person = PersonFacts(licences=(LicenceClaim("driving:B", "", (HERE,), negated=True),))
    offer = OfferFacts(
        licences=(LicenceRequirement("driving:B", "", RequirementKind.ESSENTIAL, (), gate=True),)
    )
    sketcher = Sketcher(taxonomy)

    sketched = sketcher.compare_held(
        sketcher.hold(person), sketcher.ask(offer, answers=False), name="", key=""
    )

    assert [line.status for line in sketched.closed_gates] == [Status.MISSING]
    assert place(sketched) == (True, 0.0)
