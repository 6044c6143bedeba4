"""Staff are told before rules lapse with no successor, and the lapse is written down once."""

from datetime import timedelta

from linli.core.models import Message
from linli.journal.models import Line
from linli.situation import due, packs
from linli.situation.models import Publication

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def phase(name="normalised"):
    return packs.load(packs.phase_file("wuhan-2020", name))


def test_staff_are_told_once_two_days_before_rules_lapse(world, held):
    early = held.lapses_at - 2 * DAY
    assert due.warn_due(early - SECOND) == 0
    assert due.warn_due(early) == due.warn_due(early + HOUR) == 1
    told = set(Message.objects.values_list("to", flat=True))
    assert told == {f"user:{world.users[kind].pk}" for kind in ("secretary", "community_worker")}
    assert Message.objects.count() == 2
    assert due.warn_due(held.lapses_at) == 0


def test_nobody_is_warned_when_other_rules_follow(world, held, one, other):
    longer = Publication.propose(
        world.community, phase(), by=one, at=world.at, starts_at=held.lapses_at, lapses_at=held.lapses_at + 9 * DAY
    )
    assert due.warn_due(held.lapses_at - HOUR) == 1  # it waits for its second person: that is no successor
    longer.confirm(by=other, at=world.at)
    assert due.warn_due(held.lapses_at - HOUR) == 0


def test_a_lapse_is_written_down_once_with_its_own_time(world, held):
    assert due.lapse_due(held.lapses_at - SECOND) == 0
    assert due.lapse_due(held.lapses_at + HOUR) == 1
    assert due.lapse_due(held.lapses_at + HOUR) == 0
    line = Line.objects.get(event="publication.lapsed")
    assert (line.at, line.actor) == (held.lapses_at, "system")


def test_rules_that_were_replaced_do_not_lapse(world, held, one):
    Publication.propose(world.community, phase("lapsed"), by=one, at=world.at + HOUR)
    assert due.lapse_due(held.lapses_at) == 0
