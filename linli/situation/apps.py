from django.apps import AppConfig


class SituationConfig(AppConfig):
    name = "linli.situation"
    label = "situation"
