"""What a thumb does with a matter, and what the list of the day shows of it."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from linli.core.clock import now
from linli.core.refusals import Refused
from linli.followups.lines import lines
from linli.followups.models import FollowUp, Remark
from linli.followups.models.matters import UNDO
from linli.followups.rules import stand
from linli.followups.version import version
from linli.privacy.models import Reading

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)


def opened(world: Any, subject: str = "resident:1", kind: str = "call", **changes: Any) -> FollowUp:
    given = {"resident": world.residents["王梅"], "due_at": now() + 60 * MINUTE, "by": None, "at": now()}
    return FollowUp.open(world.community.pk, kind, subject, **(given | changes))


def post(client: Any, matter: FollowUp, step: str, text: str = "", back: str = "today") -> Any:
    return client.post(f"/followups/{matter.pk}/steps/", {"step": step, "text": text, "back": back}, follow=True)


def test_a_moment_that_has_come_is_late_and_a_day_is_the_communitys() -> None:
    at = datetime(2020, 4, 8, 23, 30, tzinfo=SHANGHAI)
    assert stand(2, at, at) == ("late", 0, 0)
    assert stand(2, at + MINUTE, at).tone == "soon"
    assert stand(1, at + 31 * MINUTE, at) == ("now", 0, 1), "after midnight is tomorrow"
    assert stand(3, at - 90 * MINUTE, at).minutes == 90


def test_the_first_page_is_one_list_by_urgency_then_time(sign_in: Any, world: Any) -> None:
    opened(world, "resident:1", kind="question", words="想问团购")
    late = opened(world, "resident:2", due_at=now() - 25 * MINUTE)
    opened(world, "resident:3", kind="fever", due_at=now() + 600 * MINUTE)
    opened(world, "resident:4", owner=world.users["secretary"])
    page = sign_in("grid_worker").get("/")
    shown = page.context["mine"].lines
    assert [one.matter.kind for one in shown] == ["fever", "call", "question"]
    text = page.content.decode()
    assert "3-2-502" in text and "王○" in text and "王梅" not in text
    assert "▲ 超时 25 分钟" in text and "想问团购" in text
    assert "tel:13800002222" in text and f"/followups/{late.pk}/ringing/" in text


def test_whose_number_stands_on_the_list_is_noted_once_in_half_a_day(sign_in: Any, world: Any) -> None:
    opened(world)
    client = sign_in("grid_worker")
    client.get("/")
    client.get("/")
    assert Reading.objects.filter(why="listed").count() == 1


def test_who_has_no_phone_is_rung_through_the_household(world: Any) -> None:
    mother = world.residents["王秀英"]
    mother.phone = ""
    mother.save()
    with_number = lines([opened(world, resident=mother)], [], now())[0]
    assert (with_number.person, with_number.callee) == (mother, world.residents["王梅"])
    home = opened(world, "household:1", resident=None, household=str(mother.household_id))
    assert (lines([home], [], now())[0].room, lines([home], [], now())[0].who) == ("3-2-502", "")


def test_a_tap_on_the_number_and_its_outcome_are_one_call(sign_in: Any, world: Any) -> None:
    one, client = opened(world), sign_in("grid_worker")
    assert client.post(f"/followups/{one.pk}/ringing/").status_code == 204
    assert Reading.objects.filter(why="call").count() == 1
    post(client, one, "not_reached")
    assert client.get("/").context["mine"].lines[0].last.endswith(str(Remark.Outcome.NOT_REACHED.label))
    assert [(step.way, step.outcome) for step in Remark.objects.all()] == [("call", "not_reached")]
    post(client, one, "reached", "下午再来")
    assert [(step.way, step.outcome, step.text) for step in Remark.objects.all()] == [
        ("call", "not_reached", ""),
        ("call", "reached", ""),
        ("note", "", "下午再来"),
    ]
    assert FollowUp.objects.get().status == "open"


def test_a_call_that_somebody_else_began_stays_theirs(world: Any) -> None:
    one = opened(world)
    one.ring(by=world.users["secretary"], at=now())
    one.call("reached", by=world.users["grid_worker"], at=now())
    told = {step.by: step.outcome for step in Remark.objects.all()}
    assert told == {world.users["secretary"]: "", world.users["grid_worker"]: "reached"}


def test_done_with_a_note_and_taken_back_by_the_same_person(sign_in: Any, world: Any) -> None:
    one, client = opened(world), sign_in("grid_worker")
    page = post(client, one, "done", "已打通").content.decode()
    assert f"/followups/{one.pk}/undoing/" in page and not client.get("/").context["mine"].lines
    assert client.post(f"/followups/{one.pk}/undoing/", {"back": "today"}, follow=True).status_code == 200
    back = FollowUp.objects.get()
    assert (back.status, back.closed_by, back.closed_at) == ("open", None, None)
    assert [line.matter for line in client.get("/").context["mine"].lines] == [one]


def test_nobody_else_and_not_later_takes_a_done_back(world: Any) -> None:
    one, at = opened(world), now()
    one.close(by=world.users["grid_worker"], at=at)
    for who, when in (("secretary", at), ("grid_worker", at + UNDO + MINUTE)):
        with pytest.raises(Refused, match=r"followups\.too_late"):
            FollowUp.objects.get().undo(by=world.users[who], at=when)
    FollowUp.objects.get().undo(by=world.users["grid_worker"], at=at + UNDO)
    with pytest.raises(Refused, match=r"followups\.too_late"):
        FollowUp.objects.get().undo(by=world.users["grid_worker"], at=at + UNDO)


def test_what_its_own_page_decides_is_not_done_here(sign_in: Any, world: Any) -> None:
    one = opened(world, "outing:018f0000-0000-7000-8000-000000000000", kind="outing")
    client = sign_in("grid_worker")
    line = client.get("/").context["mine"].lines[0]
    assert line.settled and line.place.startswith("/outings/")
    assert "自己的页面" in post(client, one, "done").content.decode()
    assert FollowUp.objects.get().status == "open"


def test_who_cannot_gives_a_reason_and_sees_who_has_it(sign_in: Any, world: Any) -> None:
    one, client = opened(world), sign_in("grid_worker")
    assert "写几个字" in post(client, one, "cannot", "  ").content.decode()
    assert FollowUp.objects.get().owner == world.users["grid_worker"]
    assert "secretary" in post(client, one, "cannot", "发烧了，在家").content.decode()
    assert FollowUp.objects.get().owner == world.users["secretary"]
    assert "发烧了，在家" in sign_in("secretary").get(f"/followups/{one.pk}/").content.decode()


@pytest.mark.parametrize("step", ["", "explode", "NOTE"])
def test_a_step_that_does_not_exist_changes_nothing(sign_in: Any, world: Any, step: str) -> None:
    one = opened(world)
    assert post(sign_in("grid_worker"), one, step, "x").status_code == 409
    assert Remark.objects.count() == 0 and FollowUp.objects.get().status == "open"


def test_a_matter_of_somebody_else_or_of_elsewhere_does_not_exist(sign_in: Any, world: Any, other_world: Any) -> None:
    theirs = opened(world, owner=world.users["secretary"])
    from django_scopes import scopes_disabled

    with scopes_disabled():
        away = FollowUp.open(
            other_world.community.pk, "call", "resident:9", owner=world.users["grid_worker"],
            due_at=now(), by=None, at=now(),
        )  # fmt: skip
    client = sign_in("grid_worker")
    for one in (theirs, away):
        assert post(client, one, "done").status_code == 404
        assert client.post(f"/followups/{one.pk}/undoing/").status_code == 404


def test_the_version_changes_with_every_thing_that_the_list_shows(world: Any) -> None:
    me, at = world.users["grid_worker"], now()
    seen = [version(me, at)]
    one = opened(world)
    seen.append(version(me, at))
    one.answer(by=me, at=at)
    seen.append(version(me, at))
    seen.append(version(me, at + 61 * MINUTE))  # it is late now
    one.hand_over(to=world.users["secretary"], by=me, at=at)
    assert version(me, at) == seen[0] and len(set(seen)) == 4
    assert version(world.users["secretary"], at) != seen[0]


def test_the_page_asks_for_the_version_it_has(sign_in: Any, world: Any) -> None:
    opened(world)
    client = sign_in("grid_worker")
    answer = client.get("/today/version/")
    assert f'data-version="{answer.json()["version"]}"' in client.get("/").content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get("/today/version/").json() == answer.json(), "nothing changed"


def test_the_office_sees_where_it_piles_up_and_nobody_ranked(sign_in: Any, world: Any) -> None:
    opened(world, "resident:1", due_at=now() - 200 * MINUTE)
    opened(world, "resident:2")
    opened(world, "resident:3", resident=world.residents["陈浩"])
    page = sign_in("secretary").get("/today/overview/")
    assert [(load.open, load.late) for load in page.context["kinds"]] == [(3, 1)]
    grids = {load.words[:4].strip(): (load.open, load.late, load.nobody) for load in page.context["grids"]}
    assert grids == {"001": (2, 1, False), "002": (1, 0, True)}
    text = page.content.decode()
    assert "超时 3 小时" in text
    assert not [kind for kind in ("community_worker", "grid_worker") if f">{kind}<" in text]
    late = sign_in("secretary").get("/followups/?late=1&grid=001").context["lines"]
    assert [line.matter.subject for line in late] == ["resident:1"]
    assert sign_in("grid_worker").get("/today/overview/").status_code == 403
