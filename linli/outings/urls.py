from django.urls import path

from linli.outings import views_certificates, views_desk, views_late, views_me, views_queue

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
    path("outings/", views_queue.queue, name="queue"),
    path("outings/decisions/", views_queue.decisions, name="decisions"),
    path("outings/overdue/", views_late.overdue, name="overdue"),
    path("outings/overdue/<uuid:key>/steps/", views_late.steps, name="steps"),
    path("outings/residents/<uuid:key>/", views_desk.desk, name="desk"),
    path("outings/<uuid:key>/", views_queue.outing, name="outing"),
    path("outings/<uuid:key>/approval/", views_queue.approval, name="approval"),
    path("outings/<uuid:key>/refusal/", views_queue.outing_refusal, name="outing_refusal"),
    path("outings/<uuid:key>/withdrawal/", views_queue.outing_withdrawal, name="outing_withdrawal"),
    path("me/outings/", views_me.outings, name="mine"),
    path("me/outings/check/", views_me.checked, name="checked"),
    path("me/outings/<uuid:key>/withdrawal/", views_me.own_withdrawal, name="own_withdrawal"),
]
