"""Pages for those who come home and their families, sheets, and lists from above."""

from django.urls import path

from linli.arrivals import views_lists, views_mine, views_office, views_travel

urlpatterns = [
    path("arrivals/announcement/", views_travel.places, name="places"),
    path("arrivals/announcement/<uuid:key>/", views_travel.announcement, name="announcement"),
    path("arrivals/t/<str:token>/", views_travel.travellers, name="travellers"),
    path("arrivals/t/<str:token>/words/", views_travel.travellers_words, name="travellers_words"),
    path("arrivals/t/<str:token>/note/", views_travel.travellers_note, name="travellers_note"),
    path("me/arrivals/", views_mine.mine, name="mine"),
    path("me/arrivals/<uuid:key>/", views_mine.mine_thread, name="mine_thread"),
    path("me/arrivals/<uuid:key>/words/", views_mine.mine_words, name="mine_words"),
    path("me/arrivals/<uuid:key>/note/", views_mine.mine_note, name="mine_note"),
    path("arrivals/poster/", views_office.poster, name="poster"),
    path("arrivals/<uuid:key>/link/", views_office.link, name="link"),
    path("arrivals/<uuid:key>/note/", views_office.note, name="note"),
    path("arrivals/<uuid:key>/hand-on/", views_office.handing_on, name="handing_on"),
    path("arrivals/<uuid:key>/hand-on/sheet/", views_office.handing_sheet, name="handing_sheet"),
    path("arrivals/lists/", views_lists.lists, name="lists"),
    path("arrivals/lists/<uuid:key>/", views_lists.one, name="list_one"),
    path("arrivals/lists/<uuid:key>/application/", views_lists.application, name="list_application"),
    path("arrivals/lists/<uuid:key>/rejected/", views_lists.rejected, name="list_rejected"),
]
