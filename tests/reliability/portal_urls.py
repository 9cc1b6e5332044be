"""The page "is it alive?" and a page that writes by an action; neither is the product's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from tests.reliability.portal_tasks import item_of, make

from openemploi_web.core import views


@csrf_exempt
def write(request: HttpRequest, number: int) -> HttpResponse:
    """Make item ``number``, unless it is there: 201 is said after it is kept."""
    if item_of(number).exists():
        return HttpResponse(status=200)
    make(actor=None, number=number)
    return HttpResponse(status=201)


urlpatterns = [path("sante/", views.health, name="health"), path("write/<int:number>/", write)]
