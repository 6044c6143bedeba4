"""Every address. A test walks this table: each view declares its permission."""

from django.urls import include, path

from linli.gates.urls import api_patterns

urlpatterns = [
    path("", include("linli.gates.urls")),
    path("", include("linli.followups.urls")),
    path("", include("linli.orders.urls")),
    path("", include("linli.outings.urls")),
    path("", include("linli.paper.urls")),
    path("", include("linli.activity.urls")),
    path("", include("linli.reviews.urls")),
    path("", include("linli.care.urls")),
    path("", include("linli.arrivals.urls")),
    path("", include("linli.sentences.urls")),
    path("", include("linli.wellbeing.urls")),
    path("", include("linli.supplies.urls")),
    path("", include("linli.shops.urls")),
    path("", include("linli.errands.urls")),
    path("", include("linli.volunteers.urls")),
    *api_patterns,
    path("", include("linli.overview.urls")),
    path("batches/", include("linli.overview.urls_batches")),
    path("privacy/", include("linli.overview.urls_privacy")),
    path("journal/", include("linli.overview.urls_journal")),
    path("people/", include("linli.registry.urls")),
    path("", include("linli.situation.urls")),
    path("", include("linli.accounts.urls")),
    path("", include("linli.accounts.sign_in_urls")),
    path("lan/", include("linli.config.lan.urls")),
]
