"""What a page says first, in sentences, and what one can do with it. What is not known is said, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openemploi.labourmarket import wording
from openemploi.labourmarket.model import Area, Figure, Occupation, Skill
from openemploi_web.observatory.presenting import month, period_words
from openemploi_web.ui import words

_STRONG: Final = 4  # from this grade on a cause is called strong
_Figures = Mapping[str, Figure]


def search_words(occupation: Occupation) -> str:
    """What one types to look for offers of the occupation: its name in one gender."""
    return occupation.label.split(" / ")[0]


def of_occupation(occupation: Occupation, place: Area, figures: _Figures) -> list[str]:
    """Offers and pay, then how hard recruiting is and why."""
    return [*_offers(figures["offers_per_month"], figures["pay_stated"]), *_tension(figures)]


def of_skill(skill: Skill, figures: _Figures) -> list[str]:
    """How many occupations ask for it, and how many offers name it."""
    lines = []
    asked = figures["skill_occupations"]
    if asked.known:
        count = asked.n or len(asked.rows)
        lines.append(
            ngettext(
                "%(n)s occupation of ROME asks for this skill.",
                "%(n)s occupations of ROME ask for this skill.",
                count,
            )
            % {"n": words.number(count)}
        )
    offers = figures["skill_offers"]
    if offers.known and offers.value is not None:
        count = int(offers.value)
        lines.append(
            ngettext("%(n)s imported offer names it.", "%(n)s imported offers name it.", count)
            % {"n": words.number(count)}
        )
    else:
        lines.append(_("How many offers name it is unknown. %(why)s") % {"why": wording.why_unknown(offers)})
    return lines


def of_area(place: Area, figures: _Figures) -> list[str]:
    """How many offers, and the occupation for which recruiting is hardest."""
    lines = _offers(figures["area_offers"], None)
    hardest = figures["area_tension"]
    if hardest.rows:
        named = [row.label for row in hardest.rows[:3]]
        lines.append(
            _("%(place)s: in %(period)s, recruiting was hardest for: %(names)s.")
            % {
                "place": wording.area_name(hardest.shown),
                "period": hardest.period or words.unknown(),
                "names": ", ".join(named),
            }
        )
    return lines


def helps(figures: _Figures) -> list[tuple[str, str]]:
    """For each strong cause, what an employer or a town can try."""
    leads = {
        "hiring_intensity": _("Announce needs early, and keep people longer: fewer hires have to be made."),
        "workforce_shortage": _("Open the offer to neighbouring occupations, and train on the job."),
        "training_link": _("Take apprentices, and look at the training sessions below."),
        "working_conditions": _("Say plainly what the conditions are, and what is done about them."),
        "non_durable_jobs": _("Offer longer contracts, or several employers together."),
        "geographic_mismatch": _("Help with housing and with the way to work."),
    }
    figure = figures["tension_causes"]
    return [
        (wording.row_label(figure, row), leads[row.code])
        for row in figure.rows
        if row.code in leads and (row.value or 0) >= _STRONG
    ]


def _offers(offers: Figure, stated: Figure | None) -> list[str]:
    lines = []
    asked, why = wording.area_name(offers.asked), wording.why_unknown(offers)
    if why:
        lines.append(_("%(place)s: the number of offers is unknown. %(why)s") % {"place": asked, "why": why})
    if not offers.known or offers.value is None:
        return lines
    last = offers.rows[-1] if offers.rows else None
    if last is not None and not why and last.k is not None:
        count, when = last.k, month(last.code)
    else:
        count, when = int(offers.value), period_words(offers.period)
    said = {"place": wording.area_name(offers.shown), "n": words.number(count), "when": when}
    if not when:
        lines.append(_("%(place)s: no offer among those that were imported.") % said)
        return lines
    lines.append(
        ngettext(
            "%(place)s: %(n)s offer among those imported here, which are a part of the market (%(when)s).",
            "%(place)s: %(n)s offers among those imported here, which are a part of the market (%(when)s).",
            count,
        )
        % said
    )
    row = stated.rows[0] if stated and stated.rows and stated.shown == offers.shown else None
    if row is not None and row.k is not None and row.n is not None:
        lines[-1] += " " + ngettext(
            "Of %(n)s offer in all, %(k)s states a pay.", "Of %(n)s offers in all, %(k)s state a pay.", row.n
        ) % {"n": words.number(row.n), "k": words.number(row.k)}
    return lines


def _within(label: str) -> str:
    """A sentence as a part of another: without its capital."""
    return label[:1].lower() + label[1:]


def _tension(figures: _Figures) -> list[str]:
    tension, causes = figures["tension"], figures["tension_causes"]
    if tension.value is None:
        return [_("How hard recruiting is, is unknown. %(why)s") % {"why": wording.why_unknown(tension)}]
    line = _("%(place)s: the difficulty to recruit was %(grade)s in %(period)s (%(value)s of 5).") % {
        "place": wording.area_name(tension.shown),
        "grade": wording.grade(tension.value),
        "period": tension.period,
        "value": words.number(tension.value),
    }
    strong = [row for row in causes.rows if (row.value or 0) >= _STRONG]
    if strong:
        named = ", ".join(_within(wording.row_label(causes, row)) for row in strong)
        line += " " + _("Strong causes: %(names)s.") % {"names": named}
    return [line]
