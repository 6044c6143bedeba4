"""What happened, in words: every event code of every installed app, from its ``events.py``."""

from typing import Any

from linli.core.gather import modules

_catalogue: dict[str, Any] = {}


def events() -> dict[str, Any]:
    """Event code -> its (lazy) words, as in "a role was given"."""
    if not _catalogue:
        for module in modules("events"):
            _catalogue.update(module.EVENTS)
    return _catalogue
