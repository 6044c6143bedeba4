"""The pages: from the second person to the door, and who may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from linli.accounts.models import HouseholdCard
from linli.core.clock import end_in, now
from linli.followups.models import FollowUp
from linli.orders.models import Order
from linli.orders.words import left
from linli.situation.demo import build
from tests.paper import pages_of, text_of


@pytest.fixture
def held_now(world: Any) -> Any:
    """Rules as of the real present, which is what pages ask."""
    return build(world.community, world.users["secretary"], world.users["community_worker"], now() - timedelta(hours=1))


def day(world: Any, days: int) -> str:
    return (world.community.today(now()) + timedelta(days=days)).isoformat()


def form(world: Any, **changes: Any) -> dict[str, Any]:
    given = {"kind": "home_observation", "evidence": "travel", "reference": "车票 G1", "last_day": day(world, 5)}
    return given | changes


def in_force(world: Any, name: str = "王梅") -> Order:
    made = Order.propose(
        world.residents[name],
        "home_observation",
        evidence="household",
        reference="家人转走",
        ends_at=end_in(world.community.zone, world.community.today(now()) + timedelta(days=5)),
        by=world.users["grid_worker"],
    )
    made.confirm(by=world.users["secretary"])
    return made


def test_from_a_proposal_to_the_notice_at_the_door(world: Any, held_now: Any, sign_in: Any) -> None:
    mei = world.residents["王梅"]
    client = sign_in("grid_worker")
    assert "orders/residents" in client.get("/orders/", {"q": "3-2-502"}).content.decode()
    client.post(f"/orders/residents/{mei.pk}/", form(world))
    made = Order.objects.get()
    assert client.post(f"/orders/{made.pk}/confirmation/").status_code == 403
    assert client.get(f"/orders/{made.pk}/notice/").status_code == 404, "nothing to hand in before it binds"
    client = sign_in("secretary")
    assert (
        "A restriction waits for a second person" in client.get("/", headers={"accept-language": "en"}).content.decode()
    )
    assert f"/orders/{made.pk}/confirmation/" in client.get(f"/orders/{made.pk}/").content.decode()
    client.post(f"/orders/{made.pk}/confirmation/")
    made.refresh_from_db()
    assert made.status == "in_force"
    matter = FollowUp.objects.get(kind="order")
    page = sign_in("grid_worker").get(reverse("followups:matter", args=[matter.pk])).content.decode()
    assert f"/orders/{made.pk}/" in page, "whoever goes to the door finds the notice"
    client = sign_in("secretary")
    sheet = client.get(f"/orders/{made.pk}/notice/").content
    text = text_of(sheet)
    assert pages_of(sheet) == 1
    for words in ("限制措施告知书", "3-2-502", "王梅", "车票 G1", "Notice of a restriction", "居家"):
        assert words in text, words
    client.post(f"/orders/{made.pk}/lifting/", {"reason": ""})
    made.refresh_from_db()
    assert made.status == "in_force"
    client.post(f"/orders/{made.pk}/lifting/", {"reason": "弄错了"})
    made.refresh_from_db()
    assert made.status == "lifted"


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "locked_in"},
        {"evidence": "rumour"},
        {"reference": " "},
        {"last_day": "soon"},
        {"last_day": "2020-01-01"},
    ],
)
def test_nonsense_is_not_proposed(world: Any, held_now: Any, sign_in: Any, changes: Any) -> None:
    page = sign_in("secretary").post(f"/orders/residents/{world.residents['王梅'].pk}/", form(world, **changes))
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    assert Order.objects.count() == 0


def test_a_grid_worker_reaches_the_own_grid_and_withdraws_the_own_proposal(
    world: Any, held_now: Any, sign_in: Any
) -> None:
    client = sign_in("grid_worker")
    elsewhere = world.residents["陈浩"]
    assert client.get(f"/orders/residents/{elsewhere.pk}/").status_code == 404
    made = in_force(world, "陈浩")
    assert client.get(f"/orders/{made.pk}/").status_code == 404
    sign_in("secretary").post(f"/orders/residents/{world.residents['李强'].pk}/", form(world))
    other = Order.objects.get(status="proposed")
    assert sign_in("grid_worker").post(f"/orders/{other.pk}/withdrawal/").status_code == 404
    sign_in("community_worker").post(f"/orders/{other.pk}/withdrawal/")
    other.refresh_from_db()
    assert other.status == "withdrawn"


def test_another_community_is_never_reached(world: Any, other_world: Any, held_now: Any, sign_in: Any) -> None:
    there = other_world.residents["王梅"]
    assert sign_in("secretary").get(f"/orders/residents/{there.pk}/").status_code == 404


def test_extending_is_a_proposal_again(world: Any, held_now: Any, sign_in: Any) -> None:
    old = in_force(world)
    client = sign_in("secretary")
    page = client.post(f"/orders/{old.pk}/extension/", form(world, last_day=day(world, 4)))
    assert Order.objects.count() == 1 and "errorlist" in page.content.decode()
    client.post(f"/orders/{old.pk}/extension/", form(world, last_day=day(world, 9)))
    new = Order.objects.get(status="proposed")
    assert new.continues == old


@pytest.fixture
def phone(client: Any, world: Any) -> Any:
    household = world.flats["3-2-502"].households.get()
    [(_, code)] = HouseholdCard.issue_all([household], community=world.community, by=None, at=now())
    client.post(f"/join/{code}/", {"resident": world.residents["王梅"].pk})
    return client


def test_the_resident_reads_why_until_when_and_by_whom(world: Any, held_now: Any, phone: Any) -> None:
    english = {"accept-language": "en"}
    assert "Nothing restricts you" in phone.get("/me/restrictions/", headers=english).content.decode()
    made = in_force(world)
    first = phone.get("/me/", headers=english).content.decode()
    assert "A restriction concerns you" in first and "/me/restrictions/" in first
    page = phone.get("/me/restrictions/", headers=english).content.decode()
    for words in ("observation at home", "contact within the household", "家人转走", "wuhan-2020/normalised@1",
                  "grid worker", "community secretary", "medical", "Coming home is always possible"):  # fmt: skip
        assert words in page, words
    assert phone.get(f"/me/restrictions/{made.pk}/notice/").headers["Content-Type"] == "application/pdf"
    other = in_force(world, "李强")
    assert phone.get(f"/me/restrictions/{other.pk}/notice/").status_code == 404


def test_a_proposal_is_no_business_of_the_resident_yet(world: Any, held_now: Any, phone: Any) -> None:
    Order.propose(
        world.residents["王梅"],
        "home_observation",
        evidence="travel",
        reference="x",
        ends_at=now() + timedelta(days=2),
        by=world.users["grid_worker"],
    )
    assert "x</small>" not in phone.get("/me/restrictions/").content.decode()


def test_without_rules_there_is_nothing_to_propose(world: Any, sign_in: Any) -> None:
    client = sign_in("secretary")
    for address in ("/orders/", f"/orders/residents/{world.residents['王梅'].pk}/", "/orders/numbers/"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=9, hours=3), "9 more days"),
        (timedelta(days=2), "2 more days"),
        (timedelta(days=2, seconds=-1), "47 more hours"),
        (timedelta(hours=1), "1 more hour"),
        (timedelta(minutes=59), "59 more minutes"),
        (timedelta(seconds=-5), "0 more minutes"),
    ],
)
def test_what_is_left_is_told_in_one_unit(before: timedelta, words: str) -> None:
    with override("en"):
        at = now()
        assert left(Order(ends_at=at + before), at) == words
