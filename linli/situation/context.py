"""The phase in force stands on every face."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from linli.core.clock import now
from linli.situation import words
from linli.situation.due import AHEAD
from linli.situation.models import Publication


def phase(request: HttpRequest) -> dict[str, Any]:
    """``phase``: ``title`` in the reader's language, ``lapses_at`` (None: nothing in force), ``soon``, ``address``."""
    community = getattr(request, "community", None)
    if community is None:
        return {}
    return {"phase": SimpleLazyObject(lambda: _phase(community))}  # asked only where a page shows it


def _phase(community: Any) -> dict[str, Any]:
    at = now()
    held = Publication.at(community, at)
    return {
        "title": words.told(held.version.body["title"]) if held else _("no rules are in force"),
        "lapses_at": held.lapses_at if held else None,
        "soon": held is not None and held.lapses_at - at <= AHEAD,
        "address": reverse("situation:policy"),
    }
