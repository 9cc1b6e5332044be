"""An offer as a partner's system sends it, again and again: made, brought up to date, or left as it is.

The same form as on the screens says what is wrong, the same rules say which words the law forbids, and the same
actions write. What is sent decides; what is left out is what the portal reads in the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from openemploi.profiles.model import JobPosting
from openemploi_web.accounts.models import Organisation
from openemploi_web.api.keys import Caller
from openemploi_web.api.problems import Fault, Problem, invalid
from openemploi_web.api.schemas import Kept, OfferIn
from openemploi_web.core.engine import engine
from openemploi_web.vacancies import actions_offers, actions_requirements, asks, reading
from openemploi_web.vacancies.forms_offers import VacancyForm
from openemploi_web.vacancies.models import Vacancy
from openemploi_web.vacancies.selectors import vacancies_of

_CHOICES: Final = {True: "yes", False: "no", None: ""}
_NEITHER: Final = frozenset({"state", "requirements", "confirmed_lawful", "reference"})
_FROM_TEXT: Final = ("insee_code", "latitude", "longitude", "department")


def keep_offer(caller: Caller, *, reference: str, given: OfferIn) -> Kept:
    """Write ``given`` under ``reference``. Raises :class:`Problem`, and then nothing is written."""
    said = asks.warnings(f"{given.title}\n{given.text}")
    forbidden = [warning for warning in said if warning.forbidden]
    if forbidden and given.state == "published" and not given.confirmed_lawful:
        first = forbidden[0]
        raise Problem(
            422,
            "words_forbidden",
            f"{first.words} ({first.law})",
            _("Change these words, or confirm that a law allows them for this job."),
            where="body.text",
            more=[
                Fault(code=one.code, message=one.words, remedy=one.law, where="body.text")
                for one in forbidden[1:]
            ],
        )
    if given.establishment and not caller.organisation.establishments.filter(pk=given.establishment).exists():
        raise invalid(_("This place is not one of yours."), where="body.establishment", code="not_found")
    _check_requirements(given)
    try:
        with transaction.atomic():
            vacancy, result = _written(caller, reference=reference, given=given)
            changed = _settle(caller, vacancy, given)
            changed |= _show(caller, vacancy, given, warned=[warning.code for warning in forbidden])
    except IntegrityError:
        raise Problem(
            409,
            "written_meanwhile",
            _("Another request has just written this offer."),
            _("Send it again."),
        ) from None
    if result == "unchanged" and changed:
        result = "updated"
    return Kept(
        id=vacancy.pk,
        reference=reference,
        result=result,
        state=str(vacancy.state),  # type: ignore[arg-type]
        warnings=[f"{warning.words} ({warning.law})" for warning in said],
    )


def _written(caller: Caller, *, reference: str, given: OfferIn) -> tuple[Vacancy, Any]:
    vacancy = (
        vacancies_of(caller.actor)
        .filter(organisation=caller.organisation, external_id=reference)
        .select_for_update(of=("self",))
        .first()
    )
    same = vacancy is not None and (vacancy.title, vacancy.text) == (given.title.strip(), given.text.strip())
    posting = reading.posting_of(vacancy) if vacancy is not None and same else None
    read_again = posting is None
    if posting is None:
        posting = reading.read_pasted(given.text, title=given.title)
    fields = _fields(given, posting, organisation=caller.organisation)
    if vacancy is None:
        made = actions_offers.create(
            actor=caller.actor,
            organisation=caller.organisation,
            fields={**fields, "external_id": reference},
            posting=posting,
            origin=Vacancy.Origin.API,
        )
        return made, "created"
    if not read_again and all(getattr(vacancy, name) == value for name, value in fields.items()):
        return vacancy, "unchanged"
    actions_offers.edit(
        actor=caller.actor, vacancy=vacancy, fields=fields, posting=posting if read_again else None
    )
    return vacancy, "updated"


def _fields(given: OfferIn, posting: JobPosting, *, organisation: Organisation) -> dict[str, Any]:
    """The columns of the offer: what was sent, else what the text says, else nothing; checked like on the screen."""
    read = reading.fields_of(posting)
    values: dict[str, Any] = {**read, **given.model_dump(exclude_unset=True)}
    values |= {"title": given.title, "text": given.text, "openings": values.get("openings") or 1}
    if "pay_minimum" in given.model_fields_set or "pay_maximum" in given.model_fields_set:
        values |= {"pay_minimum": given.pay_minimum, "pay_maximum": given.pay_maximum}
    form = VacancyForm(_as_form(values), organisation=organisation)
    if not form.is_valid():
        raise _wrong(form.errors.get_json_data(), given)
    fields: dict[str, Any] = {**form.cleaned_data, "language": posting.language[:2]}
    if "commune" in given.model_fields_set:
        fields |= reading.place_fields(fields["commune"])
    else:
        fields |= {name: read[name] for name in _FROM_TEXT if name in read and name != "department"}
    return fields


def _as_form(values: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in values.items() if value is not None and name not in _NEITHER}
    for name in ("full_time", "remote"):
        found[name] = _CHOICES[values.get(name)]
    if "contract" in found:
        found["contract"] = str(found["contract"])
    for name in ("text", "title"):
        found[name] = str(found[name]).strip()
    return found


def _wrong(errors: Mapping[str, Any], given: OfferIn) -> Problem:
    """What the form says; what was only read in the text is said of the text."""
    faults = [
        Fault(
            code="invalid_value",
            message=row["message"],
            remedy=_("Correct it and send the request again."),
            where=f"body.{name}" if name in given.model_fields_set else "body.text",
        )
        for name, rows in errors.items()
        for row in rows
    ]
    first = faults[0]
    return Problem(422, first.code, first.message, first.remedy, where=first.where, more=faults[1:])


def _check_requirements(given: OfferIn) -> None:
    taxonomy = engine().taxonomy
    for number, row in enumerate(given.requirements or ()):
        if taxonomy.find(row.uri) is None:
            raise invalid(
                _("This skill is not in the taxonomy in use."),
                where=f"body.requirements.{number}.uri",
                code="not_found",
                remedy=_("Look for it with the operation that searches skills and occupations."),
            )


def _settle(caller: Caller, vacancy: Vacancy, given: OfferIn) -> bool:
    """Have exactly the skills that were sent asked for; whether anything changed."""
    if given.requirements is None:
        return False
    wanted = {row.uri: row.kind for row in given.requirements}
    rows = {row.uri: row for row in vacancy.requirements.all()}
    there = {uri: row.kind for uri, row in rows.items() if row.kept}
    if there == wanted and all(row.settled for row in rows.values()):
        return False
    actions_requirements.settle(
        actor=caller.actor,
        vacancy=vacancy,
        kinds={str(row.pk): wanted.get(uri, actions_requirements.NOT_ASKED) for uri, row in rows.items()},
    )
    for uri in wanted:
        if uri not in rows:
            actions_requirements.add(actor=caller.actor, vacancy=vacancy, uri=uri, kind=wanted[uri])
    return True


def _show(caller: Caller, vacancy: Vacancy, given: OfferIn, *, warned: list[str]) -> bool:
    if given.state == vacancy.state:
        return False
    if given.state == "draft":
        raise Problem(
            409,
            "already_published",
            _("The offer is published or closed: it does not become a draft again."),
            _("Close it instead."),
            where="body.state",
        )
    actions_offers.publish(actor=caller.actor, vacancy=vacancy, warned=warned)
    return True
