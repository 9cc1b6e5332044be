"""Pages of a person who looks for work: their profile, and the offers for them."""

from openemploi_web.jobseekers import urls_offers, urls_profile

app_name = "jobseekers"
urlpatterns = [*urls_profile.urlpatterns, *urls_offers.urlpatterns]
