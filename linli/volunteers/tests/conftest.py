"""Two volunteers of Xincheng and one from outside, and shifts for them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from linli.volunteers.models import Hours, Shift, Slot, Volunteer

HOUR = timedelta(hours=1)
PLACES = ["mine", "certificate", "views", "views_mine", "views_shifts", "views_public", "steps", "sheets"]


@pytest.fixture
def offer(world: Any) -> Any:
    """``offer("唐小雨", phone=…)``: somebody offers to help; ``resident=`` of the world by name."""

    def make(name: str, **changes: Any) -> Volunteer:
        at = changes.pop("at", world.at - timedelta(days=10))
        who = world.residents.get(changes.pop("resident", ""))
        phone = changes.pop("phone", "" if who else f"+86139{abs(hash(name)) % 10**8:08d}")
        source = "phone" if who else "public"
        return Volunteer.offer(
            world.community, source=source, name=name, phone=phone, resident=who, told=changes, by=None, at=at
        )

    return make


@pytest.fixture
def helper(world: Any, offer: Any) -> Any:
    """``helper("唐小雨")``: the same, and the office has welcomed them."""

    def make(name: str, **changes: Any) -> Volunteer:
        made: Volunteer = offer(name, **changes)
        made.approve(by=world.users["secretary"], at=changes.get("at", world.at - timedelta(days=10)))
        return made

    return make


@pytest.fixture
def shift(world: Any) -> Any:
    """``shift(hours=2, places=1)``: work that begins so many hours after the world's morning and lasts three."""

    def make(hours: float = 24, **changes: Any) -> Shift:
        starts: datetime = world.at + timedelta(hours=hours)
        given = {
            "purpose": "delivery",
            "task": "送菜上门",
            "place": "南门",
            "starts_at": starts,
            "ends_at": starts + 3 * HOUR,
            "places": 1,
            "lead": world.users["community_worker"],
            "by": world.users["community_worker"],
            "at": world.at - timedelta(days=1),
        }
        return Shift.plan(world.community, **(given | changes))

    return make


@pytest.fixture
def worked(world: Any, shift: Any) -> Any:
    """``worked(tang, hours=-30)``: a shift that they served from its beginning to its end; not confirmed yet."""

    def make(volunteer: Volunteer, hours: float, **changes: Any) -> Hours:
        work = shift(hours, **changes)
        slot = Slot.take(work, volunteer, by=None, at=work.starts_at - HOUR)
        made = Hours.check_in(slot, way="phone", by=volunteer.user, at=work.starts_at)
        made.check_out(way="phone", by=volunteer.user, at=work.ends_at)
        return made

    return make


@pytest.fixture
def clock(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.accounts.middleware.now", lambda: world.at)  # their posts are of 2020
    for name in PLACES:
        module = __import__(f"linli.volunteers.{name}", fromlist=["now"])
        if hasattr(module, "now"):
            monkeypatch.setattr(module, "now", lambda: world.at)


@pytest.fixture
def signed(client: Client) -> Callable[[Any], Client]:
    """``signed(user)``: a browser of theirs."""

    def make(user: Any) -> Client:
        client.force_login(user)
        return client

    return make
