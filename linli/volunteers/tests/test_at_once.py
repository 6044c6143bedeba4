"""Two at the same moment, on both databases: the last place, two turns that overlap, a swap against giving back."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.volunteers.models import Hours, Shift, Slot, Swap, Volunteer

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(community: Any, *steps: Callable[[], Any]) -> list[str]:
    """Run ``steps`` side by side; "done", or why it was refused, in their order."""
    start, answers = threading.Barrier(len(steps)), [""] * len(steps)

    def run(number: int) -> None:
        try:
            with scope(community=community.pk):
                start.wait()
                steps[number]()
            answers[number] = "done"
        except Refused as refused:
            answers[number] = refused.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(steps))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def place() -> Any:
    from tests.world import build

    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        yield world


def helpers(world: Any, *names: str) -> list[Volunteer]:
    made = []
    for number, name in enumerate(names):
        one = Volunteer.offer(
            world.community, source="public", name=name, phone=f"+861390000000{number}", told={}, by=None, at=world.at
        )
        one.approve(by=world.users["secretary"], at=world.at)
        made.append(one)
    return made


def shift(world: Any, hours: int) -> Shift:
    starts, worker = world.at + hours * HOUR, world.users["community_worker"]
    return Shift.plan(
        world.community, purpose="gate", task="守门", place="南门", starts_at=starts, ends_at=starts + 3 * HOUR,
        places=1, lead=worker, by=worker, at=world.at,
    )  # fmt: skip


def test_of_two_who_take_the_last_place_one_has_it(place: Any) -> None:
    first, second = helpers(place, "唐小雨", "马超")
    work = shift(place, 24)
    answers = at_once(
        place.community,
        lambda: Slot.take(work, first, by=first.user, at=place.at),
        lambda: Slot.take(work, second, by=second.user, at=place.at),
    )
    assert sorted(answers) == ["done", "volunteers.shift_full"]
    assert work.slots.get().volunteer == (first, second)[answers.index("done")]


def test_one_who_takes_two_turns_that_overlap_has_one(place: Any) -> None:
    (tang,) = helpers(place, "唐小雨")
    works = [shift(place, 24), shift(place, 25)]
    answers = at_once(
        place.community, *[lambda work=work: Slot.take(work, tang, by=tang.user, at=place.at) for work in works]
    )
    assert sorted(answers) == ["done", "volunteers.overlap"]
    assert Slot.objects.filter(volunteer=tang).count() == 1


def test_a_swap_against_giving_back_leaves_the_turn_with_one_or_open(place: Any) -> None:
    giver, taker = helpers(place, "唐小雨", "马超")
    work = shift(place, 24)
    slot = Slot.take(work, giver, by=None, at=place.at)
    swap = Swap.offer(slot, taker, by=giver.user, at=place.at)
    given = Slot.objects.select_related("shift__community", "shift__lead", "volunteer").get(pk=slot.pk)
    answers = at_once(
        place.community,
        lambda: swap.accept(by=taker.user, at=place.at),
        lambda: given.leave(by=giver.user, at=place.at),
    )
    assert answers.count("done") == 1
    held = work.slots.get().volunteer
    assert held == (taker if answers[0] == "done" else None)
    assert Swap.objects.get().status == ("accepted" if answers[0] == "done" else "withdrawn")


def test_two_swaps_crosswise_never_wait_for_each_other(place: Any) -> None:
    first, second = helpers(place, "唐小雨", "马超")
    mine = Slot.take(shift(place, 24), first, by=None, at=place.at)
    theirs = Slot.take(shift(place, 60), second, by=None, at=place.at)
    one = Swap.offer(mine, second, back=theirs, by=first.user, at=place.at)
    other = Swap.offer(theirs, first, back=mine, by=second.user, at=place.at)
    answers = at_once(
        place.community,
        lambda: one.accept(by=second.user, at=place.at),
        lambda: other.accept(by=first.user, at=place.at),
    )
    assert answers.count("done") == 1
    assert {slot.volunteer for slot in Slot.objects.all()} == {first, second}


def test_tapped_on_two_phones_one_is_checked_in_once(place: Any) -> None:
    (tang,) = helpers(place, "唐小雨")
    slot = Slot.take(shift(place, 0), tang, by=None, at=place.at)
    copies = [Slot.objects.select_related("shift__community").get(pk=slot.pk) for _ in range(3)]
    answers = at_once(
        place.community,
        *[lambda one=one: Hours.check_in(one, way="phone", by=tang.user, at=place.at) for one in copies],
    )
    assert answers == ["done"] * 3
    assert Hours.objects.count() == 1


def test_two_who_offer_with_one_number_are_one(place: Any) -> None:
    answers = at_once(
        place.community,
        *[
            lambda: Volunteer.offer(
                place.community, source="public", name="唐", phone="+8613900000009", told={}, by=None, at=place.at
            )
        ]
        * 2,
    )
    assert sorted(answers) == ["done", "volunteers.known_already"]
    assert Volunteer.objects.count() == 1
