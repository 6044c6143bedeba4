from django.urls.resolvers import URLPattern

app_name = "volunteers"
urlpatterns: list[URLPattern] = []
