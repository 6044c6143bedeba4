"""What every page shows: the phase in force, the community, the menu that this person may use."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from linli.accounts.permissions import may

MENU = [
    ("overview:home", _("Today"), "home"),
    ("registry:people", _("People"), "registry.read"),
    ("gates:board", _("Gates"), "gates.read"),
    ("outings:certificates", _("Work certificates"), "outings.work"),
    ("followups:list", _("Follow-ups"), "followups.read"),
    ("situation:policy", _("Rules"), "situation.read"),
    ("accounts:people", _("Roles"), "accounts.manage"),
    ("accounts:duty", _("Duty"), "accounts.duty"),
    ("accounts:cards", _("Household cards"), "accounts.cards"),
    ("accounts:proxies", _("Acting for each other"), "accounts.proxies"),
    ("batches:list", _("Batches"), "gates.passes"),
    ("journal:lines", _("Journal"), "journal.read"),
    ("privacy:keeping", _("Privacy"), "privacy.read"),
]


def face(request: HttpRequest) -> dict[str, Any]:
    """``menu``: (address, words, here) of what this person may open; ``elder``: large type chosen."""
    roles = getattr(request, "roles", [])
    menu = []
    for name, words, permission in MENU:
        if may(roles, permission):
            try:
                address = reverse(name)
            except NoReverseMatch:
                continue
            here = request.path == address or (address != "/" and request.path.startswith(address))
            menu.append((address, words, here))
    return {
        "menu": menu,
        "community": getattr(request, "community", None),
        "elder": request.COOKIES.get("elder") == "1",
    }
