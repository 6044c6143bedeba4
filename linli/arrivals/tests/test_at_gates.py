"""People who come home, at the gate: on the guard's list, let in by every phase's rules, and met by any gate."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from linli.arrivals import leave
from linli.arrivals.at_gates import expected
from linli.arrivals.models import Arrival
from linli.core.data import data_folder
from linli.gates import bundle, uploads
from linli.gates.facts import facts_of
from linli.gates.inforce import InForce, judge
from linli.gates.known import know
from linli.gates.models import Pass, Permit, SigningKey
from linli.gates.reading import CrossingIn, read_items
from linli.gates.tests.conftest import enrol

HOUR = timedelta(hours=1)
LI = {"name": "李强", "birth_year": 1985}  # he lives in 3-2-501
SON = {"name": "李小宝", "birth_year": 2001}  # the register does not know him


@pytest.fixture
def phone(world: Any, gate: Any) -> Any:
    for use in ("seal", "pass"):
        SigningKey.make(world.community, use, by=None, at=world.at - timedelta(days=1))
    return enrol(world, "南门 1 号机")[0]


@pytest.fixture
def crosses(world: Any, gate: Any, phone: Any) -> Any:
    """``crosses(at=…, outcome="allow", expected=…)``: the guard's phone, online again an hour later."""
    numbers = iter(range(1, 99))

    def send(at: Any, outcome: str = "allow", **said: Any) -> None:
        made = {
            "gate": str(gate.pk), "direction": "entry", "at": int(at.timestamp()), "offset": 0, "policy": "",
            "pass": "", "resident": "", "household": "", "facts": {"temperature": 365}, "emergency": False,
            "guard": "", "shift": "",
            "verdict": {"outcome": outcome, "code": "gate.allowed", "step": ""},
        }  # fmt: skip
        uploads.receive(phone, read_items([{"sequence": next(numbers), "crossing": made | said}], []), at + HOUR)

    return send


def status(arrival: Arrival) -> str:
    arrival.refresh_from_db()
    return arrival.status


def test_guards_see_who_comes_for_which_grid_and_who_meets_them(world: Any, to: Any, phone: Any) -> None:
    world.users["grid_worker"].phone = "02712345678"
    world.users["grid_worker"].save()
    made = to("planned", travellers=[LI, SON])
    rows = [one for one in bundle.build(phone, "", made.meet_at)["expected"] if one.get("group")]
    assert {row["name"] for row in rows} == {"李○", "李○○"}
    for row in rows:
        assert (row["room"], row["grid"], row["at"]) == ("3-2-501", "001", int(made.meet_at.timestamp()))
        assert row["meets"] == {"name": "grid_worker", "phone": "02712345678"}
    assert [row.get("resident") for row in rows].count(str(world.residents["李强"].pk)) == 1
    text = json.dumps(rows, ensure_ascii=False)
    assert "李强" not in text and "1391111" not in text


def test_the_bundle_keeps_the_agreed_shape(world: Any, to: Any, phone: Any) -> None:
    made = to("planned", travellers=[LI, SON])
    schema = json.loads((Path(data_folder("protocol")) / "api/bundle.json").read_text())
    shape = {**schema["$defs"]["response"]["properties"]["expected"], "$defs": schema["$defs"]}
    jsonschema.validate(bundle.build(phone, "", made.meet_at)["expected"], shape)


@pytest.mark.parametrize(("hours", "listed"), [(-49, False), (-47, True), (0, True), (23, True), (25, False)])
def test_whoever_comes_early_or_a_day_late_is_found_all_the_same(world: Any, to: Any, hours: int, listed: bool) -> None:
    made = to("planned")
    assert bool(expected(made.meet_at + hours * HOUR)) is listed


def test_whoever_announced_a_day_without_a_plan_is_on_the_list_and_whoever_is_home_is_not(world: Any, to: Any) -> None:
    to("announced")
    assert len(expected(world.at)) == 1
    for gone in (to("home"), to("planned", room="2-1-301")):
        if gone.status == "planned":
            gone.not_coming(by=world.users["grid_worker"], at=world.at + HOUR)
        assert str(gone.pk) not in json.dumps(expected(world.at + 5 * HOUR))


def test_another_community_sees_nothing_of_it(world: Any, to: Any) -> None:
    from django_scopes import scope, scopes_disabled

    from linli.registry.models import Community

    to("planned")
    with scopes_disabled():
        other = Community.objects.create(name="东湖社区")
    with scope(community=other.pk):
        assert expected(world.at) == []


PHASES = sorted(Path(data_folder("policies")).glob("*/*.json"))


@pytest.mark.parametrize("path", PHASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("who", ["李强", "李小宝"])
def test_every_phase_lets_in_who_is_expected_once_measured(world: Any, to: Any, path: Path, who: str) -> None:
    world.residents["李强"].here = False
    world.residents["李强"].save()
    made = to("planned", travellers=[LI, SON])
    row = next(one for one in expected(made.meet_at) if (one["name"] == "李○") is (who == "李强"))
    seen = {"temperature": 365, "mask": True, "identity": True, "health_colour": "green"}
    crossing = CrossingIn.model_validate({
        "gate": "", "direction": "entry", "at": 0, "offset": 0, "policy": "", "pass": row.get("pass", ""),
        "resident": row.get("resident", ""), "household": "", "facts": seen, "emergency": False, "guard": "",
        "shift": "", "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""},
    })  # fmt: skip
    gate = json.loads(path.read_text())["gate"]
    rules = InForce(version="t", phase=path.stem, gate=gate, hash="0")
    at = made.meet_at - 4 * HOUR  # in the small hours, long before the time agreed
    facts = facts_of(crossing, int(at.timestamp()), "2020-04-08", 28800, know(world.community, [crossing], set()))
    assert judge(rules, facts)["outcome"] == "allow"
    leave.end(made, by=None, at=at)
    facts = facts_of(crossing, int(at.timestamp()), "2020-04-08", 28800, know(world.community, [crossing], set()))
    needs = "resident_here" in json.dumps(gate["entry"])
    assert (judge(rules, facts)["outcome"] != "allow") is needs, "and nobody without"


def test_the_leave_ends_when_they_are_home_and_is_granted_anew_with_another_time(world: Any, to: Any) -> None:
    made = to("planned", travellers=[LI, SON])
    worker = world.users["grid_worker"]
    made.plan(meet_at=made.meet_at + 24 * HOUR, place="地铁口", by=worker, at=world.at + HOUR)
    granted = Permit.objects.filter(kind="arrival", revocation=None)
    assert granted.get().ends_at == made.meet_at + leave.LATE
    assert [one.holder.name for one in leave.passes(made, world.at + HOUR)] == ["李小宝"]
    made.meet(by=worker, at=made.meet_at)
    assert granted.exists(), "the others of the family may still stand at the gate"
    made.bring_in(told=True, by=worker, at=made.meet_at)
    assert not granted.exists() and not leave.passes(made, made.meet_at).exists()
    assert Pass.objects.filter(batch=made.pk).count() == 2, "the one of before is void too"


def test_any_gate_that_was_offline_moves_the_thread_after_its_sync(world: Any, to: Any, crosses: Any) -> None:
    made = to("planned", travellers=[LI])
    crosses(made.meet_at, resident=str(world.residents["李强"].pk))
    assert status(made) == "met"
    assert made.steps.get(what="came").at == made.meet_at, "when it happened, not when it was sent"


def test_the_row_that_the_guard_tapped_names_somebody_whom_no_register_knows(world: Any, to: Any, crosses: Any) -> None:
    made = to("planned", travellers=[SON])
    crosses(made.meet_at, expected=str(made.travellers.get().pk), visitor={"name": "李小宝"})
    assert status(made) == "met" and made.crossing is not None


def test_the_pass_of_the_way_names_them_too(world: Any, to: Any, crosses: Any) -> None:
    made = to("planned", travellers=[SON])
    crosses(made.meet_at, **{"pass": leave.passes(made, world.at).get().public_id})
    assert status(made) == "met"


def test_whoever_is_turned_back_or_goes_out_is_not_here(world: Any, to: Any, crosses: Any) -> None:
    made = to("planned", travellers=[LI])
    key = str(made.travellers.get().pk)
    crosses(made.meet_at, outcome="refer", expected=key)
    crosses(made.meet_at + HOUR, direction="exit", expected=key)
    assert status(made) == "planned"


def test_a_crossing_of_somebody_else_or_of_before_moves_nothing(world: Any, to: Any, crosses: Any) -> None:
    made = to("planned", travellers=[LI])
    crosses(made.created_at - HOUR, resident=str(world.residents["李强"].pk))
    crosses(made.meet_at, resident=str(world.residents["陈浩"].pk), expected="018f3e3e-0000-7000-8000-00000000000a")
    assert status(made) == "planned"


@pytest.mark.parametrize(("days", "here", "then"), [
    (7, True, "announced"), (None, True, "announced"), (7, False, "met"), (1, True, "met"),
])  # fmt: skip
def test_who_is_announced_and_has_not_left_yet_comes_home_from_the_shop_and_nothing_moves(
    world: Any, to: Any, crosses: Any, days: int | None, here: bool, then: str
) -> None:
    world.residents["李强"].here = here
    world.residents["李强"].save()
    due = world.at + timedelta(days=days) if days else None
    made = to("announced", travellers=[LI], expected_at=due)
    crosses(world.at + 2 * HOUR, resident=str(world.residents["李强"].pk))
    assert status(made) == then


def test_the_row_that_the_guard_tapped_holds_whatever_was_expected(world: Any, to: Any, crosses: Any) -> None:
    made = to("announced", travellers=[LI], expected_at=world.at + timedelta(days=7))
    who = {"resident": str(world.residents["李强"].pk), "expected": str(made.travellers.get().pk)}
    crosses(world.at + 2 * HOUR, **who)
    assert status(made) == "met"
