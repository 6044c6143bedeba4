"""What happened, in words: every event code of every installed app, from its ``events.py``."""

from typing import Any

from linli.core.gather import modules

_catalogue: dict[str, Any] = {}


def events() -> dict[str, Any]:
    """Event code -> its (lazy) words, as in "a role was given"."""
    if not _catalogue:  # filled in one step: another thread must never find half of it
        _catalogue.update({code: words for module in modules("events") for code, words in module.EVENTS.items()})
    return _catalogue
