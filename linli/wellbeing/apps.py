from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    name = "linli.wellbeing"
    label = "wellbeing"
