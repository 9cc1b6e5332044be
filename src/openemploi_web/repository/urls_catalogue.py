"""Pages of the catalogue: search, sets of data, producers, the harvest desk; and the catalogue in DCAT."""

from __future__ import annotations

from django.urls import URLPattern, path

from openemploi_web.repository import (
    views_catalogue,
    views_dcat,
    views_discussions,
    views_harvest,
    views_producers,
)

urlpatterns: list[URLPattern] = [
    path("", views_catalogue.search, name="search"),
    path("catalogue.<str:ending>", views_dcat.catalogue, name="dcat"),
    path("moissons/", views_harvest.sources, name="harvests"),
    path("moissons/nouvelle/", views_harvest.edit_source, name="new-source"),
    path("moissons/<uuid:source_id>/", views_harvest.source, name="source"),
    path("moissons/<uuid:source_id>/modifier/", views_harvest.edit_source, name="edit-source"),
    path("moissons/<uuid:source_id>/lancer/", views_harvest.run, name="run-harvest"),
    path("moissons/<uuid:source_id>/pause/", views_harvest.pause, name="pause-source"),
    path("moissons/travaux/<uuid:job_id>/", views_harvest.job, name="harvest"),
    path("producteurs/", views_producers.producers, name="producers"),
    path("producteurs/nouveau/", views_producers.edit_producer, name="new-producer"),
    path("producteurs/<uuid:producer_id>/", views_producers.producer, name="producer"),
    path("producteurs/<uuid:producer_id>/modifier/", views_producers.edit_producer, name="edit-producer"),
    path("producteurs/<uuid:producer_id>/jeux/nouveau/", views_producers.new_asset, name="new-asset"),
    path("jeux/", views_producers.my_assets, name="my-assets"),
    path("discussions/<uuid:discussion_id>/", views_discussions.discussion, name="discussion"),
    path("discussions/<uuid:discussion_id>/clore/", views_discussions.close, name="close-discussion"),
    path("messages/<uuid:comment_id>/masquer/", views_discussions.hide, name="hide-comment"),
    path("<uuid:asset_id>/", views_catalogue.asset, name="asset"),
    path("<uuid:asset_id>.<str:ending>", views_dcat.asset, name="asset-dcat"),
    path("<uuid:asset_id>/versions/", views_catalogue.versions, name="versions"),
    path("<uuid:asset_id>/tables/<str:table>.csv", views_catalogue.table_csv, name="table"),
    path("<uuid:asset_id>/modifier/", views_producers.edit_asset, name="edit-asset"),
    path("<uuid:asset_id>/publier/", views_producers.publish, name="publish-asset"),
    path("<uuid:asset_id>/mesurer/", views_producers.measure, name="measure-asset"),
    path("<uuid:asset_id>/formes/nouvelle/", views_producers.edit_distribution, name="new-distribution"),
    path(
        "<uuid:asset_id>/formes/<uuid:distribution_id>/",
        views_producers.edit_distribution,
        name="edit-distribution",
    ),
    path(
        "<uuid:asset_id>/formes/<uuid:distribution_id>/retirer/",
        views_producers.remove_distribution,
        name="remove-distribution",
    ),
    path("<uuid:asset_id>/discuter/", views_discussions.open_discussion, name="discuss"),
    path("<uuid:asset_id>/usages/declarer/", views_discussions.declare_reuse, name="declare-reuse"),
    path("usages/<uuid:reuse_id>/retirer/", views_discussions.remove_reuse, name="remove-reuse"),
]
