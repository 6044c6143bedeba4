"""The counsellor's own page, and what its script calls besides the records themselves."""

from django.urls import path

from linli.wellbeing import views_counsellor

urlpatterns = [
    path("cottage/work/", views_counsellor.worklist, name="worklist"),
    path("cottage/openings", views_counsellor.openings, name="openings"),
    path("cottage/help", views_counsellor.help_, name="help"),
]
