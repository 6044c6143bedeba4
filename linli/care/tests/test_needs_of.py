"""What others order by: who lives alone in old age, who must stay at home."""

from datetime import timedelta
from typing import Any

from linli.care.models import OptOut
from linli.care.needs import needs_of


def test_who_lives_alone_in_old_age_has_a_need_and_others_none(world: Any, watch: Any) -> None:
    homes = [one.household_id for one in world.residents.values()]
    assert needs_of(homes, world.at) == {watch.resident.household_id: {"alone_old"}}
    assert needs_of([], world.at) == {}


def test_who_said_no_has_none(world: Any, watch: Any) -> None:
    OptOut.declare(watch.resident, way="desk", by=world.users["secretary"], at=world.at + timedelta(hours=1))
    assert needs_of([watch.resident.household_id], world.at + timedelta(hours=2)) == {}
