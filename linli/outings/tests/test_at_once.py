"""Two at the same moment, on both databases: two workers, two people of one household, two clicks."""

import threading

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.gates.models import Permit
from linli.outings.models import Outing
from linli.outings.tests.conftest import publish, window


@pytest.fixture
def stage(transactional_db):
    from tests.world import build

    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        publish(world, "one-per-household")
    return world


def together(world, *works):
    """What came of ``works`` done at the same moment: "done", or the code of the refusal."""
    found, start = [], threading.Barrier(len(works))

    def run(work):
        with scope(community=world.community.pk):
            start.wait()
            try:
                work()
                found.append("done")
            except Refused as refused:
                found.append(refused.code)
        connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


def asking(world, name, **given):
    resident = world.residents[name]
    return lambda: Outing.request(resident, window(world, **given), way="phone_page", by=resident, at=world.at)


def test_two_workers_one_approval_one_refusal(stage):
    with scope(community=stage.community.pk):
        made = asking(stage, "王梅")()
        copies = [Outing.objects.get(pk=made.pk) for _ in range(2)]
        workers = [stage.users["grid_worker"], stage.users["community_worker"]]
    found = together(
        stage,
        lambda: copies[0].approve(by=workers[0], at=stage.at),
        lambda: copies[1].refuse(by=workers[1], reason="银行不开门", remedy="明天来", at=stage.at),
    )
    assert found == ["done", "outings.not_requested"]
    with scope(community=stage.community.pk):
        made.refresh_from_db()
        assert Permit.objects.count() == (made.status == "approved")


def test_two_approvals_at_once_give_one_permit(stage):
    with scope(community=stage.community.pk):
        made = asking(stage, "王梅")()
        copies = [Outing.objects.get(pk=made.pk) for _ in range(3)]
    found = together(
        stage, *(lambda one=one: one.approve(by=stage.users["grid_worker"], at=stage.at) for one in copies)
    )
    assert found == ["done", "outings.not_requested", "outings.not_requested"]
    with scope(community=stage.community.pk):
        assert Permit.objects.count() == 1


def test_two_of_one_household_ask_at_once_for_its_last_place(stage):
    found = together(stage, asking(stage, "王梅"), asking(stage, "王秀英"), asking(stage, "陈浩"))
    assert found == ["done", "done", "outings.household_used"]
    with scope(community=stage.community.pk):
        assert Outing.objects.filter(household=stage.residents["王梅"].household_id).count() == 1


def test_a_form_sent_twice_is_one_request(stage):
    assert together(stage, asking(stage, "王梅"), asking(stage, "王梅")) == ["done", "outings.overlaps"]
