from django.urls import path

from linli.errands import views, views_ask, views_cash, views_me, views_steps, views_trips

app_name = "errands"
urlpatterns = [
    path("errands/", views.errands, name="list"),
    path("errands/new/", views_ask.find, name="find"),
    path("errands/new/<uuid:key>/", views_ask.new, name="new"),
    path("errands/cash/", views_cash.cash, name="cash"),
    path("errands/cash/sheet/", views_cash.cash_sheet, name="cash_sheet"),
    path("errands/cash/<uuid:key>/count/", views_cash.count, name="count"),
    path("errands/trips/", views_trips.trips, name="trips"),
    path("errands/trips/<uuid:key>/", views_trips.trip, name="trip"),
    path("errands/trips/<uuid:key>/end/", views_trips.trip_end, name="trip_end"),
    path("errands/<uuid:key>/", views.errand, name="errand"),
    path("errands/<uuid:key>/acceptance/", views_steps.acceptance, name="acceptance"),
    path("errands/<uuid:key>/steps/", views_steps.steps, name="steps"),
    path("errands/<uuid:key>/collection/", views_steps.collection, name="collection"),
    path("errands/<uuid:key>/purchase/", views_steps.purchase, name="purchase"),
    path("errands/<uuid:key>/delivery/", views_steps.delivery, name="delivery"),
    path("errands/<uuid:key>/return/", views_steps.return_, name="return"),
    path("errands/<uuid:key>/cancellation/", views_steps.cancellation, name="cancellation"),
    path("errands/<uuid:key>/receipt/", views.receipt, name="receipt"),
    path("me/errands/", views_me.my_errands, name="mine"),
    path("me/errands/<uuid:key>/", views_me.my_errand, name="mine_one"),
    path("me/errands/<uuid:key>/confirmation/", views_me.my_confirmation, name="my_confirmation"),
    path("me/errands/<uuid:key>/complaint/", views_me.my_complaint, name="my_complaint"),
    path("me/errands/<uuid:key>/cancellation/", views_me.my_cancellation, name="my_cancellation"),
    path("me/errands/<uuid:key>/receipt/", views_me.my_receipt, name="my_receipt"),
]
