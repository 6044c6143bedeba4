"""Every address. A test walks this table: each view declares its permission."""

from django.urls import include, path

urlpatterns = [
    path("", include("linli.overview.urls")),
    path("", include("linli.accounts.urls")),
    path("", include("linli.accounts.sign_in_urls")),
]
