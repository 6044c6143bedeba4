from django.urls.resolvers import URLPattern

app_name = "supplies"
urlpatterns: list[URLPattern] = []
