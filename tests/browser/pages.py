"""Every page of the portal that somebody can open, and who has it.

``PAGES`` names each by its URL name; ``ELSEWHERE`` says of each other address why it is no page. A test keeps both
complete. The identifiers in an address are looked up in the demonstration's database; what the demonstration does not
hold (a saved search, a contest…) is made by ``tests.browser.furnishing``, through the portal's own forms.
"""

# ruff: noqa: S608 (each question is put together from the constants of this file)

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

ANYBODY: Final = ""
JOBSEEKER: Final = "jobseeker"
ADMINISTRATOR: Final = "employer_administrator"
MEMBER: Final = "employer_member"
PUBLIC: Final = "public_employer"  # signs up in furnishing.py; its offers are empty, its careers its own
COUNSELLOR: Final = "counsellor"
PLATFORM: Final = "platform_administrator"
COLLEAGUE: Final = "second_counsellor"  # comes in in furnishing.py; for a handover, without pages of its own
DATA_PRODUCER: Final = "data_producer"
DATA_RESEARCHER: Final = "data_researcher"
#: Those who answer for restricted data and who ask for it: their own pages only.
DATA_ROLES: Final = (DATA_PRODUCER, DATA_RESEARCHER)
ROLES: Final = (ANYBODY, JOBSEEKER, ADMINISTRATOR, MEMBER, PUBLIC, COUNSELLOR, PLATFORM)

_RECRUITERS: Final = (ADMINISTRATOR, MEMBER)
_SIGNED_IN: Final = ROLES[1:]
_TWO_FACTORS: Final = (ADMINISTRATOR, PUBLIC, COUNSELLOR, PLATFORM)
_TEAMS: Final = (ADMINISTRATOR, MEMBER, PUBLIC, COUNSELLOR, PLATFORM)

_MINE = (
    "(SELECT p.id FROM jobseekers_profile p JOIN accounts_user u ON u.id = p.user_id WHERE u.email = :email)"
)
_OURS = (
    "(SELECT m.organisation_id FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id"
    " WHERE u.email = :email AND m.ended_at IS NULL)"
)
_FOLLOWED = (
    "(SELECT f.profile_id FROM counselling_follow f JOIN accounts_user u ON u.id = f.counsellor_id"
    " WHERE u.email = :email AND f.ended_at IS NULL)"
)
_OUR_OFFER = (
    "(SELECT v.id FROM vacancies_vacancy v LEFT JOIN vacancies_application a ON a.vacancy_id = v.id"
    f" WHERE v.organisation_id IN {_OURS} AND v.state = 'published' AND v.occupation_uri <> ''"
    " GROUP BY v.id ORDER BY count(a.id) DESC, v.id LIMIT 1)"
)
_OUR_APPLICATIONS = (
    f"SELECT id FROM vacancies_application WHERE vacancy_id = {_OUR_OFFER}"
    " AND state IN ('sent', 'seen') ORDER BY id"
)
_APPLIED = (
    f"SELECT vacancy_id FROM vacancies_application WHERE profile_id = {_MINE} ORDER BY vacancy_id LIMIT 1"
)
_FREE_OFFER = (
    "SELECT v.id FROM vacancies_vacancy v WHERE v.state = 'published' AND v.id NOT IN"
    f" (SELECT vacancy_id FROM vacancies_application WHERE profile_id = {_MINE}) ORDER BY v.id"
)
_SUGGESTABLE = (
    "SELECT v.id FROM vacancies_vacancy v WHERE v.state = 'published' AND v.id NOT IN"
    " (SELECT vacancy_id FROM vacancies_application) ORDER BY v.id LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its URL name, who has it, where the identifiers of its address are found, its query."""

    name: str
    roles: tuple[str, ...]
    arguments: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    #: The status of the answer; a page that says that a link is spent is a page too.
    status: int = 200
    #: Several rows of the same query (``?a=…&a=…``).
    several: tuple[str, str] = ("", "")

    @property
    def label(self) -> str:
        """The name, with what sets two states of one page apart."""
        return f"{self.name} ({self.note})" if self.note else self.name


_OFFER = {"vacancy_id": f"SELECT {_OUR_OFFER}"}
_APPLICATION = _OFFER | {"application_id": f"{_OUR_APPLICATIONS} LIMIT 1"}
_PERSON = {"profile_id": f"{_FOLLOWED} ORDER BY profile_id LIMIT 1"[1:].replace(") ORDER", " ORDER", 1)}
_OUR_ORGANISATION = {"organisation_id": f"SELECT {_OURS}"}
_A_PUBLIC_OFFER = {
    "vacancy_id": "SELECT id FROM vacancies_vacancy WHERE state = 'published' ORDER BY id LIMIT 1"
}
_ANY = "=a-word-that-no-link-has"
#: What furnishing.py describes.
_THE_SET = "SELECT id FROM repository_dataasset WHERE title_fr = 'Équipements de la commune'"
_A_SET = {"asset_id": _THE_SET}
_A_RESTRICTED_SET = {
    "asset_id": "SELECT id FROM repository_dataasset WHERE access = 'restricted' AND published_at IS NOT NULL LIMIT 1"
}
_THE_RESTRICTED_SET = {
    "asset_id": "SELECT id FROM repository_dataasset WHERE identifier = 'demonstration:attentes'"
}
_A_PRODUCER = {"producer_id": f"SELECT producer_id FROM repository_dataasset WHERE id = ({_THE_SET})"}
_A_DISCUSSION = {"discussion_id": "SELECT id FROM repository_discussion LIMIT 1"}
_A_SOURCE = {"source_id": "SELECT id FROM repository_harvestsource LIMIT 1"}

PAGES: Final = (
    # For anybody
    Page("home", ROLES),
    Page("vacancies:search", ROLES),
    Page("vacancies:search", (ANYBODY,), query={"text": "informatique"}, note="found"),
    Page("vacancies:search", (ANYBODY,), query={"text": "zzzz"}, note="nothing found"),
    Page("vacancies:offer", ROLES, _A_PUBLIC_OFFER),
    Page("employers:careers", (ANYBODY, JOBSEEKER, PUBLIC)),
    Page(
        "employers:career",
        (ANYBODY, JOBSEEKER),
        {
            "organisation_id": "SELECT organisation_id FROM employers_careerentry ORDER BY organisation_id LIMIT 1"
        },
    ),
    Page("observatory:index", ROLES),
    Page("observatory:index", (ANYBODY,), query={"occupation": "zzzz", "area": "zzzz"}, note="nothing found"),
    # With the shared data or without: where ROME was not imported, the label of a code is the code.
    Page("observatory:occupation", (ANYBODY,), {"rome": "=G1609", "area": "=country-FR"}),
    Page("observatory:area", (ANYBODY,), {"area": "=country-FR"}, note="without data"),
    Page("observatory:skill", (ANYBODY,), {"code": "=1"}, note="unknown", status=404),
    # Other paths: with ROME or without it
    Page("pathways:index", (ANYBODY, JOBSEEKER)),
    Page("pathways:others", (ANYBODY, JOBSEEKER)),
    Page("pathways:others", (JOBSEEKER,), query={"mine": "1"}, note="from one's own profile"),
    Page("pathways:training", (ANYBODY,)),
    Page("pathways:training", (ANYBODY,), query={"goal": "zzzz", "budget": "-5"}, note="faults"),
    Page("pathways:funding", (ANYBODY,)),
    Page("pathways:orientation", (ANYBODY,)),
    Page("pathways:orientation-class", (ANYBODY,)),
    Page("mobility:start", ROLES),
    Page("mobility:open", (ANYBODY, JOBSEEKER)),
    Page("mobility:talks", (COUNSELLOR,)),
    Page("rights:algorithms", (ANYBODY, PLATFORM)),
    Page("rights:legal", (ANYBODY,)),
    Page("rights:accessibility", (ANYBODY,)),
    Page("rights:privacy", (ANYBODY, JOBSEEKER)),
    Page("api:docs", (ANYBODY,)),
    # An account
    Page("account_login", (ANYBODY,)),
    Page("account_signup", (ANYBODY,)),
    Page("account_signup", (ANYBODY,), query={"pour": "recruit"}, note="to recruit"),
    Page("account_reset_password", (ANYBODY,)),
    Page("account_reset_password_done", (ANYBODY,)),
    Page(
        "account_reset_password_from_key",
        (ANYBODY,),
        {"uidb36": "=1", "key": "=spent-link"},
        note="spent link",
    ),
    Page("account_reset_password_from_key_done", (ANYBODY,)),
    Page("account_email_verification_sent", (ANYBODY,)),
    Page("account_confirm_email", (ANYBODY,), {"key": "=spent"}, note="spent link"),
    Page("account_inactive", (ANYBODY,)),
    Page("socialaccount_login_cancelled", (ANYBODY,)),
    Page("socialaccount_login_error", (ANYBODY,), status=401),
    Page("accounts:join", (ANYBODY,), {"token": _ANY}, note="spent link", status=404),
    Page("jobseekers:stop-alert", (ANYBODY,), {"token": _ANY}, note="spent link", status=404),
    Page("account_logout", (JOBSEEKER,)),
    Page("account_email", (JOBSEEKER,)),
    Page("account_change_password", (JOBSEEKER,)),
    Page("account_reauthenticate", (JOBSEEKER,)),
    Page("mfa_index", _SIGNED_IN),
    Page("mfa_activate_totp", (JOBSEEKER, MEMBER)),
    Page("mfa_deactivate_totp", (ADMINISTRATOR,)),
    Page("mfa_view_recovery_codes", (ADMINISTRATOR,)),
    Page("mfa_generate_recovery_codes", (ADMINISTRATOR,)),
    Page("core:notices", _SIGNED_IN),
    Page("accounts:new-organisation", _SIGNED_IN),
    # Looking for work
    Page("jobseekers:start", (JOBSEEKER,)),
    Page("jobseekers:import", (JOBSEEKER,)),
    Page("jobseekers:tell", (JOBSEEKER,)),
    Page("jobseekers:image", (JOBSEEKER,)),
    Page(
        "jobseekers:review",
        (JOBSEEKER,),
        {
            "document_id": f"SELECT id FROM jobseekers_cvdocument WHERE profile_id = {_MINE}"
            " ORDER BY created_at LIMIT 1"
        },
    ),
    Page("jobseekers:profile", (JOBSEEKER,)),
    Page("jobseekers:contact", (JOBSEEKER,)),
    Page("jobseekers:skills", (JOBSEEKER,)),
    Page("jobseekers:add-skill", (JOBSEEKER,), query={"q": "cuisine"}),
    Page(
        "jobseekers:correct-skill",
        (JOBSEEKER,),
        {
            "skill_id": f"SELECT id FROM jobseekers_skill WHERE profile_id = {_MINE}"
            " AND state <> 'rejected' ORDER BY id LIMIT 1"
        },
    ),
    *(
        Page("jobseekers:add-line", (JOBSEEKER,), {"kind": f"={kind}"}, note=kind)
        for kind in ("experience", "diplome", "langue", "permis")
    ),
    Page(
        "jobseekers:line",
        (JOBSEEKER,),
        {
            "kind": "=experience",
            "line_id": f"SELECT id FROM jobseekers_experience WHERE profile_id = {_MINE} ORDER BY id LIMIT 1",
        },
    ),
    Page("jobseekers:wishes", (JOBSEEKER,)),
    Page("jobseekers:versions", (JOBSEEKER,)),
    Page(
        "jobseekers:version",
        (JOBSEEKER,),
        {
            "version_id": f"SELECT id FROM jobseekers_version WHERE profile_id = {_MINE} ORDER BY number LIMIT 1"
        },
    ),
    Page("jobseekers:offers", (JOBSEEKER,)),
    Page("jobseekers:offers", (JOBSEEKER,), query={"text": "zzzz"}, note="nothing found"),
    Page("jobseekers:favourites", (JOBSEEKER,)),
    Page("jobseekers:set-aside", (JOBSEEKER,)),
    Page("jobseekers:compare", (JOBSEEKER,), several=("offer", f"{_FREE_OFFER} LIMIT 2")),
    Page("jobseekers:not-for-me", (JOBSEEKER,), {"vacancy_id": f"{_FREE_OFFER} LIMIT 1"}),
    Page("jobseekers:apply", (JOBSEEKER,), {"vacancy_id": f"{_FREE_OFFER} LIMIT 1"}),
    Page("jobseekers:searches", (JOBSEEKER,)),
    Page("jobseekers:applications", (JOBSEEKER,)),
    *(
        Page(
            "jobseekers:application",
            (JOBSEEKER,),
            {
                "application_id": f"SELECT id FROM vacancies_application WHERE profile_id = {_MINE}"
                f" AND state {test} ORDER BY id LIMIT 1"
            },
            note=note,
        )
        for note, test in (("under way", "IN ('sent', 'seen', 'preselected', 'interview')"),)
    ),
    Page(
        "jobseekers:withdraw",
        (JOBSEEKER,),
        {
            "application_id": f"SELECT id FROM vacancies_application WHERE profile_id = {_MINE}"
            " AND state IN ('sent', 'seen', 'preselected', 'interview') ORDER BY id LIMIT 1"
        },
    ),
    Page("counselling:mine", (JOBSEEKER,)),
    Page("counselling:agenda", (JOBSEEKER, COUNSELLOR)),
    Page("rights:consents", (JOBSEEKER, MEMBER)),
    Page("rights:data", _SIGNED_IN),
    Page("rights:erase", (JOBSEEKER, ADMINISTRATOR)),
    Page("rights:why", (JOBSEEKER,), {"vacancy_id": _APPLIED}),
    Page("rights:contest", (JOBSEEKER,), {"vacancy_id": _APPLIED}),
    Page("rights:contests", (JOBSEEKER,)),
    # Recruiting
    Page("vacancies:list", (*_RECRUITERS, PUBLIC)),
    Page("vacancies:new", (*_RECRUITERS, PUBLIC)),
    Page("vacancies:edit", _RECRUITERS, _OFFER),
    Page("vacancies:requirements", _RECRUITERS, _OFFER),
    Page("vacancies:publish", (ADMINISTRATOR,), _OFFER),
    Page("vacancies:close", (ADMINISTRATOR,), _OFFER),
    Page("vacancies:candidates", _RECRUITERS, _OFFER),
    Page("vacancies:candidate", _RECRUITERS, _APPLICATION),
    Page("vacancies:sidebyside", _RECRUITERS, _OFFER, several=("a", f"{_OUR_APPLICATIONS} LIMIT 2")),
    Page("vacancies:answer", _RECRUITERS, _OFFER, several=("a", f"{_OUR_APPLICATIONS} LIMIT 2")),
    Page("vacancies:print", _RECRUITERS, _OFFER),
    Page("vacancies:found", _RECRUITERS, _OFFER),
    Page("vacancies:import", _RECRUITERS, _OFFER),
    Page(
        "vacancies:import-batch",
        (ADMINISTRATOR,),
        _OFFER
        | {
            "batch_id": f"SELECT id FROM vacancies_cvimport WHERE vacancy_id = {_OUR_OFFER} ORDER BY id LIMIT 1"
        },
    ),
    Page("accounts:team", _TEAMS, _OUR_ORGANISATION),
    Page("accounts:new-establishment", (ADMINISTRATOR, PUBLIC), _OUR_ORGANISATION),
    Page(
        "accounts:establishment",
        (ADMINISTRATOR,),
        _OUR_ORGANISATION
        | {
            "establishment_id": f"SELECT id FROM accounts_establishment WHERE organisation_id IN {_OURS}"
            " ORDER BY id LIMIT 1"
        },
    ),
    Page("api:tokens", (ADMINISTRATOR,)),
    Page("employers:edit-careers", (PUBLIC,), _OUR_ORGANISATION),
    Page("employers:add-entry", (PUBLIC,), _OUR_ORGANISATION),
    Page(
        "employers:edit-entry",
        (PUBLIC,),
        _OUR_ORGANISATION
        | {
            "entry_id": f"SELECT id FROM employers_careerentry WHERE organisation_id IN {_OURS} ORDER BY id LIMIT 1"
        },
    ),
    # Accompanying
    Page("counselling:portfolio", (COUNSELLOR,)),
    Page("counselling:ask", (COUNSELLOR,)),
    *(
        Page(f"counselling:{name}", (COUNSELLOR,), _PERSON)
        for name in (
            "person",
            "person-profile",
            "person-offers",
            "person-applications",
            "appointment",
            "hand-over",
            "stop",
        )
    ),
    Page("counselling:suggest", (COUNSELLOR,), _PERSON | {"vacancy_id": _SUGGESTABLE}),
    *(
        Page(
            f"counselling:{name}",
            (COUNSELLOR,),
            {
                "appointment_id": "SELECT a.id FROM counselling_appointment a JOIN accounts_user u ON"
                " u.id = a.counsellor_id WHERE u.email = :email AND a.cancelled_at IS NULL"
                " AND a.at > datetime('now') ORDER BY a.at LIMIT 1"
            },
        )
        for name in ("move-appointment", "cancel-appointment")
    ),
    # Answering for the platform
    Page("accounts:organisations", (PLATFORM,)),
    Page(
        "accounts:organisation",
        (PLATFORM,),
        {
            "organisation_id": "SELECT id FROM accounts_organisation WHERE kind = 'employer' ORDER BY id LIMIT 1"
        },
    ),
    Page(
        "accounts:organisation",
        (PLATFORM,),
        {
            "organisation_id": "SELECT id FROM accounts_organisation WHERE kind = 'counselling' ORDER BY id LIMIT 1"
        },
        note="agency",
    ),
    Page("accounts:new-agency", (PLATFORM,)),
    Page("accounts:new-data-organisation", (PLATFORM,)),
    Page(
        "accounts:organisation",
        (PLATFORM,),
        {
            "organisation_id": "SELECT id FROM accounts_organisation WHERE kind = 'producer' ORDER BY id LIMIT 1"
        },
        note="producer",
    ),
    Page("rights:desk", (PLATFORM,)),
    Page(
        "rights:answer",
        (PLATFORM,),
        {"contest_id": "SELECT id FROM rights_contest WHERE state = 'open' ORDER BY id LIMIT 1"},
    ),
    Page("rights:audit", (PLATFORM,)),
    # The catalogue of data
    Page("repository:search", ROLES),
    Page("repository:search", (ANYBODY,), query={"text": "zzzz"}, note="nothing found"),
    Page("repository:asset", (ANYBODY, PLATFORM), _A_SET),
    Page("repository:asset", (ANYBODY,), _A_RESTRICTED_SET, note="restricted"),
    Page("repository:producers", (ANYBODY, PLATFORM)),
    Page("repository:producer", (ANYBODY, PLATFORM), _A_PRODUCER),
    Page("repository:discussion", (ANYBODY, JOBSEEKER, PLATFORM), _A_DISCUSSION),
    Page("repository:discuss", (JOBSEEKER,), _A_SET),
    Page("repository:declare-reuse", (MEMBER,), _A_SET),
    Page("repository:my-assets", (MEMBER, PLATFORM)),
    Page("repository:new-producer", (PLATFORM,)),
    Page("repository:edit-producer", (PLATFORM,), _A_PRODUCER),
    Page("repository:new-asset", (PLATFORM,), _A_PRODUCER),
    Page("repository:edit-asset", (PLATFORM,), _A_SET),
    Page("repository:new-distribution", (PLATFORM,), _A_SET),
    Page(
        "repository:edit-distribution",
        (PLATFORM,),
        _A_SET | {"distribution_id": f"SELECT id FROM repository_distribution WHERE asset_id = ({_THE_SET})"},
    ),
    Page(
        "repository:hide-comment",
        (PLATFORM,),
        {"comment_id": "SELECT id FROM repository_comment ORDER BY created_at LIMIT 1"},
    ),
    Page("repository:my-accesses", (MEMBER, DATA_RESEARCHER)),
    Page("repository:access-register", (ANYBODY,)),
    Page("repository:access-desk", (DATA_PRODUCER,)),
    Page("repository:access-desk", (MEMBER,), note="another's space", status=403),
    Page("repository:accesses", (PLATFORM,), query={"check": "1"}),
    Page("repository:request", (DATA_RESEARCHER,), _THE_RESTRICTED_SET),
    Page("repository:request", (JOBSEEKER,), _THE_RESTRICTED_SET, note="for nobody", status=403),
    Page("repository:uses", (DATA_PRODUCER,), _THE_RESTRICTED_SET),
    Page("repository:deposit", (DATA_PRODUCER,), _THE_RESTRICTED_SET),
    Page("repository:describe-room", (DATA_PRODUCER,), _THE_RESTRICTED_SET),
    Page("repository:trace", (DATA_PRODUCER,), _THE_RESTRICTED_SET),
    Page("repository:twin", (ANYBODY, DATA_PRODUCER), _THE_RESTRICTED_SET),
    Page("repository:third-party", (PLATFORM, DATA_PRODUCER)),
    Page("repository:third-party-new", (PLATFORM,)),
    Page("repository:harvests", (PLATFORM,)),
    Page("repository:new-source", (PLATFORM,)),
    Page("repository:source", (PLATFORM,), _A_SOURCE),
    Page("repository:edit-source", (PLATFORM,), _A_SOURCE),
    Page("repository:harvest", (PLATFORM,), {"job_id": "SELECT id FROM repository_harvestjob LIMIT 1"}),
    # Not one's own
    Page("jobseekers:profile", (COUNSELLOR,), note="somebody else's space", status=403),
    Page("jobseekers:offers", (COUNSELLOR,), note="without a profile"),
    Page(
        "counselling:person",
        (JOBSEEKER,),
        {"profile_id": "=00000000-0000-4000-8000-000000000000"},
        note="somebody else's space",
        status=403,
    ),
    Page(
        "vacancies:candidates",
        (JOBSEEKER,),
        {"vacancy_id": "=00000000-0000-4000-8000-000000000000"},
        note="not found",
        status=404,
    ),
)

_SENDS_ON = "it sends on to another page"
_ROME = "needs ROME; test_pathways.py looks at it with the shared data"
_POST = "a form is sent there: it answers to no GET"
_FILE = "a file, not a page"
_PROVIDER = "only for who comes back from an identity provider; tests/web/accounts tests it with a real one"
_TABLE = "needs an import of official data; tests/web/repository/test_catalogue.py opens it"
_LIFE = "needs an access; test_access.py looks at it, at both widths"
_JOIN = "needs a project; tests/web/repository/test_room_third_party.py opens it"
_CARRIED = "a page of the project that a browser carries: test_mobility.py goes through it"
ELSEWHERE: Final = {
    "repository:access-request": _LIFE,
    "repository:edit-request": _LIFE,
    "repository:withdraw-request": _LIFE,
    "repository:decide": _LIFE,
    "repository:query": _LIFE,
    "repository:grant": _LIFE,
    "repository:room": _LIFE,
    "repository:revoke": _LIFE,
    "repository:third-party-project": _JOIN,
    "repository:query-csv": _FILE,
    "repository:twin-csv": _FILE,
    "repository:answer-question": _POST,
    "repository:approve-request": _POST,
    "repository:ask-more": _POST,
    "repository:refuse-request": _POST,
    "repository:take-copy": _POST,
    "repository:renew": _POST,
    "repository:make-twin": _POST,
    "repository:third-party-key": _POST,
    "repository:third-party-contribute": _POST,
    "repository:third-party-join": _POST,
    "repository:dcat": _FILE,
    "repository:asset-dcat": _FILE,
    "repository:table": _FILE,
    "repository:versions": _TABLE,
    "repository:run-harvest": _POST,
    "repository:pause-source": _POST,
    "repository:publish-asset": _POST,
    "repository:measure-asset": _POST,
    "repository:remove-distribution": _POST,
    "repository:close-discussion": _POST,
    "repository:remove-reuse": _POST,
    "observatory:csv": _FILE,
    "pathways:transition": _ROME,
    "mobility:forget": _POST,
    "mobility:again": _POST,
    "mobility:send": _POST,
    "mobility:let-go": _POST,
    "mobility:take-ending-back": _POST,
    "mobility:agree": _POST,
    "mobility:disagree": _POST,
    "mobility:take-note-back": _POST,
    "mobility:pdf": _FILE,
    **{
        f"mobility:{name}": _CARRIED
        for name in (
            "read",
            "beliefs",
            "diagnosis",
            "areas",
            "keep",
            "kept",
            "first-answer",
            "erase",
            "stop-reminders",
            "talk",
            "ending",
            "talk-ending",
        )
    },
    "language": _POST,
    "health": _FILE,
    "core:open-notice": _POST,
    "accounts:look-for-work": _POST,
    "accounts:space": _SENDS_ON,
    "accounts:my-team": _SENDS_ON,
    "accounts:verify": _POST,
    "accounts:territory": _POST,
    "accounts:invite-first": _POST,
    "accounts:act-for": _POST,
    "accounts:invite": _POST,
    "accounts:withdraw-invitation": _POST,
    "accounts:change-role": _POST,
    "accounts:end-membership": _POST,
    "accounts:ask-to-join": _POST,
    "accounts:answer-request": _POST,
    "account_set_password": _PROVIDER,
    "account_confirm_login_code": "the portal sends no codes by e-mail",
    "mfa_authenticate": "between the password and the second factor: test_pages.py looks at it on its own",
    "mfa_reauthenticate": "its twin account_reauthenticate is in the list; both use one template",
    "mfa_download_recovery_codes": _FILE,
    "socialaccount_signup": _PROVIDER,
    "socialaccount_connections": _PROVIDER,
    "openid_connect_login": _PROVIDER,
    "openid_connect_callback": _PROVIDER,
    "jobseekers:read-again": _POST,
    "jobseekers:forget-document": _POST,
    "jobseekers:image-take": _POST,
    "jobseekers:remove-line": _POST,
    "jobseekers:delete-version": _POST,
    "jobseekers:mark": _POST,
    "jobseekers:other-ways": _POST,
    "jobseekers:save-search": _POST,
    "jobseekers:change-search": _POST,
    "jobseekers:remove-search": _POST,
    "jobseekers:interview": _FILE,
    "jobseekers:answer-suggestion": _POST,
    "jobseekers:answer-interview": _POST,
    "jobseekers:answer-invite": _POST,
    "vacancies:add-requirement": _POST,
    "vacancies:duplicate": _POST,
    "vacancies:export-csv": _FILE,
    "vacancies:export-pdf": _FILE,
    "vacancies:unmask": _POST,
    "vacancies:note": _POST,
    "vacancies:invite": _POST,
    "employers:drop-entry": _POST,
    "counselling:note": _POST,
    "counselling:remove-note": _POST,
    "counselling:accept": _POST,
    "counselling:decline": _POST,
    "counselling:stop-mine": _POST,
    "counselling:calendar-address": _POST,
    "counselling:remove-calendar-address": _POST,
    "counselling:feed": _FILE,
    "rights:give-consent": _POST,
    "rights:withdraw-consent": _POST,
    "rights:take-profile": _FILE,
    "rights:ask-archive": _POST,
    "rights:take-archive": _FILE,
    "rights:cancel-erasure": _POST,
    "rights:audit-export": _FILE,
    "api:openapi": _FILE,
    "api:nothing": "an error of the API, as JSON",
    "api:revoke": _POST,
    "api:take-over": _POST,
    "api:add-webhook": _POST,
    "api:stop-webhook": _POST,
}


def pages_of(role: str) -> list[Page]:
    """The pages that ``role`` has, in the order of the list."""
    return [page for page in PAGES if role in page.roles]


def address(page: Page, *, folder: Path, email: str) -> str:
    """The path of ``page`` for the person with this address, from what the portal's database holds."""
    arguments = {
        name: source[1:] if source.startswith("=") else _rows(folder, source, email=email)[0]
        for name, source in page.arguments.items()
    }
    path = reverse(page.name, kwargs=arguments)
    name, source = page.several
    query = [
        *page.query.items(),
        *((name, row) for row in (_rows(folder, source, email=email) if source else ())),
    ]
    return f"{path}?{urlencode(query)}" if query else path


def rows(folder: Path, question: str, *, email: str = "") -> list[str]:
    """The first column of what ``question`` finds; identifiers are written as the addresses write them."""
    database = sqlite3.connect(f"file:{folder / 'portal.sqlite3'}?mode=ro", uri=True, timeout=20)
    try:
        asked = {"email": email} if ":email" in question else {}
        found = [row[0] for row in database.execute(question, asked) if row[0] is not None]
    finally:
        database.close()
    return [
        str(uuid.UUID(each)) if isinstance(each, str) and len(each) == 32 else str(each) for each in found
    ]


def _rows(folder: Path, question: str, *, email: str) -> list[str]:
    found = rows(folder, question, email=email)
    assert found, f"the demonstration has none of these: {question}"
    return found
