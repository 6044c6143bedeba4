from django.urls import path

from linli.situation import views, views_drafts

app_name = "situation"
urlpatterns = [
    path("rules/", views.policy, name="policy"),
    path("rules/of/<uuid:community_id>/", views.policy, name="policy_of"),
    path("rules/choice/", views_drafts.choice, name="choice"),
    path("rules/own/", views_drafts.own, name="own"),
    path("rules/draft/", views_drafts.draft, name="draft"),
    path("rules/publications/", views_drafts.publications, name="publications"),
    path("rules/publications/<uuid:publication_id>/", views.publication, name="publication"),
    path("rules/publications/<uuid:publication_id>/file/", views.publication_file, name="file"),
    path("rules/publications/<uuid:publication_id>/confirmation/", views.confirmation, name="confirmation"),
    path("rules/publications/<uuid:publication_id>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("rules/publications/<uuid:publication_id>/undoing/", views.undoing, name="undoing"),
]
