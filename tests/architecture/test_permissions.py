"""Every address says who may open it, and for every role and every page it is so."""

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

from linli.accounts.models import Role
from linli.accounts.permissions import PERMISSIONS

OTHERS = {"public", "signed_in", "resident", "device"}
SOMEWHERE = "018f0000-0000-7000-8000-000000000000"


def addresses(patterns: Any = None, before: str = "") -> list[tuple[str, Any]]:
    found = []
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(one, URLResolver):
            found += addresses(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            found.append((before + str(one.pattern), one))
    return found


def test_every_address_declares_its_permission():
    undeclared = [address for address, one in addresses() if not hasattr(one.callback, "permission")]
    assert undeclared == []


def test_every_declared_permission_is_in_the_table():
    unknown = {one.callback.permission for _, one in addresses()} - set(PERMISSIONS) - OTHERS
    assert unknown == set()


def filled(one: URLPattern, address: str) -> str:
    for name, converter in one.pattern.converters.items():
        value = {UUIDConverter: SOMEWHERE, IntConverter: "1"}.get(type(converter), "x")
        kind = next(key for key in ("uuid", "int", "str", "slug", "path") if f"<{key}:{name}>" in address)
        address = address.replace(f"<{kind}:{name}>", value)
    return "/" + address


@pytest.mark.parametrize("kind", [*Role.Kind.values, "nobody"])
def test_every_role_opens_what_the_table_says_and_nothing_else(client, world, kind):
    """403 (or the way to signing in) exactly where the table says no; whatever else a page answers is its own."""
    if kind != "nobody":
        client.force_login(world.users[kind])
    wrong = []
    for raw, one in addresses():
        permission = one.callback.permission
        if permission not in PERMISSIONS or "(?P" in raw:
            continue
        answer = client.get(filled(one, raw))
        sent_to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")
        may = kind in PERMISSIONS[permission]
        # a view may be narrower than the table (own grids: 404), never wider
        opened = not sent_to_sign_in and (answer.status_code == 403) != may
        if not (sent_to_sign_in if kind == "nobody" else opened):
            wrong.append((raw, permission, answer.status_code))
    assert wrong == []


def test_a_resident_page_sends_whoever_has_not_joined_to_joining(client, world):
    for raw, one in addresses():
        if one.callback.permission == "resident":
            answer = client.get(filled(one, raw))
            assert answer.status_code == 302 and answer.headers["Location"].startswith("/join/"), raw
