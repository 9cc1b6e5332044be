"""A mobility project in somebody's own words to a :class:`~openemploi.diagnosis.model.Project`, each field with its
passage.

French first, with English and a little Korean. Nothing is guessed: what a word may mean several things by, or what is
said without a number, stays unknown and comes back as a :class:`Choice` to be asked about. Nothing is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from openemploi.diagnosis import amounts
from openemploi.diagnosis.flat import Flat
from openemploi.diagnosis.model import Aim, Beliefs, Household, Project
from openemploi.diagnosis.occupations_said import Said, occupations_said
from openemploi.diagnosis.places_said import places_said
from openemploi.diagnosis.places_typed import by_people
from openemploi.extraction.model import Passage
from openemploi.i18n import _
from openemploi.labourmarket.looking_up import LookUp
from openemploi.labourmarket.model import Area, Occupation

MOST_PLACES: Final = 4
_MOST_WORDS: Final = 5_000  # letters read; a project is told in a few lines
_PARTNER: Final = re.compile(
    r"\b(?:(?:mon|ma|notre|avec|my)\s+(?:futur[e]?\s+)?(?:conjointe?|mari|femme|epoux|epouse|compagn(?:on|e)|partenaire|"
    r"copain|copine|husband|wife|partner)|en couple|mariee?s?|pacsee?s?|married)\b|남편|아내|배우자"
)
_ALONE: Final = re.compile(r"\b(?:celibataire|vis seule?|vivre seule?|divorcee?|single)\b|독신|미혼")
_AIMS: Final = {
    Aim.JOB: re.compile(
        r"\b(?:reconver\w+|changer de (?:metier|travail|boulot|poste|emploi|secteur|voie)|devenir|nouveau metier|"
        r"autre metier|"
        r"(?:autre|nouvel) emploi|change (?:of )?(?:career|jobs?)|become|new job)\b|이직|직업을 바꾸"
    ),
    Aim.PLACE: re.compile(
        r"\b(?:demenag\w+|m'installer|nous installer|changer de (?:region|ville|departement)|quitter|mutation|"
        r"vivre a|move to|moving|relocat\w+)\b|이사"
    ),
    Aim.LIFE: re.compile(
        r"\b(?:changer de vie|autre vie|nouvelle vie|qualite de vie|plus de temps|plus calme|au calme|la nature|"
        r"la montagne|la mer|moins de stress|ralentir|cadre de vie|quality of life|slow down|new life)\b|삶을 바꾸"
    ),
}
_REASONS: Final = re.compile(
    r"(?:parce qu[e']|\bcar\b|\bpour que\b|\bafin (?:de|d'|que)|\bpour (?:me|nous|etre|avoir|vivre|se|offrir)\b|"
    r"\bmarre d[e']|\bras[- ]le[- ]bol|\bj'ai envie d[e']|\bbesoin d[e'] ?(?:calme|changer|nature|air|espace|temps)|"
    r"\bbecause\b|\bso that\b|때문에)"
)
_STEPS: Final = {
    "applied": r"(?:ai|avons)(?: deja)? (?:postule|candidate|envoye (?:mon|des|ma) (?:cv|candidature))|have applied",
    "visited": (
        r"(?:ai|avons|suis|sommes)(?: deja)? "
        r"(?:visite|alle\w* (?:voir|sur place)|passe\w* (?:une semaine|quelques jours))"
    ),
    "training_asked": (
        r"(?:ai|avons)(?: deja)? (?:demande une formation|depose un dossier de formation)|"
        r"inscrite? (?:a|en) (?:une )?formation"
    ),
    "housing_sought": (
        r"(?:cherch\w+|visite\w*|regarde\w*)(?: deja)? (?:un |des )?(?:logements?|appartements?|maisons?)"
    ),
    "partner_agrees": (
        r"(?:conjointe?|mari|femme|compagn(?:on|e)|copain|copine) est (?:\w+ )?(?:d'accord|partante?|pret[e]?)"
    ),
    "saved_money": r"(?:ai|avons)(?: deja)? (?:mis de (?:l'argent de )?cote|des economies|economise)",
}
_DENIED: Final = re.compile(r"\b(?:pas|jamais|rien|not|never)\b[^.,;]{0,12}$|\bn'(?:ai|avons)\b")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that was said and that only the person can settle.

    Parameters
    ----------
    name:
        The field of the project: ``occupation``, ``goals``, ``here``, ``places``, ``household.partner``…
    passage:
        What was said.
    question:
        What to ask, in the language in force.
    occupations, areas:
        What it may mean, most likely first; both empty when a number is missing.
    taken:
        Whether the first of them was taken in the meantime, because hardly anything else is called so.
    """

    name: str
    passage: Passage
    question: str
    occupations: tuple[Occupation, ...] = ()
    areas: tuple[Area, ...] = ()
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood, and what is left to choose."""

    project: Project
    choices: tuple[Choice, ...] = ()


@dataclass(slots=True)
class _Draft:
    evidence: dict[str, Passage] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)


def read_project(words: str, *, look_up: LookUp, today: date | None = None) -> Reading:
    """What ``words`` say of a project.

    Parameters
    ----------
    look_up:
        ``observatory(store).look_up``: what occupations and places are called.
    today:
        The day from which "before September" is counted.

    ``reading.project.evidence`` has the passage of every field that was read: ``occupation``, ``goals``, ``here``,
    ``places`` (and ``places.1`` for the second…), ``household.partner``, ``household.has_partner``,
    ``household.children``, ``household.rent``, ``household.surface``, ``beliefs.offers``…, ``deadline``,
    ``pay_needed``, ``reasons``, ``steps.applied``. A belief said without a number has a passage and no value.
    """
    text = Flat.of(words[:_MOST_WORDS])
    draft = _Draft()
    said = occupations_said(text, look_up, partner=_PARTNER)
    held = _occupation("occupation", said, draft, look_up)
    wanted = _occupation("goals", said, draft, look_up)
    here, places = _places(text, said, draft, look_up)
    household = _household(text, said, draft, look_up)
    beliefs = _beliefs(text, draft)
    aims = _aims(text, draft, place=bool(places), job=wanted is not None and wanted != held)
    goals = (wanted,) if wanted else (held,) if held and Aim.JOB not in aims else ()
    project = Project(
        words=text.written,
        aims=aims,
        occupation=held,
        goals=goals,
        here=here,
        places=places,
        household=household,
        deadline=_amount("deadline", amounts.deadline(text, today=today or date.today()), draft),
        pay_needed=_gross("pay_needed", amounts.pay_needed(text), draft),
        weekly_hours=_amount("weekly_hours", amounts.weekly_hours(text), draft),
        travel_minutes=_whole(_amount("travel_minutes", amounts.travel_minutes(text), draft)),
        beliefs=beliefs,
        reasons=_reasons(text, draft),
        steps=_steps(text, draft),
        evidence=draft.evidence,
    )
    return Reading(project, tuple(sorted(draft.choices, key=lambda one: one.passage.start)))


def _occupation(name: str, said: tuple[Said, ...], draft: _Draft, look_up: LookUp) -> Occupation | None:
    of_role = [one for one in said if one.role == name]
    for one in sorted(of_role, key=lambda one: not one.sure):
        options = tuple(found for code in one.codes if (found := look_up.occupation(code)))
        if not options:
            continue
        if not one.sure or len(options) > 1:
            question = _("Which occupation do you mean by “{words}”?", words=one.passage.text)
            draft.choices.append(Choice(name, one.passage, question, occupations=options, taken=one.sure))
        draft.evidence[name] = one.passage
        return options[0] if one.sure else None
    return None


def _places(
    text: Flat, occupations: tuple[Said, ...], draft: _Draft, look_up: LookUp
) -> tuple[Area | None, tuple[Area, ...]]:
    here: Area | None = None
    places: list[Area] = []
    for one in places_said(text, look_up, occupations=occupations):
        if one.role == "here" and here is None:
            draft.evidence.setdefault("here", one.passage)
            if len(one.areas) == 1:
                here = one.areas[0]
                continue
        elif one.role == "places" and len(places) < MOST_PLACES:
            if len(one.areas) == 1:
                if one.areas[0] not in places:
                    draft.evidence[f"places.{len(places)}" if places else "places"] = one.passage
                    places.append(one.areas[0])
                continue
        else:
            continue
        question = (
            _("Several places are called “{words}”. Which one do you mean?", words=one.passage.text)
            if one.areas
            else _("We know no place called “{words}”. Which commune is it in?", words=one.passage.text)
        )
        areas = tuple(by_people(one.areas, look_up))
        draft.choices.append(Choice(one.role, one.passage, question, areas=areas))
    return here, tuple(places)


def _household(text: Flat, said: tuple[Said, ...], draft: _Draft, look_up: LookUp) -> Household:
    partner = _occupation("household.partner", said, draft, look_up)
    found, alone = _PARTNER.search(text.letters), _ALONE.search(text.letters)
    has_partner = True if found else False if alone else None
    if spoken := found or alone:
        draft.evidence["household.has_partner"] = text.passage(*spoken.span())
    ages, passage = amounts.children(text)
    if passage:
        draft.evidence["household.children"] = passage
        if ages is None:
            draft.choices.append(Choice("household.children", passage, _("How old are your children?")))
    words = draft.evidence.get("household.partner")
    return Household(
        has_partner=has_partner,
        partner=partner,
        partner_words=words.text if words else "",
        children=ages,
        rent=_amount("household.rent", amounts.rent(text), draft),
        surface=_amount("household.surface", amounts.surface(text), draft),
    )


def _beliefs(text: Flat, draft: _Draft) -> Beliefs:
    offers = _amount("beliefs.offers", amounts.offers(text), draft)
    if offers is None and (spoken := amounts.offers_in_words(text)):
        draft.evidence["beliefs.offers"] = spoken
        draft.choices.append(
            Choice("beliefs.offers", spoken, _("How many offers do you think there are there?"))
        )
    taken = draft.evidence.get("pay_needed")
    pay = amounts.pay_believed(text)
    if taken and pay[0] and pay[0].passage.start < taken.end and taken.start < pay[0].passage.end:
        pay = (None, None)
    return Beliefs(
        offers=_whole(offers),
        pay=_gross("beliefs.pay", pay, draft),
        months=_amount("beliefs.months", amounts.months_to_find(text), draft),
        skills=_whole(_amount("beliefs.skills", amounts.skills_held(text), draft)),
        rent=_amount("beliefs.rent", amounts.local_rent(text), draft),
    )


def _aims(text: Flat, draft: _Draft, *, place: bool, job: bool) -> frozenset[Aim]:
    aims = {Aim.PLACE} if place else set()
    if job:
        aims.add(Aim.JOB)
    for aim, pattern in _AIMS.items():
        if found := pattern.search(text.letters):
            aims.add(aim)
            draft.evidence[f"aims.{aim.value}"] = text.passage(*found.span())
    return frozenset(aims)


def _reasons(text: Flat, draft: _Draft) -> str:
    found = _REASONS.search(text.letters)
    if not found:
        return ""
    passage = text.passage(found.start(), text.sentence_end(found.start()))
    draft.evidence["reasons"] = passage
    return passage.text.strip()


def _steps(text: Flat, draft: _Draft) -> frozenset[str]:
    steps = set()
    for step, pattern in _STEPS.items():
        for found in re.finditer(pattern, text.letters):
            if not _DENIED.search(text.before(found.start())[-24:]):
                steps.add(step)
                draft.evidence[f"steps.{step}"] = text.passage(*found.span())
    return frozenset(steps)


def _amount(name: str, found: amounts.Amount | None, draft: _Draft) -> float | None:
    if found is None:
        return None
    draft.evidence[name] = found.passage
    return found.value


def _gross(name: str, found: tuple[amounts.Amount | None, Passage | None], draft: _Draft) -> float | None:
    amount, asked = found
    if amount is None and asked is not None:
        question = (
            _("You say an amount after deductions (net). How much is it before deductions (gross)?")
            if "net" in asked.text.lower()
            else _("How much is it before deductions (gross)? You say neither gross nor net.")
        )
        draft.evidence[name] = asked
        draft.choices.append(Choice(name, asked, question))
    return _amount(name, amount, draft)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
