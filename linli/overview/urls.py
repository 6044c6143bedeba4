from django.urls import path

from linli.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("parts/", views.parts, name="parts"),
    path("language/", views.language, name="language"),
    path("type-size/", views.type_size, name="type_size"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
]
