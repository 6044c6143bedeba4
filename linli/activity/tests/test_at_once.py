"""Two drafts published at the same moment: one of them holds, on both databases."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.activity.models import ActivityPlan
from linli.activity.rules import Slot


@pytest.mark.django_db(transaction=True)
def test_of_four_plans_for_the_same_days_one_stays_published(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.world import build

    with scopes_disabled():
        world = build()
    by, plans = world.users["secretary"], []
    with scope(community=world.community.pk):
        today = world.community.today(world.at)
        for hour in range(4):
            made = ActivityPlan.draft(world.compound, today, today + timedelta(days=hour), by=by, at=world.at)
            made.plan([Slot(("3",), (1,), 60 * hour, 60 * hour + 60)], by=by, at=world.at)
            plans.append(made.pk)
    failures: list[Exception] = []
    start = threading.Barrier(len(plans))

    def publish(key: Any) -> None:
        try:
            with scope(community=world.community.pk):
                plan = ActivityPlan.objects.get(pk=key)
                start.wait()
                plan.publish(by=by, at=world.at)
        except Exception as failure:  # told by the assertion below, not lost in a thread
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=publish, args=(key,)) for key in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with scope(community=world.community.pk):
        statuses = sorted(ActivityPlan.objects.values_list("status", flat=True))
    assert statuses == ["published", "retracted", "retracted", "retracted"]
