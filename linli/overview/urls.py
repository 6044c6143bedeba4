from django.urls import path

from linli.overview import notices, overdue, resident, views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("today/version/", views.version, name="version"),
    path("today/overview/", overdue.where_help, name="where_help"),
    path("notices/", notices.put_aside, name="notices"),
    path("parts/", views.parts, name="parts"),
    path("language/", views.language, name="language"),
    path("type-size/", views.type_size, name="type_size"),
    path("me/", resident.me, name="me"),
    path("me/household/", resident.household, name="household"),
    path("me/data/", resident.mine, name="mine"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
]
