"""A project between two people: for each line what the person says, what the data show, and the counsellor's own view.

Differences between the first two are marked with a word; the third is the counsellor's, in their own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from openemploi.diagnosis.model import Bearing, Diagnosis, Project, Theme
from openemploi.labourmarket import wording
from openemploi_web.mobility import words as said
from openemploi_web.mobility.models import Talk
from openemploi_web.mobility.told import from_json
from openemploi_web.observatory.selectors import observatory
from openemploi_web.ui import words


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One line of the three columns; ``data`` are sentences with the word and the tone of each."""

    key: str
    title: str
    person: str
    data: list[tuple[str, str, str]]
    counsellor: str


def head(talk: Talk) -> dict[str, Any]:
    """Whose project it is, as far as they said, and what it is about."""
    told = from_json(talk.project.told)
    look_up = observatory().look_up
    code = (*told.goals, told.occupation)[0] if told.goals or told.occupation else ""
    job = look_up.occupation(code) if code else None
    places = [one for token in told.places if (one := look_up.area(token))]
    owner = talk.project.owner
    return {
        "talk": talk,
        "who": str(owner) if owner is not None else _("Somebody without an account"),
        "job": job.label if job else "",
        "places": [wording.area_name(one) for one in places],
        "words": told.words,
    }


def lines(found: Diagnosis, views: Mapping[str, str]) -> list[TalkLine]:
    """First what the person believes, then each theme of which something was said or is known."""
    rows = []
    for gap in found.gaps:
        if gap.believed is None and gap.observed is None:
            continue
        word, tone = said.VERDICTS[gap.verdict]
        place = f"-{gap.place.token}" if gap.place else ""
        key = f"{gap.name}{place}"
        title = str(said.BELIEFS.get(gap.name, gap.name))
        if gap.place:
            title = f"{title}, {wording.area_name(gap.place)}"
        believed = "" if gap.believed is None else f"{words.number(gap.believed)} {gap.unit}"
        sentence = gap.sentence if gap.observed is not None else gap.why_unknown
        rows.append(TalkLine(key, title, believed, [(sentence, str(word), tone)], str(views.get(key, ""))))
    for theme in Theme:
        findings = [one for one in found.findings if one.theme is theme]
        person = _told(theme, found.project)
        if not person and all(one.bearing is Bearing.UNKNOWN for one in findings):
            continue
        data = []
        for one in findings:
            word, tone = said.BEARINGS[one.bearing]
            known = one.bearing is not Bearing.UNKNOWN
            data.append((one.sentence if known else one.why_unknown or one.sentence, str(word), tone))
        key = f"theme-{theme.value}"
        rows.append(TalkLine(key, str(said.THEMES[theme]), person, data, str(views.get(key, ""))))
    return rows


def written(talk: Talk) -> list[tuple[str, str]]:
    """What a counsellor wrote, line by line, for the person."""
    titles = {**said.BELIEFS, **{f"theme-{theme.value}": word for theme, word in said.THEMES.items()}}
    found = []
    for key, text in talk.views.items():
        name = key if key in titles else key.partition("-")[0]
        token = key.removeprefix(name).removeprefix("-")
        area = observatory().look_up.area(token) if token else None
        title = str(titles.get(name, name))
        found.append((f"{title}, {wording.area_name(area)}" if area else title, str(text)))
    return found


def _told(theme: Theme, project: Project) -> str:
    """What the person said of a theme; empty when nothing."""
    home = project.household
    if theme is Theme.PAY and project.pay_needed is not None:
        return _("needs %(amount)s gross a month") % {"amount": words.money(project.pay_needed)}
    if theme is Theme.PARTNER and home.has_partner:
        return home.partner.label if home.partner else (home.partner_words or _("a partner moves along"))
    if theme is Theme.HOUSING and home.rent is not None:
        return _("can pay %(amount)s a month") % {"amount": words.money(home.rent)}
    if theme is Theme.SCHOOLS and home.children:
        ages = ", ".join(map(str, home.children))
        return _("children of %(ages)s years") % {"ages": ages}
    if theme is Theme.TRAVEL and project.travel_minutes is not None:
        return _("%(minutes)s minutes to work at most") % {"minutes": project.travel_minutes}
    if theme is Theme.TIME_TO_FIND and project.deadline is not None:
        return _("wants to have moved in %(months)s months") % {"months": words.number(project.deadline)}
    return ""
