"""Crossings become numbers after their keeping time."""

import uuid
from datetime import timedelta

from django_scopes import scopes_disabled

from linli.gates.models import Crossing, HourCount
from linli.privacy.keeping import purge_due
from linli.privacy.models import Receipt


def cross(world, number, at, **more):
    return Crossing.objects.create(
        community_id=world.community.pk,
        day=world.community.today(at),
        number=number,
        device_id=uuid.uuid4(),
        sequence=number,
        direction="exit",
        at=at,
        device_at=int(at.timestamp()),
        resident_id=world.residents["王梅"].pk,
        gate_outcome="allow",
        gate_code="gate.allowed",
        server_outcome="allow",
        server_code="gate.allowed",
        went=True,
        **more,
    )


def test_after_fourteen_days_only_numbers_by_the_hour_remain(world):
    cross(world, 1, world.at)
    cross(world, 2, world.at + timedelta(minutes=5))
    cross(world, 3, world.at + timedelta(hours=1), overrule_outcome="refuse")
    later = cross(world, 4, world.at + timedelta(days=1))
    with scopes_disabled():
        assert purge_due(world.at + timedelta(days=14, hours=2)) == 3
        assert purge_due(world.at + timedelta(days=14, hours=2)) == 0
    assert Crossing.objects.get().id == later.id
    counts = HourCount.objects.order_by("hour").values_list("hour", "direction", "outcome", "count")
    assert list(counts) == [(9, "exit", "allow", 2), (10, "exit", "refuse", 1)]
    assert Receipt.objects.get().number == 3
