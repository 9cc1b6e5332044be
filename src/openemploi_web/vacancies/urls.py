"""Offers: what everybody may read, and the employer's side."""

from openemploi_web.vacancies import urls_employer, urls_public

app_name = "vacancies"
urlpatterns = [*urls_public.urlpatterns, *urls_employer.urlpatterns]
