"""What waits too long on the gate shelf, and what remains of it afterwards."""

import json
from datetime import timedelta
from typing import Any

from django_scopes import scopes_disabled

from linli.core.models import Message
from linli.followups.models import FollowUp
from linli.gates.models import ShelfCount, ShelfItem
from linli.gates.shelf_telling import late_due
from linli.journal.models import Line
from linli.privacy.keeping import purge_due
from tests.quicker import close_first

TWO = "018f3e3e-0000-7000-8000-000000000002"


def test_what_waits_too_long_is_one_matter_for_a_household_and_day(world: Any, tell: Any, thing: Any) -> None:
    tell(thing("put", minutes=-90), thing("put", TWO, minutes=-80))
    with scopes_disabled():
        assert late_due(world.at) == 2
        assert late_due(world.at) == 0
    matter = FollowUp.objects.get()
    assert (matter.kind, matter.owner) == ("shelf", world.users["grid_worker"])
    assert str(world.flats["3-2-502"].households.get().pk) not in json.dumps(
        [[line.subject, line.codes] for line in Line.objects.all()]
    )
    assert Message.objects.filter(template="gates.shelf_late").count() == 4  # two things, two people, each once
    tell(thing("collected", who="resident"))
    assert FollowUp.objects.get().status == "open"
    tell(thing("collected", TWO, who="volunteer"))
    assert FollowUp.objects.get().status == "done"


def test_what_ended_is_never_late(world: Any, tell: Any, thing: Any) -> None:
    tell(thing("put", minutes=-90), thing("collected", who="resident"))
    with scopes_disabled():
        assert late_due(world.at + timedelta(days=2)) == 0
    assert FollowUp.objects.count() == 0


def test_three_days_later_only_numbers_remain(world: Any, tell: Any, thing: Any) -> None:
    tell(thing("put", count=2, minutes=-90), thing("put", TWO, kind="parcel"))
    with scopes_disabled():
        late_due(world.at)
    tell(thing("collected", who="resident"))
    with scopes_disabled():
        purge_due(world.at + timedelta(days=3, minutes=1))
        purge_due(world.at + timedelta(days=3, minutes=1))
    assert [str(row.item) for row in ShelfItem.objects.all()] == [TWO]
    assert list(ShelfCount.objects.values_list("kind", "count")) == [("meal", 2)]
    assert FollowUp.objects.count() == 0
    with scopes_disabled():
        purge_due(world.at + timedelta(days=31))
    assert ShelfItem.objects.count() == 0
    assert ShelfCount.objects.count() == 2


def test_a_matter_that_a_worker_closes_at_that_moment_holds_up_no_upload(
    world: Any, tell: Any, thing: Any, monkeypatch: Any
) -> None:
    tell(thing("put", minutes=-90))
    with scopes_disabled():
        late_due(world.at)
    close_first(monkeypatch, world.at)
    assert tell(thing("collected", who="resident"))
    assert (ShelfItem.objects.get().ended_at is None, FollowUp.objects.get().status) == (False, "done")
