from django.urls import path

from linli.sentences import views, views_corrections

app_name = "sentences"
urlpatterns = [
    path("sentences/", views.box, name="box"),
    path("sentences/confirmation/", views.confirmation, name="confirmation"),
    path("sentences/candidates/", views.candidates, name="candidates"),
    path("sentences/intakes/<uuid:key>/", views.intake, name="intake"),
    path("sentences/corrections/", views_corrections.corrections, name="corrections"),
]
