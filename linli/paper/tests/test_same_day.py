"""The same day of 500 crossings, lived by phones and typed in from paper: what is known afterwards is the same."""

import json
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from linli.followups.models import FollowUp
from linli.gates.facts import resident_facts
from linli.gates.known import Known, Person, know, steps_of
from linli.gates.ledger import exits_on, used
from linli.gates.models import Crossing, Gate, Out, Pass, Permit, Rejudged, counted
from linli.gates.recurring import overdue_due
from linli.gates.tests.conftest import enrol
from linli.gates.views.board import hours
from linli.paper.models import ROWS, Conflict, Sheet
from linli.paper.tests.day import CROSSINGS, Event, Plan, as_sent, as_typed, build


@pytest.fixture
def plan(world: Any, gate: SimpleNamespace) -> Plan:
    third = Gate.objects.create(community=world.community, compound=world.compound, name="东门")
    made = build(world, [gate.place, gate.other, third], seed=20200408)
    assert len(made.events) == CROSSINGS
    return made


def by_phone(world: Any, plan: Plan) -> None:
    """Three phones; each sends what it holds at its own moment, one of them only in the evening."""
    bearers = [enrol(world, gate.name)[1] for gate in plan.gates]
    held: list[list[Event]] = [[], [], []]
    sent = [0, 0, 0]

    def send(gate: int, at: Any) -> None:
        world.at = at
        items = [
            {"sequence": sent[gate] + number, "crossing": as_sent(plan, event)}
            for number, event in enumerate(held[gate], 1)
        ]
        answer = Client().post(
            "/api/gate/crossings",
            data=json.dumps({"items": items}),
            content_type="application/json",
            headers={"Authorization": bearers[gate]},
        )
        assert {one["outcome"] for one in answer.json()["results"]} <= {"new", "disagreed"}, answer.content
        sent[gate] += len(items)
        held[gate] = []

    for event in plan.events:
        held[event.gate].append(event)
        if len(held[event.gate]) == (5, 12, 150)[event.gate]:
            send(event.gate, plan.at(event))
    for gate in range(3):
        if held[gate]:
            send(gate, plan.midnight + timedelta(hours=27))


def by_paper(world: Any, plan: Plan) -> None:
    """Sheets of 22 rows; two people type them in the night, in any order, two sheets at a time."""
    world.at = plan.midnight + timedelta(hours=27)
    typists = []
    for kind in ("community_worker", "property_guard"):
        typists.append(Client())
        typists[-1].force_login(world.users[kind])
    pages = [
        (number, rows[start : start + ROWS])
        for number, rows in enumerate([[one for one in plan.events if one.gate == gate] for gate in range(3)])
        for start in range(0, len(rows), ROWS)
    ]
    random = Random(7)
    random.shuffle(pages)
    sheets = [(_printed(world, plan, gate, rows[0]), rows) for gate, rows in pages]
    for pair in (sheets[start : start + 2] for start in range(0, len(sheets), 2)):
        for row in range(ROWS):
            for typist, (sheet, rows) in zip(typists, pair, strict=False):
                if row < len(rows):
                    text = as_typed(plan, rows[row], rows[row - 1].minute if row else None)
                    answer = typist.post(f"/paper/sheets/{sheet.pk}/rows/{row + 1}/", {"text": text})
                    assert answer.status_code == 200
        for typist, (sheet, _rows) in zip(typists, pair, strict=False):
            typist.post(f"/paper/sheets/{sheet.pk}/closing/")
    assert not Sheet.objects.exclude(status="closed").exists()


def _printed(world: Any, plan: Plan, gate: int, first: Event) -> Sheet:
    day = world.community.today(plan.at(first))
    return Sheet.prepare(world.community, 1, gate=plan.gates[gate], day=day, by=None, at=world.at)[0]


def state(world: Any, plan: Plan) -> dict[str, Any]:
    """What the community knows after that day, without who told it when."""
    community = world.community
    evening = plan.midnight + timedelta(hours=28)
    overdue_due(evening)
    rows = list(Crossing.objects.all())
    again = Rejudged.of(rows)
    name = {row.id: (row.at, row.direction, str(row.resident_id or row.pass_id or row.visitor)) for row in rows}
    steps = steps_of(counted(Crossing.objects.all()))
    days = sorted({step.day for step in steps})
    homes = {step.household for step in steps} - {None}
    return {
        "crossings": Counter(_row(row, again.get(row.id)) for row in rows),
        "out": {(row.who, row.since, row.back_by, row.gate_id, row.household_id) for row in Out.objects.all()},
        "overdue": {row.who for row in Out.objects.filter(back_by__lt=evening)},
        "exits": {(home, day): exits_on(steps, home, day) for home in homes for day in days},
        "permits": _open_permits(community, int(evening.timestamp())),
        "passes": {one.pk for one in Pass.objects.filter(once=True) if used(steps, one.pk, "exit")},
        "hours": {day: hours(Crossing.objects.filter(day=day), community) for day in days},
        "matters": Counter(
            (one.kind, name.get(_uuid(one.subject), one.subject)) for one in FollowUp.objects.exclude(status="done")
        ),
        "conflicts": Conflict.objects.filter(status="open").count(),
    }


def _row(row: Crossing, again: Rejudged | None) -> tuple[Any, ...]:
    server = (again.outcome, again.code, again.back_by) if again else (row.server_outcome, row.server_code, row.back_by)
    told = (row.at, row.day, row.gate_id, row.direction, row.resident_id, row.household_id, row.pass_id)
    return (*told, row.gate_outcome, row.gate_code, *server, row.went, row.emergency)


def _open_permits(community: Any, now: int) -> dict[Any, list[str]]:
    people = list(Permit.objects.values_list("resident_id", "resident__household_id").distinct())
    told = [SimpleNamespace(pass_="", resident=str(one), household="") for one, _home in people]
    known: Known = know(community, told, {community.today(datetime.fromtimestamp(now, UTC))})  # type: ignore[arg-type]
    return {
        one: resident_facts(Person(one, home, True, True), (now, "~", 0), known)["permit_kinds"] for one, home in people
    }


def _uuid(subject: str) -> Any:
    model, _colon, key = subject.partition(":")
    return uuid.UUID(key) if model == "crossing" else None


def lived(tell: Callable[[Any, Plan], None], world: Any, plan: Plan) -> dict[str, Any]:
    """The state after ``tell`` told the day; then all of it is forgotten again."""
    before = world.at
    with transaction.atomic():
        tell(world, plan)
        told = state(world, plan)
        transaction.set_rollback(True)
    world.at = before
    return told


def test_the_same_day_by_phone_and_on_paper_ends_in_the_same_state(world: Any, plan: Plan) -> None:
    phone, paper = lived(by_phone, world, plan), lived(by_paper, world, plan)
    for what in phone:
        assert paper[what] == phone[what], what
    kinds = Counter(kind for kind, _about in phone["matters"])
    assert sum(phone["crossings"].values()) == CROSSINGS
    assert {"disagreement", "fever", "emergency", "overdue", "two_gates"} - kinds.keys() <= {"two_gates"}
    assert len(phone["out"]) > 20 and len(phone["overdue"]) > 5 and phone["passes"]
    assert phone["conflicts"] == 0
