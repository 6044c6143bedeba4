from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    name = "linli.arrivals"
    label = "arrivals"
