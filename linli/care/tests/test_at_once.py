"""Two at the same moment: one death, one confirmation, one knock, on both databases."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.care.models import Death, Silence
from linli.care.recurring import knock_due
from linli.care.tests.conftest import DAY
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.journal.models import Line
from tests.world import build


def together(world: Any, *acts: Callable[[], Any]) -> list[str]:
    """What became of ``acts`` done at once: "done", or the code of a refusal."""
    said: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            with scope(community=world.community.pk):
                act()
            said.append("done")
        except Refused as refused:
            said.append(refused.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


@pytest.fixture
def there(transactional_db: Any) -> Any:
    with scopes_disabled():
        return build()


def report(world: Any, by: str) -> Death:
    resident = type(world.residents["王秀英"])._base_manager.get(pk=world.residents["王秀英"].pk)
    day = world.community.today(world.at)
    return Death.propose(resident, day=day, told_by="女儿", evidence="relative", by=world.users[by], at=world.at)


def test_two_reports_at_once_are_one(there: Any) -> None:
    said = together(there, lambda: report(there, "grid_worker"), lambda: report(there, "secretary"))
    assert said == ["care.reported_already", "done"]


def test_two_confirmations_at_once_end_everything_once(there: Any) -> None:
    with scope(community=there.community.pk):
        made = report(there, "grid_worker")

    def confirm(by: str) -> None:
        Death.objects.get(pk=made.pk).confirm(by=there.users[by], at=there.at)

    assert together(there, lambda: confirm("secretary"), lambda: confirm("community_worker")) == [
        "care.not_proposed",
        "done",
    ]
    with scope(community=there.community.pk):
        assert Line.objects.filter(event="resident.died").count() == 1


def test_a_confirmation_and_a_withdrawal_at_once_are_one_of_them(there: Any) -> None:
    with scope(community=there.community.pk):
        made = report(there, "grid_worker")
    acts = [
        lambda: Death.objects.get(pk=made.pk).confirm(by=there.users["secretary"], at=there.at),
        lambda: Death.objects.get(pk=made.pk).withdraw(by=there.users["grid_worker"], at=there.at),
    ]
    assert together(there, *acts) == ["care.not_proposed", "done"]
    with scope(community=there.community.pk):
        died = Death.objects.get().status == "confirmed"
        assert (type(made.resident).objects.get(pk=made.resident_id).left_at is not None) is died


def test_two_tickers_at_once_ask_for_one_knock(there: Any) -> None:
    hao = there.residents["陈浩"]
    hao.birth_year = 1936
    hao.save()
    with scopes_disabled():
        knock_due(there.at)
    assert together(there, lambda: knock_due(there.at + 2 * DAY), lambda: knock_due(there.at + 2 * DAY)) == ["done"] * 2
    with scope(community=there.community.pk):
        assert (Silence.objects.count(), FollowUp.objects.filter(kind="silence").count()) == (1, 1)


def test_two_visits_at_once_settle_it_once(there: Any) -> None:
    hao = there.residents["陈浩"]
    hao.birth_year = 1936
    hao.save()
    with scopes_disabled():
        knock_due(there.at)
        knock_due(there.at + 2 * DAY)

    def visit(by: str) -> None:
        Silence.objects.get().visit("well", by=there.users[by], at=there.at + 2 * DAY)

    assert together(there, lambda: visit("secretary"), lambda: visit("community_worker")) == ["care.not_open", "done"]
