from django.urls import path

from linli.reviews import views, views_desk, views_me

app_name = "reviews"
urlpatterns = [
    path("me/decisions/", views_me.decisions, name="decisions"),
    path("me/decisions/<slug:source>/<uuid:key>/", views_me.decision, name="decision"),
    path("me/decisions/<slug:source>/<uuid:key>/review/", views_me.ask, name="ask"),
    path("me/reviews/", views_me.reviews, name="mine"),
    path("me/reviews/<uuid:key>/", views_me.review, name="my_review"),
    path("me/reviews/<uuid:key>/withdrawal/", views_me.withdrawal, name="withdrawal"),
    path("me/rules/<slug:pack>/<slug:phase>/<int:number>/", views_me.rules, name="rules"),
    path("reviews/", views.reviews, name="list"),
    path("reviews/<uuid:key>/", views.review, name="one"),
    path("reviews/<uuid:key>/answer/", views.answer, name="answer"),
    path("reviews/people/", views_desk.people, name="people"),
    path("reviews/people/<uuid:resident_id>/", views_desk.decisions, name="desk"),
    path("reviews/people/<uuid:resident_id>/<slug:source>/<uuid:key>/", views_desk.ask, name="desk_ask"),
]
