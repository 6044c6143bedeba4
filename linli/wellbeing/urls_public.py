"""The cottage's pages for everybody, and its poster."""

from django.urls import path

from linli.wellbeing import views_public

urlpatterns = [
    path("cottage/", views_public.places, name="places"),
    path("cottage/poster/", views_public.poster, name="poster"),
    path("cottage/<uuid:key>/", views_public.cottage, name="cottage"),
    path("cottage/<uuid:key>/limits/", views_public.limits, name="limits"),
]
