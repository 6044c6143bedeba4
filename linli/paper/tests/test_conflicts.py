"""Paper against phone: found, shown, decided by a person; gone by itself when what explains it comes in."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.ledger import Step
from linli.gates.models import Annulment, Crossing, Out, Permit
from linli.gates.reading import CrossingIn, Item, canonical, digest_of
from linli.gates.tests.conftest import enrol
from linli.gates.uploads import receive
from linli.paper.conflicts import contradictions, look_due
from linli.paper.models import Conflict, Sheet


@pytest.fixture
def told(world: Any, gate: Any, sheet: Sheet, type_row: Any, sign_in: Any) -> Any:
    """``told(phone=[(minutes before noon, way)], paper=[row, …])``: Li Qiang's day by both."""
    li = world.residents["李强"]
    Permit.grant(li, kind="work", starts_at=world.at - timedelta(days=1), by=None, at=world.at)

    def tell(phone: Any = (), paper: Any = ()) -> None:
        items = []
        for number, (minutes, direction) in enumerate(phone, 1):
            body = {
                "gate": str(gate.place.pk), "direction": direction, "offset": 0, "policy": "", "pass": "",
                "at": int((world.at - timedelta(minutes=minutes)).timestamp()), "resident": str(li.pk), "household": "",
                "facts": {"temperature": 365, "identity": True, "mask": True, "health_colour": "green"},
                "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""}, "emergency": False,
                "guard": "", "shift": "",
            }  # fmt: skip
            content = canonical(json.loads(json.dumps(body)))
            items.append(Item(number, content, digest_of(content), CrossingIn.model_validate(body)))
        if items:
            device, _ = enrol(world, "another phone each time")
            device.community = world.community
            receive(device, items, world.at)
        for number, text in enumerate(paper, 1):
            type_row(number, text)
        if paper:
            sign_in("community_worker").post(f"/paper/sheets/{sheet.pk}/closing/")

    return tell


def open_ones() -> list[tuple[str, str]]:
    return sorted(Conflict.objects.filter(status="open").values_list("kind", "status"))


def matters() -> list[str]:
    return list(FollowUp.objects.filter(kind="paper").exclude(status="done").values_list("codes__resident", flat=True))


def test_the_same_crossing_written_twice_is_asked_while_typing_and_after(world: Any, told: Any, type_row: Any) -> None:
    told(phone=[(60, "exit")])
    assert any("五分钟内" in words for words in type_row(5, "1102.3501-l")["questions"])
    type_row(5, "")
    told(paper=["1102.3501-l"])
    assert open_ones() == [("twice", "open")]
    assert matters() == [str(world.residents["李强"].pk)]


def test_out_while_out_is_a_contradiction_and_a_normal_day_is_none(told: Any) -> None:
    told(phone=[(60, "exit"), (50, "entry")], paper=["0900.3501-l", "0930.3501+l"])
    assert open_ones() == []
    assert matters() == []


def test_a_phone_that_sends_late_clears_it_up(world: Any, told: Any) -> None:
    told(phone=[(60, "exit")], paper=["1000.3501-l"])
    assert open_ones() == [("order", "open")]
    told(phone=[(90, "entry")])
    assert look_due(world.at) == 0
    assert open_ones() == [] and matters() == []
    assert Conflict.objects.get().status == "gone"


def test_a_phone_that_sends_after_a_week_clears_it_up_too(world: Any, told: Any) -> None:
    told(phone=[(60, "exit")], paper=["1000.3501-l"])
    told(phone=[(90, "entry")])
    assert look_due(world.at + timedelta(days=7)) == 0
    assert open_ones() == [] and matters() == []


def test_a_late_phone_may_also_raise_it(world: Any, told: Any) -> None:
    told(paper=["1000.3501-l"])
    assert open_ones() == []
    told(phone=[(60, "exit")])
    assert look_due(world.at) == 1
    look_due(world.at)
    assert open_ones() == [("order", "open")] and len(matters()) == 1


@pytest.mark.parametrize(("decision", "annulled"), [("both", 0), ("paper", 1), ("other", 1)])
def test_a_person_decides_and_nothing_is_thrown_away(
    world: Any, told: Any, sign_in: Any, decision: str, annulled: int
) -> None:
    told(phone=[(60, "exit")], paper=["1102.3501-l"])
    conflict = Conflict.objects.get()
    client = sign_in("secretary")
    page = client.get("/paper/conflicts/").content.decode()
    assert "3-2-501" in page and "李○" in page and "community_worker" in page
    client.post(f"/paper/conflicts/{conflict.pk}/decision/", {"decision": decision})
    assert Crossing.objects.count() == 2 and Annulment.objects.count() == annulled
    if annulled:
        gone = {"paper": conflict.other_id, "other": conflict.paper_id}[decision]
        assert Annulment.objects.get().crossing_id == gone
    assert (open_ones(), matters(), Out.objects.count()) == ([], [], 1)
    look_due(world.at)
    assert open_ones() == [], "what was decided is not asked again"


def test_of_two_who_decide_at_once_one_wins(world: Any, told: Any) -> None:
    told(phone=[(60, "exit")], paper=["1102.3501-l"])
    one, other = Conflict.objects.get(), Conflict.objects.get()
    one.decide("both", by=world.users["secretary"], at=world.at)
    with pytest.raises(Refused, match=r"paper.not_open"):
        other.decide("paper", by=world.users["community_worker"], at=world.at)
    assert not Annulment.objects.exists()


def test_nonsense_in_the_form_and_a_strangers_conflict(world: Any, told: Any, other_world: Any, sign_in: Any) -> None:
    told(phone=[(60, "exit")], paper=["1102.3501-l"])
    where = f"/paper/conflicts/{Conflict.objects.get().pk}/decision/"
    assert sign_in("secretary").post(where, {"decision": "burn"}).status_code == 302
    assert open_ones() == [("twice", "open")]
    client = sign_in("secretary")
    client.force_login(other_world.users["secretary"])
    assert client.post(where, {"decision": "both"}).status_code == 404


DAY = st.lists(st.tuples(st.integers(0, 900), st.sampled_from(["exit", "entry"]), st.booleans()), max_size=12)


@given(DAY, st.randoms(use_true_random=False))
def test_contradictions_do_not_depend_on_the_order_of_arrival(day: Any, random: Any) -> None:
    steps = [Step(at * 60, f"d{n}", n, way, "li", ref=n) for n, (at, way, _) in enumerate(day)]
    paper = {n for n, (_, _, written) in enumerate(day) if written}
    shuffled = list(steps)
    random.shuffle(shuffled)
    found = contradictions(steps, paper)
    assert contradictions(shuffled, paper) == found
    assert all(one in paper for one, _ in found)
    assert not contradictions(steps, set())
