"""People who belong to another community: handed on with consent, and nothing is lost."""

from typing import Any

import pytest
from django_scopes import scope, scopes_disabled

from linli.arrivals import handing, telling
from linli.arrivals.models import Arrival, Traveller
from linli.core.refusals import Refused
from linli.journal.models import Line
from tests.world import build


@pytest.fixture
def donghu(world: Any) -> Any:
    with scopes_disabled():
        return build("东湖社区")


def hand(world: Any, arrival: Arrival, to: Any = None, name: str = "", consent: bool = True, **more: Any) -> Any:
    by = world.users["grid_worker"]
    return handing.pass_on(arrival, to, name, consent, by=by, at=world.at, **more)


def test_a_community_of_the_same_house_gets_a_thread_of_its_own(world: Any, to: Any, donghu: Any) -> None:
    made = to("contacted")
    token = made.open_link(by=None, at=world.at)
    hand(world, made, donghu.community, room="2-1-301")
    made.refresh_from_db()
    assert (made.status, made.handed_to) == ("handed_on", "东湖社区")
    with scope(community=donghu.community.pk):
        theirs = Arrival.objects.get()
        [one] = theirs.present
        assert (one.name, one.birth_year, one.phone) == ("李建国", 1960, "+8613911112222")
        assert (theirs.status, theirs.household) == ("announced", donghu.flats["2-1-301"].households.get())
        assert theirs.worker in donghu.users.values() and "新城社区" in theirs.told_by
        assert theirs.steps.count() == 1, "what was done for them here stays here"
        assert telling.of_link(token) == theirs, "their own page goes along"
        assert Line.objects.filter(event="arrival.announced").count() == 1


def test_without_consent_nothing_is_told_to_anybody(world: Any, to: Any, donghu: Any) -> None:
    made = to("contacted")
    with pytest.raises(Refused, match="consent_missing"):
        hand(world, made, donghu.community, consent=False)
    with pytest.raises(Refused, match="community_missing"):
        hand(world, made, name="  ")
    made.refresh_from_db()
    assert made.status == "contacted"
    with scopes_disabled():
        assert Traveller._base_manager.count() == 1


def test_outside_a_note_says_what_another_office_needs_and_nothing_of_health(world: Any, to: Any) -> None:
    made = to("verified", room="9-9-909")
    assert hand(world, made, name="青山社区", room="青山路 8 号") is None
    told = "\n".join(handing.note(made))
    for word in ("青山社区", "新城社区", "李建国 1960 139", "青山路 8 号", "2020-04-09 12:00", "荆州"):
        assert word in told
    assert "code" not in told


def test_whoever_is_here_is_not_handed_on(world: Any, to: Any, donghu: Any) -> None:
    made = to("met")
    with pytest.raises(Refused, match="moved_on"):
        hand(world, made, donghu.community)
    with scope(community=donghu.community.pk):
        assert not Arrival.objects.exists()


def test_the_pages_ask_for_consent_and_print_the_note(
    client: Any, world: Any, to: Any, donghu: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.arrivals.views_office.now", lambda: world.at)
    made = to("contacted")
    page = f"/arrivals/{made.pk}/hand-on/"
    client.force_login(world.users["grid_worker"])
    asked = client.get(page).content.decode()
    assert "东湖社区" in asked and "checked" not in asked and ">新城社区</option>" not in asked
    assert client.get(page + "sheet/").status_code == 404
    assert client.post(page, {"to": str(donghu.community.pk)}).status_code == 400
    assert client.post(page, {"name": "青山社区", "consent": "on"}).status_code == 302
    assert "青山社区" in client.get(page).content.decode()
    assert client.get(page + "sheet/").content.startswith(b"%PDF")
    assert client.post(page, {"name": "别处", "consent": "on"}).status_code == 400, "once"


def test_the_office_makes_a_link_and_a_poster(client: Any, world: Any, to: Any, rules: Any) -> None:
    made = to("contacted")
    client.force_login(world.users["grid_worker"])
    shown = client.post(f"/arrivals/{made.pk}/link/")
    assert "/arrivals/t/" in shown.content.decode() and "no-store" in shown.headers["Cache-Control"]
    assert client.get("/arrivals/poster/").content.startswith(b"%PDF")
    only = client.get("/arrivals/announcement/")
    assert only.url == f"/arrivals/announcement/{world.community.pk}/"
    assert client.get(only.url).status_code == 200
