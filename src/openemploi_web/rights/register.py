"""The register of algorithms in use, with the parameters that are in force: read from the code, never copied by hand.

It answers what French law asks of a decision taken with the help of an algorithm (CRPA, articles L311-3-1,
R311-3-1-1 and R311-3-1-2) and of the public rules of a processing (L312-1-3).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from openemploi import __version__
from openemploi.matching.recommending import Reach
from openemploi.reporting.figures import number
from openemploi.reporting.rules import finer_rules, kind_weights, part_weights
from openemploi_web.core.engine import engine
from openemploi_web.vacancies import comparison, other_ways


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number in force, in words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One algorithm, by the questions of the law."""

    key: str
    name: str
    purpose: str
    part_in_decision: str
    data: str
    sources: str
    operations: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    rules: tuple[str, ...]
    measured: str


@dataclass(frozen=True, slots=True)
class Versions:
    """What is running."""

    program: str
    taxonomy: str
    encoder: str


def versions() -> Versions:
    """The program, the taxonomy and what compares meanings."""
    running = engine("fr")
    semantics = running.semantics
    return Versions(__version__, running.taxonomy.version, semantics.name if semantics else _("none"))


def algorithms() -> tuple[Algorithm, ...]:
    """Every algorithm that this instance uses."""
    return (_reading(), _pair(), _applications(), _offers(), _people(), _proposal())


def _reading() -> Algorithm:
    return Algorithm(
        key="reading",
        name=_("Reading CVs and offers"),
        purpose=_(
            "Finds skills, experience, languages, licences and conditions in a text, each with the passage."
        ),
        part_in_decision=_(
            "None by itself. The person accepts, corrects or rejects each line; the employer settles each requirement."
        ),
        data=_("The text of the CV, of the person's answers or of the offer."),
        sources=_("The person; the employer; the classification of occupations and skills named below."),
        operations=(
            _("The text is taken out of the file, page by page."),
            _("Words are compared with the names of skills and occupations, exactly and by meaning."),
            _("What was found is kept with its passage and with how sure the reading is."),
        ),
        parameters=(),
        rules=(),
        measured=_(
            "On invented CVs and offers whose right answers are known; who runs the portal can measure again."
        ),
    )


def _pair() -> Algorithm:
    weights = engine("fr").matcher.weights
    return Algorithm(
        key="pair",
        name=_("Comparing a person with an offer"),
        purpose=_(
            "Says how much of one offer is met by one profile, line by line. It is no grade of the person."
        ),
        part_in_decision=_("It informs a person, who decides. Nobody is refused by it."),
        data=_(
            "Skills, experience, diplomas, languages, licences, places and contracts wished, and those of the offer."
        ),
        sources=_("The profile as the person sent it; the offer as the employer settled it."),
        operations=(
            _("Each thing that the offer asks for is a line, worth a share of 100 points."),
            _("A line gets the points of the best evidence for it: in full, in part or none."),
            _("The result is the sum of the lines and nothing else."),
        ),
        parameters=(
            *(
                Parameter(_("weight of the part “%(part)s”") % {"part": name}, value)
                for _part, name, value in part_weights(weights)
            ),
            *(
                Parameter(_("weight of what is “%(kind)s”") % {"kind": name}, value)
                for name, value in kind_weights(weights)
            ),
        ),
        rules=finer_rules(weights),
        measured=_("Twin tests of each release: name, sex, age, address change nothing."),
    )


def _applications() -> Algorithm:
    return Algorithm(
        key="applications",
        name=_("Order of the applications for an offer"),
        purpose=_("Shows an employer first the applications that meet most of the offer."),
        part_in_decision=_(
            "The order is a help for reading. Each application is shown, without the name at first; a person of the "
            "employer keeps or refuses, with a reason."
        ),
        data=_("The comparison above, for each application."),
        sources=_("The applications received for that offer."),
        operations=(
            _("Applications are ordered by their sum; equal sums have the same rank."),
            _(
                "Who is known not to meet a condition required by law or by the post stands after the others, and is "
                "shown all the same."
            ),
        ),
        parameters=(),
        rules=(),
        measured=_("The documentation of the program says how it was measured."),
    )


def _offers() -> Algorithm:
    return Algorithm(
        key="offers",
        name=_("Order of the offers for a person"),
        purpose=_("Shows a person first the offers that they want and can get."),
        part_in_decision=_("None: the person chooses. Offers that are not shown first can be searched for."),
        data=_("The comparison above, and the wishes that the person said."),
        sources=_("The person's profile; the published offers."),
        operations=(
            _("How much the offer is wanted: the share of the wishes said that it meets."),
            _("How much it can be had: the share of what it asks for that is met."),
            _("Offers are ordered by the product of the two; what is not known is left out of it."),
            _(
                "Under the first page, in a part of its own, a few offers outside the occupations that the person "
                "did or wishes (by the fields of ROME), the first by the points of the comparison. The list is not "
                "changed by it, and the person can take the part away."
            ),
        ),
        parameters=(
            *(
                Parameter(_("weight of the wish “%(wish)s”") % {"wish": name}, number(weight))
                for name, weight in _wishes()
            ),
            Parameter(_("offers in the part “Other ways for you”, at most"), number(other_ways.MOST)),
            Parameter(
                _("of them in another great domain of ROME, at least, as far as there are any"),
                number(other_ways.BREADTH.least[Reach.UNEXPECTED]),
            ),
            Parameter(
                _("skills that the person has and such an offer asks for, at least"),
                number(other_ways.BREADTH.support),
            ),
        ),
        rules=(),
        measured=_("Share of unexpected offers: who runs the portal can measure it."),
    )


def _wishes() -> tuple[tuple[str, float], ...]:
    names = {
        "occupation": _("occupation"),
        "place": _("place"),
        "contract": _("contract"),
        "hours": _("hours"),
        "pay": _("pay"),
        "remote": _("work from home"),
    }
    return tuple((names[key], weight) for key, weight in comparison.WISH_WEIGHTS.items())


def _people() -> Algorithm:
    return Algorithm(
        key="people",
        name=_("People found for an offer"),
        purpose=_("Shows an employer people who agreed to be found, without their names."),
        part_in_decision=_(
            "None: a person of the employer invites, and the person invited answers or does not."
        ),
        data=_("The comparison above, for the profiles of people who agreed."),
        sources=_("Profiles whose owners gave that consent, which they can take back at any time."),
        operations=(
            _("The profiles that meet most of the offer are looked up in an index and ordered by their sum."),
        ),
        parameters=(),
        rules=(),
        measured=_("The index gives the same list as comparing everybody."),
    )


def _proposal() -> Algorithm:
    return Algorithm(
        key="proposal",
        name=_("Proposal beside the employer's choice"),
        purpose=_("Proposes to keep an application, or to decide later."),
        part_in_decision=_(
            "It never proposes to refuse. The choice of the person stands beside it, with the reason when they differ."
        ),
        data=_("The comparison above."),
        sources=_("The application."),
        operations=(
            _(
                "“Keep” when enough of the offer is met and nothing essential is missing; “decide later” otherwise."
            ),
        ),
        parameters=(
            Parameter(_("share of the offer from which “keep” is proposed"), number(comparison.KEEP_SHARE)),
        ),
        rules=(),
        measured=_("The employer's own record of choices that differ."),
    )
