"""Two at the same moment: one asks, one answers, nothing is put right twice. On both databases."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.gates.models import Pass
from linli.reviews.decisions import decision_of
from linli.reviews.ground import Ground
from linli.reviews.models import Review

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage() -> Any:
    """Wang Mei's pass was made void by the gate's guard."""
    from tests.world import build

    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        who = world.residents["王梅"]
        ticket = Pass.issue(
            kind="resident", resident=who, expires_at=world.at + timedelta(days=9), by=None, at=world.at
        )
        ticket.void(by=world.users["gate_guard"], reason="voided", at=world.at)
        world.key = ticket.revocation.pk
    return world


def both(world: Any, first: Callable[[], Any], second: Callable[[], Any]) -> list[str]:
    """What became of each: "done" or the code of the refusal."""
    start, came = threading.Barrier(2), []

    def run(act: Callable[[], Any]) -> None:
        with scope(community=world.community.pk):
            start.wait()
            try:
                act()
                came.append("done")
            except Refused as refused:
                came.append(refused.code)
        connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came)


def ask(world: Any) -> Review:
    who = world.residents["王梅"]
    decision = decision_of(Ground(who, world.at), "pass", world.key)
    assert decision is not None
    return Review.ask(who, decision, said="", by=who, way="self", at=world.at)


def test_two_phones_ask_once(stage: Any) -> None:
    assert both(stage, lambda: ask(stage), lambda: ask(stage)) == ["done", "reviews.already_asked"]
    with scope(community=stage.community.pk):
        assert Review.objects.count() == 1


def test_two_who_answer_put_it_right_once(stage: Any) -> None:
    with scope(community=stage.community.pk):
        key = ask(stage).pk

    def answer(role: str) -> Callable[[], None]:
        def act() -> None:
            review = Review.objects.get(pk=key)
            given = {"outcome": "corrected", "words": "发新的", "correction": "reissue"}
            review.answer(**given, by=stage.users[role], at=stage.at)

        return act

    assert both(stage, answer("secretary"), answer("grid_worker")) == ["done", "reviews.not_asked"]
    with scope(community=stage.community.pk):
        assert Pass.objects.filter(revocation=None).count() == 1


def test_answered_while_the_deadline_passes_it_goes_no_further(stage: Any) -> None:
    with scope(community=stage.community.pk):
        key = ask(stage).pk

    def escalate() -> None:
        Review.objects.get(pk=key).escalate(at=stage.at + timedelta(hours=24))

    def answer() -> None:
        given = {"outcome": "upheld", "words": "没错"}
        Review.objects.get(pk=key).answer(**given, by=stage.users["secretary"], at=stage.at + timedelta(hours=24))

    assert both(stage, escalate, answer) == ["done", "done"]
    with scope(community=stage.community.pk):
        assert Review.objects.get().status == "answered"
