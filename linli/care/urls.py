from django.urls.resolvers import URLPattern

app_name = "care"
urlpatterns: list[URLPattern] = []
