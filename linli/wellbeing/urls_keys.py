"""Where counsellors look after their keys."""

from django.urls import path

from linli.wellbeing import views_keys

urlpatterns = [
    path("cottage/keys/", views_keys.keys, name="keys"),
    path("cottage/keys/limits/", views_keys.key_limits, name="key_limits"),
    path("cottage/keys.json", views_keys.state, name="key_state"),
    path("cottage/keys/own", views_keys.own, name="own_key"),
    path("cottage/keys/own/lock", views_keys.lock, name="own_lock"),
    path("cottage/keys/group", views_keys.group, name="group_key"),
    path("cottage/keys/group/wraps", views_keys.wraps, name="wraps"),
    path("cottage/keys/group/sheets", views_keys.sheets, name="sheets"),
]
