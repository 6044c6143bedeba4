"""A crossing that counts no longer: written as it was, left out by the server's count and by every gate's."""

from datetime import timedelta
from typing import Any

import pytest

from linli.core.refusals import Refused
from linli.gates.models import Annulment, Crossing, Out, Permit


@pytest.fixture
def gone_out(world: Any, post: Any, crossing: Any) -> Any:
    """Wang Mei has gone out; her household's one exit of the day is used up."""
    post([{"sequence": 1, "crossing": crossing(world.residents["王梅"])}])
    return Crossing.objects.get()


def annul(world: Any, crossing: Any, reason: str = "not_gone") -> Annulment:
    return Annulment.annul(crossing, by=world.users["secretary"], reason=reason, at=world.at)


def test_the_household_may_go_out_again(world: Any, gone_out: Any, post: Any, crossing: Any) -> None:
    mother = crossing(world.residents["王秀英"], minutes=5, outcome="refuse", code="gate.exits_used_up")
    post([{"sequence": 2, "crossing": mother}])
    assert Crossing.objects.get(sequence=2).server_code == "gate.exits_used_up"
    annul(world, gone_out)
    post([{"sequence": 3, "crossing": crossing(world.residents["王秀英"], minutes=9)}])
    assert Crossing.objects.get(sequence=3).server_outcome == "allow"
    gone_out.refresh_from_db()
    assert gone_out.went, "the fact stays as it was written"


def test_who_did_not_go_is_not_out(world: Any, gone_out: Any) -> None:
    assert Out.objects.filter(resident_id=world.residents["王梅"].pk).exists()
    annul(world, gone_out)
    assert not Out.objects.exists()


def test_a_return_that_was_somebody_elses_leaves_the_person_out(world: Any, gone_out: Any, post: Any, crossing: Any):
    post([{"sequence": 2, "crossing": crossing(world.residents["王梅"], direction="entry", minutes=20)}])
    assert not Out.objects.exists()
    annul(world, Crossing.objects.get(sequence=2), "other_person")
    assert [row.crossing_id for row in Out.objects.all()] == [gone_out.id]


def test_a_permit_for_one_exit_is_free_again(world: Any, post: Any, crossing: Any) -> None:
    someone = world.residents["李强"]
    Permit.grant(someone, kind="outing", starts_at=world.at - timedelta(hours=1), once=True, by=None, at=world.at)
    post([{"sequence": 1, "crossing": crossing(someone)}])
    post([{"sequence": 2, "crossing": crossing(someone, direction="entry", minutes=1)}])
    annul(world, Crossing.objects.get(sequence=1))
    post([{"sequence": 3, "crossing": crossing(someone, minutes=2)}])
    assert Crossing.objects.get(sequence=3).facts["permit_kinds"] == ["outing"]


def test_every_gate_learns_it_and_a_new_one_never_counts_it(client: Any, world: Any, gate: Any, gone_out: Any) -> None:
    def ledger(cursor: str = "") -> Any:
        answer = client.get(f"/api/gate/bundle?cursor={cursor}", headers={"Authorization": gate.bearer}).json()
        return answer["ledger"], answer["cursor"]

    [entry], cursor = ledger()
    assert "passed" not in entry
    annul(world, gone_out)
    again, cursor = ledger(cursor)
    assert again == [{**entry, "passed": False}]
    assert ledger()[0] == [], "everything anew: it is not there at all"


def test_it_is_taken_back_once_and_only_if_somebody_went(world: Any, gone_out: Any, post: Any, crossing: Any) -> None:
    annul(world, gone_out)
    with pytest.raises(Refused, match=r"gates.already_annulled"):
        annul(world, gone_out)
    post([{"sequence": 2, "crossing": crossing(world.residents["李强"], outcome="refuse", code="gate.no_reason")}])
    with pytest.raises(Refused, match=r"gates.crossing_did_not_happen"):
        annul(world, Crossing.objects.get(sequence=2))
