from django.urls import path

from linli.followups import views

app_name = "followups"
urlpatterns = [
    path("followups/", views.matters, name="list"),
    path("followups/<uuid:key>/", views.matter, name="matter"),
    path("followups/<uuid:key>/answer/", views.answer, name="answer"),
    path("followups/<uuid:key>/hand-over/", views.hand_over, name="hand_over"),
    path("followups/<uuid:key>/closing/", views.closing, name="closing"),
]
