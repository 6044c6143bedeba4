from django.urls import path

from linli.outings import views

app_name = "outings"
urlpatterns = [
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/list/", views.employer_list, name="list"),
    path("certificates/residents/<uuid:key>/", views.new, name="new"),
    path("certificates/<uuid:key>/", views.certificate, name="certificate"),
    path("certificates/<uuid:key>/photo/", views.photo, name="photo"),
    path("certificates/<uuid:key>/verification/", views.verification, name="verification"),
    path("certificates/<uuid:key>/refusal/", views.refusal, name="refusal"),
    path("certificates/<uuid:key>/revocation/", views.revocation, name="revocation"),
]
