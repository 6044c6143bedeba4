"""A purchase round from opening to account: phone, proxy, sentence and pasted list; a shortage and a spoiled box."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import axe
from tests.stories.office import another, confirms, says, sign_in
from tests.stories.stage import NAME, Stage, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("supplies")]
CHAT = """#接龙 鸡蛋蔬菜团购
例：3-2-502 王梅 鸡蛋1板
1. 3-2-501 李强 A2 蔬菜包2份
2. 顺风车那家 鸡蛋1板"""


def test_a_round_from_opening_to_account(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "buying") as stage:
        office = open_stage(stage, 1280)
        office.on("dialog", lambda dialog: dialog.accept())
        sign_in(stage, office, stage.cast["logins"]["secretary"])
        address = opened(office, stage)
        phone = another(office, 390)
        phone.context.add_cookies([{"name": "linli_phone", "value": stage.cast["phone"], "domain": NAME, "path": "/"}])
        ordered_on_the_phone(phone, stage)
        ordered_by_sentence_and_list(office, address)
        paid_and_sent(office, address)
        arrived_short(office, address)
        sees_the_calculation(phone, stage)
        handed_out(office, stage, address)
        accounted(office, stage, address)


def opened(office: Page, stage: Stage) -> str:
    """The terms are fixed, the goods are offered, and orders begin."""
    office.goto(stage.address + "/rounds/new/")
    for name, text in {"title": "鸡蛋蔬菜团购", "supplier": "东湖菜场", "place": "南门小广场"}.items():
        office.locator(f"[name={name}]").fill(text)
    office.locator("[name=rule][value=equal]").check()
    office.locator("main form button.main").click()
    office.wait_for_url(re.compile(r"/rounds/[0-9a-f-]{36}/$"))
    for label, unit, price, also in (("鸡蛋", "板", "25.50", "A"), ("蔬菜包", "份", "30.00", "B")):
        if not office.locator("[name=label]").is_visible():
            office.locator("summary", has_text="加货品").click()
        for name, text in {"label": label, "unit": unit, "price": price, "also": also}.items():
            office.locator(f"[name={name}]").fill(text)
        office.locator("form[action$='/goods/'] button").click()
        expect(office.locator("main")).to_contain_text(label)
    office.locator("form[action$='/steps/opening/'] button").click()
    expect(office.locator("form[action$='/steps/closing/']")).to_be_visible()
    assert axe(office) == []
    return office.url


def ordered_on_the_phone(phone: Page, stage: Stage) -> None:
    """For the own household first, then for a neighbour who cannot come down."""
    phone.goto(stage.address + "/me/rounds/")
    phone.locator("main a.main").click()
    phone.locator("[name=g1]").fill("2")
    phone.locator("[name=g2]").fill("1")
    expect(phone.locator("[data-sum]")).to_contain_text("81.00")
    phone.locator("form.order button.main").click()
    expect(phone.locator("main")).to_contain_text("¥81.00")
    assert axe(phone) == []
    order = phone.url
    phone.goto(stage.address + "/me/person/")
    phone.locator(f'[value="{stage.cast["neighbour"]}"]').click()
    if phone.url.endswith("/person/"):
        phone.locator("main form button.main").first.click()
    phone.wait_for_url("**/me/")
    phone.goto(order)
    phone.locator("[name=g1]").fill("2")
    phone.locator("[name=door]").check()
    phone.locator("form.order button.main").click()
    expect(phone.locator("main")).to_contain_text("¥51.00")


def ordered_by_sentence_and_list(office: Page, address: str) -> None:
    """A sentence goes into the round; of a pasted list the sure line is ticked and the unsure one waits."""
    says(office, "2-1-301 买鸡蛋两板")
    confirms(office, "对，接下")
    expect(office.locator("main")).to_contain_text("鸡蛋蔬菜团购")
    office.goto(address + "list/")
    office.locator("#text").fill(CHAT)
    office.locator("main form button.main").click()
    expect(office.locator("section.pasted")).to_have_count(2)
    unsure = office.locator("section.pasted.unsure")
    expect(unsure).to_have_count(1)
    expect(unsure).to_contain_text("顺风车")
    expect(unsure.locator("[type=checkbox]")).not_to_be_checked()
    assert axe(office) == []
    office.locator("button[name=take]").click()
    office.wait_for_url("**/orders/")
    expect(office.locator("main")).to_contain_text("3-2-501")


def fetched(office: Page, address: str) -> bool:
    """A sheet comes, with something in it."""
    size: int = office.evaluate(
        "(path) => fetch(path).then((one) => (one.ok ? one.blob() : { size: 0 })).then((one) => one.size)", address
    )
    return size > 1000


def paid_and_sent(office: Page, address: str) -> None:
    """Four households owe 294.00 together; each is marked; the order sheet has the same sum."""
    office.goto(address + "money/")
    expect(office.locator(".numbers")).to_contain_text("¥294.00")
    for left in (3, 2, 1, 0):
        office.locator("form[action$='/payments/'] button[value=cash]").first.click()
        expect(office.locator("form[action$='/payments/']")).to_have_count(left)
    office.goto(address)
    office.locator("form[action$='/steps/closing/'] button").click()
    for path in ("sheets/order.pdf", "sheets/order.xlsx"):
        assert fetched(office, address + path)
    office.locator("form[action$='/steps/sending/'] button").click()


def arrived_short(office: Page, address: str) -> None:
    """Of eight trays seven come, and a box is spoiled: six to share, one each and two by lot."""
    office.goto(address + "arrival/")
    for name, units in {"g1-came": 7, "g1-spoiled": 1, "g2-came": 3, "g2-spoiled": 0}.items():
        office.locator(f"[name={name}]").fill(str(units))
    office.locator("main form.card button").click()
    expect(office.locator("ol.calc").first).to_contain_text("1")
    assert axe(office) == []
    office.locator("form[action$='/steps/sharing/'] button").click()
    expect(office.locator("main a.main")).to_be_visible()


def sees_the_calculation(phone: Page, stage: Stage) -> None:
    """Whoever gets less can read why, and draw the lots again from the seed."""
    phone.goto(stage.address + "/me/rounds/")
    phone.locator("a.whole").first.click()
    expect(phone.locator("details[open] ol.calc, details ol.calc").first).to_be_attached()
    expect(phone.locator("main")).to_contain_text("SHA-256")


def handed_out(office: Page, stage: Stage, address: str) -> None:
    """Times for everybody, an errand to the door, labels; ticked by label, at the door, and in the list."""
    office.goto(address)
    office.locator("form[action$='/steps/handing/'] button").click()
    for sheet in ("picklist", "labels"):
        assert fetched(office, f"{address}sheets/{sheet}.pdf")
    baskets = stage.run("bought")["baskets"]
    assert {room: one["way"] for room, one in baskets.items()} == {
        "2-1-301": "sentence", "3-2-501": "list", "3-2-502": "phone_page", "5-1-1203": "proxy"
    }  # fmt: skip
    assert sum(one["got"][0] for one in baskets.values()) == 6
    assert sorted(one["got"][0] for one in baskets.values()) == [1, 1, 2, 2]
    volunteer = another(office, 390)
    sign_in(stage, volunteer, stage.cast["logins"]["volunteer"])
    volunteer.goto(address + "handing/")
    volunteer.locator("#q").fill(baskets["3-2-502"]["code"])
    volunteer.locator("#q").press("Enter")
    expect(volunteer.locator(".room")).to_have_text("3-2-502")
    volunteer.locator("main form button.main").click()
    carried_up(volunteer, stage)
    volunteer.goto(address + "handing/")
    expect(volunteer.locator("h1")).to_contain_text("2/4")
    assert axe(volunteer) == []
    for row in volunteer.locator("[name=basket]").all():
        row.check()
    volunteer.locator("form[action$='/ticks/'] button").click()
    expect(volunteer.locator("h1")).to_contain_text("4/4")


def carried_up(volunteer: Page, stage: Stage) -> None:
    """Whoever cannot come down has an errand; done, it hands the parcel out."""
    volunteer.goto(stage.address + "/errands/")
    expect(volunteer.locator("main")).to_contain_text("5-1　送到门口")
    volunteer.locator("form[action$='/acceptance/'] button").click()
    handing = volunteer.locator("form[action$='/delivery/']")
    expect(handing).to_be_attached()
    if not handing.is_visible():
        volunteer.locator("details:has(form[action$='/delivery/']) summary").click()
    handing.locator("button.main").click()
    expect(handing).to_have_count(0)


def accounted(office: Page, stage: Stage, address: str) -> None:
    """A tray was spoiled at home: it is written down, everything due is given back, and the account adds up."""
    office.goto(address + "orders/")
    office.locator("a.whole", has_text="3-2-501").click()
    office.locator("summary", has_text="有货坏了").click()
    office.locator("[name=units]").fill("1")
    office.locator("form[action$='/spoilage/'] button").click()
    office.goto(address + "money/")
    expect(office.locator(".numbers")).to_contain_text("¥76.50")
    returning = office.locator("form[action$='/refunds/']")
    for left in reversed(range(returning.count())):
        returning.first.locator("button[value=cash]").click()
        expect(returning).to_have_count(left)
    office.goto(address)
    office.locator("[name=bill]").fill("217.50")
    office.locator("form[action$='/steps/accounting/'] button").click()
    expect(office.locator("form[action$='/steps/accounting/']")).to_have_count(0)
    assert fetched(office, address + "sheets/account.pdf")
    left = stage.run("bought")
    numbers = left["account"]
    assert numbers["by_goods"] == numbers["by_household"] == "217.50" == numbers["bill"]
    assert (numbers["sum_paid"], numbers["sum_returned"]) == ("294.00", "76.50")
    assert numbers["sum_open"] == numbers["sum_back"] == "0.00"
    assert left["baskets"]["5-1-1203"]["handed"] == "door" and left["baskets"]["3-2-502"]["handed"] == "scan"
    assert left["errands"] == ["delivered"]
