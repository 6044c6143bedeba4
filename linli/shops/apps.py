from django.apps import AppConfig


class ShopsConfig(AppConfig):
    name = "linli.shops"
    label = "shops"
