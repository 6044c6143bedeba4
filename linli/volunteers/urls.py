from django.urls import path

from linli.volunteers import sheets, views, views_mine, views_public, views_shifts

app_name = "volunteers"
urlpatterns = [
    path("volunteers/", views.overview, name="overview"),
    path("volunteers/people/", views.people, name="people"),
    path("volunteers/new/", views.desk, name="desk"),
    path("volunteers/poster/", sheets.poster, name="poster"),
    path("volunteers/offer/", views_public.places, name="places"),
    path("volunteers/offer/<uuid:key>/", views_public.offer, name="offer"),
    path("volunteers/certificates/", views_public.check, name="check_any"),
    path("volunteers/certificates/<str:code>/", views_public.check, name="check"),
    path("volunteers/shifts/new/", views_shifts.new, name="new"),
    path("volunteers/shifts/<uuid:key>/", views_shifts.shift, name="shift"),
    path("volunteers/shifts/<uuid:key>/steps/", views_shifts.shift_steps, name="shift_steps"),
    path("volunteers/shifts/<uuid:key>/list/", sheets.sheet, name="sheet"),
    path("volunteers/<uuid:key>/", views.one, name="one"),
    path("volunteers/<uuid:key>/description/", views.description, name="description"),
    path("volunteers/<uuid:key>/decision/", views.decision, name="decision"),
    path("volunteers/<uuid:key>/link/", views.link, name="link"),
    path("volunteers/<uuid:key>/certificate/", views.paper, name="certificate"),
    path("volunteering/", views_mine.mine, name="mine"),
    path("volunteering/steps/", views_mine.mine_steps, name="steps"),
    path("volunteering/certificate/", views_mine.mine_certificate, name="certificate_mine"),
    path("me/volunteering/", views_mine.me, name="me"),
    path("me/volunteering/steps/", views_mine.me_steps, name="me_steps"),
    path("me/volunteering/certificate/", views_mine.me_certificate, name="me_certificate"),
]
