from django.urls.resolvers import URLPattern

app_name = "arrivals"
urlpatterns: list[URLPattern] = []
