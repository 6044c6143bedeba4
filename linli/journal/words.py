"""What happened, in words: every event code of every installed app, from its ``events.py``."""

from importlib import import_module
from typing import Any

from django.apps import apps

_catalogue: dict[str, Any] = {}


def events() -> dict[str, Any]:
    """Event code -> its (lazy) words, as in "a role was given"."""
    if not _catalogue:
        for app in apps.get_app_configs():
            if app.name.startswith("linli."):
                try:
                    module = import_module(f"{app.name}.events")
                except ModuleNotFoundError as missing:
                    if missing.name != f"{app.name}.events":
                        raise
                    continue
                _catalogue.update(module.EVENTS)
    return _catalogue
