"""The phone test, served over HTTPS."""

from django.urls import path

from linli.config.lan import views

app_name = "lan"
urlpatterns = [
    path("test", views.test, name="test"),
    path("worker.js", views.worker, name="worker"),
    path("probe", views.probe, name="probe"),
]
