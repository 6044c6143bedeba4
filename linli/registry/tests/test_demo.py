"""The demo community is always the same, and large enough to believe."""

from datetime import date
from typing import Any

from django_scopes import scope, scopes_disabled

from linli.registry import identity
from linli.registry.demo import build
from linli.registry.models import Community, Flat, Grid, Resident


def made(name: str) -> tuple[Any, list[tuple[Any, ...]]]:
    with scopes_disabled():
        community = Community.objects.create(name=name)
    counts = build(community, seed=7)
    with scope(community=community.pk):
        people = Resident.objects.order_by("household__flat__key", "name", "birth_year", "phone_last4")
        return counts, list(people.values_list("household__flat__key", "name", "birth_year", "here", "no_smartphone"))


def test_the_same_seed_gives_the_same_community(db: Any) -> None:
    counts, people = made("新城社区")
    assert (counts, people) == made("又一个")
    assert (counts["households"], counts["people"], counts["grids"]) == (1260, 4100, 6)


def test_it_has_all_kinds_of_people_and_flats(db: Any) -> None:
    with scopes_disabled():
        community = Community.objects.create(name="新城社区")
    build(community)
    with scope(community=community.pk):
        assert set(Flat.objects.values_list("use", flat=True)) == {"occupied", "let", "empty", "nobody_opened"}
        assert Flat.objects.filter(key__in=["3-2-502", "2-1-301", "5-1-1203", "8-1-102", "4-2-603"]).count() == 5
        people = Resident.objects.all()
        assert people.filter(birth_year__lt=1945).count() > 100 and people.filter(birth_year__gt=2006).count() > 300
        assert people.filter(guardian__isnull=False).count() > 200 and people.filter(confirmed=False).count() == 12
        assert Grid.objects.filter(buildings__isnull=False).distinct().count() == 6
        numbered = next(one for one in people if one.identity)
        assert identity.read(numbered.identity, date(2020, 4, 8)).born.year == numbered.birth_year
        assert numbered.identity.startswith("420199")
