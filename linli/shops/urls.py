from django.urls import path

from linli.shops import views

app_name = "shops"
urlpatterns = [
    path("shops/", views.board, name="board"),
    path("shops/stocks/", views.stocks, name="stocks"),
    path("shops/stocks/<uuid:key>/", views.stock, name="stock"),
    path("shops/stocks/<uuid:key>/counts/", views.counts, name="counts"),
    path("shops/stocks/<uuid:key>/removal/", views.removal, name="removal"),
    path("shops/shops/", views.shops, name="shops"),
    path("shops/shops/<uuid:key>/", views.shop, name="shop"),
    path("shops/shops/<uuid:key>/checks/", views.checks, name="checks"),
    path("shops/shops/<uuid:key>/opening/", views.opening, name="opening"),
    path("shops/shops/<uuid:key>/closing/", views.closing, name="closing"),
    path("shops/shops/<uuid:key>/details/", views.details, name="details"),
    path("me/shops/", views.mine, name="mine"),
]
