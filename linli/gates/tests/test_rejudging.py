"""What comes in late: the server's verdicts are the same whatever the order in which crossings arrive."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django_scopes import scopes_disabled

from linli.followups.models import FollowUp
from linli.gates.models import Crossing, Out, Permit, Rejudged
from linli.gates.tests.conftest import enrol
from linli.privacy.keeping import purge_due
from tests.quicker import close_first


def said(crossing: Crossing) -> str:
    """The server's verdict as it stands now."""
    held = Rejudged.of([crossing]).get(crossing.id)
    return held.code if held else crossing.server_code


def open_matters() -> list[Any]:
    return list(FollowUp.objects.filter(status="open").values_list("kind", "codes__resident"))


@pytest.fixture
def two(world: Any, gate: Any, post: Any, crossing: Any) -> Any:
    """Mother leaves by the south gate at ten past, her daughter by the north gate at half past."""
    _, north = enrol(world, "北门")
    mother, daughter = world.residents["王秀英"], world.residents["王梅"]

    def send(who: str, **changes: Any) -> str:
        if who == "mother":
            told, bearer = crossing(mother, minutes=-50, **changes), gate.bearer
        else:
            told, bearer = crossing(daughter, minutes=-30, **changes), north
        return str(post([{"sequence": 1, "crossing": told}], bearer=bearer)[0]["outcome"])

    return send


def test_of_two_gates_that_cannot_see_each_other_the_later_one_is_asked(world: Any, two: Any) -> None:
    assert [two("mother"), two("daughter")] == ["new", "disagreed"]
    assert open_matters() == [("disagreement", str(world.residents["王梅"].pk))]
    assert not Rejudged.objects.exists(), "nothing came late"


def test_it_is_the_later_one_also_when_the_earlier_arrives_last(world: Any, two: Any) -> None:
    assert [two("daughter"), two("mother")] == ["new", "new"]
    late = Crossing.objects.get(resident_id=world.residents["王梅"].pk)
    assert (late.server_code, said(late)) == ("gate.allowed", "gate.exits_used_up")
    assert open_matters() == [("disagreement", str(world.residents["王梅"].pk))]
    assert Out.objects.get(resident_id=late.resident_id).back_by is None


def test_a_question_that_the_late_crossing_answers_is_taken_back(world: Any, two: Any) -> None:
    assert two("daughter", outcome="refuse", code="gate.exits_used_up") == "disagreed"
    assert len(open_matters()) == 1
    two("mother")
    assert open_matters() == []
    assert FollowUp.objects.get().status == "done"


def test_what_somebody_is_on_already_stays_with_them(world: Any, two: Any) -> None:
    two("daughter", outcome="refuse", code="gate.exits_used_up")
    FollowUp.objects.get().answer(by=world.users["secretary"], at=world.at)
    two("mother")
    assert FollowUp.objects.get().status == "answered"


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_any_order_of_arrival_gives_the_same_state(
    world: Any, gate: Any, post: Any, crossing: Any, order: tuple[int, ...]
) -> None:
    """Out on the single-use permit, turned back at the other gate, home again, out a second time without a permit."""
    li, day = world.residents["李强"], world.at - timedelta(hours=9)
    Permit.grant(li, kind="outing", starts_at=day, once=True, minutes=30, by=None, at=day)
    bearers = [enrol(world, name)[1] for name in "甲乙丙丁"]
    used_up = {"outcome": "refuse", "code": "gate.exits_used_up"}
    told = [
        crossing(li, minutes=-400),
        crossing(li, minutes=-390, **used_up),
        crossing(li, minutes=-300, direction="entry"),
        crossing(li, minutes=-200),
    ]
    for number in order:
        post([{"sequence": 1, "crossing": told[number]}], bearer=bearers[number])
    rows = list(Crossing.objects.order_by("at"))
    assert [said(row) for row in rows] == [
        "gate.allowed", "gate.exits_used_up", "gate.allowed", "gate.exits_used_up",
    ]  # fmt: skip
    asked = FollowUp.objects.filter(status="open").values_list("subject", flat=True)
    assert list(asked) == [f"crossing:{rows[3].id}"]
    [out] = Out.objects.all()
    assert (out.crossing_id, out.back_by) == (rows[3].id, None)


def test_who_came_back_days_ago_is_not_out_because_the_exit_is_told_late(
    world: Any, gate: Any, post: Any, crossing: Any
) -> None:
    _, north = enrol(world, "北门")
    li = world.residents["李强"]
    post([{"sequence": 1, "crossing": crossing(li, direction="entry", minutes=-60)}])
    post([{"sequence": 1, "crossing": crossing(li, minutes=-5 * 24 * 60)}], bearer=north)
    assert not Out.objects.exists()


def test_a_matter_that_a_worker_closes_at_that_moment_holds_up_no_upload(
    world: Any, two: Any, monkeypatch: Any
) -> None:
    two("daughter", outcome="refuse", code="gate.exits_used_up")
    close_first(monkeypatch, world.at)
    assert two("mother") == "new"
    assert (FollowUp.objects.get().status, Crossing.objects.count()) == ("done", 2)


def test_what_is_said_again_goes_after_the_crossing_itself(world: Any, two: Any) -> None:
    two("daughter")
    two("mother")
    with scopes_disabled():
        purge_due(world.at + timedelta(days=30))
        assert (Crossing.objects.count(), Rejudged.objects.count()) == (0, 1)
        purge_due(world.at + timedelta(days=31, minutes=1))
        assert not Rejudged.objects.exists()
