from django.urls import path

from linli.arrivals import urls_travel, views, views_desk, views_steps

app_name = "arrivals"
urlpatterns = [
    path("arrivals/", views.arrivals, name="list"),
    path("arrivals/new/", views_desk.new, name="new"),
    path("arrivals/<uuid:key>/", views.thread, name="thread"),
    path("arrivals/<uuid:key>/steps/", views_steps.steps, name="steps"),
    path("arrivals/<uuid:key>/papers/", views_steps.papers, name="papers"),
    path("arrivals/<uuid:key>/meeting/", views_steps.meeting, name="meeting"),
    path("arrivals/<uuid:key>/extension/", views_steps.extension, name="extension"),
    path("arrivals/<uuid:key>/worker/", views_steps.worker, name="worker"),
    *urls_travel.urlpatterns,
]
