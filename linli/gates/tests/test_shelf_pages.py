"""The shelf at a desk and on the household's own page."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from linli.accounts.models import HouseholdCard
from linli.core.clock import now
from linli.gates import shelf_desk
from linli.gates.models import ShelfItem
from linli.journal.models import Line
from linli.registry.models import Household, Resident


@pytest.fixture(autouse=True)
def clock(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.gates.views.shelf.now", lambda: world.at)
    monkeypatch.setattr("linli.gates.views.board.now", lambda: world.at)


@pytest.fixture
def put(world: Any, gate: Any) -> Any:
    """``put("3-2-502", minutes=-30, kind="meal")`` puts something down; returns its row."""

    def down(room: str, minutes: int = 0, **said: Any) -> ShelfItem:
        number, at = uuid.uuid4(), world.at + timedelta(minutes=minutes)
        body = {"room": room, "kind": "meal"} | said
        shelf_desk.note(world.community, "put", number, gate=gate.place.pk, by=world.users["gate_guard"], at=at, **body)
        return ShelfItem.objects.get(item=number)

    return down


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("role", ["gate_guard", "secretary", "grid_worker", "building_lead"])
def test_pages_open_full_and_empty(sign_in: Any, put: Any, language: str, role: str) -> None:
    client = sign_in(role)
    client.cookies["django_language"] = language
    assert client.get("/gates/shelf/").status_code == 200
    row = put("3-2-502", minutes=-90)
    for path in ("/gates/shelf/", "/gates/shelf/?q=3-502", f"/gates/shelf/items/{row.pk}/"):
        page = client.get(path)
        assert page.status_code == 200
        assert "3-2-502" in page.content.decode()


def form(place: Any, **said: Any) -> dict[str, Any]:
    return {
        "item": str(uuid.uuid4()),
        "gate": str(place.place.pk),
        "room": "3-502",
        "kind": "parcel",
        "count": "1",
        "place": "B3",
    } | said


def test_putting_down_twice_with_one_form_puts_it_down_once(sign_in: Any, gate: Any) -> None:
    client, given = sign_in("gate_guard"), form(gate)
    for _ in range(2):
        assert client.post("/gates/shelf/items/", given).status_code == 302
    row = ShelfItem.objects.get()
    assert (row.kind, row.place, row.told) == ("parcel", "B3", "worker")
    assert Line.objects.filter(event="shelf.noted").count() == 1


@pytest.mark.parametrize(
    "wrong", [{"room": ""}, {"room": "9-9-909"}, {"kind": "letter"}, {"count": "0"}, {"count": "many"}, {"gate": "x"}]
)
def test_a_form_that_is_wrong_says_where(sign_in: Any, gate: Any, wrong: dict[str, str]) -> None:
    page = sign_in("gate_guard").post("/gates/shelf/items/", form(gate, **wrong))
    assert page.status_code == 200
    assert page.context["form"].errors
    assert ShelfItem.objects.count() == 0


def test_a_room_without_people_needs_a_second_look(sign_in: Any, gate: Any) -> None:
    client = sign_in("gate_guard")
    client.post("/gates/shelf/items/", form(gate, room="9-9-909", anyway="on"))
    assert ShelfItem.objects.get().room == "9-9-909"
    assert "9-9-909" in client.get("/gates/shelf/").content.decode()


def test_where_two_households_share_a_room_one_is_chosen(world: Any, sign_in: Any, gate: Any) -> None:
    tenants = Household.objects.create(community=world.community, flat=world.flats["3-2-502"], tenure="tenant")
    Resident.objects.create(community=world.community, household=tenants, name="周周")
    client = sign_in("gate_guard")
    page = client.post("/gates/shelf/items/", form(gate))
    assert "household" in page.context["form"].errors
    client.post("/gates/shelf/items/", form(gate, household=str(tenants.pk)))
    assert ShelfItem.objects.get().household_id == tenants.pk


def test_handing_out_all_that_waits_for_a_household_is_one_tap(sign_in: Any, put: Any) -> None:
    one, two, other = put("3-2-502"), put("3-2-502", kind="parcel"), put("2-1-301")
    client = sign_in("property_guard")
    ticked = {"item": [str(one.pk), str(two.pk), str(other.pk)], "how": "resident"}
    assert client.post(f"/gates/shelf/items/{one.pk}/end/", ticked).status_code == 302
    assert [row.pk for row in ShelfItem.waiting()] == [other.pk]  # of another household: not on that page
    assert client.post(f"/gates/shelf/items/{one.pk}/end/", ticked).status_code == 404


@pytest.mark.parametrize("how", ["", "eaten"])
def test_nothing_is_noted_without_knowing_how(sign_in: Any, put: Any, how: str) -> None:
    row = put("3-2-502")
    sign_in("gate_guard").post(f"/gates/shelf/items/{row.pk}/end/", {"item": str(row.pk), "how": how})
    assert ShelfItem.waiting().count() == 1


def test_a_grid_worker_sees_and_tells_the_own_households_only(sign_in: Any, put: Any) -> None:
    mine, other = put("3-2-502"), put("2-1-301")
    client = sign_in("grid_worker")
    page = client.get("/gates/shelf/").content.decode()
    assert "3-2-502" in page and "2-1-301" not in page
    assert client.post(f"/gates/shelf/items/{other.pk}/call/").status_code == 404
    client.post(f"/gates/shelf/items/{mine.pk}/call/")
    mine.refresh_from_db()
    assert mine.told == "phone"


def test_a_guard_sees_no_phone_number_and_the_office_does(sign_in: Any, put: Any) -> None:
    row = put("3-2-502")
    assert "13800002222" not in sign_in("gate_guard").get(f"/gates/shelf/items/{row.pk}/").content.decode()
    assert "13800002222" in sign_in("secretary").get(f"/gates/shelf/items/{row.pk}/").content.decode()


def test_things_of_another_community_are_not_there(sign_in: Any, put: Any, other_world: Any) -> None:
    from django_scopes import scopes_disabled

    with scopes_disabled():
        theirs = ShelfItem.objects.create(
            community=other_world.community, item=uuid.uuid4(), put_at=other_world.at, kind="meal"
        )
    client = sign_in("gate_guard")
    assert client.get(f"/gates/shelf/items/{theirs.pk}/").status_code == 404
    assert client.post(f"/gates/shelf/items/{theirs.pk}/call/").status_code == 404


def test_the_board_counts_things_and_those_that_wait_too_long(sign_in: Any, put: Any) -> None:
    put("3-2-502", minutes=-90, count=2)
    put("2-1-301")
    assert sign_in("gate_guard").get("/gates/").context["shelf"] == {"waiting": 3, "late": 2}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_household_sees_what_waits_where_and_who_was_told(
    client: Any, world: Any, put: Any, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.overview.resident.now", lambda: world.at)
    home = world.flats["3-2-502"].households.get()
    [(_, code)] = HouseholdCard.issue_all([home], community=world.community, by=None, at=now())
    client.post(f"/join/{code}/", {"resident": world.residents["王梅"].pk})
    client.cookies["django_language"] = language
    put("3-2-502", minutes=-90, place="B3")
    put("2-1-301")
    page = client.get("/me/")
    assert [one.late for one in page.context["shelf"]] == [True]
    assert "南门" in page.content.decode() and "B3" in page.content.decode()
