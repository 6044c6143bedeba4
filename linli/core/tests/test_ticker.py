"""Recurring work: once, by one, whatever fails."""

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from linli.core.ticker import run

AT = datetime(2020, 4, 8, 1, 0, tzinfo=UTC)


@dataclass
class Task:
    run: Any
    every: timedelta = timedelta(minutes=5)


@pytest.mark.django_db
def test_a_task_runs_when_it_is_due_and_not_before():
    ran = []
    tasks = {"count": Task(ran.append)}
    for minutes in (0, 1, 4, 5, 6, 10):
        run(tasks, AT + timedelta(minutes=minutes), "one")
    assert ran == [AT, AT + timedelta(minutes=5), AT + timedelta(minutes=10)]


@pytest.mark.django_db
def test_one_that_fails_is_tried_again_and_holds_up_nobody(caplog):
    ran = []

    def fail(as_of):
        raise ValueError("王梅 13800002222")

    tasks = {"bad": Task(fail), "good": Task(ran.append)}
    with caplog.at_level(logging.INFO, logger="linli.ticker"):
        assert run(tasks, AT, "one") == {"bad": "failed", "good": "ran"}
        assert run(tasks, AT + timedelta(seconds=20), "one") == {"bad": "failed"}
    assert ran == [AT]
    assert "ValueError" in caplog.text and "test_ticker.py" in caplog.text
    assert "王梅" not in caplog.text and "13800002222" not in caplog.text


@pytest.mark.django_db
def test_a_holder_that_died_is_replaced_when_its_lease_lapses():
    ran = []

    def die(as_of):
        raise SystemExit

    with pytest.raises(SystemExit):
        run({"task": Task(die)}, AT, "one")
    tasks = {"task": Task(ran.append)}
    assert run(tasks, AT + timedelta(minutes=9), "two") == {}
    assert run(tasks, AT + timedelta(minutes=10), "two") == {"task": "ran"}


@pytest.mark.django_db(transaction=True)
def test_of_two_tickers_one_runs_each_task():
    ran, start = [], threading.Barrier(2)
    tasks = {f"task {number}": Task(lambda as_of, number=number: ran.append(number)) for number in range(10)}

    def tick(holder):
        start.wait()
        run(tasks, AT, holder)
        connections.close_all()

    threads = [threading.Thread(target=tick, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ran) == list(range(10))
