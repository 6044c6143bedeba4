from django.urls.resolvers import URLPattern

app_name = "errands"
urlpatterns: list[URLPattern] = []
