"""The office's pages about people who return."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.arrivals.models import Arrival
from linli.followups.lines import lines
from linli.situation.demo import build

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def morning(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages live at the world's time, in its zone."""
    for module in ("views", "views_steps", "views_desk"):
        monkeypatch.setattr(f"linli.arrivals.{module}.now", lambda: world.at)
    timezone.activate("Asia/Shanghai")


@pytest.fixture
def rules(world: Any) -> Any:
    users = world.users
    return build(world.community, users["secretary"], users["community_worker"], world.at - HOUR)


def text(response: Any) -> str:
    return str(response.content.decode())


FORM = {
    "room": "3-501", "expected_at": "", "origin": "荆州", "transport": "train", "vehicle": "G1234", "source": "desk",
    "told_by": "", "name-0": "李建国", "year-0": "1960", "phone-0": "13911112222", "name-1": "李红",
}  # fmt: skip


def test_a_family_is_announced_at_the_desk(world: Any, rules: Any, sign_in: Any) -> None:
    client = sign_in("grid_worker")
    assert "李强" in text(client.get("/arrivals/new/", {"room": "3-501"})), "who is registered there can be chosen"
    response = client.post("/arrivals/new/", FORM)
    made = Arrival.objects.get()
    assert response.headers["Location"] == f"/arrivals/{made.pk}/"
    assert (made.home, [str(one.name) for one in made.present]) == ("3-2-501", ["李建国", "李红"])


def test_the_same_people_again_are_warned_about_and_joined(world: Any, announce: Any, sign_in: Any) -> None:
    first, client = announce(), sign_in("community_worker")
    response = client.post("/arrivals/new/", FORM)
    assert response.status_code == 400
    assert Arrival.objects.count() == 1, "first somebody looks"
    client.post("/arrivals/new/", FORM | {"same": str(first.pk)})
    assert Arrival.objects.exclude(status="joined").get() == first
    assert len(first.present) == 2
    client.post("/arrivals/new/", FORM | {"same": "no"})
    assert Arrival.objects.exclude(status="joined").count() == 2


@pytest.mark.parametrize("wrong", [{"name-0": "", "name-1": ""}, {"transport": "rocket"}, {"expected_at": "soon"}])
def test_nonsense_in_the_form_is_answered_and_nothing_is_kept(rules: Any, sign_in: Any, wrong: dict[str, str]) -> None:
    assert sign_in("community_worker").post("/arrivals/new/", FORM | wrong).status_code == 400
    assert Arrival.objects.count() == 0


def test_a_thread_offers_the_one_next_step(
    world: Any, announce: Any, sign_in: Any, gate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, client = announce(), sign_in("grid_worker")
    page = f"/arrivals/{made.pk}/"
    assert 'value="reached"' in text(client.get(page))
    client.post(f"{page}steps/", {"do": "reached"})
    assert 'name="seen"' in text(client.get(page))
    assert client.post(f"{page}papers/", {"seen": ["code"]}).status_code == 400
    client.post(f"{page}papers/", {"seen": ["code"], "origin": "荆州", "transport": "train"})
    assert 'name="meet_at"' in text(client.get(page))
    client.post(f"{page}meeting/", {"meet_at": "2020-04-08T15:00", "gate": str(gate.pk)})
    made.refresh_from_db()
    assert (made.status, made.meet_at) == ("planned", world.at + 6 * HOUR)
    client.post(f"{page}steps/", {"do": "met"})
    client.post(f"{page}steps/", {"do": "home", "told": "1"})
    client.post(f"{page}steps/", {"do": "observing"})
    made.refresh_from_db()
    made.present[0].order.confirm(by=world.users["secretary"], at=world.at)
    made.refresh_from_db()
    assert made.status == "observed"
    assert client.get(page).status_code == 200
    last = world.community.today(made.until) + timedelta(days=1)
    told = {"last_day": last.isoformat(), "reference": "区函"}
    response = client.post(f"{page}extension/", told, follow=True)
    assert 'class="notice error"' in text(response), "longer than the rules allow from today"
    monkeypatch.setattr("linli.arrivals.views_steps.now", lambda: world.at + timedelta(days=2))
    client.post(f"{page}extension/", told)
    assert made.steps.filter(what="extended").exists()


def test_a_second_click_is_refused_calmly(world: Any, announce: Any, sign_in: Any) -> None:
    made, client = announce(), sign_in("grid_worker")
    for _ in range(2):
        response = client.post(f"/arrivals/{made.pk}/steps/", {"do": "reached"})
        assert response.status_code == 302
    assert made.steps.filter(what="reached").count() == 1
    assert client.post(f"/arrivals/{made.pk}/steps/", {"do": "explode"}).status_code in (400, 409)


def test_a_grid_worker_sees_the_own_grid_and_what_was_given_to_them(world: Any, announce: Any, sign_in: Any) -> None:
    mine, other = announce(), announce(room="5-1-1203", travellers=[{"name": "钱多"}])
    client = sign_in("grid_worker")
    listed = text(client.get("/arrivals/"))
    assert str(mine.pk) in listed
    assert str(other.pk) not in listed
    assert client.get(f"/arrivals/{other.pk}/").status_code == 404
    other.assign(to=world.users["grid_worker"], by=world.users["secretary"], at=world.at)
    assert client.get(f"/arrivals/{other.pk}/").status_code == 200


def test_another_communitys_thread_is_not_there(world: Any, other_world: Any, announce: Any, client: Any) -> None:
    made = announce()
    client.force_login(other_world.users["secretary"])
    assert client.get(f"/arrivals/{made.pk}/").status_code == 404
    assert client.post(f"/arrivals/{made.pk}/steps/", {"do": "reached"}).status_code == 404


def test_a_thread_is_given_to_another_with_the_load_shown(world: Any, announce: Any, sign_in: Any, todo: Any) -> None:
    made, client = announce(), sign_in("secretary")
    page = text(client.get(f"/arrivals/{made.pk}/"))
    assert "grid_worker: 1" in page or "grid_worker：" in page
    to = world.users["community_worker"]
    client.post(f"/arrivals/{made.pk}/worker/", {"to": str(to.pk)})
    made.refresh_from_db()
    assert (made.worker, todo(made).owner) == (to, to)


def test_a_matter_that_is_handed_over_takes_the_thread_along(world: Any, announce: Any, todo: Any) -> None:
    made, to = announce(), world.users["community_worker"]
    todo(made).hand_over(to=to, by=world.users["grid_worker"], at=world.at)
    made.refresh_from_db()
    assert made.worker == to
    assert made.steps.filter(what="assigned", to=to).count() == 1


def test_a_call_out_of_todays_list_moves_the_thread_on(world: Any, announce: Any, todo: Any) -> None:
    made, worker = announce(), world.users["grid_worker"]
    todo(made).call("not_reached", by=worker, at=world.at)
    made.refresh_from_db()
    assert (made.status, made.attempts) == ("announced", 1)
    todo(made).call("reached", by=worker, at=world.at + HOUR)
    made.refresh_from_db()
    assert (made.status, made.attempts, todo(made).codes["step"]) == ("contacted", 0, "verify")
    todo(made).call("reached", by=worker, at=world.at + HOUR)
    made.refresh_from_db()
    assert made.status == "contacted", "their papers still have to be seen"


def test_todays_list_rings_who_returns_and_nobody_else_of_the_home(world: Any, announce: Any, todo: Any) -> None:
    made, mute = announce(), announce(travellers=[{"name": "李奶奶", "birth_year": 1940}])
    first, second = lines([todo(made), todo(mute)], [], world.at)
    assert (first.who, first.callee, first.room) == ("李○○", made.present[0], "3-2-501")
    assert (second.who, second.callee) == ("李○○", None), "Li Qiang of that home has a phone, and is not the one"


def test_the_guardian_of_a_child_is_named_on_the_page(world: Any, announce: Any, sign_in: Any) -> None:
    family = [{"name": "陈静", "birth_year": 1985}, {"name": "陈小宝", "birth_year": 2012}]
    made, client = announce(travellers=family), sign_in("grid_worker")
    mother, child = made.present
    told = {"do": "guardian", "traveller": str(child.pk), "guardian": f"traveller:{mother.pk}"}
    client.post(f"/arrivals/{made.pk}/steps/", told)
    child.refresh_from_db()
    assert not child.guarded, "without the tick nobody agreed"
    client.post(f"/arrivals/{made.pk}/steps/", told | {"agrees": "1"})
    child.refresh_from_db()
    assert child.guardian == mother


def test_thirty_threads_are_listed_with_few_queries(world: Any, announce: Any, sign_in: Any) -> None:
    for number in range(30):
        announce(travellers=[{"name": f"张{number}"}])
    client = sign_in("secretary")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/arrivals/").status_code == 200
    assert len(queries) < 40
