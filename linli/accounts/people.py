"""A person joins the office: an account, a first role, in one step."""

from typing import Any

from linli.accounts.models import Role, User
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.journal.verbs import verb


@verb
def add_person(person: dict[str, Any], role: dict[str, Any], *, community: Any, by: User) -> User:
    """``person`` and ``role`` are the cleaned forms; the account has no password until its link is used."""
    at = now()
    user: User | None = person["account"]
    if user is None:
        user = User(username=person["username"], name=person["name"], phone=person["phone"])
        user.set_unusable_password()
        user.save()
    elif Role.objects.filter(user=user).exists():
        raise Refused("accounts.already_here")
    Role.grant(
        user,
        role["kind"],
        community=community,
        by=by,
        at=at,
        starts_at=role["starts_at"],
        ends_at=role["ends_at"],
        grids=role["grids"] if role["kind"] == Role.Kind.GRID_WORKER else (),
        units=role["stairs"] if role["kind"] == Role.Kind.BUILDING_LEAD else (),
        lead=role["lead"],
    )
    return user
