from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "linli.activity"
    label = "activity"
