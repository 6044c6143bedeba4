from django.apps import AppConfig


class SuppliesConfig(AppConfig):
    name = "linli.supplies"
    label = "supplies"
