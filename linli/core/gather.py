"""What each installed Linli app has to say about one matter, in a module of an agreed name."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import apps


def modules(name: str) -> Iterator[ModuleType]:
    """``linli.<app>.<name>`` of every installed app that has one; an error inside such a module is not swallowed."""
    for app in apps.get_app_configs():
        if app.name.startswith("linli."):
            try:
                yield import_module(f"{app.name}.{name}")
            except ModuleNotFoundError as missing:
                if missing.name != f"{app.name}.{name}":
                    raise
