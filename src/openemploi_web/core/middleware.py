"""What happens around each request: its language, and the guard that refuses writes outside actions."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from openemploi import i18n
from openemploi_web.core.actions import guarded

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """French unless the person chose otherwise: their cookie, else what their browser asks for first."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        codes = [code for code, _name in settings.LANGUAGES]
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if language not in codes:
            asked = (
                request.headers.get("Accept-Language", "")[:200].replace("-", ",").replace(";", ",").lower()
            )
            language = next((part.strip() for part in asked.split(",") if part.strip() in codes), "fr")
        i18n.use_language(language)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ActionMiddleware:
    """Serve each request with the guard of :mod:`openemploi_web.core.actions` on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with guarded():
            return self.get_response(request)
