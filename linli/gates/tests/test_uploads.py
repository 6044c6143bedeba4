"""An upload: facts, each answered on its own, none refused."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.db import DatabaseError, connection

from linli.core.models import Message
from linli.followups.models import FollowUp
from linli.gates.models import Altered, Companions, Crossing, CrossingKey, Out, Pass, Quarantine, SigningKey
from linli.gates.sealing import seal
from linli.journal.models import Line


def outcomes(answers: list[dict[str, Any]]) -> list[str]:
    return [answer["outcome"] for answer in answers]


def test_a_crossing_is_kept_with_both_verdicts(world: Any, post: Any, crossing: Any) -> None:
    wang = world.residents["王梅"]
    [answer] = post([{"sequence": 1, "crossing": crossing(wang)}])
    assert answer["outcome"] == "new"
    assert answer["server_verdict"]["code"] == "gate.allowed"
    kept = Crossing.objects.get()
    assert (kept.gate_outcome, kept.server_outcome, kept.went) == ("allow", "allow", True)
    assert kept.day.isoformat() == "2020-04-08"
    assert kept.back_by == kept.at + timedelta(minutes=120)
    assert Out.objects.get().resident_id == wang.pk


def test_the_same_upload_twice_changes_nothing(world: Any, post: Any, crossing: Any) -> None:
    items = [{"sequence": n, "crossing": crossing(minutes=n)} for n in (1, 2, 3)]
    post(items)
    assert outcomes(post(items)) == ["duplicate"] * 3
    assert Crossing.objects.count() == 3


def test_a_sealed_crossing_opens_and_sealed_anew_it_is_the_same(world: Any, post: Any, crossing: Any) -> None:
    key = load_der_public_key(base64.b64decode(SigningKey.objects.get(use="seal").spki))
    text = json.dumps(crossing(world.residents["李强"])).encode()
    assert outcomes(post([{"sequence": 1, "sealed": seal(text, key)}])) == ["new"]
    assert outcomes(post([{"sequence": 1, "sealed": seal(text, key)}])) == ["duplicate"]


def test_what_was_sealed_to_a_retired_key_still_opens(world: Any, post: Any, crossing: Any) -> None:
    key = load_der_public_key(base64.b64decode(SigningKey.objects.get(use="seal").spki))
    SigningKey.rotate(world.community, "seal", by=None)
    text = json.dumps(crossing(direction="entry")).encode()
    assert outcomes(post([{"sequence": 1, "sealed": seal(text, key)}])) == ["new"]


def test_the_same_sequence_with_other_content_is_kept_and_raises_an_alarm(world: Any, post: Any, crossing: Any) -> None:
    post([{"sequence": 1, "crossing": crossing(direction="entry")}])
    for _ in range(2):
        assert outcomes(post([{"sequence": 1, "crossing": crossing(direction="entry", minutes=5)}])) == ["altered"]
    assert Crossing.objects.count() == 1
    assert Altered.objects.count() == 1
    assert FollowUp.objects.get().kind == "altered"


def test_one_bad_item_holds_up_nobody(world: Any, post: Any, crossing: Any) -> None:
    items = [
        {"sequence": 1, "crossing": crossing(direction="entry")},
        {"sequence": 2, "crossing": crossing() | {"at": "soon"}},
        {"sequence": 3, "sealed": "bm90IGEgYm94"},
        "nonsense",
        {"sequence": 4, "crossing": crossing(direction="entry", minutes=1)},
    ]
    answers = post(items)
    assert outcomes(answers) == ["new", "invalid", "invalid", "invalid", "new"]
    assert answers[1]["code"] == "shape.at"
    assert Quarantine.objects.count() == 3
    post(items)
    assert Quarantine.objects.count() == 3


def test_the_second_of_a_household_is_a_disagreement_with_an_owner(world: Any, post: Any, crossing: Any) -> None:
    mother, daughter = world.residents["王秀英"], world.residents["王梅"]
    post([{"sequence": 1, "crossing": crossing(mother)}])
    [answer] = post([{"sequence": 2, "crossing": crossing(daughter, minutes=30)}])
    assert answer["outcome"] == "disagreed"
    assert answer["server_verdict"]["code"] == "gate.exits_used_up"
    matter = FollowUp.objects.get()
    assert matter.kind == "disagreement"
    assert matter.owner == world.users["secretary"]


def test_a_wrong_clock_is_bounded_by_the_receipt(world: Any, post: Any, crossing: Any) -> None:
    far = {"sequence": 1, "crossing": crossing() | {"at": 4_000_000_000}}
    old = {"sequence": 2, "crossing": crossing() | {"at": 0}}
    right = {"sequence": 3, "crossing": crossing() | {"at": 1_000, "offset": int(world.at.timestamp()) - 1_060}}
    post([far, old, right])
    times = dict(Crossing.objects.values_list("sequence", "at"))
    assert times[1] == times[2] == world.at
    assert times[3] == world.at - timedelta(seconds=60)


def test_fever_is_handed_to_the_grid_worker(world: Any, post: Any, crossing: Any) -> None:
    post(
        [
            {
                "sequence": 1,
                "crossing": crossing(world.residents["王梅"], temperature=381, outcome="hand_over", code="gate.fever"),
            }
        ]
    )
    matter = FollowUp.objects.get()
    assert (matter.kind, matter.owner) == ("fever", world.users["grid_worker"])
    assert not Crossing.objects.get().went


def test_an_emergency_tells_the_lead_until_somebody_answers(world: Any, post: Any, crossing: Any) -> None:
    from linli.gates.recurring import remind_due

    post([{"sequence": 1, "crossing": crossing(emergency=True, code="gate.emergency")}])
    matter = FollowUp.objects.get()
    assert (matter.kind, matter.owner) == ("emergency", world.users["secretary"])
    assert Crossing.objects.get().went
    remind_due(world.at + timedelta(minutes=3))
    assert Message.objects.count() == 2
    matter.answer(by=world.users["community_worker"], at=world.at)
    remind_due(world.at + timedelta(minutes=9))
    assert Message.objects.count() == 2


def test_what_is_asked_after_an_emergency_is_no_second_crossing(world: Any, post: Any, crossing: Any) -> None:
    post([{"sequence": 1, "crossing": crossing(emergency=True)}])
    note = {"sequence": 2, "crossing": crossing(emergency=True, about=1, companions=2, vehicle="救护车")}
    assert outcomes(post([note])) == ["new"]
    assert outcomes(post([note])) == ["duplicate"]
    assert Crossing.objects.count() == 1
    assert (Companions.objects.get().companions, Companions.objects.get().vehicle) == (2, "救护车")


def test_an_overrule_keeps_both_verdicts(world: Any, post: Any, crossing: Any) -> None:
    told = crossing(world.residents["陈浩"], outcome="refuse", code="gate.exits_used_up")
    post([{"sequence": 1, "crossing": told | {"overrule": {"outcome": "allow", "reason": "母亲住院"}}}])
    kept = Crossing.objects.get()
    assert (kept.gate_outcome, kept.overrule_outcome, kept.went) == ("refuse", "allow", True)


def test_a_trip_pass_is_used_once_and_the_way_back_stays_open(world: Any, post: Any, crossing: Any) -> None:
    household = world.flats["2-1-301"].households.get()
    ticket = Pass.issue(kind="trip", household=household, expires_at=world.at + timedelta(days=1), by=None, at=world.at)
    out = crossing() | {"pass": ticket.public_id}
    back = out | {"direction": "entry", "at": out["at"] + 600}
    assert outcomes(post([{"sequence": 1, "crossing": out}, {"sequence": 2, "crossing": back}])) == ["disagreed", "new"]
    verdicts = list(Crossing.objects.order_by("sequence").values_list("facts__pass_state", flat=True))
    assert verdicts == ["good", "good"]
    post([{"sequence": 3, "crossing": out | {"at": out["at"] + 1200}}])
    assert Crossing.objects.get(sequence=3).facts["pass_state"] == "used"


def test_a_revoked_pass_is_known_by_the_server_and_in_the_next_bundle(
    world: Any, post: Any, crossing: Any, client: Any, gate: Any
) -> None:
    wang = world.residents["王梅"]
    ticket = Pass.issue(kind="resident", resident=wang, expires_at=world.at + timedelta(days=9), by=None, at=world.at)
    ticket.void(by=world.users["secretary"], reason="lost", at=world.at)
    [answer] = post([{"sequence": 1, "crossing": crossing(wang, minutes=1) | {"pass": ticket.public_id}}])
    assert answer["server_verdict"]["code"] == "pass.revoked"
    assert answer["outcome"] == "disagreed"
    body = client.get("/api/gate/bundle", headers={"Authorization": gate.bearer}).json()
    assert body["revoked"]["ids"] == [ticket.public_id]


def test_one_pass_at_two_gates_within_minutes_is_a_question(world: Any, post: Any, crossing: Any, gate: Any) -> None:
    wang = world.residents["王梅"]
    ticket = Pass.issue(kind="resident", resident=wang, expires_at=world.at + timedelta(days=9), by=None, at=world.at)
    one = crossing(wang) | {"pass": ticket.public_id}
    two = one | {"gate": str(gate.other.pk), "direction": "entry", "at": one["at"] + 60}
    post([{"sequence": 1, "crossing": one}, {"sequence": 2, "crossing": two}])
    assert [matter.kind for matter in FollowUp.objects.all()] == ["two_gates"]
    assert Crossing.objects.filter(went=True).count() == 2


def test_ids_of_another_community_say_nothing(world: Any, other_world: Any, post: Any, crossing: Any) -> None:
    stranger = other_world.residents["王梅"]
    [answer] = post([{"sequence": 1, "crossing": crossing(stranger)}])
    kept = Crossing.objects.get()
    assert kept.resident_id is None and kept.household_id is None
    assert kept.community_id == world.community.pk
    assert answer["outcome"] == "disagreed"


def test_the_journal_has_one_line_an_upload(world: Any, post: Any, crossing: Any) -> None:
    post(
        [
            {"sequence": n, "crossing": crossing(world.residents["李强"], direction="entry", minutes=n)}
            for n in range(1, 30)
        ]
    )
    [line] = Line.objects.filter(event="crossings.uploaded")
    assert line.codes["new"] == 29
    assert len(line.codes["hash"]) == 64


@pytest.mark.parametrize(
    "statement", ["UPDATE gates_crossing SET went = 0", "UPDATE gates_crossingkey SET digest = ''"]
)
def test_a_crossing_cannot_be_edited(world: Any, post: Any, crossing: Any, statement: str) -> None:
    post([{"sequence": 1, "crossing": crossing()}])
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match=r"append-only|a fact"), connection.cursor() as cursor:
            cursor.execute(statement)
    assert CrossingKey.objects.count() == 1


def test_a_quiet_upload_needs_a_fixed_number_of_queries(
    world: Any, post: Any, crossing: Any, django_assert_max_num_queries: Any
) -> None:
    people = list(world.residents.values())
    items = [
        {"sequence": n, "crossing": crossing(people[n % len(people)], direction="entry", minutes=-n)}
        for n in range(1, 100)
    ]
    with django_assert_max_num_queries(36):
        post(items)


def test_a_crossing_keeps_for_which_returning_traveller_the_guard_began(world, post, crossing):
    traveller = "018f3e3e-0000-7000-8000-00000000000a"
    someone = world.residents["李强"]
    post([{"sequence": 1, "crossing": crossing(someone, direction="entry", expected=traveller)}])
    post([{"sequence": 2, "crossing": crossing(someone, direction="entry")}])
    kept = Crossing.objects.order_by("sequence").values_list("expected_id", flat=True)
    assert [str(one) for one in kept] == [traveller, "None"]
