from linli.wellbeing import urls_api, urls_counsellor, urls_keys, urls_office, urls_public, urls_scales

app_name = "wellbeing"
urlpatterns = [
    *urls_api.urlpatterns,
    *urls_counsellor.urlpatterns,
    *urls_office.urlpatterns,
    *urls_keys.urlpatterns,
    *urls_public.urlpatterns,
    *urls_scales.urlpatterns,
]
