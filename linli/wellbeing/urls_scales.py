"""The scales that a community offers: for phones, on paper, and for who answers for them."""

from django.urls import path

from linli.wellbeing import views_paper, views_scales

urlpatterns = [
    path("cottage/scales/", views_scales.scales, name="scales"),
    path("cottage/scales/imports/", views_scales.imports, name="scale_imports"),
    path("cottage/scales/imports/<uuid:key>/withdrawal/", views_scales.withdrawal, name="scale_withdrawal"),
    path("cottage/scales/<slug:name>/cutoff/", views_scales.cutoff, name="scale_cutoff"),
    path("cottage/<uuid:key>/scales.json", views_scales.scales_json, name="scales_json"),
    path("cottage/<uuid:key>/paper/<slug:name>/<str:language>/", views_paper.paper, name="scale_paper"),
]
