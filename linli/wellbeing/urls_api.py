"""Addresses that browsers call: residents' without a session, counsellors' with theirs."""

from django.urls import path

from linli.wellbeing import api, api_more, api_records

PLACE, ONE = "cottage/<uuid:community>", "cottage/records/<uuid:key>"
urlpatterns = [
    path(f"{PLACE}/door.json", api.door, name="door"),
    path(f"{PLACE}/records", api.records, name="send"),
    path(f"{PLACE}/bookings", api.bookings, name="book"),
    path(f"{PLACE}/bookings/<uuid:key>/cancellation", api.booking_cancellation, name="unbook"),
    path(f"{PLACE}/replies/<str:box>", api.replies, name="replies"),
    path("cottage/records.json", api_records.records, name="records"),
    path(f"{ONE}.json", api_records.record, name="record"),
    path(f"{ONE}/claim", api_records.claim, name="claim"),
    path(f"{ONE}/release", api_records.release, name="release"),
    path(f"{ONE}/entries", api_records.entries, name="entries"),
    path(f"{ONE}/closing", api_records.closing, name="closing"),
    path(f"{ONE}/destruction", api_records.destruction, name="destruction"),
    path(f"{ONE}/breakings", api_more.breaking, name="breaking"),
    path("cottage/breakings.json", api_more.breakings, name="breakings"),
    path("cottage/breakings/<uuid:key>/confirmation", api_more.confirmation, name="confirmation"),
    path("cottage/breakings/<uuid:key>/telling", api_more.telling, name="telling"),
    path("cottage/keys/<uuid:key>/records.json", api_more.wrapped, name="wrapped"),
    path("cottage/keys/<uuid:key>/records", api_more.rewrapping, name="rewrapping"),
    path("cottage/replies", api_more.replies, name="reply"),
    path("cottage/count.json", api_more.count, name="count"),
    path("cottage/counts", api_more.counts, name="counts"),
    path("cottage/bookings.json", api_more.bookings, name="bookings"),
    path("cottage/bookings/<uuid:key>/cancellation", api_more.booking_cancellation, name="booking_cancellation"),
]
