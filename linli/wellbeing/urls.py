from linli.wellbeing import urls_public

app_name = "wellbeing"
urlpatterns = [
    *urls_public.urlpatterns,
]
