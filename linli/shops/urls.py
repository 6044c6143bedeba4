from django.urls.resolvers import URLPattern

app_name = "shops"
urlpatterns: list[URLPattern] = []
