"""The API as Django serves it: its addresses, and what holds for every request before an operation is looked for.

Operations are in ``offers.py``, ``bulk.py``, ``applications.py``, ``matching.py``, ``reference.py`` and
``observatory.py``; each calls the actions and selectors of the apps, which decide. The document about all of it is
made by ``document.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.operation import PathView
from ninja.utils import normalize_path, replace_path_param_notation

from openemploi_web.api import applications, bulk, matching, observatory, offers, reference
from openemploi_web.api.bodies import SoundParser
from openemploi_web.api.problems import Problem, answer_problem, handlers, not_found

VERSION: Final = "1.0"
PREFIX: Final = "api/v1/"


def service() -> NinjaAPI:
    """The API with all its operations."""
    api = NinjaAPI(
        title="Open Emploi",
        version=VERSION,
        urls_namespace="openemploi",
        docs_url=None,
        openapi_url=None,
        parser=SoundParser(),
    )
    handlers(api)
    for part in (offers, bulk, applications, matching, reference, observatory):
        api.add_router("", part.router)
    return api


API: Final = service()


def operations() -> Iterator[tuple[str, PathView]]:
    """The path of each resource below :data:`PREFIX`, with what can be done there."""
    for bound in API._get_bound_routers():
        yield from ((route.lstrip("/"), view) for route, view in bound.path_operations.items())


def urls() -> list[URLPattern]:
    """An address for each resource, and a refusal in the API's shape for all others below ``/api/``."""
    together: dict[str, list[PathView]] = {}
    for route, view in operations():
        together.setdefault(route, []).append(view)
    found = [
        path(
            PREFIX + normalize_path(replace_path_param_notation(route)).lstrip("/"),
            _resource(views),
            name=views[0].operations[0].operation_id,
        )
        for route, views in together.items()
    ]
    return [*found, re_path(r"^api/(?P<rest>(?s:.*))$", _nothing, name="nothing")]


def _resource(views: list[PathView]) -> Callable[..., HttpResponseBase]:
    methods = {method: (view, one) for view in views for one in view.operations for method in one.methods}
    known = {
        method: frozenset(
            name
            for model in one.models
            if model.__ninja_param_source__ == "query"
            for name in model.__ninja_flatten_map__
        )
        for method, (_view, one) in methods.items()
    }
    run = {id(view): view.get_view() for view in views}

    @csrf_exempt  # no cookie is looked at: there is nothing that another site could make a browser send
    def resource(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        method = request.method or ""
        if method not in methods:
            return _not_allowed(sorted(methods))
        request.known_parameters = known[method]  # type: ignore[attr-defined]
        try:
            response: HttpResponseBase = run[id(methods[method][0])](request, **parts)
        except Problem as problem:
            response = answer_problem(problem)
        response.headers["Cache-Control"] = "no-store"
        return response

    return resource


def _not_allowed(methods: list[str]) -> HttpResponse:
    return answer_problem(
        Problem(
            405,
            "method_not_allowed",
            _("This cannot be done here."),
            _("Use %(methods)s.") % {"methods": ", ".join(methods)},
            headers={"Allow": ", ".join(methods)},
        )
    )


@csrf_exempt
def _nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return answer_problem(not_found())
