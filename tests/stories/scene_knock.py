"""The stage of a knock: three elders who live alone, last heard of 47 hours ago; one has a phone of her own."""

from datetime import timedelta
from typing import Any

from django_scopes import scope, scopes_disabled

from linli.accounts.models.phones import ResidentSession
from linli.core.clock import now
from linli.registry.models import Community, Resident

ELDERS = {"陈浩": 1936, "李强": 1940, "赵敏": 1943}
PHONE = "k" * 43


def alone(people: dict[str, str], workers: dict[str, str]) -> str:
    """Make them old and alone, and look out for them; their grids are one worker's. Returns Zhao Min's phone."""
    from linli.accounts.models import Role
    from linli.care.watching import refit
    from linli.registry.models import Grid, Stay

    at = now()
    with scopes_disabled():
        community = Community.objects.get()
    # a story is told at any hour; the night has its own test
    community.settings = {"silence_quiet": [0, 0]}
    community.save()
    with scope(community=community.pk):
        for name, year in ELDERS.items():
            Resident.objects.filter(pk=people[name]).update(birth_year=year)
        Stay.leave(Resident.objects.get(name="赵小宝"), by=None, at=at)
        Role.objects.get(user__username=workers["grid_worker"]).grids.set(Grid.objects.all())
        ResidentSession.bind(Resident.objects.get(pk=people["赵敏"]), token=PHONE, device="phone", at=at)
        refit(community, at - timedelta(hours=47))
    return PHONE


def knocks(seconds: int) -> dict[str, Any]:
    """What the ticker does ``seconds`` from now: whom somebody is asked to knock at, and how each silence ended."""
    from linli.care.models import Silence, Watch
    from linli.care.recurring import knock_due

    with scopes_disabled():
        knock_due(now() + timedelta(seconds=seconds))
        community = Community.objects.get()
    with scope(community=community.pk):
        rows = Silence.objects.select_related("resident")
        watched = Watch.objects.order_by("resident__name").values_list("resident__name", flat=True)
        return {"silences": {row.resident.name: row.end for row in rows}, "watched": list(watched)}
