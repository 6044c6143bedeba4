from django.urls import path

from linli.activity import sheets, views, views_me

app_name = "activity"
urlpatterns = [
    path("activity/", views.plans, name="plans"),
    path("activity/<uuid:key>/", views.plan, name="plan"),
    path("activity/<uuid:key>/rows/", views.rows, name="rows"),
    path("activity/<uuid:key>/rows/<int:number>/removal/", views.removal, name="removal"),
    path("activity/<uuid:key>/days/", views.days, name="days"),
    path("activity/<uuid:key>/proposal/", views.proposal, name="proposal"),
    path("activity/<uuid:key>/publication/", views.publication, name="publication"),
    path("activity/<uuid:key>/retraction/", views.retraction, name="retraction"),
    path("activity/<uuid:key>/poster/", sheets.poster, name="poster"),
    path("me/activity/", views_me.mine, name="mine"),
]
