from django.urls import path

from linli.followups import views, views_handover, views_steps

app_name = "followups"
urlpatterns = [
    path("followups/", views.matters, name="list"),
    path("followups/<uuid:key>/", views.matter, name="matter"),
    path("followups/<uuid:key>/answer/", views.answer, name="answer"),
    path("followups/<uuid:key>/hand-over/", views.hand_over, name="hand_over"),
    path("followups/<uuid:key>/steps/", views_steps.steps, name="steps"),
    path("followups/<uuid:key>/ringing/", views_steps.ringing, name="ringing"),
    path("followups/<uuid:key>/undoing/", views_steps.undoing, name="undoing"),
    path("handover/", views_handover.handover, name="handover"),
    path("handover/<uuid:key>/acknowledgement/", views_handover.acknowledgement, name="acknowledgement"),
    path("handover/<uuid:key>/refusal/", views_handover.refusal, name="refusal"),
    path("handover/<uuid:key>/withdrawal/", views_handover.withdrawal, name="withdrawal"),
]
