"""How the order is made, told from the numbers that make it.

Nothing here repeats a number by hand: each is read from :mod:`openemploi.matching.weights` or from the weights
that the ranking was made with, so that the page and the computation cannot part.
"""

from __future__ import annotations

from openemploi.extraction.model import Level, RequirementKind
from openemploi.i18n import _, ngettext
from openemploi.matching import weights as declared
from openemploi.matching.model import Part
from openemploi.matching.weights import Weights
from openemploi.reporting.figures import number
from openemploi.reporting.words import kind_name, part_name


def part_weights(weights: Weights) -> tuple[tuple[Part, str, str], ...]:
    """Each part with its name and declared weight, in the order they are shown."""
    return tuple(
        (part, part_name(part), number(weights.parts[part])) for part in Part if part in weights.parts
    )


def kind_weights(weights: Weights) -> tuple[tuple[str, str], ...]:
    """How much each kind of requirement counts beside the others of its part."""
    return tuple((kind_name(kind), number(weights.kinds[kind])) for kind in RequirementKind)


def finer_rules(weights: Weights) -> tuple[str, ...]:
    """Every other number that moves a score, one sentence each."""
    return (
        _("A skill that the offer does not write, but that its occupation usually asks for, counts {share} of "
          "one that is written.", share=number(weights.implied_requirement)),
        _("When the offer asks for no experience, experience counts {share} of its weight.",
          share=number(weights.unasked_experience)),
        ngettext(
            "Experience then counts in full from {count} month in the occupation.",
            "Experience then counts in full from {count} months in the occupation.",
            declared.EXPERIENCE_USUAL_MONTHS,
        ),
        _("An occupation held for a time that the CV does not say counts {share}.",
          share=number(declared.EXPERIENCE_UNKNOWN_CREDIT)),
        _("A skill said in the CV counts in full; said at beginner's level, {share}.",
          share=number(declared.LEVEL_CREDIT[Level.BEGINNER])),
        _("When the offer asks for a level, each step below it takes off {step}, and {least} at least remains.",
          step=number(declared.LEVEL_STEP), least=number(declared.LEVEL_CREDIT[Level.BEGINNER])),
        _("When the offer asks for a time of practice that the CV does not say, the skill counts {share}.",
          share=number(declared.TIME_UNKNOWN_CREDIT)),
        _("Something near a skill counts {share} of it at most: the nearer, the more.",
          share=number(declared.NEAR_CREDIT)),
        _("A skill that follows from what is written counts as much as that is sure."),
        _("A language without its level counts {share}; a language shown only by the CV being written in it, "
          "{written}; each level below the one asked takes off {step}.",
          share=number(declared.LANGUAGE_UNKNOWN_LEVEL_CREDIT), written=number(declared.LANGUAGE_WRITTEN_CREDIT),
          step=number(declared.LANGUAGE_STEP)),
        _("Each diploma level below the one asked takes off {step}.", step=number(declared.DIPLOMA_STEP)),
        _("A diploma of the level asked, in another field than the one that the offer names, counts {share}; nothing "
          "where that very diploma is demanded.", share=number(declared.OTHER_FIELD_CREDIT)),
        _("A skill that is not found is “missing” only when the CV was read well (a reading quality of {quality} "
          "or more, out of 1); otherwise it is “unknown”.", quality=number(declared.WELL_READ)),
    )  # fmt: skip


def never_counts() -> tuple[str, ...]:
    """What cannot move the order, whatever it is."""
    return (
        _("the name"),
        _("the sex or gender"),
        _("the age or date of birth"),
        _("the home address"),
        _("the photo"),
        _("the nationality or place of birth"),
        _("the family situation"),
    )
