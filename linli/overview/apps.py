from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "linli.overview"
    label = "overview"
