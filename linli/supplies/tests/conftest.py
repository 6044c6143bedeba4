"""A round with eggs (few), vegetables (no end) and a supplier, open for orders."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from linli.accounts.models import ResidentSession
from linli.accounts.models.links import token_hash
from linli.core.clock import now
from linli.supplies.models import Basket, Goods, Round


def begin(world: Any, at: Any, *, stock: int | None = 5, limit: int | None = 4, **terms: Any) -> Round:
    """In the scope of the world's community: a draft with two kinds of goods."""
    by = world.users["secretary"]
    hour = timedelta(hours=1)
    given = {
        "title": "鸡蛋和蔬菜", "supplier": "东湖菜场", "closes_at": at + 10 * hour, "arrives_at": at + 24 * hour,
        "place": "南门小广场", "pickup_from": at + 26 * hour, "pickup_until": at + 30 * hour, "slot_minutes": 15,
        "slot_places": 2, "rule": "equal", "refund": "cash", "substitution": True,
    } | terms  # fmt: skip
    of = Round.draft(world.community, by=by, at=at, **given)
    Goods.offer(of, "鸡蛋", "板", Decimal("25.50"), by=by, at=at, also="A", pack=30, limit=limit, stock=stock)
    Goods.offer(of, "蔬菜包", "份", Decimal("30.00"), by=by, at=at, also="B，蔬菜", minimum=3)
    return of


@pytest.fixture
def opened(world: Any) -> Round:
    of = begin(world, world.at)
    of.open(by=world.users["secretary"], at=world.at)
    return of


@pytest.fixture
def buy(world: Any, opened: Round) -> Any:
    """``buy("李强", eggs, vegetables)``: an order of that person's household, an hour after the world began."""
    eggs, greens = opened.goods.order_by("number")

    def order(name: str, *units: int, **more: Any) -> Basket:
        person = world.residents[name]
        wanted = dict(zip((eggs.pk, greens.pk), units, strict=False))
        given = {"way": "phone_page", "by": person, "at": world.at + timedelta(hours=1)} | more
        return Basket.order(opened, person.household, wanted, **given)

    return order


@pytest.fixture
def today(world: Any, settings: Any) -> Round:
    """Open now: the clock that pages go by stands at the world's morning, whenever the tests run."""
    settings.CLOCK_SHIFT = world.at - datetime.now(UTC)
    of = begin(world, now())
    of.open(by=world.users["secretary"], at=now())
    return of


@pytest.fixture
def phone(client: Any, world: Any) -> Any:
    """``phone("王梅")``: that person's phone."""

    def bound(name: str) -> Any:
        ResidentSession.objects.create(
            community=world.community, resident=world.residents[name], token_hash=token_hash("phone"), seen_at=now()
        )
        client.cookies["linli_phone"] = "phone"
        return client

    return bound
