from django.urls import path

from linli.overview import journal_pages

app_name = "journal"
urlpatterns = [
    path("", journal_pages.lines, name="lines"),
    path("verification/", journal_pages.verification, name="verification"),
]
