"""A shop opens once it has what the phase asks for, and not a minute before."""

from datetime import timedelta
from typing import Any

import pytest
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.shops.models import Shop, ShopCheck
from linli.shops.recurring import look_due

DAY = timedelta(days=1)


def look(shop: Shop, world: Any, what: str, at: Any = None, passed: bool = True, words: str = "") -> None:
    shop.look_at(what, passed=passed, words=words, by=world.users["grid_worker"], at=at or world.at)


def matters() -> Any:
    return FollowUp.objects.filter(kind="shop").exclude(status="done")


def test_it_opens_after_inspection_and_assessment(ruled: Any, shop: Shop) -> None:
    by = ruled.users["community_worker"]
    with pytest.raises(Refused, match=r"shops\.inspection_missing"):
        shop.open(by=by, at=ruled.at)
    look(shop, ruled, "inspection")
    assert shop.status == "closed"
    with pytest.raises(Refused, match=r"shops\.assessment_missing"):
        shop.open(by=by, at=ruled.at)
    look(shop, ruled, "assessment")
    assert shop.status == "inspected"
    shop.open(by=by, at=ruled.at)
    assert Shop.objects.get().status == "open"
    with pytest.raises(Refused, match=r"shops\.open_already"):
        shop.open(by=by, at=ruled.at)


def test_a_look_that_fails_closes_it_and_says_why(ruled: Any, shop: Shop) -> None:
    for what in ShopCheck.What.values:
        look(shop, ruled, what)
    shop.open(by=ruled.users["secretary"], at=ruled.at)
    with pytest.raises(Refused, match=r"shops\.reason_missing"):
        look(shop, ruled, "inspection", passed=False, words=" ")
    assert ShopCheck.objects.count() == 2, "a refused look leaves nothing behind"
    look(shop, ruled, "inspection", passed=False, words="店里挤了二十人", at=ruled.at + DAY)
    held = Shop.objects.get()
    assert (held.status, held.why_closed) == ("closed", "店里挤了二十人")
    with pytest.raises(Refused, match=r"shops\.check_failed"):
        held.open(by=ruled.users["secretary"], at=ruled.at + DAY)
    look(held, ruled, "inspection", at=ruled.at + 2 * DAY)
    assert held.status == "inspected"


def test_under_rules_that_let_it_be_open_no_more_somebody_is_asked_once(ruled: Any, shop: Shop) -> None:
    for what in ShopCheck.What.values:
        look(shop, ruled, what, at=ruled.at - 20 * DAY)
    shop.open(by=ruled.users["secretary"], at=ruled.at)
    later = ruled.at + 9 * DAY
    with scopes_disabled():
        assert look_due(later) == 0 and not matters().exists()
    expired = ruled.at + 10 * DAY
    with scopes_disabled():
        assert [look_due(expired), look_due(expired + DAY)] == [1, 1]
    assert matters().count() == 1 and matters().get().codes["why"] == "shops.inspection_expired"
    assert Shop.objects.get().status == "open", "nobody is shut out by a clock"
    look(shop, ruled, "inspection", at=expired)
    assert matters().count() == 1
    look(shop, ruled, "assessment", at=expired)
    assert not matters().exists()


def test_closing_needs_a_reason_and_is_refused_twice(ruled: Any, shop: Shop) -> None:
    by = ruled.users["secretary"]
    with pytest.raises(Refused, match=r"shops\.not_open"):
        shop.close("盘点", by=by, at=ruled.at)
    for what in ShopCheck.What.values:
        look(shop, ruled, what)
    with pytest.raises(Refused, match=r"shops\.reason_missing"):
        shop.close("  ", by=by, at=ruled.at)
    shop.close("盘点", by=by, at=ruled.at)
    assert Shop.objects.get().why_closed == "盘点"


def test_one_name_once_and_another_community_has_its_own(ruled: Any, shop: Shop, other_world: Any) -> None:
    with pytest.raises(Refused, match=r"shops\.known_already"):
        Shop.enter(ruled.community, kind="fruit", title=" 邻家小超市 ", by=None, at=ruled.at)
    with scope(community=other_world.community.pk):
        Shop.enter(other_world.community, kind="fruit", title="邻家小超市", by=None, at=ruled.at)
        assert Shop.objects.count() == 1
