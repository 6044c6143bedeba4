from django.urls import path

from linli.overview import views_batches

app_name = "batches"
urlpatterns = [
    path("", views_batches.batches, name="list"),
    path("<uuid:key>/", views_batches.batch, name="one"),
    path("<uuid:key>/restoration/", views_batches.restoration, name="restoration"),
]
