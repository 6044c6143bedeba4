"""The volunteers' work in numbers: how much of it, on which day, for what. Nobody's name."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from linli.core.clock import midnight_in
from linli.registry.models import Community
from linli.volunteers import rules_days
from linli.volunteers.models import Hours


class Work(NamedTuple):
    """``purpose``: a code of ``choices.Purpose``; ``for_need``: for people in need, else for everybody."""

    purpose: str
    for_need: bool


def hours_by_day_and_purpose(community: Any, first: date, last: date) -> dict[date, dict[Work, int]]:
    """Minutes of confirmed work from ``first`` to ``last`` (both included), each day of them there, even without work.

    ``community``: a row or its id. Work across midnight counts on each of the two days what lies in it.
    """
    if not isinstance(community, Community):
        community = Community._base_manager.get(pk=community)
    zone = community.zone
    begin, end = midnight_in(zone, first), midnight_in(zone, last + timedelta(days=1))
    rows = Hours._base_manager.filter(
        community_id=community.pk, status="confirmed", starts_at__lt=end, ends_at__gt=begin
    )
    found: dict[date, dict[Work, int]] = {
        first + timedelta(days=number): defaultdict(int) for number in range((last - first).days + 1)
    }
    for one in rows:
        for day, minutes in rules_days.by_day(one.span, zone):
            if day in found:
                found[day][Work(one.purpose, one.for_need)] += minutes
    return {day: dict(work) for day, work in found.items()}
