"""Where a matter's own page is, in an app above this one; only pages that the reader may open."""

from typing import Any

from django.urls import NoReverseMatch, resolve, reverse

from linli.accounts.permissions import PERMISSIONS, may
from linli.followups.kinds import Kind
from linli.followups.models import FollowUp

# model of a matter's subject -> the page that shows it
PAGES = {
    "crossing": "gates:crossing",
    "order": "orders:order",
    "review": "reviews:one",
    "rule": "reviews:one",
    "outing": "outings:outing",
    "certificate": "outings:certificate",
    "arrival": "arrivals:thread",
    "errand": "errands:errand",
    "silence": "care:silence",
    "death": "care:death",
    "resident": "registry:resident",
    "shop": "shops:shop",
    "round": "supplies:round",
    "volunteer": "volunteers:one",
    "shift": "volunteers:shift",
}
# the same for what has no page of its own: the key of "orders" is a day, a publication stands among the rules
LISTS = {"orders": "orders:list", "publication": "situation:policy", "unasked": "volunteers:overview"}


def place_of(matter: FollowUp, roles: Any) -> str:
    """The address of the page on which ``matter`` is seen to; "" where there is none for these roles."""
    if matter.kind == Kind.OVERDUE:  # all who are late, each with the next step of the ladder
        return _address("outings:overdue", [], roles)
    return record_of(matter, roles)


def record_of(matter: FollowUp, roles: Any) -> str:
    """The address of the page that shows what happened; "" where there is none for these roles."""
    model, key = [*matter.subject.split(":"), ""][:2]
    if model in LISTS:
        return _address(LISTS[model], [], roles)
    return _address(PAGES[model], [key], roles) if model in PAGES else ""


def _address(name: str, args: list[str], roles: Any) -> str:
    try:
        address = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    if name not in _needs:
        _needs[name] = getattr(resolve(address).func, "permission", "")
    needed = _needs[name]
    return address if needed not in PERMISSIONS or may(roles, needed) else ""


_needs: dict[str, str] = {}  # page -> the permission that its view asks for: the same in every request
