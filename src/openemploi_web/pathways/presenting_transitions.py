"""A way to another occupation as a page shows it: what one has, what carries over, what is to be learnt, how far it is.

The effort is about a pair of occupations and is the sum of its lines; it says nothing of the person's worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openemploi.labourmarket import wording
from openemploi.labourmarket.model import Figure, Occupation
from openemploi.matching.recommending import Reach
from openemploi.pathways.transitions.model import (
    Access,
    EffortLine,
    Pay,
    Route,
    SkillLine,
    Transition,
    Transitions,
)
from openemploi.pathways.transitions.steps import TOO_FAR
from openemploi_web.observatory import presenting as figures
from openemploi_web.observatory import selectors as market
from openemploi_web.pathways.asking import Asked
from openemploi_web.ui import words
from openemploi_web.ui.bars import Part, stack

_HAVE: Final = 4  # chips of each kind on a card of the list
_TONES: Final = {Reach.CLOSE: "met", Reach.ADJACENT: "action", Reach.UNEXPECTED: "plain"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A skill of the target and how it stands."""

    code: str
    label: str
    state: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class Observed:
    """A figure in a few lines: its number, or why it is not known."""

    label: str
    value: str
    unit: str
    interval: str
    why: str
    place: str
    behind: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a longer way."""

    label: str
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Effort:
    """What makes the way long: the parts of a stack, and the same in words."""

    parts: list[Part]
    rows: tuple[tuple[str, str, str], ...]
    total: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A transition, ready to be shown."""

    code: str
    label: str
    href: str
    word: str
    tone: str
    reach_text: str
    summary: str
    shared: tuple[Chip, ...]
    transferable: tuple[Chip, ...]
    missing: tuple[Chip, ...]
    essential: tuple[Chip, ...]
    other: tuple[Chip, ...]
    chips: tuple[Chip, ...]
    more: str
    official: str
    access: str
    access_shape: str
    access_texts: tuple[str, ...]
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    figures: tuple[Observed, ...]
    effort: Effort
    far: str


@dataclass(frozen=True, slots=True)
class Group:
    """Transitions of one reach."""

    code: str
    title: str
    text: str
    paths: tuple[Shown, ...]


def groups(found: Sequence[Transition], *, asked: Asked) -> list[Group]:
    """Close, adjacent, unexpected, each by effort as found; a group without a transition is left out."""
    titles = {
        Reach.CLOSE: _("Close"),
        Reach.ADJACENT: _("One step aside"),
        Reach.UNEXPECTED: _("Unexpected"),
    }
    made = []
    for reach, title in titles.items():
        paths = tuple(shown(one, asked=asked) for one in found if one.reach is reach)
        if paths:
            made.append(Group(reach.value, title, reach_text(reach), paths))
    return made


def lead(found: Transitions) -> str:
    """What the list starts from and how wide it is."""
    start = ngettext(
        "%(count)s skill to start from.", "%(count)s skills to start from.", len(found.start.skills)
    ) % {"count": len(found.start.skills)}
    wide = ngettext("%(count)s other occupation", "%(count)s other occupations", len(found.found)) % {
        "count": len(found.found)
    }
    return f"{start} {wide}."


def notes(found: Transitions, *, unknown: Sequence[str]) -> list[str]:
    """What was not understood, and which kind of path is rarer here than it should be."""
    names = {Reach.CLOSE: _("close"), Reach.ADJACENT: _("adjacent"), Reach.UNEXPECTED: _("unexpected")}
    said = [
        _("Fewer than two of this kind were found: %(kind)s.") % {"kind": names[reach]}
        for reach in found.fewer
    ]
    if unknown:
        said.append(
            _("ROME has no skill like these, so they do not count: %(names)s.")
            % {"names": ", ".join(unknown)}
        )
    return said


def reach_text(reach: Reach) -> str:
    """What a reach means, by the tree of ROME."""
    return {
        Reach.CLOSE: _("The same professional domain of ROME as where you start."),
        Reach.ADJACENT: _("Another professional domain, in the same great domain of ROME."),
        Reach.UNEXPECTED: _(
            "Another great domain of ROME: another world, where what you can do is asked for too."
        ),
    }[reach]


def shown(one: Transition, *, asked: Asked) -> Shown:
    """``one`` in the language in force; links keep what was asked."""
    shared, transferable, missing = (
        tuple(_chip(line) for line in lines) for lines in (one.shared, one.transferable, one.missing)
    )
    chips = (*shared[:_HAVE], *transferable[:2], *missing[:_HAVE])
    more = len(shared) + len(transferable) + len(missing) - len(chips)
    word = {
        Reach.CLOSE: _("close"),
        Reach.ADJACENT: _("adjacent"),
        Reach.UNEXPECTED: _("unexpected"),
    }[one.reach]
    return Shown(
        code=one.target.code,
        label=one.target.label,
        href=address(one.target.code, asked=asked),
        word=word,
        tone=_TONES[one.reach],
        reach_text=reach_text(one.reach),
        summary=summary(one),
        shared=shared,
        transferable=transferable,
        missing=missing,
        essential=tuple(_chip(line) for line in one.missing if line.essential),
        other=tuple(_chip(line) for line in one.missing if not line.essential),
        chips=chips,
        more=ngettext("and %(count)s other skill on its page", "and %(count)s other skills on its page", more)
        % {"count": more}
        if more
        else "",
        official=_("ROME names this move itself: number %(rank)s of %(of)s.")
        % {"rank": one.official.rank, "of": one.official.of}
        if one.official
        else "",
        access=_access(one.access),
        access_shape="lock"
        if one.access.regulated
        else "question"
        if one.access.regulated is None
        else "check",
        access_texts=one.access.texts,
        conditions=_conditions(one),
        figures=_figures(one),
        effort=effort(one.lines, one.effort),
        far=far(one),
    )


def address(code: str, *, asked: Asked) -> str:
    """The page of a transition."""
    query = asked.query
    return reverse("pathways:transition", args=[code]) + (f"?{query}" if query else "")


def summary(one: Transition) -> str:
    """How much of what the target asks is there: in counts."""
    if not one.asked:
        return _("ROME names no skill for this occupation.")
    essential = [line for line in (*one.shared, *one.transferable, *one.missing) if line.essential]
    held = sum(line.essential for line in one.shared)
    said = _("You have %(have)s of the %(all)s skills that it names") % {
        "have": len(one.shared),
        "all": one.asked,
    }
    if essential:
        said += ", " + _("%(covered)s of the %(all)s essential ones among them") % {
            "covered": held,
            "all": len(essential),
        }
    if one.transferable:
        said += ". " + ngettext(
            "%(count)s more is close to something that you can do",
            "%(count)s more are close to something that you can do",
            len(one.transferable),
        ) % {"count": len(one.transferable)}
    return said + "."


def far(one: Transition) -> str:
    """How far it is, in points and in a word; few points are not near where a diploma or every essential is missing."""
    points = one.effort
    if not points:
        return _("Effort: none that these data know of.")
    said = ngettext("Effort: %(count)s point", "Effort: %(count)s points", points) % {
        "count": words.number(points)
    }
    if points > TOO_FAR:
        return _("%(effort)s, long in one step: its page looks for a way in several.") % {"effort": said}
    if any(line.kind == "regulated" and line.count for line in one.lines):
        return _("%(effort)s: the law asks for a diploma or a card first.") % {"effort": said}
    if _knows_no_essential(one):
        return _("%(effort)s, but none of its essential skills is there yet.") % {"effort": said}
    return _("%(effort)s, within reach in one step.") % {"effort": said}


def _knows_no_essential(one: Transition) -> bool:
    near = any(line.essential for line in (*one.shared, *one.transferable))
    return not near and any(line.essential for line in one.missing)


def effort(lines: Sequence[EffortLine], total: int) -> Effort:
    """The lines as a stack and as rows: what, how many times how much, points."""
    kept = [line for line in lines if line.count]
    return Effort(
        parts=stack(kept),
        rows=tuple(
            (
                line.label,
                _("%(count)s at %(each)s")
                % {"count": words.number(line.count), "each": words.number(line.each)},
                words.number(line.points),
            )
            for line in kept
        ),
        total=words.number(total),
    )


def steps(route: Route | None, *, asked: Asked) -> list[Step]:
    """The way in several steps, each with what it takes; nothing when one step is all."""
    if route is None or len(route.steps) < 2:
        return []
    return [
        Step(
            label=one.target.label,
            href=address(one.target.code, asked=asked),
            words=ngettext("%(count)s skill to learn", "%(count)s skills to learn", len(one.missing))
            % {"count": len(one.missing)},
        )
        for one in route.steps
    ]


def _chip(line: SkillLine) -> Chip:
    said = {
        "shared": ("said", _("you have it"), ""),
        "transferable": (
            "near",
            _("carries over"),
            _("Close to: %(skill)s") % {"skill": line.through.label} if line.through else "",
        ),
        "missing": ("missing", _("to be learnt"), ""),
    }
    state, word, reason = said[line.standing.value]
    if line.essential:
        word += ", " + _("essential")
    return Chip(line.skill.code, line.skill.label, state, word, reason)


def _access(access: Access) -> str:
    if access.regulated is None:
        return _("Whether it is regulated is not known.")
    if access.regulated:
        return _("Regulated: the law asks for a diploma or a card.")
    return _("Not regulated, as far as ROME says.")


def _conditions(one: Transition) -> tuple[tuple[str, tuple[str, ...]], ...]:
    kinds: dict[str, list[str]] = {}
    for condition in one.conditions:
        label = condition.label + (f" ({_('new for you')})" if condition.new else "")
        kinds.setdefault(condition.kind, []).append(label)
    return tuple((kind, tuple(labels)) for kind, labels in kinds.items())


def _figures(one: Transition) -> tuple[Observed, ...]:
    made = []
    if one.pay is not None:
        made.append(_pay(one.pay))
    if one.offers is not None:
        made.append(_of_family(observed(one.offers, _("Offers")), one.target))
    return tuple(made)


def _of_family(figure: Observed, target: Occupation) -> Observed:
    """``figure`` with a word on what it counts: offers of a year are published by the sheets of ROME 3."""
    if not figure.value or target.parent == target.code:
        return figure
    family = _("for all that ROME 3 called “%(label)s”") % {
        "label": market.observatory().look_up.parent_label(target)
    }
    return replace(figure, behind=f"{family}, {figure.behind}" if figure.behind else family)


def _pay(pay: Pay) -> Observed:
    there = observed(pay.after, _("Pay offered there"))
    if pay.change is not None:
        sign = "+" if pay.change > 0 else "−" if pay.change < 0 else ""
        note = _("Difference with where you start: %(change)s") % {
            "change": sign + words.money(abs(round(pay.change)))
        }
    elif pay.before is None:
        note = _("You named no job, so there is nothing to compare it with.")
    else:
        note = _("Difference with where you start: unknown.")
    return Observed(
        there.label,
        there.value,
        there.unit,
        there.interval,
        f"{there.why} {note}".strip(),
        there.place,
        there.behind,
    )


def observed(figure: Figure, label: str) -> Observed:
    """A figure of the observatory in a few lines, with its source."""
    one = figures.shown(figure)
    behind = [part for part in (one.n, one.period) if part]
    behind += [source.title for source in one.main_sources] if figure.known else []
    return Observed(
        label=label,
        value=one.value,
        unit=one.unit,
        interval=one.interval,
        why=one.why,
        place=wording.area_name(figure.shown) if figure.widened else "",
        behind=", ".join(behind),
    )
