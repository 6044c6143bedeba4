"""What was typed goes with its crossing, and nothing is asked about what is gone."""

from datetime import timedelta
from typing import Any

import pytest

from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.models import Crossing
from linli.paper.conflicts import look_due
from linli.paper.models import Conflict, Entry, Sheet
from linli.privacy.keeping import purge_due


def test_a_row_typed_late_goes_with_its_crossing(world: Any, sheet: Sheet, type_row: Any, sign_in: Any) -> None:
    written = world.at
    world.at = written + timedelta(days=10)
    type_row(1, "1000.3501-l")
    sign_in("community_worker").post(f"/paper/sheets/{sheet.pk}/closing/")
    purge_due(written + timedelta(days=13))
    assert Crossing.objects.count() == Entry.objects.count() == 1
    purge_due(written + timedelta(days=14))
    assert (Crossing.objects.count(), Entry.objects.count()) == (0, 0)


def test_an_old_sheet_is_not_emptied_while_it_is_typed(world: Any, sheet: Sheet, type_row: Any) -> None:
    world.at += timedelta(days=20)
    type_row(1, "1000.3501-l")
    type_row(2, ".3502w")
    purge_due(world.at + timedelta(hours=1))
    assert Entry.objects.count() == 2
    purge_due(world.at + timedelta(days=1))
    assert Entry.objects.count() == 0


@pytest.fixture
def twice(world: Any, type_row: Any, sheet: Sheet, sign_in: Any) -> Conflict:
    """Li Qiang went out at ten and went out at eleven, both on paper."""
    type_row(1, "1000.3501-l")
    type_row(2, "1100.3501-l")
    sign_in("community_worker").post(f"/paper/sheets/{sheet.pk}/closing/")
    return Conflict.objects.get()


def test_a_conflict_ends_when_its_crossings_are_only_numbers(world: Any, twice: Conflict) -> None:
    assert FollowUp.objects.get(kind="paper").status == "open"
    later = world.at + timedelta(days=14)
    purge_due(later)
    assert look_due(later) == 0
    twice.refresh_from_db()
    assert twice.status == "gone"
    assert FollowUp.objects.get(kind="paper").status == "done"
    look_due(later)


@pytest.mark.parametrize("decision", ["paper", "other"])
def test_who_decides_about_a_crossing_that_is_gone_reads_so(
    world: Any, twice: Conflict, sign_in: Any, decision: str
) -> None:
    purge_due(world.at + timedelta(days=14))
    answer = sign_in("secretary").post(f"/paper/conflicts/{twice.pk}/decision/", {"decision": decision})
    assert answer.status_code < 500
    with pytest.raises(Refused, match=r"paper\.crossing_gone"):
        twice.decide(decision, by=world.users["secretary"], at=world.at)
    twice.refresh_from_db()
    assert twice.status == "open", "it is withdrawn by itself"
