"""Employers: the careers that public ones offer."""

from openemploi_web.employers import urls_careers, urls_edit

app_name = "employers"
urlpatterns = [*urls_careers.urlpatterns, *urls_edit.urlpatterns]
