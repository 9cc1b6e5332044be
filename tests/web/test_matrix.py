"""Who may open what: every address of the portal and every operation of the API, for each role, by its status.

``matrix.yaml`` has a row for each; an address without one fails, and so does a row without an address. The rows that
are missing are printed by ``matrix_rows.py``, to be looked at, status by status, before they are kept. What the
addresses name is made by ``world.py``: it belongs to the jobseeker, the employer and the counsellor.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from openemploi_web.api.document import document
from openemploi_web.core.actions import ACTIONS, FREE_TABLES, Denied
from openemploi_web.core.schedule import schedule
from tests.web import factories as make
from tests.web.strangers import calls
from tests.web.world import ROLES, World, world

METHODS: Final = ("GET", "POST")
#: To whom nothing belongs that an address names: what they open changes nothing of anybody's.
STRANGERS: Final = ("anonymous", "other_jobseeker", "other_employer", "other_territory", "other_agency")
KEYS: Final = ("no_key", "employer", "other_employer", "agency")
ROWS: Final[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("matrix.yaml").read_text(encoding="utf-8")
)
#: What is sent to the operations that write or compare: sound, so that only the key decides.
BODIES: Final[dict[str, Any]] = {
    "put_offer": {
        "title": "Agent d’accueil",
        "text": "Vous accueillez les habitants et répondez au téléphone.",
    },
    "close_offer": {"reason": "filled"},
    "put_offers": b"\n",
    "decide": {"choice": "keep", "reason": "Entretien réussi."},
    "answer_application": {"kind": "refused", "refusal": "filled"},
    "unmask": {"reason": "contact"},
    "match": {"cv": {"text": "Secrétaire"}, "offer": {"text": "Nous cherchons un ou une secrétaire."}},
}
_WRITE: Final = re.compile(r'\s*(?:insert(?: or \w+)? into|update|delete from)\s+"?(\w+)', re.IGNORECASE)
_PARAMETER: Final = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


def _group(name: str) -> str:
    return name.partition(":")[0] if ":" in name else "frame and accounts"


GROUPS: Final = sorted({_group(name) for name in ROWS["pages"]})


@cache
def routes() -> dict[str, str]:
    """The name of each address that is no operation of the API, and its pattern."""
    found: dict[str, str] = {}
    for pattern, name in _walk(get_resolver().url_patterns):
        if not pattern.startswith("api/v1/"):
            found[name if name and name not in found else f"/{pattern}"] = pattern
    return found


def operations() -> dict[str, tuple[str, str, str]]:
    """Each operation of the API: its method, its path, its scope."""
    return {
        operation["operationId"]: (method.upper(), path, operation["x-scope"])
        for path, item in document()["paths"].items()
        for method, operation in item.items()
    }


def address(there: World, name: str) -> str:
    """The address called ``name`` with what the world has for its parameters."""
    pattern = routes()[name]
    wanted = [first or second for first, second in _PARAMETER.findall(pattern)]
    values = there.values(name, wanted)
    filled = _PARAMETER.sub(lambda match: values[match[1] or match[2]], pattern)
    return "/" + filled.replace("^", "").replace("$", "").replace("\\", "")


def status(client: Client, method: str, path: str, *, wrote: set[str] | None = None, **more: Any) -> int:
    """What a request is answered; what it changed is taken back, also in the browser."""
    cookies = client.cookies.output()
    before = deepcopy(client.cookies)
    with transaction.atomic(), connection.execute_wrapper(_noting(wrote if wrote is not None else set())):
        response = client.generic(method, path, **more)
        code = response.status_code
        response.close()
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:  # it was signed out, or chose something
        client.cookies = before
    return int(code)


def observed(there: World, clients: dict[str, Client], name: str) -> dict[str, str]:
    """The row of an address as it is now."""
    path = address(there, name)
    return {
        method.lower(): " ".join(str(status(clients[role], method, path)) for role in ROLES)
        for method in METHODS
    }


def observed_operation(there: World, name: str) -> str:
    """The row of an operation as it is now, with a sound body where it takes one."""
    method, path, _scope = operations()[name]
    filled = re.sub(r"{(\w+)}", lambda match: there.parameters[match[1]], path)
    more: dict[str, Any] = {}
    if method != "GET":
        body = BODIES[name]
        lines = isinstance(body, bytes)
        more["data"] = body if lines else json.dumps(body)
        more["content_type"] = "application/x-ndjson" if lines else "application/json"
    clients = [Client(headers={"authorization": f"Bearer {there.keys[key]}"}) for key in KEYS]
    return " ".join(str(status(client, method, filled, **more)) for client in clients)


@pytest.fixture
def there(db: None) -> World:
    """The world."""
    return world()


@pytest.fixture
def clients(there: World) -> dict[str, Client]:
    """A browser for each role, with the second factor where it is asked for."""
    found = {}
    for role, user in there.people.items():
        client = Client(headers={"accept-language": "fr"}, raise_request_exception=False)
        if user is not None:
            if user.needs_second_factor():
                make.with_second_factor(user)
            client.force_login(user)
        found[role] = client
    return found


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    assert ROWS["roles"] == " ".join(ROLES)
    assert set(routes()) - set(ROWS["pages"]) == set(), "addresses without a row"
    assert set(ROWS["pages"]) - set(routes()) == set(), "rows without an address"
    assert ROWS["keys"] == " ".join(KEYS)
    assert set(ROWS["operations"]) == set(operations())


@pytest.mark.parametrize("group", GROUPS)
def test_every_role_is_answered_as_its_row_says(there: World, clients: dict[str, Client], group: str) -> None:
    wrong = []
    for name, row in ROWS["pages"].items():
        if _group(name) != group:
            continue
        path = address(there, name)
        for method in METHODS:
            for role, wanted in zip(ROLES, row[method.lower()].split(), strict=True):
                wrote: set[str] = set()
                got = status(clients[role], method, path, wrote=wrote)
                if str(got) != wanted:
                    wrong.append(f"{method} {name} as {role}: {got} instead of {wanted}")
                if method == "GET" and role in STRANGERS and wrote:
                    wrong.append(f"GET {name} as {role} writes {', '.join(sorted(wrote))}")
    assert wrong == []


def test_every_key_is_answered_as_its_row_says(there: World, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 10**6

    assert {name: observed_operation(there, name) for name in ROWS["operations"]} == ROWS["operations"]


def test_no_role_gets_a_server_error() -> None:
    told = [code for row in ROWS["pages"].values() for method in row.values() for code in method.split()]
    told += [code for row in ROWS["operations"].values() for code in row.split()]

    assert [code for code in told if code.startswith("5")] == []


def test_a_key_without_the_scope_is_refused_by_every_operation(there: World, settings: Any) -> None:
    from openemploi_web.accounts.models import Organisation
    from openemploi_web.api import actions
    from openemploi_web.api.scopes import LABELS

    settings.API_CALLS_A_MINUTE = 10**6
    owner = there.people["employer_admin"]
    assert owner is not None
    organisation = Organisation.objects.get(pk=there.parameters["organisation_id"])
    for name, (method, path, scope) in operations().items():
        rest = [one for one in LABELS if one != scope]
        _token, secret = actions.make_token(actor=owner, organisation=organisation, name=name, scopes=rest)
        filled = re.sub(r"{(\w+)}", lambda match: there.parameters[match[1]], path)
        client = Client(headers={"authorization": f"Bearer {secret}"})
        assert status(client, method, filled, content_type="application/json", data=b"{}") == 403, name


def test_every_action_asks_its_permission() -> None:
    """Each calls ``allow``, itself or by a function of its module that does; nothing else may open the journal."""
    assert routes() and schedule()
    without = []
    for name, run in sorted(ACTIONS.items()):
        tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(run))))
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        if not any("allow" in one for one in called):
            without.append(name)
    assert without == []


def test_every_action_refuses_a_stranger(there: World) -> None:
    """Who belongs nowhere and owns nothing is refused by every action about something of somebody else's."""
    assert routes() and schedule()  # every module with actions is loaded by its pages or its tasks
    stranger = make.user()
    answers = {}
    for name, arguments in calls(there):
        if "actor" in inspect.signature(inspect.unwrap(ACTIONS[name])).parameters:
            fresh = type(stranger).objects.get(pk=stranger.pk)  # knows nothing of what was tried before
            answers[name] = _asked(name, actor=fresh, **arguments)

    open_to_all = set(ROWS["actions_for_anybody"])
    refused = {name for name, answer in answers.items() if answer == "refused"}
    assert {name: answer for name, answer in answers.items() if name not in open_to_all | refused} == {}
    assert open_to_all & refused == set(), "these are refused: they need no reason to be open"


def _asked(action: str, /, **arguments: Any) -> str:
    try:
        with transaction.atomic():
            ACTIONS[action](**arguments)
            transaction.set_rollback(True)
    except Denied:
        return "refused"
    except Exception as fault:  # it went past its permission, which is what is asked here
        return f"let in: {type(fault).__name__}"
    return "let in"


def _noting(wrote: set[str]) -> Any:
    """Note which tables are written, other than those that Django and the journal write by themselves."""

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = _WRITE.match(sql)
        if found and not found[1].startswith(FREE_TABLES):
            wrote.add(found[1])
        return execute(sql, params, many, context)

    return note


def _walk(patterns: Any, prefix: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    for one in patterns:
        if isinstance(one, URLPattern):
            yield prefix + str(one.pattern), ":".join([*spaces, one.name]) if one.name else ""
        else:
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from _walk(one.url_patterns, prefix + str(one.pattern), inner)
