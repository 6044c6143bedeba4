"""The one clock that the server has: a record that nobody opened within so many minutes of duty hours."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from linli.core.outbox import put
from linli.journal.verbs import record, verb
from linli.registry.models import Community
from linli.wellbeing import rules
from linli.wellbeing.duty import counsellors, on_duty_now
from linli.wellbeing.models import Record
from linli.wellbeing.policy import Clocks, clocks

MANY = 500  # records a transaction


def call_due(as_of: datetime) -> int:
    """Tell everybody on duty (nobody is: every counsellor) of records that wait unopened, once a record and step, the
    steps being 1, 2, 4, 8 … times the minutes of the policy; gives back what those who left had claimed. Returns of
    how many records was told. Outside any scope.
    """
    told = 0
    waiting = Record._base_manager.filter(closed_at=None).exclude(sealed=None)
    for key in waiting.order_by().values_list("community", flat=True).distinct():
        community = Community._base_manager.get(pk=key)
        _release_of_leavers(community, as_of)
        held = clocks(community, as_of)
        if rules.in_hours(as_of, held.hours, ZoneInfo(community.zone)):
            told += _call(community, held, as_of)
    return told


def _release_of_leavers(community: Any, at: datetime) -> None:
    held = Record._base_manager.filter(community=community, closed_at=None).exclude(claimed_by=None)
    for one in held.exclude(claimed_by__in=counsellors(community, at)):
        one.release(by=None, at=at)


@verb
def _call(community: Any, held: Clocks, at: datetime) -> int:
    zone, late = ZoneInfo(community.zone), []
    since = at - timedelta(minutes=held.open_minutes)
    unopened = Record._base_manager.filter(community=community, opened_at=None, closed_at=None, received_at__lte=since)
    for one in unopened.exclude(sealed=None).order_by("received_at")[:MANY]:
        step = rules.lateness(rules.duty_minutes(one.received_at, at, held.hours, zone), held.open_minutes)
        mine = Record._base_manager.filter(pk=one.pk, community=community, opened_at=None, called__lt=step)
        if step and mine.update(called=step):
            late.append(one)
            record("screening.called", one, by=None, at=at, step=step)
    if late:
        for user in on_duty_now(community, at) or counsellors(community, at):
            # Not user:…, whose notices show in every post of theirs: this one belongs to the counsellor's alone.
            key = f"cottage:{at.isoformat()}:{user}"
            put(community.pk, f"counsellor:{user}", "wellbeing.waiting", key=key, at=at, matter="cottage")
    return len(late)
