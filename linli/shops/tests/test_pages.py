"""The board's pages: words for everybody, forms for those who keep it, nothing of the neighbours' board."""

from decimal import Decimal
from typing import Any

import pytest
from django_scopes import scopes_disabled

from linli.shops.models import Shop, Stock

FISH = {"kind": "fish", "title": "活鱼", "unit": "条", "short_below": "30", "quantity": "85", "fresh_hours": "12"}


@pytest.fixture
def office(client: Any, ruled: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    for module in ("views", "models.shops", "models.stocks"):
        monkeypatch.setattr(f"linli.shops.{module}.now", lambda: ruled.at)
    client.force_login(ruled.users["community_worker"])
    return client


def test_a_stock_goes_up_is_counted_and_comes_off(office: Any, ruled: Any) -> None:
    office.post("/shops/stocks/", FISH)
    page = office.get("/shops/").content.decode()
    assert "活鱼" in page and "充足" in page
    with scopes_disabled():
        row = Stock.objects.get()
    office.post(f"/shops/stocks/{row.pk}/counts/", {"quantity": "0"})
    assert "没有了" in office.get(f"/shops/stocks/{row.pk}/").content.decode()
    office.post(f"/shops/stocks/{row.pk}/removal/")
    assert f"/stocks/{row.pk}/" not in office.get("/shops/").content.decode()


@pytest.mark.parametrize("nonsense", ["-1", "NaN", "Infinity", "很多", "99999999", ""])
def test_nonsense_keeps_what_was_typed_and_says_what_is_wrong(office: Any, nonsense: str) -> None:
    answer = office.post("/shops/stocks/", FISH | {"quantity": nonsense})
    assert answer.status_code == 400 and 'value="活鱼"' in answer.content.decode()
    with scopes_disabled():
        assert not Stock.objects.exists()


def test_a_shop_says_at_once_what_it_still_lacks(office: Any, shop: Shop) -> None:
    answer = office.post(f"/shops/shops/{shop.pk}/opening/", follow=True)
    assert "还缺规则要求的检查" in answer.content.decode()
    for what in ("inspection", "assessment"):
        office.post(f"/shops/shops/{shop.pk}/checks/", {"what": what, "passed": "1"})
    assert "开着" in office.post(f"/shops/shops/{shop.pk}/opening/", follow=True).content.decode()


def test_a_volunteer_reads_and_keeps_nothing(client: Any, ruled: Any, shop: Shop) -> None:
    client.force_login(ruled.users["volunteer"])
    page = client.get("/shops/").content.decode()
    assert "邻家小超市" in page and "登记一家店" not in page
    assert client.post(f"/shops/shops/{shop.pk}/opening/").status_code == 403


def test_the_neighbours_board_is_not_there(office: Any, other_world: Any) -> None:
    with scopes_disabled():
        theirs = Stock.add(
            other_world.community, kind="fish", title="别处的鱼", unit="条", short_below=Decimal(1),
            quantity=Decimal(2),
            by=None, at=other_world.at,
        )  # fmt: skip
    assert "别处的鱼" not in office.get("/shops/").content.decode()
    assert office.get(f"/shops/stocks/{theirs.pk}/").status_code == 404
    assert office.post(f"/shops/stocks/{theirs.pk}/removal/").status_code == 404
