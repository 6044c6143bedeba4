"""Every address. A test walks this table: each view declares its permission."""

from django.urls import include, path

urlpatterns = [
    path("", include("linli.overview.urls")),
]
