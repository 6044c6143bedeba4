"""Names for the ids that journal lines hold, found when they are shown: the journal itself never has a name."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.accounts.models import Role, User
from linli.gates.models import Device
from linli.journal.models import Line
from linli.registry.models import Resident


def names(community: Any, lines: Iterable[Line]) -> dict[str, str]:
    """``user:…``, ``resident:…``, ``device:…``, ``system`` -> who that is: posts and name, room and masked name.

    Three queries whatever the number of lines; an id that is gone, or of another community, has no name.
    """
    wanted: dict[str, set[UUID]] = {}
    for line in lines:
        for reference in (line.actor, line.subject):
            kind, _colon, key = reference.partition(":")
            if kind in ("user", "resident", "device"):
                with suppress(ValueError):  # a line that somebody changed by hand is shown all the same
                    wanted.setdefault(kind, set()).add(UUID(key))
    found = {"system": _("Linli itself")}
    found |= _users(community, wanted.get("user", set()))
    residents = Resident.objects.filter(pk__in=wanted.get("resident", ())).select_related("household__flat")
    found |= {f"resident:{one.pk}": f"{one.household} {one.masked}" for one in residents}
    found |= {f"device:{one.pk}": one.name for one in Device.objects.filter(pk__in=wanted.get("device", ()))}
    return found


def _users(community: Any, keys: set[UUID]) -> dict[str, str]:
    posts: dict[Any, set[str]] = {}
    for role in Role.objects.filter(user__in=keys):
        posts.setdefault(role.user_id, set()).add(str(role.get_kind_display()))
    found = {}
    for user in User.objects.filter(pk__in=keys):
        held = _(", ").join(sorted(posts.get(user.pk, ())))
        found[f"user:{user.pk}"] = _("%(name)s (%(posts)s)") % {"name": user, "posts": held} if held else str(user)
    return found
