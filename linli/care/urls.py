from django.urls import path

from linli.care import views, views_death, views_me

app_name = "care"
urlpatterns = [
    path("care/", views.watched, name="watched"),
    path("care/residents/<uuid:key>/", views.one, name="resident"),
    path("care/residents/<uuid:key>/declining/", views.declining, name="declining"),
    path("care/residents/<uuid:key>/wish/", views.wish, name="wish"),
    path("care/residents/<uuid:key>/absence/", views.absence, name="absence"),
    path("care/residents/<uuid:key>/return/", views.homecoming, name="return"),
    path("care/residents/<uuid:key>/death/", views_death.new, name="death_new"),
    path("care/silences/<uuid:key>/", views.silence, name="silence"),
    path("care/silences/<uuid:key>/visits/", views.visits, name="visits"),
    path("care/deaths/", views_death.deaths, name="deaths"),
    path("care/deaths/<uuid:key>/", views_death.death, name="death"),
    path("care/deaths/<uuid:key>/confirmation/", views_death.confirmation, name="confirmation"),
    path("care/deaths/<uuid:key>/withdrawal/", views_death.withdrawal, name="withdrawal"),
    path("care/deaths/<uuid:key>/dispute/", views_death.dispute, name="dispute"),
    path("care/deaths/<uuid:key>/upholding/", views_death.upholding, name="upholding"),
    path("care/deaths/<uuid:key>/correction/", views_death.correction, name="correction"),
    path("me/care/", views_me.mine, name="mine"),
    path("me/care/declining/", views_me.declining, name="my_declining"),
    path("me/care/wish/", views_me.wish, name="my_wish"),
    path("me/care/absence/", views_me.absence, name="my_absence"),
    path("me/care/return/", views_me.homecoming, name="my_return"),
]
