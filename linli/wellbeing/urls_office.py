"""The managers' page."""

from django.urls import path

from linli.wellbeing import views_numbers

urlpatterns = [path("cottage/numbers/", views_numbers.numbers, name="numbers")]
