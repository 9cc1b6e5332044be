"""A match in plain words: what is met first, points second, and never a figure about the person alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from openemploi.extraction.model import RequirementKind
from openemploi.i18n import _, ngettext
from openemploi.matching.model import Match, Part, RequirementMatch, Status
from openemploi.reporting.figures import Sums, in_tenths
from openemploi.reporting.model import Direction

MET: Final = frozenset({Status.HELD, Status.IMPLIED})
# Wishes are not abilities: an offer's place or contract fits or does not.
_WISHES: Final = frozenset({Part.PLACE, Part.CONTRACT})


def part_name(part: Part) -> str:
    """The name of a part of the score."""
    return {
        Part.SKILLS: _("Skills"),
        Part.EXPERIENCE: _("Experience"),
        Part.LANGUAGES: _("Languages"),
        Part.LICENCES: _("Licences and permits"),
        Part.DIPLOMA: _("Diploma"),
        Part.PLACE: _("Place of work"),
        Part.CONTRACT: _("Type of contract"),
    }[part]


def kind_name(kind: RequirementKind) -> str:
    """How much the offer insists on a requirement."""
    return {
        RequirementKind.ESSENTIAL: _("essential"),
        RequirementKind.OPTIONAL: _("an advantage"),
        RequirementKind.LEARNABLE: _("can be learnt on the job"),
    }[kind]


def insistence(line: RequirementMatch) -> str:
    """How much the offer insists on ``line``; nothing for a place or a contract, which it only states."""
    kind = "" if line.part in _WISHES else kind_name(line.kind)
    required = _("required by law or by the post") if line.gate else ""
    return " · ".join(filter(None, (kind, required)))


def status_name(status: Status, *, part: Part = Part.SKILLS) -> str:
    """The word for how a requirement is met."""
    if part in _WISHES and status in {Status.HELD, Status.MISSING}:
        return _("Fits") if status is Status.HELD else _("Does not fit")
    return {
        Status.HELD: _("Held"),
        Status.IMPLIED: _("Implied"),
        Status.NEAR: _("Near"),
        Status.MISSING: _("Missing"),
        Status.UNKNOWN: _("Unknown"),
    }[status]


def status_meanings() -> tuple[tuple[Status, str], ...]:
    """What each of those words means, for the legend."""
    return (
        (Status.HELD, _("said in the CV")),
        (
            Status.IMPLIED,
            _("not written, but follows from an occupation, a diploma, a licence or another skill"),
        ),
        (Status.NEAR, _("something like it, or less of it than asked: counts in part")),
        (Status.MISSING, _("not found in a CV that was well read, or denied in it")),
        (Status.UNKNOWN, _("the CV does not say, or could not be read well enough to tell")),
    )


def skills_sentence(match: Match) -> str:
    """“6 of the 8 skills asked for, including the 4 essential ones.”: the first thing said about a match."""
    skills = [line for line in match.requirements if line.part is Part.SKILLS]
    if not skills:
        return _("No skill could be read in what this offer asks for.")
    if all(line.status is Status.UNKNOWN for line in skills):
        return ngettext(
            "It is not known whether the skill asked for is held: the CV does not say or could not be read well.",
            "It is not known which of the {count} skills asked for are held: the CV does not say or could not be "
            "read well.",
            len(skills),
        )
    met = [line for line in skills if line.status in MET]
    essential = [line for line in skills if line.kind is RequirementKind.ESSENTIAL]
    main = _asked_for(len(met), len(skills))
    clause = _essential(sum(line.status in MET for line in essential), len(essential))
    if not clause or len(met) == len(skills) or not met:
        return _("{sentence}.", sentence=main)
    return _("{skills}, {essential}.", skills=main, essential=clause)


def _asked_for(met: int, asked: int) -> str:
    if asked == 1:
        return _("The one skill asked for") if met else _("Not the one skill asked for")
    if met == asked:
        return _("All {asked} skills asked for", asked=asked)
    if met == 0:
        return _("None of the {asked} skills asked for", asked=asked)
    return _("{met} of the {asked} skills asked for", met=met, asked=asked)


def _essential(met: int, asked: int) -> str:
    if not asked:
        return ""
    if asked == 1:
        return _("including the essential one") if met else _("without the essential one")
    if met == asked:
        return _("including the {asked} essential ones", asked=asked)
    if met == 0:
        return _("without any of the {asked} essential ones", asked=asked)
    return _("including {met} of the {asked} essential ones", met=met, asked=asked)


def beside_sentence(match: Match) -> str:
    """What stands behind the first sentence: skills that are only implied, near, missing or unknown."""
    skills = [line.status for line in match.requirements if line.part is Part.SKILLS]
    if set(skills) <= {Status.UNKNOWN}:
        return ""  # said already
    counted = {status: skills.count(status) for status in Status}
    sentences = []
    if implied := counted[Status.IMPLIED]:
        sentences.append(
            ngettext(
                "{count} of them follows from what is written.",
                "{count} of them follow from what is written.",
                implied,
            )
        )
    others = {
        Status.NEAR: ngettext("{count} near", "{count} near", counted[Status.NEAR]),
        Status.MISSING: ngettext("{count} missing", "{count} missing", counted[Status.MISSING]),
        Status.UNKNOWN: ngettext("{count} unknown", "{count} unknown", counted[Status.UNKNOWN]),
    }
    counts = ", ".join(text for status, text in others.items() if counted[status])
    if counts:
        sentences.append(_("The other skills: {counts}.", counts=counts))
    return " ".join(sentences)


def conditions_sentence(match: Match) -> str:
    """How many of the things asked for beside skills are met, and which are not."""
    others = [line for line in match.requirements if line.part is not Part.SKILLS]
    if not others:
        return ""
    met = sum(line.status in MET for line in others)
    if len(others) == 1:
        return _("{condition}: {status}.", condition=_condition(others[0]), status=_lower(others[0]))
    if met == len(others):
        return _("All {count} other conditions are met.", count=met)
    told = ", ".join(
        _("{condition} ({status})", condition=_condition(line), status=_lower(line))
        for line in others
        if line.status not in MET
    )
    return _("{met} of the {count} other conditions are met. Not met in full, or not known: {which}.",
             met=met, count=len(others), which=told)  # fmt: skip


def points_sentence(figures: Sums) -> str:
    """The points, said for what they are: a share of *this offer*, with what is not known beside it."""
    met = _("{points} of the 100 points of this offer are met.", points=in_tenths(figures.whole.points))
    if not figures.whole.unknown:
        return met
    unknown = _("{points} more are not known.", points=in_tenths(figures.whole.unknown))
    return f"{met} {unknown}"


def help_sentence(label: str, *, points: str, rank: int, now: int) -> str:
    """What one more requirement would change."""
    if rank >= now:
        return _("{skill}: {points} more points.", skill=label, points=points)
    return _(
        "{skill}: {points} more points; rank {rank} instead of {now}, if nothing else changed.",
        skill=label,
        points=points,
        rank=rank,
        now=now,
    )


def parts_sentence(figures: Sums) -> str:
    """The parts of the score in one line, for those who do not see the bar."""
    return "; ".join(
        _(
            "{part}: {points} of {worth}",
            part=part_name(part),
            points=in_tenths(tenths.points),
            worth=in_tenths(tenths.worth),
        )
        for part, tenths in figures.parts.items()
    )


def rank_words(rank: int, *, others: int) -> str:
    """A rank; ``others`` share it."""
    if not others:
        return _("Rank {rank}", rank=rank)
    return ngettext(
        "Rank {rank}, tied with {count} other", "Rank {rank}, tied with {count} others", others, rank=rank
    )


def gate_sentences(match: Match, direction: Direction) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Required conditions that are not met, and those that somebody has to check."""
    considered = (
        _("The person can still be considered: somebody checks and decides.")
        if direction is Direction.CVS
        else _("You can still apply: somebody checks and decides.")
    )
    closed = tuple(
        f"{_('Condition not met: {condition}.', condition=line.label)} {considered}"
        for line in match.closed_gates
    )
    unsure = (Status.NEAR, Status.UNKNOWN)
    to_check = tuple(
        f"{_('Required condition to check: {condition}.', condition=line.label)} {_full(line.reason)}".strip()
        for line in match.requirements
        if line.gate and line.status in unsure
    )
    return closed, to_check


def pages_words(pages: Iterable[int]) -> str:
    """On which pages something was read; empty pages are those of formats without pages."""
    known = sorted({page for page in pages if page > 0})
    if not known:
        return _("Where it was read")
    if len(known) == 1:
        return _("Read on page {page}", page=known[0])
    return _("Read on pages {pages}", pages=", ".join(str(page) for page in known))


def reason(line: RequirementMatch) -> str:
    """How the evidence bears on the requirement; where nothing was read, that is said."""
    if line.reason or line.evidence:
        return _full(line.reason)
    return {
        Status.HELD: _("Follows from what the CV says as a whole."),
        Status.IMPLIED: _("The reason was not kept."),
        Status.NEAR: _("The reason was not kept."),
        Status.MISSING: _("Not found in the CV."),
        Status.UNKNOWN: _("The CV does not say, or could not be read well enough to tell."),
    }[line.status]


def _condition(line: RequirementMatch) -> str:
    return f"{part_name(line.part)} – {line.label}" if line.part in _WISHES else line.label


def _lower(line: RequirementMatch) -> str:
    return status_name(line.status, part=line.part).lower()


def _full(reason: str) -> str:
    return reason if not reason or reason.endswith((".", "!", "?", "…")) else f"{reason}."
