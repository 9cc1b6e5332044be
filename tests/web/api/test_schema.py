"""The whole OpenAPI document against the API: no 5xx, every status declared, every answer as described.

Requests are made up by schemathesis from the document, sound ones and unsound ones, with a key of each kind, about
offers and applications that are there. What it makes up is the same at each run.
"""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as example_settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from openemploi_web.api import scopes
from openemploi_web.api.document import document
from openemploi_web.config.wsgi import application
from tests.web.api.conftest import Program, Scene, program

PASSES: Final[dict[str, list[Any]]] = {
    "no server error": [not_a_server_error],
    "as declared": [
        status_code_conformance,
        content_type_conformance,
        response_headers_conformance,
        response_schema_conformance,
    ],
}
OPERATIONS: Final = sorted(
    operation["operationId"] for item in document()["paths"].values() for operation in item.values()
)
EXAMPLES: Final = 6


@schemathesis.serializer("application/x-ndjson")
def _lines(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def schema() -> Any:
    """The document as it is served."""
    config = schemathesis.Config.from_dict({"generation": {"with-security-parameters": False}})
    found = schemathesis.openapi.from_dict(json.loads(json.dumps(document())), config=config)
    found.app = application
    return found


def send(
    schema: Any,
    name: str,
    key: Program,
    scene: Scene,
    checks: list[Any],
    *,
    modes: tuple[GenerationMode, ...] = (GenerationMode.POSITIVE,),
    examples: int = EXAMPLES,
) -> None:
    """Send made-up requests of one operation and look at the answers."""
    operation = schema.find_operation_by_id(name)
    there = {"offer": str(scene.vacancy.pk), "application": str(scene.application.pk)}
    named = {row.name for row in operation.path_parameters}
    given_path = {part: there[part] for part in named & set(there)}
    headers = {"Authorization": f"Bearer {key.secret}", "Accept-Language": "en"}
    for mode in modes:
        path = given_path if mode is GenerationMode.POSITIVE and given_path else None
        more = {"path_parameters": path} if path else {}
        strategy = operation.as_strategy(generation_mode=mode, **more)

        @given(case=strategy)
        @example_settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def run(case: Case) -> None:
            case.call_and_validate(headers=headers, checks=checks)

        run()


@pytest.fixture
def _no_limit(settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 10**9


@pytest.mark.usefixtures("_no_limit")
@pytest.mark.parametrize("checks", PASSES.values(), ids=PASSES)
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_answers_as_its_document_says(
    schema: Any, scene: Scene, name: str, checks: list[Any]
) -> None:
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    send(schema, name, scene.program, scene, checks, modes=modes)


@pytest.mark.usefixtures("_no_limit")
@pytest.mark.parametrize("name", OPERATIONS)
def test_every_kind_of_key_is_answered_as_declared(schema: Any, scene: Scene, name: str) -> None:
    keys = [
        scene.other,
        scene.agency,
        program(scene.employer, scene.administrator, scopes.OFFERS_READ),
        Program("oe_unknown"),
    ]
    for key in keys:
        send(schema, name, key, scene, [*PASSES["no server error"], *PASSES["as declared"]], examples=1)


def test_every_operation_declares_every_refusal() -> None:
    for item in document()["paths"].values():
        for operation in item.values():
            declared = {int(status) for status in operation["responses"]}
            assert declared >= {400, 401, 403, 404, 405, 409, 413, 415, 422, 429}, operation["operationId"]
            assert operation["x-scope"] in scopes.LABELS
