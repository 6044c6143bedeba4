from django.apps import AppConfig


class OutingsConfig(AppConfig):
    name = "linli.outings"
    label = "outings"
