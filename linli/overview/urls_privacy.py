from django.urls import path

from linli.overview import views_privacy

app_name = "privacy"
urlpatterns = [
    path("", views_privacy.keeping, name="keeping"),
    path("days/", views_privacy.days, name="days"),
    path("readings/", views_privacy.readings, name="readings"),
]
