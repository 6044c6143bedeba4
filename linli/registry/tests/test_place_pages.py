"""The pages of places: what each says, who opens them, and that another community's are not there."""

from typing import Any

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from linli.accounts.models import Role
from linli.registry.models import Building, Community, Compound, Flat, Grid, Resident, Unit

PLACES = {"secretary", "community_worker", "administrator"}


def at(name: str, *keys: Any) -> str:
    return reverse(f"registry:{name}", args=keys)


def posted(client: Any, address: str, **given: Any) -> Any:
    client.cookies["django_language"] = "en"
    return client.post(address, given, follow=True)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_place_page_opens(world: Any, sign_in: Any, language: str) -> None:
    client = sign_in("secretary")
    client.cookies["django_language"] = language
    keys = {"places": (), "compound": (world.compound.pk,), "grid_buildings": (world.grids[0].pk,), "community": ()}
    for name, arguments in keys.items():
        assert client.get(at(name, *arguments)).status_code == 200, name
    assert at("places") in client.get(at("people")).content.decode()


def test_an_empty_community_is_helped(world: Any, sign_in: Any) -> None:
    Resident.objects.all().delete()
    for flat in Flat.objects.all():
        flat.households.all().delete()
    Role.objects.filter(kind__in=("grid_worker", "building_lead")).delete()
    for model in (Flat, Unit, Building, Grid, Compound):
        model._base_manager.all().delete()
    client = sign_in("administrator")
    client.cookies["django_language"] = "en"
    page = client.get(at("places")).content.decode()
    assert "No compound yet" in page and "No grid yet" in page
    posted(client, at("grids"), number="1")
    assert "No building yet" in client.get(at("grid_buildings", Grid.objects.get().pk)).content.decode()
    posted(client, at("compounds"), name="一期")
    assert "No building yet" in client.get(at("compound", Compound.objects.get().pk)).content.decode()


def test_a_name_that_is_taken_is_said_at_its_field(world: Any, sign_in: Any) -> None:
    client = sign_in("community_worker")
    compound = posted(client, at("compounds"), name="新城一期")
    assert "There is a compound named “新城一期” already" in compound.content.decode()
    assert "There is a grid 001 already" in posted(client, at("grids"), number="1").content.decode()
    Compound.objects.create(community=world.community, name="南苑")
    renamed = posted(client, at("compound_name", world.compound.pk), name="南苑").content.decode()
    assert "There is a compound named “南苑” already" in renamed and "<h1>新城一期</h1>" in renamed
    given = {"number": "3栋", "stairs": "1", "grid": ""}
    same = posted(client, at("buildings", world.compound.pk), **given).content.decode()
    assert "This compound has a building 3 already" in same
    assert "is not a building&#x27;s number" in posted(
        client, at("buildings", world.compound.pk), **given | {"number": "南楼甲"}
    ).content.decode().replace("&#39;", "&#x27;")


def test_places_are_entered_by_hand(world: Any, sign_in: Any) -> None:
    client = sign_in("secretary")
    posted(client, at("compounds"), name="南苑")
    south = Compound.objects.get(name="南苑")
    given = {"number": "9", "stairs": "3", "grid": str(world.grids[1].pk)}
    page = posted(client, at("buildings", south.pk), **given).content.decode()
    assert "Building 9" in page and "3 stairs" in page and "Grid 002" in page
    posted(client, at("compound_name", south.pk), name="南苑小区")
    assert Compound.objects.get(pk=south.pk).name == "南苑小区"


def sent(rows: Any, *ticked: str) -> dict[str, Any]:
    """What the form of a grid sends: each building with the grid it was seen in."""
    given: dict[str, Any] = {f"seen-{one.pk}": str(one.grid_id or "") for one in rows}
    return given | {"building": [str(one.pk) for one in rows if one.number in ticked]}


def numbers(grid: Grid) -> set[str]:
    return set(Building.objects.filter(grid=grid).values_list("number", flat=True))


def test_a_grid_gets_the_buildings_that_were_ticked(world: Any, sign_in: Any) -> None:
    client, rows = sign_in("secretary"), list(Building.objects.all())
    first, second = world.grids
    posted(client, at("grid_buildings", first.pk), **sent(rows, "3", "5"))
    assert (numbers(first), numbers(second)) == ({"3", "5"}, {"2"})
    rows = list(Building.objects.all())
    posted(client, at("grid_buildings", first.pk), **sent(rows, "5"))
    assert numbers(first) == {"5"} and Building.objects.get(number="3").grid is None
    assert "2 of 3 buildings belong to a grid" in client.get(at("places")).content.decode()


def test_what_somebody_changed_meanwhile_is_not_undone(world: Any, sign_in: Any) -> None:
    client, seen = sign_in("secretary"), list(Building.objects.all())
    first, second = world.grids
    Building.objects.filter(number="5").update(grid=first)
    page = posted(client, at("grid_buildings", second.pk), **sent(seen, "3")).content.decode()
    assert "meanwhile" in page
    assert (numbers(first), numbers(second)) == ({"3", "5"}, {"2"})  # nothing of it was done
    posted(client, at("grid_buildings", first.pk), **sent(seen, "3"))
    assert numbers(first) == {"3", "5"}  # 5 came after the page was opened, and stays


def test_a_community_is_renamed_and_lives_by_its_clock(world: Any, sign_in: Any) -> None:
    client = sign_in("administrator")
    whole = {"name": "新城社区居委会", "division": "420111001", "zone": "Asia/Urumqi"}
    wrong = posted(client, at("community"), **whole | {"zone": "Wuhan"}).content.decode()
    assert "is not a time zone" in wrong
    posted(client, at("community"), **whole)
    kept = Community.objects.get(pk=world.community.pk)
    assert {field: getattr(kept, field) for field in whole} == whole


def test_another_communitys_places_are_not_there(world: Any, sign_in: Any, other_world: Any) -> None:
    client = sign_in("secretary")
    with scopes_disabled():
        theirs = Building.objects.filter(community=other_world.community).first()
    compound, grid = other_world.compound.pk, other_world.grids[0].pk
    assert client.get(at("compound", compound)).status_code == 404
    assert client.post(at("compound_name", compound), {"name": "x"}).status_code == 404
    assert client.post(at("buildings", compound), {"number": "1", "stairs": "1"}).status_code == 404
    assert client.get(at("grid_buildings", grid)).status_code == 404
    assert client.post(at("grid_buildings", world.grids[0].pk), {"building": [theirs.pk]}).status_code == 404
    given = {"number": "8", "stairs": "1", "grid": str(grid)}
    client.post(at("buildings", world.compound.pk), given)
    assert not Building.objects.filter(number="8").exists()
    assert "东湖" not in client.get(at("places")).content.decode()


@pytest.mark.parametrize("kind", Role.Kind.values)
def test_who_may_write_places(world: Any, sign_in: Any, kind: str) -> None:
    client = sign_in(kind)
    answers = {
        client.get(at("places")).status_code,
        client.get(at("compound", world.compound.pk)).status_code,
        client.post(at("compounds"), {"name": "南苑"}).status_code,
        client.post(at("grids"), {"number": "77"}).status_code,
    }
    assert (answers == {403}) == (kind not in PLACES)
    assert Compound.objects.filter(name="南苑").exists() == (kind in PLACES)
    changed = client.post(at("community"), {"name": "别名", "division": "", "zone": "Asia/Shanghai"}).status_code
    assert (changed == 302) == (kind in {"secretary", "administrator"})
