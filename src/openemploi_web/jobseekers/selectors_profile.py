"""What a person sees of their own profile. Whatever is another person's does not exist here (404)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openemploi.extraction.language_names import language_name
from openemploi.extraction.licence_names import licence_name
from openemploi.taxonomy.model import ConceptKind
from openemploi.taxonomy.search import search
from openemploi_web.core.engine import engine
from openemploi_web.core.languages import language_in_force
from openemploi_web.core.models import Job
from openemploi_web.jobseekers.merging import Line
from openemploi_web.jobseekers.models import (
    CvDocument,
    Education,
    Experience,
    Language,
    Licence,
    Profile,
    Skill,
    Version,
)

LINES: Final[dict[str, type[Line]]] = {
    "experience": Experience,
    "diplome": Education,
    "langue": Language,
    "permis": Licence,
}
SKILL_KINDS: Final = (ConceptKind.SKILL, ConceptKind.KNOWLEDGE, ConceptKind.TRANSVERSAL)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not known of the profile: why it would help, and where to say it."""

    label: str | Promise
    why: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """A concept of the taxonomy that a search found."""

    uri: str
    label: str
    description: str


def document_for(user: Any, identifier: UUID) -> CvDocument:
    """A document that the person gave."""
    found = (
        CvDocument.objects.select_related("profile__user").filter(pk=identifier, profile__user=user).first()
    )
    if found is None:
        raise Http404
    return found


def skill_for(user: Any, identifier: UUID) -> Skill:
    """A skill of the person."""
    found = (
        Skill.objects.select_related("profile__user", "document")
        .filter(pk=identifier, profile__user=user)
        .first()
    )
    if found is None:
        raise Http404
    return found


def line_for(user: Any, kind: str, identifier: UUID) -> Line:
    """An experience, diploma, language or licence of the person."""
    model = line_model(kind)
    found = model.objects.select_related("profile__user").filter(pk=identifier, profile__user=user).first()
    if found is None:
        raise Http404
    return found


def line_model(kind: str) -> type[Line]:
    """The kind of line that an address names."""
    if kind not in LINES:
        raise Http404
    return LINES[kind]


def own_version(user: Any, identifier: UUID) -> Version:
    """A version of the person's profile."""
    found = Version.objects.select_related("profile__user").filter(pk=identifier, profile__user=user).first()
    if found is None:
        raise Http404
    return found


def version_is_used(version: Version) -> bool:
    """Whether an application was sent with this version."""
    return bool(version.profile.applications.filter(version_label=version.label).exists())


def job_of(document: CvDocument) -> Job | None:
    """The work that reads ``document``."""
    return Job.objects.filter(pk=document.job).first() if document.job else None


def skills_of(profile: Profile) -> list[Skill]:
    """The person's skills with their names in the language of the page: the five first, then as they stand."""
    rows = list(profile.skills.select_related("document"))
    for row in rows:
        row.label = label_of(row.uri, row.label)
    order = {Skill.State.ACCEPTED: 0, Skill.State.PROPOSED: 1, Skill.State.REJECTED: 2}
    source = {Skill.Source.ADDED: 0, Skill.Source.SAID: 0, Skill.Source.IMPLIED: 1}

    def place(row: Skill) -> tuple[Any, ...]:
        state, kind = order[Skill.State(row.state)], source[Skill.Source(row.source)]
        return (row.top or 9, state, row.negated, kind, -row.confidence, row.label.lower())

    return sorted(rows, key=place)


def experiences_of(profile: Profile) -> list[Experience]:
    """What the person did, with the occupation that we understand by it in the language of the page."""
    rows = list(profile.experiences.all())
    for row in rows:
        row.occupation_label = (
            label_of(row.occupation_uri, row.occupation_label) if row.occupation_uri else ""
        )
    return rows


def languages_of(profile: Profile) -> list[Language]:
    """The person's languages under their names in the language of the page."""
    rows = list(profile.languages.all())
    for row in rows:
        row.label = language_name(row.code, language_in_force())
    return rows


def licences_of(profile: Profile) -> list[Licence]:
    """The person's licences under their names in the language of the page."""
    rows = list(profile.licences.all())
    for row in rows:
        row.label = licence_name(row.code, language_in_force())
    return rows


def occupations_of(profile: Profile) -> list[tuple[str, str]]:
    """The occupations wished, as URI and name."""
    return [(uri, label_of(uri, uri)) for uri in profile.wished_occupations]


def label_of(uri: str, otherwise: str) -> str:
    """The name of a concept in the language of the page; what was kept when the taxonomy no longer has it."""
    taxonomy = engine().taxonomy
    row = taxonomy.find(uri)
    return taxonomy.label(row, language_in_force()) if row is not None else otherwise


def is_concept(uri: str, *kinds: ConceptKind) -> bool:
    """Whether the taxonomy has ``uri`` and it is one of ``kinds``."""
    taxonomy = engine().taxonomy
    row = taxonomy.find(uri)
    return row is not None and taxonomy.kind(row) in kinds


def search_skills(text: str, *, limit: int = 12) -> list[Found]:
    """Skills whose names are like ``text``."""
    return _search(text, SKILL_KINDS, limit)


def search_occupations(text: str, *, limit: int = 10) -> list[Found]:
    """Occupations whose names are like ``text``, then those of the field that it names."""
    from openemploi_web.jobseekers.reading import occupations_for

    found = {one.uri: one for one in _search(text, (ConceptKind.OCCUPATION,), limit)}
    for uri in occupations_for(text, engine=engine(), limit=limit) if text.strip() else ():
        found.setdefault(uri, _found(uri))
    return list(found.values())[:limit]


def missing(profile: Profile) -> list[Missing]:
    """What is not known yet, what would help most first. What a person does not want to say stays out of this page."""
    skills = list(profile.skills.all())
    accepted = [row for row in skills if row.state == Skill.State.ACCEPTED and not row.negated]
    proposed = sum(row.state == Skill.State.PROPOSED for row in skills)
    found = []
    if not skills:
        found.append(Missing(_GIVE, _GIVE_WHY, reverse("jobseekers:start")))
    if proposed:
        label = _("Check the skills that were read (%(count)s left)") % {"count": proposed}
        found.append(Missing(label, _CHECK_WHY, reverse("jobseekers:skills")))
    if not profile.wished_occupations:
        found.append(Missing(_WISH, _WISH_WHY, reverse("jobseekers:wishes")))
    if not profile.areas:
        found.append(Missing(_PLACE, _PLACE_WHY, reverse("jobseekers:wishes")))
    if accepted and not any(row.top for row in skills):
        found.append(Missing(_TOP, _TOP_WHY, reverse("jobseekers:skills")))
    if skills and not profile.experiences.exists():
        found.append(Missing(_LIFE, _LIFE_WHY, reverse("jobseekers:add-line", args=["experience"])))
    if not profile.phone:
        found.append(Missing(_PHONE, _PHONE_WHY, reverse("jobseekers:contact")))
    if skills and not profile.licences.exists():
        found.append(Missing(_LICENCE, _LICENCE_WHY, reverse("jobseekers:add-line", args=["permis"])))
    return found


_GIVE = gettext_lazy("Give your CV, or tell us in your own words what you can do")
_GIVE_WHY = gettext_lazy("Without it we know no skill of yours and can compare no offer with it.")
_CHECK_WHY = gettext_lazy("A skill that you confirm counts fully. One that is not yours should go.")
_WISH = gettext_lazy("Say which jobs you would like")
_WISH_WHY = gettext_lazy("Offers are ordered first by what you want.")
_PLACE = gettext_lazy("Say where you look for work")
_PLACE_WHY = gettext_lazy("So that offers too far away do not come first.")
_TOP = gettext_lazy("Choose your five first skills")
_TOP_WHY = gettext_lazy("Employers see them first.")
_LIFE = gettext_lazy("Add what you have done")
_LIFE_WHY = gettext_lazy("Jobs, training, volunteering, caring for a parent: all of it counts.")
_PHONE = gettext_lazy("Give your telephone number")
_PHONE_WHY = gettext_lazy("Employers whom you write to can call you. Nobody else sees it.")
_LICENCE = gettext_lazy("Say whether you have a driving licence")
_LICENCE_WHY = gettext_lazy("Some offers ask for one. “No” is an answer too.")


def _search(text: str, kinds: tuple[ConceptKind, ...], limit: int) -> list[Found]:
    text = " ".join(text.split())[:200]
    if not text:
        return []
    taxonomy = engine().taxonomy
    return [_found(taxonomy.uri(hit.concept)) for hit in search(taxonomy, text, kinds=kinds, limit=limit)]


def _found(uri: str) -> Found:
    taxonomy = engine().taxonomy
    row = taxonomy.find(uri)
    assert row is not None
    return Found(
        uri, taxonomy.label(row, language_in_force()), taxonomy.description(row, language_in_force())
    )
