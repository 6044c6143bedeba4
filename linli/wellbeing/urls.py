from django.urls.resolvers import URLPattern

app_name = "wellbeing"
urlpatterns: list[URLPattern] = []
