"""What the API says of itself: the OpenAPI document for programs, the same as a page for people."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from openemploi_web.api import bodies, events, webhooks
from openemploi_web.api.keys import Key
from openemploi_web.api.service import API, PREFIX, operations

_ABOUT: Final = (
    "Everything on the portal that a partner's program needs. Requests carry a key of an organisation "
    "(`Authorization: Bearer …`), made by its administrators on the page Programs; each operation names the scope "
    "that it needs. Nobody's identity is given out unless somebody asked for it with a reason. 300 requests a minute "
    "and key; then 429 with `Retry-After`. Messages follow `Accept-Language` (fr, en, ko)."
)
_HEADERS: Final = {
    "401": ("WWW-Authenticate", {"type": "string"}),
    "405": ("Allow", {"type": "string"}),
    "429": ("Retry-After", {"type": "integer", "minimum": 0}),
}
_GROUPS: Final = ("offers", "applications", "matching", "reference")


@dataclass(frozen=True, slots=True)
class Value:
    """A name with what it holds, for the page."""

    name: str
    kind: str
    needed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Described:
    """An operation, for the page."""

    name: str
    method: str
    path: str
    summary: str
    words: str
    scope: str
    parameters: list[Value]
    body: list[Value]
    body_type: str
    answers: list[tuple[str, str]]


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    made: dict[str, Any] = copy.deepcopy(dict(API.get_openapi_schema(path_prefix=PREFIX)))
    made["info"]["description"] = _ABOUT
    made["info"]["license"] = {"name": "Apache 2.0", "identifier": "Apache-2.0"}
    made["servers"] = [{"url": "/"}]
    made["components"]["securitySchemes"]["Key"] = {
        "type": "http",
        "scheme": "bearer",
        "description": Key.openapi_description,
    }
    scopes = _scopes()
    for _path, method, operation in _each(made):
        scope = scopes[operation["operationId"]]
        operation["x-scope"] = scope
        operation["description"] = f"{operation.get('description', '')}\n\nScope: `{scope}`.".strip()
        for status, (name, schema) in _HEADERS.items():
            operation["responses"][int(status)]["headers"] = {name: {"required": True, "schema": schema}}
        if operation["operationId"] == "put_offers":
            _as_lines(operation)
        if method in ("get", "head"):
            operation.pop("requestBody", None)
    made["webhooks"] = {name: {"post": _message(name)} for name in events.LABELS}
    made["components"]["schemas"]["Event"] = _EVENT
    return made


def readable() -> list[tuple[str, list[Described]]]:
    """The operations in groups, in the order in which they are written."""
    made = document()
    found: dict[str, list[Described]] = {name: [] for name in _GROUPS}
    for path, method, operation in _each(made):
        content = operation.get("requestBody", {}).get("content", {})
        body_type = next(iter(content), "")
        schema = content.get(body_type, {}).get("schema", {})
        found[operation["tags"][0]].append(
            Described(
                name=operation["operationId"],
                method=method.upper(),
                path=path,
                summary=operation["summary"],
                words=operation["description"],
                scope=operation["x-scope"],
                parameters=[
                    Value(
                        row["name"],
                        _kind(row["schema"]),
                        bool(row.get("required")),
                        str(row.get("description", "")),
                    )
                    for row in operation["parameters"]
                ],
                body=_values(schema, made),
                body_type=body_type,
                answers=[
                    (str(status), str(answer["description"]))
                    for status, answer in sorted(operation["responses"].items(), key=lambda row: str(row[0]))
                ],
            )
        )
    return list(found.items())


def _each(made: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in made["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def _scopes() -> dict[str, str]:
    return {
        str(operation.operation_id): next(
            key.scope for key in operation.auth_callbacks if isinstance(key, Key)
        )
        for _path, view in operations()
        for operation in view.operations
    }


def _as_lines(operation: dict[str, Any]) -> None:
    line = {"type": "string", "description": "One JSON object a line: LineIn."}
    operation["requestBody"] = {"required": True, "content": {bodies.LINES_TYPE: {"schema": line}}}
    told = {
        "type": "string",
        "description": "One JSON object a line: what became of it, then a line for all.",
    }
    operation["responses"][200]["content"] = {bodies.LINES_TYPE: {"schema": told}}


def _values(schema: Mapping[str, Any], made: Mapping[str, Any]) -> list[Value]:
    if reference := schema.get("$ref"):
        schema = made["components"]["schemas"][reference.rpartition("/")[2]]
    needed = set(schema.get("required", ()))
    return [
        Value(name, _kind(row), name in needed, str(row.get("description", "")))
        for name, row in schema.get("properties", {}).items()
    ]


def _kind(schema: Mapping[str, Any]) -> str:
    if reference := schema.get("$ref"):
        name = str(reference).rpartition("/")[2]
        found = document()["components"]["schemas"].get(name, {})
        return " | ".join(map(str, found["enum"])) if "enum" in found else name
    if "anyOf" in schema:
        return " | ".join(_kind(row) for row in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return " ".join(str(schema[name]) for name in ("type", "format") if name in schema)


def _message(name: str) -> dict[str, Any]:
    header = {"in": "header", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": f"event_{name.replace('.', '_')}",
        "summary": name,
        "description": (
            "Identifiers only. `OpenEmploi-Signature` is `v1=` and the HMAC-SHA256, in hexadecimal, of "
            f"`timestamp.body` with the secret of the address; refuse timestamps more than {webhooks.WINDOW} "
            "seconds away."
        ),
        "parameters": [
            {**header, "name": f"OpenEmploi-{part}"}
            for part in ("Event", "Delivery", "Timestamp", "Signature")
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Event"}}},
        },
        "responses": {"2XX": {"description": "Taken."}, "410": {"description": "Not to be sent again."}},
    }


_TEXT: Final = {"type": "string"}
_EVENT: Final = {
    "title": "Event",
    "type": "object",
    "required": ["id", "event", "number", "at", "organisation", "subject"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "event": _TEXT,
        "number": {"type": "integer"},
        "at": {"type": "string", "format": "date-time"},
        "organisation": {"type": "string", "format": "uuid"},
        "subject": {
            "type": "object",
            "required": ["kind", "id"],
            "properties": {"kind": _TEXT, "id": {"type": "string", "format": "uuid"}},
        },
    },
}
