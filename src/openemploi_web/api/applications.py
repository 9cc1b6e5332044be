"""Who applied, read blind; what the team decides and answers; an identity, when there is a reason to ask for it."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from openemploi_web.api import bodies, scopes
from openemploi_web.api.cursors import After, Limit, page
from openemploi_web.api.keys import Caller, Key
from openemploi_web.api.offers import caller
from openemploi_web.api.problems import REFUSALS, Fault, Problem, invalid
from openemploi_web.api.schemas import (
    AnswerIn,
    Applications,
    ApplicationState,
    Chosen,
    Comparison,
    DecideIn,
    Identity,
    Received,
    ReceivedInFull,
    UnmaskIn,
)
from openemploi_web.api.telling import comparison_of
from openemploi_web.vacancies import actions_candidates, answers
from openemploi_web.vacancies.candidates import Candidate, candidate_of, candidates_of, identity
from openemploi_web.vacancies.forms_candidates import AnswerForm
from openemploi_web.vacancies.masking import letters
from openemploi_web.vacancies.models import Application, Decision, Vacancy
from openemploi_web.vacancies.selectors import application_for, applications_of, vacancies_of, vacancy_for

router: Final = Router(tags=["applications"])


@router.get(
    "/offers/{uuid:offer}/applications",
    auth=Key(scopes.APPLICATIONS_READ),
    response={200: Applications, **REFUSALS},
    operation_id="list_applications",
    summary="List who applied to an offer",
)
def list_applications(
    request: HttpRequest,
    offer: UUID,
    limit: Limit = 20,
    after: After = "",
    state: Annotated[ApplicationState | None, Query()] = None,
) -> Applications:
    """The latest first, each with its rank among all that applied to this offer. Identities that were asked for are
    shown, to those keys that may; those people read that they were taken out.
    """
    asked = caller(request)
    vacancy = vacancy_for(asked.actor, offer)
    rows = applications_of(vacancy)
    if state:
        rows = rows.filter(state=state)
    some, following = page(rows, after=after, limit=limit, by="sent_at")
    ranked = {one.application.pk: one for one in candidates_of(vacancy, only=[row.pk for row in some])}
    codes = letters(applications_of(vacancy).order_by("sent_at", "pk").values_list("pk", flat=True))
    shown = [_received(row, ranked.get(row.pk), asked, code=codes[row.pk], offer=vacancy) for row in some]
    named = [row for row, one in zip(some, shown, strict=True) if one.identity is not None]
    if named:
        actions_candidates.take_away(actor=asked.actor, vacancy=vacancy, form="api", named=named)
    return Applications(items=shown, next=following)


@router.get(
    "/applications/{uuid:application}",
    auth=Key(scopes.APPLICATIONS_READ),
    response={200: ReceivedInFull, **REFUSALS},
    operation_id="get_application",
    summary="Open an application",
)
def get_application(request: HttpRequest, application: UUID) -> ReceivedInFull:
    """What the person wrote and how the application and the offer compare. The person is told that it was opened."""
    asked = caller(request)
    found = own_application(asked, application)
    actions_candidates.look_at(actor=asked.actor, application=found)
    return _in_full(asked, found)


@router.post(
    "/applications/{uuid:application}/decision",
    auth=Key(scopes.APPLICATIONS_WRITE, body=bodies.JSON),
    response={200: ReceivedInFull, **REFUSALS},
    operation_id="decide",
    summary="Keep the team's choice",
)
def decide(request: HttpRequest, application: UUID, body: DecideIn) -> ReceivedInFull:
    """A person decides and your program hands it on: a choice that differs from the proposal needs their reason."""
    asked = caller(request)
    found = own_application(asked, application)
    one = _compared(found)
    actions_candidates.decide(
        actor=asked.actor,
        application=found,
        choice=body.choice,
        reason=body.reason,
        proposal=one.proposal,
        proposal_words=one.words,
    )
    return _in_full(asked, own_application(asked, application))


@router.post(
    "/applications/{uuid:application}/answer",
    auth=Key(scopes.APPLICATIONS_WRITE, body=bodies.JSON),
    response={200: ReceivedInFull, **REFUSALS},
    operation_id="answer_application",
    summary="Answer the person",
)
def answer_application(request: HttpRequest, application: UUID, body: AnswerIn) -> ReceivedInFull:
    """The person is told at once. A refusal needs a reason of the list, an interview its moment and place."""
    asked = caller(request)
    found = own_application(asked, application)
    one = _compared(found)
    data = _checked(body)
    found.interview_at, found.interview_place = data["interview_at"], data["interview_place"]
    text = body.text.strip() or answers.ready_made(
        found, kind=body.kind, refusal=data["refusal"], words_of_reason=body.words
    )
    actions_candidates.answer(
        actor=asked.actor,
        vacancy=found.vacancy,
        given=[
            actions_candidates.Answer(
                application=found,
                kind=body.kind,
                text=text,
                refusal=data["refusal"],
                interview_at=data["interview_at"],
                interview_place=data["interview_place"],
                proposal=one.proposal,
                proposal_words=one.words,
            )
        ],
    )
    return _in_full(asked, own_application(asked, application))


@router.post(
    "/applications/{uuid:application}/identity",
    auth=Key(scopes.IDENTITY, body=bodies.JSON),
    response={200: Identity, **REFUSALS},
    operation_id="unmask",
    summary="Ask who somebody is",
)
def unmask(request: HttpRequest, application: UUID, body: UnmaskIn) -> Identity:
    """Shows the identity to the team from now on. The person reads in their journal who asked, and why."""
    asked = caller(request)
    found = own_application(asked, application)
    if body.reason == "other" and not body.words.strip():
        raise invalid(_("Say why you need to know who this is."), where="body.words", code="reason_missing")
    actions_candidates.unmask(actor=asked.actor, application=found, reason=body.reason, words=body.words)
    return _identity(found)


def own_application(asked: Caller, key: UUID) -> Application:
    """An application to an offer of the key's organisation. Raises ``Http404``."""
    vacancy = vacancies_of(asked.actor).filter(applications=key).first()
    if vacancy is None:
        raise Http404
    return application_for(asked.actor, vacancy, key)


def _compared(application: Application) -> Candidate:
    one = candidate_of(application.vacancy, application)
    if one is None:
        raise Problem(
            409,
            "withdrawn",
            _("The person has withdrawn this application."),
            _("There is nothing more to decide or to answer."),
        )
    return one


def _checked(body: AnswerIn) -> dict[str, Any]:
    """What the form of the screens says of an answer."""
    at = timezone.localtime(body.interview_at) if body.interview_at else None
    form = AnswerForm(
        {
            "kind": body.kind,
            "refusal": body.refusal or "",
            "words": body.words[:500],
            "interview_at": at.strftime("%Y-%m-%dT%H:%M") if at else "",
            "interview_place": body.interview_place,
        }
    )
    if not form.is_valid():
        raise _wrong(form.errors)
    return {**form.cleaned_data, "interview_at": body.interview_at}


def _wrong(errors: ErrorDict) -> Problem:
    faults = [
        Fault(
            code="invalid_value",
            message=row["message"],
            remedy=_("Correct it and send the request again."),
            where=f"body.{name}",
        )
        for name, rows in errors.get_json_data().items()
        for row in rows
    ]
    first = faults[0]
    return Problem(422, first.code, first.message, first.remedy, where=first.where, more=faults[1:])


def shown_comparison(asked: Caller, found: Application) -> Comparison:
    """How the application meets the offer. Raises 409 when it was withdrawn."""
    one = _compared(found)
    return comparison_of(one.match, passages=_may_read(asked, one))


def _in_full(asked: Caller, found: Application) -> ReceivedInFull:
    one = candidate_of(found.vacancy, found)
    codes = letters(applications_of(found.vacancy).order_by("sent_at", "pk").values_list("pk", flat=True))
    received = _received(found, one, asked, code=codes[found.pk], offer=found.vacancy)
    may_read = one is not None and _may_read(asked, one)
    return ReceivedInFull(
        **received.model_dump(),
        message=one.message if one is not None and may_read else "",
        coming_words=one.show(found.coming_words) if one is not None and may_read else "",
        comparison=comparison_of(one.match, passages=may_read) if one is not None else None,
    )


def _may_read(asked: Caller, one: Candidate) -> bool:
    """What the person wrote is masked, until the team has asked who it is; then only for keys that may know."""
    return one.mask is not None or scopes.IDENTITY in asked.token.scopes


def _received(
    row: Application, one: Candidate | None, asked: Caller, *, code: str, offer: Vacancy
) -> Received:
    may_know = scopes.IDENTITY in asked.token.scopes
    return Received(
        id=row.pk,
        offer=offer.pk,
        code=code,
        state=_plain(row.state),
        sent_at=row.sent_at,
        answered_at=row.answered_at,
        interview_at=row.interview_at,
        coming=_plain(row.coming) if row.coming else None,
        rank=one.rank if one else None,
        tied=one.tied if one else False,
        words=one.words if one else "",
        proposal=_plain(one.proposal) if one else None,
        decision=_chosen(one.decision) if one and one.decision else None,
        identity=_identity(row) if one and one.unmasked and may_know else None,
    )


def _chosen(row: Decision) -> Chosen:
    return Chosen(
        choice=_plain(row.choice),
        reason=row.reason,
        proposal=_plain(row.proposal),
        proposal_words=row.proposal_words,
        at=row.created_at,
    )


def _identity(row: Application) -> Identity:
    contact = (row.snapshot or {}).get("contact") or {}
    return Identity(
        name=identity(row), email=str(contact.get("email") or ""), phone=str(contact.get("phone") or "")
    )


def _plain(value: Any) -> Any:
    """A choice of a list as its text."""
    return str(value)
