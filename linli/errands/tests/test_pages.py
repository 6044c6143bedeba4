"""The pages of errands: who sees what, on both sides of the door."""

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scopes_disabled
from PIL import Image

from linli.accounts.middleware import PHONE
from linli.accounts.models import Role
from linli.accounts.models.phones import ResidentSession
from linli.core import clock
from linli.errands.models import Bag, Count, Errand, Trip
from linli.privacy.keeping import purge_due
from linli.privacy.models import Reading


@pytest.fixture(autouse=True)
def then(monkeypatch: pytest.MonkeyPatch, world: Any) -> None:
    import linli.errands.sight
    from linli.errands import views, views_ask, views_cash, views_me, views_steps, views_trips

    for module in (views, views_ask, views_cash, views_me, views_steps, views_trips, linli.errands.sight):
        monkeypatch.setattr(module, "now", lambda: world.at)


def text(page: Any) -> str:
    return str(page.content.decode())


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def phone(world: Any) -> Any:
    """A client that is the phone of ``name``."""

    def of(name: str) -> Client:
        token = f"{world.residents[name].pk.hex:t<43}"
        ResidentSession.bind(world.residents[name], token=token, device="phone", at=clock.now())
        client = Client()
        client.cookies[PHONE] = token
        return client

    return of


def test_medicine_is_seen_by_asker_runner_and_coordinator_and_by_nobody_else(world, asked, neighbour, phone):
    errand = asked(by=world.users["building_lead"])
    errand.accept(by=neighbour, at=world.at)
    address = f"/errands/{errand.pk}/"
    sees = {"secretary", "community_worker", "grid_worker", "volunteer", "building_lead"}
    for kind in Role.Kind.values:
        client = Client()
        client.force_login(world.users[kind])
        page = client.get(address)
        assert (page.status_code == 200) == (kind in sees), kind
        for path in ("/", "/errands/", "/followups/", "/people/"):
            listed = client.get(path)
            assert kind in sees or "胰岛素" not in text(listed), (kind, path)
    readers = {row.reader for row in Reading.objects.filter(subject=f"errand:{errand.pk}", why="opened")}
    assert readers == {f"user:{world.users[kind].pk}" for kind in sees}, "every look is noted"
    assert phone("王秀英").get(f"/me{address}").status_code == 200
    for name in ("王梅", "陈浩"):
        other = phone(name)
        assert other.get(f"/me{address}").status_code == 404, "not even the daughter, unless she acts for her"
        assert "胰岛素" not in text(other.get("/me/errands/"))


def test_a_volunteer_who_looks_for_something_to_do_sees_stairs_and_time_only(world, asked, sign_in):
    errand = asked()
    page = text(sign_in("volunteer").get("/errands/"))
    assert "3-2" in page and "胰岛素" not in page and "502" not in page and "王" not in page
    assert f"/errands/{errand.pk}/acceptance/" in page


def test_of_what_is_due_together_homes_in_need_stand_above_and_nothing_says_so(world, asked, sign_in, monkeypatch):
    first, second = asked("陈浩"), asked("赵敏")
    later = asked("王秀英", due_at=world.at + timedelta(hours=9))
    needs = {second.household_id: {"pregnant"}, later.household_id: {"alone_old"}}
    monkeypatch.setattr("linli.errands.sight.needs_of", lambda homes, at: needs)
    page = sign_in("volunteer").get("/errands/")
    assert [one["row"] for one in page.context["pool"]] == [second, first, later]


def test_what_is_mine_shows_how_far_it_is_and_is_not_taken_again(world, asked, neighbour, client):
    mine, other = asked(), asked("陈浩")
    mine.accept(by=neighbour, at=world.at)
    client.force_login(neighbour)
    page = text(client.get("/errands/"))
    assert f"/errands/{mine.pk}/acceptance/" not in page and f"/errands/{other.pk}/acceptance/" in page
    assert str(mine.get_status_display()) in page


def test_another_grids_worker_and_another_community_see_nothing(world, asked, other_world):
    errand = asked()
    with scopes_disabled():
        role = Role.objects.get(user=world.users["grid_worker"])
        role.grids.set([world.grids[1]])
    for user in (world.users["grid_worker"], other_world.users["secretary"]):
        client = Client()
        client.force_login(user)
        assert client.get(f"/errands/{errand.pk}/").status_code == 404
        assert client.post(f"/errands/{errand.pk}/steps/", {"do": "confirm"}).status_code == 404
    stranger = Client()
    stranger.force_login(other_world.users["volunteer"])
    assert stranger.post(f"/errands/{errand.pk}/acceptance/").status_code == 404


def test_the_runners_whole_day_on_the_phone(world, asked, neighbour, client):
    errand = asked(money=Decimal(100))
    client.force_login(neighbour)
    base = f"/errands/{errand.pk}/"
    assert client.post(base + "acceptance/").headers["Location"] == base
    assert client.post(base + "collection/", {"money": "hundert"}).status_code == 400
    client.post(base + "collection/", {"money": "100", "bag": "17"})
    assert client.post(base + "purchase/", {"cost": "63.40"}).status_code == 400, "no receipt, no word"
    bad = SimpleUploadedFile("x.png", b"nonsense")
    assert client.post(base + "purchase/", {"cost": "63.40", "photo": bad}).status_code == 400
    receipt = SimpleUploadedFile("x.png", picture())
    assert client.post(base + "purchase/", {"cost": "63.40", "photo": receipt}).status_code == 302
    assert client.get(base + "receipt/").content[:3] == b"\xff\xd8\xff"
    client.post(base + "steps/", {"do": "set_out"})
    client.post(base + "steps/", {"do": "bag_back", "bag": Bag.objects.get().pk, "whole": "1"})
    wrong = client.post(base + "delivery/", {"change": "36"})
    assert wrong.status_code == 400 and "36.60" in text(wrong)
    assert client.post(base + "delivery/", {"change": "36.60"}).status_code == 302
    errand.refresh_from_db()
    assert errand.status == "delivered" and Bag.objects.get().seal_whole is True
    assert client.post(base + "steps/", {"do": "confirm"}).status_code == 403, "nobody confirms what they brought"
    with scopes_disabled():
        purge_due(world.at + timedelta(days=15))
    assert client.get(base + "receipt/").status_code == 404


def test_the_office_asks_somebody_and_rings_back(world, asked, neighbour, sign_in):
    errand, client = asked(), sign_in("grid_worker")
    base = f"/errands/{errand.pk}/"
    page = text(client.get(base))
    assert "李强" in page, "who lives on these stairs is proposed"
    client.post(base + "steps/", {"do": "offer", "to": neighbour.pk})
    errand.refresh_from_db()
    errand.accept(by=neighbour, at=world.at)
    errand.deliver(by=neighbour, at=world.at)
    client.post(base + "steps/", {"do": "dispute", "note": "少一支"})
    client.post(base + "steps/", {"do": "confirm", "note": "后来找到了"})
    errand.refresh_from_db()
    assert errand.status == "confirmed"
    assert [step.note for step in errand.steps.filter(what__in=("disputed", "rung"))] == ["少一支", "后来找到了"]
    assert "少一支" in text(client.get(base))


def test_a_resident_asks_on_the_phone_and_says_that_it_has_come(world, neighbour, phone):
    client = phone("王梅")
    given = {"kind": "parcel", "what": "驿站 3 个快递", "due_at": "2020-04-08T15:00", "substitute": "ask", "money": ""}
    assert client.post("/me/errands/", given | {"due_at": "2020-04-08T03:00"}).status_code == 400
    assert client.post("/me/errands/", given | {"kind": "gold"}).status_code == 400
    answer = client.post("/me/errands/", given)
    errand = Errand.objects.get()
    assert answer.headers["Location"] == f"/me/errands/{errand.pk}/" and errand.source == "phone_page"
    errand.accept(by=neighbour, at=world.at)
    errand.deliver(by=neighbour, at=world.at)
    assert "李强" in text(client.get(f"/me/errands/{errand.pk}/"))
    client.post(f"/me/errands/{errand.pk}/confirmation/")
    errand.refresh_from_db()
    assert errand.status == "confirmed"
    client.post(f"/me/errands/{errand.pk}/complaint/", {"note": "少一个"})
    assert errand.steps.filter(what="disputed").exists()
    assert phone("陈浩").post(f"/me/errands/{errand.pk}/cancellation/").status_code == 404


def test_the_desk_asks_for_whoever_stands_there(world, sign_in):
    client = sign_in("community_worker")
    elder = world.residents["王秀英"]
    assert "王秀英" in text(client.get("/errands/new/?q=3-502"))
    given = {"kind": "medicine", "what": "降压药，卡密码 135790", "due_at": "2020-04-08T15:00", "substitute": "same"}
    client.post(f"/errands/new/{elder.pk}/", given | {"source": "desk"})
    errand = Errand.objects.get()
    assert errand.what == "降压药，卡密码 ****", "a PIN is kept nowhere"


def test_cash_of_a_day_adds_up_and_somebody_else_counts(world, asked, neighbour, client, sign_in):
    errand = asked()
    errand.accept(by=neighbour, at=world.at)
    errand.collect(by=neighbour, at=world.at, money=Decimal(50))
    errand.buy(by=neighbour, at=world.at, cost=Decimal("12.5"), note="无")
    client.force_login(neighbour)
    assert client.get("/errands/cash/").status_code == 403
    office = sign_in("secretary")
    page = office.get("/errands/cash/?day=2020-04-08")
    assert [(row["given"], row["spent"], row["after"]) for row in page.context["rows"]] == [(50, 12.5, 37.5)]
    office.post(f"/errands/cash/{neighbour.pk}/count/", {"day": "2020-04-08", "counted": "37"})
    office.post(f"/errands/cash/{neighbour.pk}/count/", {"day": "2020-04-08", "counted": "38"})
    assert [(one.counted, one.difference) for one in Count.objects.all()] == [(37, Decimal("-0.5"))]
    assert "-0.5" in text(office.get("/errands/cash/?day=2020-04-08"))
    after = office.get("/errands/cash/?day=2020-04-09").context["rows"]
    assert [(row["before"], row["after"]) for row in after] == [(37.5, 37.5)]
    sheet = office.get("/errands/cash/sheet/?day=2020-04-08")
    assert sheet.content[:5] == b"%PDF-"
    assert office.get("/errands/cash/?day=nonsense").status_code == 200


def test_several_errands_become_one_trip_in_the_order_of_the_walk(world, asked, neighbour, client):
    for name, shop in (("赵敏", "叶开泰"), ("王秀英", "协和医院"), ("陈浩", "叶开泰")):
        asked(name, shop=shop).accept(by=neighbour, at=world.at)
    client.force_login(neighbour)
    made = client.post("/errands/trips/")
    trip = Trip.objects.get()
    assert made.headers["Location"] == f"/errands/trips/{trip.pk}/"
    page = client.get(made.headers["Location"])
    assert [(shop, len(rows)) for shop, rows in trip.shops] == [("协和医院", 1), ("叶开泰", 2)]
    assert [str(row.household) for stairs in trip.walk for row in stairs] == ["2-1-301", "3-2-502", "5-1-1203"]
    assert page.status_code == 200
    client.post(f"/errands/trips/{trip.pk}/end/")
    other = Client()
    other.force_login(world.users["secretary"])
    assert other.get(f"/errands/trips/{trip.pk}/").status_code == 404
