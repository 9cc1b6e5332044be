"""What somebody who belongs nowhere would call each action with: things of others, from ``world.py``."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils import timezone

from openemploi.errors import RequestError
from openemploi_web.accounts.models import (
    Establishment,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    User,
)
from openemploi_web.api.models import Token, Webhook
from openemploi_web.core.actions import ACTIONS
from openemploi_web.core.models import Notice
from openemploi_web.counselling.models import Appointment, CounsellorNote, Follow, FollowRequest, Suggestion
from openemploi_web.employers.models import CareerEntry
from openemploi_web.jobseekers.models import CvDocument, Experience, Profile, SavedSearch, Skill, Version
from openemploi_web.mobility.models import MobilityProject, Talk
from openemploi_web.repository.models import (
    Comment,
    CopyTaken,
    DataAsset,
    Grant,
    HarvestJob,
    HarvestSource,
    JoinProject,
    RoomQuery,
    SyntheticTwin,
)
from openemploi_web.rights.models import ArchiveFile, Contest, Erasure, RetentionRun
from openemploi_web.vacancies.models import Application, CvImport, ImportedFile, Invite, Vacancy
from tests.web.world import World

_MODELS: Final[dict[str, Any]] = {
    "appointment": Appointment,
    "archive": ArchiveFile,
    "batch": CvImport,
    "contest": Contest,
    "document": CvDocument,
    "entry": CareerEntry,
    "erasure": Erasure,
    "establishment": Establishment,
    "follow": Follow,
    "invitation": Invitation,
    "invite": Invite,
    "line": Experience,
    "note": CounsellorNote,
    "notice": Notice,
    "search": SavedSearch,
    "skill": Skill,
    "suggestion": Suggestion,
    "version": Version,
    "webhook": Webhook,
}


def calls(there: World) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each action and what a stranger calls it with, the actor left out."""
    known = _things(there)
    for name, run in sorted(ACTIONS.items()):
        wanted = inspect.signature(inspect.unwrap(run)).parameters
        yield (
            name,
            {
                parameter.name: _value(known, name, parameter)
                for parameter in wanted.values()
                if parameter.name != "actor" and parameter.default is parameter.empty
            },
        )


def _things(there: World) -> dict[str, Any]:
    person = there.people["jobseeker"]
    found = {name: model._default_manager.first() for name, model in _MODELS.items()}
    vacancy = Vacancy.objects.get(pk=there.parameters["vacancy_id"])
    batch = found["batch"]
    return {
        **found,
        "application": Application.objects.get(pk=there.parameters["application_id"]),
        "membership": Membership.objects.get(pk=there.parameters["membership_id"]),
        "organisation": vacancy.organisation,
        "profile": Profile.objects.get(pk=there.parameters["profile_id"]),
        "proof": RetentionRun.objects.create(),
        "token": Token.objects.get(pk=there.parameters["token_id"]),
        "user": person,
        "vacancy": vacancy,
        "colleague": User.objects.get(pk=there.people["other_agency"].pk),  # type: ignore[union-attr]
        "accounts request": JoinRequest.objects.first(),
        **_restricted(),
        "mobility project": MobilityProject.objects.first(),
        "mobility talk": Talk.objects.select_related("project__owner").first(),
        "mobility organisation": Organisation.objects.filter(kind="counselling").first(),
        "mobility keep_project owner": person,
        "mobility views": {},
        "month": None,
        "diagnosis": {},
        "counselling request": FollowRequest.objects.first(),
        "accounts set_territory organisation": Organisation.objects.filter(kind="counselling").first(),
        "counselling organisation": Organisation.objects.filter(kind="counselling").first(),
        "vacancies file": ImportedFile.objects.create(batch=batch, position=1, name="cv.txt"),
        "accepted": True,
        "at": timezone.now(),
        "day": timezone.now(),
        "now": timezone.now(),
        "minutes": 30,
        "part": "profile",
        "purpose": "findable",
        "role": "member",
        "vacancies unmask reason": "contact",
        "counselling look_over follows": (found["follow"],),
        "count": 0,
        "fault": RequestError("document_empty", "Empty.", remedy="Give another."),
        "interested": True,
        "verified": True,
        **{
            key: {}
            for key in ("counts", "fields", "filters", "kinds", "settled", "snapshot", "values", "told")
        },
        **dict.fromkeys(
            ("events", "files", "follows", "given", "named", "offers", "scopes", "shares", "territory"), ()
        ),
        "posting": None,
    }


def _restricted() -> dict[str, Any]:
    """Restricted data, who has access to it, and what was done with it."""
    grant = Grant.objects.select_related("request", "asset").get()
    query = RoomQuery.objects.select_related("grant").get()
    project = JoinProject.objects.get()
    copy = CopyTaken.objects.create(
        grant=grant, user=query.user, day=timezone.localdate(), secret="00" * 32, store_name="x", version="x"
    )
    return {
        "grant": grant,
        "query": query,
        "repository request": grant.request,
        "repository keep_draft request": None,
        "asset": DataAsset.objects.get(pk=grant.asset_id),
        "copy": copy,
        "people": (),
        "columns": (),
        "months": 6,
        "budget": 10,
        "threshold": 11,
        "refused_for": "law",
        "use": "room",
        **dict.fromkeys(("organisations", "queries", "copies", "rows", "cells", "masked", "milliseconds"), 0),
        "repository keep_answer answer": {},
        "repository project": project,
        "repository lead": project.lead,
        "repository others": (),
        "repository until": timezone.localdate(),
        "repository given": None,
        "repository twin": SyntheticTwin(asset=grant.asset),
        "repository card": None,
        **_catalogue(),
    }


def _catalogue() -> dict[str, Any]:
    """What is described, said and read in the catalogue of data."""
    asset = DataAsset.objects.get(identifier="listed")
    return {
        "repository producer": asset.producer,
        **{f"repository {name} asset": asset for name in _DESCRIBED},
        "distribution": asset.distributions.get(),
        "discussion": asset.discussions.get(),
        "comment": Comment.objects.get(discussion__asset=asset),
        "reuse": asset.reuses.get(),
        "source": HarvestSource.objects.get(),
        "repository job": HarvestJob.objects.get(),
        "repository organisation": asset.producer.organisation,
        "published": True,
        "paused": True,
        **dict.fromkeys(("records", "faults", "themes", "places", "keywords", "measures"), ()),
    }


#: Actions about a set of data whose access does not matter.
_DESCRIBED: Final = (
    "describe",
    "publish",
    "keep_distribution",
    "keep_quality",
    "open_discussion",
    "declare_reuse",
)


def _value(known: Mapping[str, Any], action: str, parameter: inspect.Parameter) -> Any:
    app, function = action.split(".")
    for key in (f"{app} {function} {parameter.name}", f"{app} {parameter.name}", parameter.name):
        if key in known:
            return known[key]
    return "x"
