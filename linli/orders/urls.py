from django.urls import path

from linli.orders import sheets, views, views_me, views_numbers

app_name = "orders"
urlpatterns = [
    path("orders/", views.orders, name="list"),
    path("orders/numbers/", views_numbers.numbers, name="numbers"),
    path("orders/residents/<uuid:key>/", views.new, name="new"),
    path("orders/<uuid:key>/", views.order, name="order"),
    path("orders/<uuid:key>/extension/", views.extension, name="extension"),
    path("orders/<uuid:key>/confirmation/", views.confirmation, name="confirmation"),
    path("orders/<uuid:key>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("orders/<uuid:key>/lifting/", views.lifting, name="lifting"),
    path("orders/<uuid:key>/notice/", sheets.notice, name="notice"),
    path("me/restrictions/", views_me.restrictions, name="restrictions"),
    path("me/restrictions/<uuid:key>/notice/", views_me.notice, name="my_notice"),
]
