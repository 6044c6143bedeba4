"""The LAN pages as a Django app."""

from django.apps import AppConfig


class LanConfig(AppConfig):
    """Trust page, phone test."""

    name = "linli.config.lan"
    label = "lan"
