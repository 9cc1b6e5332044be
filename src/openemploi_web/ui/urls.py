"""Routes of the gallery; the root routes include them only with DEBUG or DEMONSTRATION."""

from django.urls import path

from openemploi_web.ui.views import gallery

app_name = "ui"
urlpatterns = [path("", gallery, name="gallery")]
