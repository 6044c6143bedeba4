from django.urls.resolvers import URLPattern

app_name = "sentences"
urlpatterns: list[URLPattern] = []
