"""What was given, shared by lot, shown without a name."""

from typing import Any

import pytest

from linli.core.refusals import Refused
from linli.registry.models import Household
from linli.supplies.account import account_of
from linli.supplies.models import Basket, Donation


def give(world: Any, units: int, whom: str = "everybody", rule: str = "lottery") -> Donation:
    by, at = world.users["secretary"], world.at
    things = [("口罩", "包", units, 1)]
    return Donation.receive(
        world.community, "一批口罩", things, giver="某药店", whom=whom, rule=rule, place="服务站", by=by, at=at
    )


def test_lots_decide_and_the_remainder_is_shown(world: Any) -> None:
    made = give(world, 3)
    assert made.share(by=world.users["secretary"], at=world.at) == Household.objects.count()
    with pytest.raises(Refused):
        made.share(by=world.users["secretary"], at=world.at)
    got = [item.got for basket in Basket.objects.all() for item in basket.items.all()]
    assert sum(got) == 3 and max(got) == 1
    assert account_of(made.of)["goods"][0]["left"] == 0


def test_where_it_is_more_than_enough_something_is_left(world: Any) -> None:
    made = give(world, 50)
    number = made.share(by=world.users["secretary"], at=world.at)
    assert account_of(made.of)["goods"][0]["left"] == 50 - number


def test_for_those_in_need_where_nobody_is_known_to_be(world: Any) -> None:
    made = give(world, 5, whom="need")
    with pytest.raises(Refused) as caught:
        made.share(by=world.users["secretary"], at=world.at)
    assert caught.value.code == "supplies.nobody_meant" and Basket.objects.count() == 0


def test_everybody_sees_what_came_and_nobody_who_gave_or_got(world: Any, client: Any) -> None:
    give(world, 3).share(by=world.users["secretary"], at=world.at)
    page = client.get(f"/supplies/{world.community.pk}/donations/", headers={"accept-language": "en"}).content.decode()
    assert "3 包 received, 3 shared, 0 left" in page and "口罩" in page
    assert "某药店" not in page and not any(name in page for name in world.residents)
    assert not any(flat in page for flat in world.flats)
