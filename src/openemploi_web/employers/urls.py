"""Employers: the careers that public ones offer."""

from openemploi_web.employers import urls_careers

app_name = "employers"
urlpatterns = [*urls_careers.urlpatterns]
