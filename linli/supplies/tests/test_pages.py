"""The pages: staff, residents, the pasted list, the sheets."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from linli.accounts.models import Proxy
from linli.core.clock import now
from linli.supplies.models import Arrival, Basket, Donation, Handout, Payment, Refund, Round
from linli.supplies.tests.conftest import begin
from linli.supplies.views_handing import numbers_in
from tests.paper import pages_of, text_of

ENGLISH = {"accept-language": "en"}
HOUR = timedelta(hours=1)


def order(world: Any, of: Round, name: str, *units: int, **more: Any) -> Basket:
    goods = of.goods.order_by("number")
    wanted = {one.pk: number for one, number in zip(goods, units, strict=False)}
    return Basket.order(of, world.residents[name].household, wanted, way="desk", by=None, at=now(), **more)


def test_a_round_is_begun_filled_and_opened_in_the_office(world: Any, sign_in: Any) -> None:
    client = sign_in("community_worker")
    page = client.get("/rounds/new/", headers=ENGLISH)
    given = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    given |= {name: f"{value:%Y-%m-%dT%H:%M}" for name, value in given.items() if hasattr(value, "hour")}
    answer = client.post("/rounds/new/", given | {"title": "鸡蛋", "supplier": "菜场", "place": "南门"})
    address = answer.headers["Location"]
    assert client.post(f"{address}steps/opening/", follow=True, headers=ENGLISH).content.decode().count("no goods yet")
    assert client.post(f"{address}goods/", {"label": "鸡蛋", "unit": "板", "price": "x"}).status_code == 400
    client.post(f"{address}goods/", {"label": "鸡蛋", "unit": "板", "price": "25.50", "pack": "1"})
    client.post(f"{address}steps/opening/")
    of = Round.objects.get()
    assert of.status == "open" and of.supplier == "菜场"
    assert client.get(f"{address}steps/opening/").status_code == 405
    assert client.post(f"{address}steps/nonsense/").status_code == 404


def test_a_daughter_orders_on_her_phone_for_her_mother(world: Any, today: Round, phone: Any) -> None:
    mother, daughter = world.residents["王秀英"], world.residents["王梅"]
    Proxy.grant(mother, daughter, how="desk", by=world.users["grid_worker"], at=now())
    client = phone("王梅")
    assert "鸡蛋和蔬菜" in client.get("/me/rounds/").content.decode()
    address = f"/me/rounds/{today.pk}/"
    assert client.post(address, {"g1": "9", "g2": "0"}).status_code == 400, "over the limit"
    client.post(address, {"g1": "2", "g2": "1", "swap": "on", "remark": "放门口"})
    basket = Basket.objects.get()
    assert (basket.way, basket.swap, basket.remark) == ("phone_page", True, "放门口")
    page = client.get(address, headers=ENGLISH).content.decode()
    assert "¥81.00" in page and "Change my order" in page
    client.cookies["linli_person"] = str(mother.pk)
    client.post(address, {"g1": "1", "g2": "1"})
    basket.refresh_from_db()
    assert (basket.way, basket.person) == ("proxy", mother)
    client.post(f"{address}withdrawal/")
    basket.refresh_from_db()
    assert basket.status == "withdrawn"
    today.close(by=None, at=now())
    assert "withdrew this order" in client.get(address, headers=ENGLISH).content.decode()


def test_a_phone_sees_neither_drafts_nor_closed_rounds_it_is_not_in(world: Any, today: Round, phone: Any) -> None:
    draft = begin(world, now())
    client = phone("李强")
    assert client.get(f"/me/rounds/{draft.pk}/").status_code == 404
    today.close(by=None, at=now())
    assert client.get(f"/me/rounds/{today.pk}/").status_code == 302


def test_somebody_rings_and_is_ordered_for(world: Any, today: Round, sign_in: Any) -> None:
    client, address = sign_in("grid_worker"), f"/rounds/{today.pk}/orders/new/"
    found = client.get(address, {"q": "3-502"}).context["homes"]
    assert [one["row"] for one in found] == [world.residents["王秀英"].household]
    assert client.get(address, {"q": "2-1-301"}).context["homes"] == [], "another grid's"
    elsewhere = world.residents["陈浩"].household.pk
    assert client.get(address, {"household": elsewhere}).status_code == 404
    assert client.get(address, {"household": "nonsense"}).status_code == 404
    home = world.residents["王秀英"].household.pk
    answer = client.post(f"{address}?household={home}", {"g1": "1", "g2": "", "way": "telephone", "door": "on"})
    basket = Basket.objects.get()
    assert answer.headers["Location"].endswith(f"/orders/{basket.pk}/") and basket.door
    assert client.get(answer.headers["Location"]).status_code == 200
    client.post(f"{answer.headers['Location']}withdrawal/")
    basket.refresh_from_db()
    assert basket.status == "withdrawn"


@pytest.fixture
def arriving(world: Any, today: Round) -> Round:
    order(world, today, "李强", 2, 1)
    order(world, today, "陈浩", 2, 0)
    order(world, today, "王秀英", 1, 1, door=True)
    today.close(by=None, at=now())
    today.send(by=None, at=now())
    return today


def test_the_supplier_gets_a_sheet_and_a_workbook_that_add_up(arriving: Round, sign_in: Any) -> None:
    client, address = sign_in("secretary"), f"/rounds/{arriving.pk}/sheets/"
    text = text_of(client.get(f"{address}order.pdf").content)
    assert "187.50" in text and "127.50" in text
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}order.xlsx").content), data_only=True)
    rows = list(book.active.values)
    assert [row[1:] for row in rows[3:5]] == [
        ("鸡蛋", "板", 5, 0, 5, 25.5, 127.5),
        ("蔬菜包", "份", 2, 0, 2, 30, 60),
    ]
    assert rows[5][7] == 187.5
    assert client.get(f"{address}nonsense.pdf").status_code == 404


def test_counted_calculated_shared_handed_out_and_accounted(world: Any, arriving: Round, sign_in: Any) -> None:
    client, address = sign_in("secretary"), f"/rounds/{arriving.pk}/"
    page = client.get(f"{address}arrival/", headers=ENGLISH)
    assert 'name="g1-came" value' not in page.content.decode(), "nothing measured is filled in"
    assert client.post(f"{address}arrival/", {"g1-came": "3", "g1-spoiled": "0"}).status_code == 400
    client.post(f"{address}arrival/", {"g1-came": "4", "g1-spoiled": "1", "g2-came": "2", "g2-spoiled": "0"})
    page = client.get(f"{address}arrival/", headers=ENGLISH).content.decode()
    assert "5 ordered, 4 came, 1 spoiled: 3 to share." in page and "everybody gets up to 1" in page
    client.post(f"{address}steps/sharing/")
    client.post(f"{address}steps/handing/", {"start": f"{now() + 8 * HOUR:%Y-%m-%dT%H:%M}"})
    assert Round.objects.get().status == "handing_out"
    first, second, third = Basket.objects.order_by("number")
    assert client.get(f"{address}handing/?q={first.code.lower()}").headers["Location"] == f"/parcels/{first.code}/"
    assert client.get(f"{address}handing/?q=2").headers["Location"] == f"/parcels/{second.code}/"
    assert client.get(f"{address}handing/?q=3-502").headers["Location"] == f"/parcels/{third.code}/"
    assert client.get(f"{address}handing/?q=99").context["found"] == []
    volunteer = sign_in("volunteer")
    volunteer.post(f"/parcels/{first.code}/")
    volunteer.post(f"/parcels/{first.code}/")
    assert Handout.objects.get().way == "scan"
    volunteer.post(f"/parcels/{first.code}/", {"undo": "1"})
    volunteer.post(f"{address}handing/ticks/", {"basket": [str(first.pk), "nonsense"]})
    answer = volunteer.post(f"{address}handing/paper/", {"numbers": "2-3, 77"}, follow=True, headers=ENGLISH)
    assert Handout.objects.count() == 3 and "this number: 77" in answer.content.decode()
    assert volunteer.post(f"{address}steps/accounting/").status_code == 403
    assert volunteer.get(f"{address}sheets/account.pdf").status_code == 403
    client = sign_in("secretary")
    client.post(f"{address}steps/accounting/", {"bill": "136.50"})
    assert Round.objects.get().result["by_goods"] == "136.50"
    sheet = client.get(f"{address}sheets/account.pdf").content
    assert pages_of(sheet) == 1 and "136.50" in text_of(sheet)


def test_money_is_marked_chased_and_given_back(world: Any, arriving: Round, sign_in: Any) -> None:
    client, address = sign_in("secretary"), f"/rounds/{arriving.pk}/"
    assert len(client.get(f"{address}money/").context["open"]) == 3
    first = Basket.objects.get(number=1)
    own = f"{address}orders/{first.pk}/"
    client.post(f"{own}payments/", {"way": "cash", "next": "https://evil.example/"})
    client.post(f"{own}payments/", {"way": "cash", "amount": "nonsense"})
    assert Payment.objects.count() == 1
    client.post(f"{address}money/")
    assert len(client.get(f"{address}money/").context["open"]) == 2
    for goods in arriving.goods.all():
        Arrival.count(goods, 0, by=None, at=now())
    arriving.arrive(by=None, at=now())
    [back] = client.get(f"{address}money/").context["back"]
    assert str(back["balance"].back) == "81.00"
    client.post(f"{own}refunds/", {"way": "cash", "next": f"{address}money/"})
    client.post(f"{own}refunds/", {"way": "cash"})
    assert Refund.objects.count() == 1
    payment = Payment.objects.get()
    client.post(f"{address}payments/{payment.pk}/removal/")
    payment.refresh_from_db()
    assert payment.taken_back_by == world.users["secretary"]


def test_pick_list_and_labels_name_rooms_and_nobody(world: Any, arriving: Round, sign_in: Any) -> None:
    for goods in arriving.goods.all():
        Arrival.count(goods, 5, by=None, at=now())
    arriving.arrive(by=None, at=now())
    arriving.hand_out(now(), by=None, at=now())
    client, address = sign_in("volunteer"), f"/rounds/{arriving.pk}/sheets/"
    for name in ("picklist", "labels"):
        text = text_of(client.get(f"{address}{name}.pdf").content)
        assert "3-2-501" in text and "鸡蛋 2 板" in text
        assert not any(person in text for person in world.residents)
    assert client.get(f"{address}order.pdf").status_code == 403


def test_a_parcel_on_the_phone_shows_time_code_and_calculation(world: Any, arriving: Round, phone: Any) -> None:
    eggs, greens = arriving.goods.order_by("number")
    Arrival.count(eggs, 2, by=None, at=now())
    Arrival.count(greens, 2, by=None, at=now())
    arriving.arrive(by=None, at=now())
    arriving.hand_out(now(), by=None, at=now())
    page = phone("李强").get(f"/me/rounds/{arriving.pk}/", headers=ENGLISH).content.decode()
    basket = Basket.objects.get(number=1)
    assert (
        basket.code in page and "Please come down at" in page and "How it was shared" in page and arriving.seed in page
    )
    assert "3-2-502" not in page


def test_a_donation_is_entered_and_shared_in_the_office(world: Any, sign_in: Any) -> None:
    client = sign_in("secretary")
    given = {"title": "口罩", "giver": "药店", "what": "口罩", "unit": "包", "units": "3", "each": "1"}
    assert client.post("/donations/", given).status_code == 400
    answer = client.post("/donations/", given | {"whom": "everybody", "rule": "lottery", "place": "服务站"})
    client.post(f"{answer.headers['Location']}steps/sharing/")
    assert Round.objects.get().status == "arrived" and Donation.objects.get().giver == "药店"
    assert client.get("/donations/").status_code == 200 and client.get("/rounds/").status_code == 200


@pytest.mark.parametrize(
    ("text", "numbers"), [("1 2,3", [1, 2, 3]), ("5-7、6", [5, 6, 7]), ("9-7", []), ("x", []), ("12 - 13", [12, 13])]
)
def test_numbers_of_a_paper(text: str, numbers: list[int]) -> None:
    assert numbers_in(text) == numbers
