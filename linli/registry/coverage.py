"""How many doors of a round were visited, by grid, building or stair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from linli.registry.models import Community, Flat, Household, Knock, KnockRound, Resident


@dataclass(slots=True)
class Doors:
    """Numbers of flats: all, visited in this round, and of these how many opened; households and people besides."""

    flats: int = 0
    visited: int = 0
    nobody: int = 0
    households: int = 0
    people: int = 0

    @property
    def percent(self) -> int:
        """0 to 100; rounded down, so that 100 means every door."""
        return self.visited * 100 // self.flats if self.flats else 0


def since(community: Community, at: datetime) -> datetime:
    """From when on a visit counts: the newest round's opening, or so many days back if none was opened."""
    newest = KnockRound.newest(community)
    return newest.opened_at if newest else at - timedelta(days=community.setting("knock_days"))


def by(path: str, flats: QuerySet[Flat], start: datetime) -> dict[Any, Doors]:
    """Doors counted by a path from the flat, such as ``unit__building__grid``."""
    visited = Knock.objects.filter(flat=OuterRef("pk"), at__gte=start)
    found: dict[Any, Doors] = {}
    rows = flats.annotate(seen=Exists(visited)).order_by().values(path)
    counted = rows.annotate(
        all=Count("pk"),
        visited=Count("pk", filter=Q(seen=True)),
        nobody=Count("pk", filter=Q(seen=True, use=Flat.Use.NOBODY_OPENED)),
    )
    for row in counted:
        found[row[path]] = Doors(row["all"], row["visited"], row["nobody"])
    inside = flats.values("pk")
    living = Resident.objects.living().filter(household__flat__in=inside)
    for key, people, homes in (
        living.order_by()
        .values_list(f"household__flat__{path}")
        .annotate(people=Count("pk"), homes=Count("household", distinct=True))
    ):
        if key in found:
            found[key].people, found[key].households = people, homes
    return found


def total(doors: dict[Any, Doors]) -> Doors:
    made = Doors()
    for one in doors.values():
        made.flats += one.flats
        made.visited += one.visited
        made.nobody += one.nobody
        made.households += one.households
        made.people += one.people
    return made


def homes_of(flats: list[Flat]) -> dict[Any, list[Household]]:
    """The households of some flats with the people who live there now."""
    made: dict[Any, list[Household]] = {flat.pk: [] for flat in flats}
    for home in Household.objects.filter(flat__in=made).order_by("created_at"):
        made[home.flat_id].append(home)
    return made
