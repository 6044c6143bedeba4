from django.urls import path

from linli.outings import views_certificates

app_name = "outings"
urlpatterns = [
    path("certificates/", views_certificates.certificates, name="certificates"),
    path("certificates/list/", views_certificates.employer_list, name="list"),
    path("certificates/residents/<uuid:key>/", views_certificates.new, name="new"),
    path("certificates/<uuid:key>/", views_certificates.certificate, name="certificate"),
    path("certificates/<uuid:key>/photo/", views_certificates.photo, name="photo"),
    path("certificates/<uuid:key>/verification/", views_certificates.verification, name="verification"),
    path("certificates/<uuid:key>/refusal/", views_certificates.refusal, name="refusal"),
    path("certificates/<uuid:key>/revocation/", views_certificates.revocation, name="revocation"),
]
