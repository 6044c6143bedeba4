from django.apps import AppConfig


class PaperConfig(AppConfig):
    name = "linli.paper"
    label = "paper"
