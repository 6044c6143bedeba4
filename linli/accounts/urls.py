from django.urls import path

from linli.accounts import views_sign_in

app_name = "accounts"
urlpatterns = [
    path("account/workplace/", views_sign_in.workplace, name="workplace"),
    path("link/<str:token>/", views_sign_in.link, name="link"),
]
