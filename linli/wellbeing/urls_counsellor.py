"""The counsellor's own page, and what its script calls besides the records themselves."""

from django.urls import path

from linli.wellbeing import views_counsellor, views_rooms

urlpatterns = [
    path("cottage/work/", views_counsellor.worklist, name="worklist"),
    path("cottage/openings", views_counsellor.openings, name="openings"),
    path("cottage/help", views_counsellor.help_, name="help"),
    path("cottage/rooms/", views_rooms.rooms, name="rooms"),
    path("cottage/rooms/<uuid:key>/hours/", views_rooms.hours, name="hours"),
    path("cottage/rooms/<uuid:key>/closing/", views_rooms.room_closing, name="room_closing"),
    path("cottage/hours/<uuid:key>/withdrawal/", views_rooms.hours_withdrawal, name="hours_withdrawal"),
    path("cottage/bookings/<uuid:key>/release/", views_rooms.booking_release, name="booking_release"),
]
