"""The resident's pages, the office's pages: plain words, nobody else's rows, nothing said twice."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest

from linli.core.clock import now
from linli.gates.models import Crossing, Permit
from linli.reviews.models import Review
from linli.situation.demo import build as publish

pytestmark = pytest.mark.usefixtures("rules")
NOWHERE = uuid.UUID(int=7)


@pytest.fixture
def rules(world: Any) -> None:
    """In force since yesterday, by the clock on the wall."""
    publish(
        world.community,
        by=world.users["community_worker"],
        other=world.users["secretary"],
        at=now() - timedelta(days=1),
    )


@pytest.fixture
def refused(world: Any, cross: Any) -> Crossing:
    """Wang Mei was turned back an hour ago, by the clock on the wall: pages read it."""
    return cross("王梅", at=now() - timedelta(hours=1), policy="wuhan-2020/normalised@1")


def address(row: Crossing, more: str = "") -> str:
    return f"/me/decisions/crossing/{row.id}/{more}"


def test_every_decision_says_why_and_what_would_clear_it_without_a_code(phone: Any, refused: Crossing) -> None:
    phone.cookies["django_language"] = "en"
    page = phone.get("/me/decisions/").content.decode()
    assert "Going out at 南门" in page and "There is no permission to go out today yet" in page
    one = phone.get(address(refused)).content.decode()
    for words in (
        "Ask on the phone",
        "An open permit for",
        "the guard at 南门",
        "wuhan-2020/normalised@1",
        "in 14 days",
    ):
        assert words in one, words
    assert "gate.no_reason" not in one and "reason_open" not in one and "gate_guard" not in one
    assert "the rules did by themselves" in one


def test_only_refusals_are_there_when_asked_for(phone: Any, cross: Any, refused: Crossing) -> None:
    cross("王梅", outcome="allow", code="gate.allowed", step="", at=now() - timedelta(minutes=9))
    assert phone.get("/me/decisions/").content.decode().count("/me/decisions/crossing/") == 2
    assert phone.get("/me/decisions/?refused=1").content.decode().count("/me/decisions/crossing/") == 1
    for page in ("x", "-1", "99999", "0", "2"):
        assert phone.get(f"/me/decisions/?page={page}").status_code == 200


def test_twenty_a_page(phone: Any, cross: Any) -> None:
    for minutes in range(21):
        cross("王梅", at=now() - timedelta(minutes=minutes + 1))
    first, second = (phone.get(f"/me/decisions/?page={n}").content.decode() for n in (1, 2))
    assert first.count("/me/decisions/crossing/") == 20 and "?page=2" in first
    assert second.count("/me/decisions/crossing/") == 1 and "?page=1" in second


def test_two_taps_ask_and_a_third_withdraws(phone: Any, world: Any, refused: Crossing) -> None:
    assert phone.get(address(refused, "review/")).status_code == 200
    answer = phone.post(address(refused, "review/"), {"said": ""})
    review = Review.objects.get()
    assert answer.headers["Location"] == f"/me/reviews/{review.pk}/"
    assert (review.way, review.asked_by) == ("self", f"resident:{world.residents['王梅'].pk}")
    assert phone.post(address(refused, "review/")).status_code == 409, "a second tap asks nothing twice"
    page = phone.get(f"/me/reviews/{review.pk}/").content.decode()
    assert "23" in page, "hours left"
    phone.post(f"/me/reviews/{review.pk}/withdrawal/")
    assert Review.objects.get().status == "withdrawn"
    assert phone.get("/me/reviews/").status_code == 200


def test_nobody_reads_or_asks_about_somebody_elses(phone: Any, world: Any, cross: Any, ask: Any) -> None:
    other = cross("李强", at=now() - timedelta(hours=1))
    review = ask("李强", other, at=now())
    for path in (
        address(other),
        address(other, "review/"),
        f"/me/reviews/{review.pk}/",
        f"/me/decisions/nonsense/{NOWHERE}/",
        f"/me/decisions/certificate/{NOWHERE}/",
        f"/me/decisions/pass/{NOWHERE}/",
        "/me/rules/wuhan-2020/closed/1/",
        "/me/rules/wuhan-2020/normalised/99999999999/",
    ):
        assert phone.get(path).status_code == 404, path
    assert phone.post(f"/me/reviews/{review.pk}/withdrawal/").status_code == 404
    assert phone.get("/me/rules/wuhan-2020/normalised/1/").status_code == 200


def test_the_office_answers_after_reading_what_follows(sign_in: Any, world: Any, refused: Crossing, ask: Any) -> None:
    review = ask("王梅", refused, "我要去复诊", at=now())
    client = sign_in("secretary")
    client.cookies["django_language"] = "en"
    assert "王○" in client.get("/reviews/").content.decode()
    page = client.get(f"/reviews/{review.pk}/").content.decode()
    assert "我要去复诊" in page and "By the rules of then" in page and "as the gate said" in page
    given = {"decided": "corrected|permit", "words": "对不起"}
    confirm = client.post(f"/reviews/{review.pk}/answer/", given).content.decode()
    assert "can go now" in confirm and Review.objects.get().status == "asked"
    client.post(f"/reviews/{review.pk}/answer/", {**given, "confirmed": "1"})
    assert (Review.objects.get().outcome, Permit.objects.count()) == ("corrected", 1)
    assert client.post(f"/reviews/{review.pk}/answer/", {**given, "confirmed": "1"}).status_code in (302, 400)
    assert Permit.objects.count() == 1


@pytest.mark.parametrize(
    "given",
    [{}, {"decided": "x", "words": "y"}, {"decided": "corrected|", "words": "y"}, {"decided": "upheld|", "words": " "}],
)
def test_nonsense_is_shown_again(sign_in: Any, refused: Crossing, ask: Any, given: dict[str, str]) -> None:
    review = ask("王梅", refused, at=now())
    answer = sign_in("secretary").post(f"/reviews/{review.pk}/answer/", {**given, "confirmed": "1"})
    assert answer.status_code == 400 and Review.objects.get().status == "asked"


def test_a_grid_worker_sees_the_own_grids_and_the_district_only_what_came_up(
    sign_in: Any, world: Any, cross: Any, ask: Any
) -> None:
    mine = ask("王梅", cross("王梅", at=now() - timedelta(hours=1)), at=now())
    other = ask("陈浩", cross("陈浩", at=now() - timedelta(hours=1)), at=now())
    client = sign_in("grid_worker")
    assert [client.get(f"/reviews/{one.pk}/").status_code for one in (mine, other)] == [200, 404]
    client = sign_in("district")
    assert [client.get(f"/reviews/{one.pk}/").status_code for one in (mine, other)] == [404, 404]
    Review.objects.filter(pk=mine.pk).update(level=2)
    page = client.get(f"/reviews/{mine.pk}/").content.decode()
    assert "王" not in page and "-502" not in re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", page), (
        "the district need not know whose it is"
    )
    assert "王" not in client.get("/reviews/").content.decode()


def test_the_desk_asks_for_whoever_stands_there(sign_in: Any, world: Any, refused: Crossing) -> None:
    client, who = sign_in("grid_worker"), world.residents["王梅"]
    assert f"/reviews/people/{who.pk}/" in client.get("/reviews/people/?q=3-502").content.decode()
    assert str(refused.id) in client.get(f"/reviews/people/{who.pk}/").content.decode()
    one = f"/reviews/people/{who.pk}/crossing/{refused.id}/"
    assert client.post(one, {"way": "self"}).status_code == 200, "how they asked is one of three"
    client.post(one, {"way": "phone", "said": "听不清"})
    review = Review.objects.get()
    assert (review.way, review.asked_by) == ("phone", f"user:{world.users['grid_worker'].pk}")
    assert client.get(f"/reviews/people/{world.residents['陈浩'].pk}/").status_code == 404


def test_another_community_reaches_nothing(
    client: Any, world: Any, other_world: Any, refused: Crossing, ask: Any
) -> None:
    review = ask("王梅", refused, at=now())
    client.force_login(other_world.users["secretary"])
    assert client.get(f"/reviews/{review.pk}/").status_code == 404
    assert client.get(f"/reviews/people/{world.residents['王梅'].pk}/").status_code == 404


def test_the_first_page_has_only_reviews_that_one_may_answer(sign_in: Any, world: Any, cross: Any, ask: Any) -> None:
    worker = world.users["grid_worker"]
    ask("王梅", cross("王梅", at=now() - timedelta(hours=1), guard=str(worker.pk)), at=now())
    client = sign_in("grid_worker")
    client.cookies["django_language"] = "en"
    assert "A decision to be reviewed" not in client.get("/").content.decode()
    ask("李强", cross("李强", at=now() - timedelta(hours=1)), at=now())
    assert "A decision to be reviewed" in client.get("/").content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_has_inline_script_or_a_full_name(phone: Any, refused: Crossing, language: str) -> None:
    phone.cookies["django_language"] = language
    phone.post(address(refused, "review/"), {"said": "请再看"})
    review = Review.objects.get()
    for path in ("/me/decisions/", address(refused), "/me/reviews/", f"/me/reviews/{review.pk}/", "/me/data/"):
        page = phone.get(path).content.decode()
        assert "王梅" not in page and "style=" not in page and "<script>" not in page, path
