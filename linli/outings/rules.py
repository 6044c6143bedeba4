"""May this outing be asked for, may it be approved? Pure: times are epoch seconds, nothing is looked up.

The definitions are in ``docs/adr/0020-outings.md``: an outing counts for its household on the community's day on
which its window begins; the first rule that objects is the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from linli.outings.policy import OutingRules

DAY = 86_400
FREE, BY_ITSELF, ASK, NO = "free", "by_itself", "ask", "no"


@dataclass(frozen=True)
class Ask:
    """Somebody wants to leave between ``start`` and ``end`` for ``minutes`` (0: no clock)."""

    purpose: str
    start: int
    end: int
    minutes: int


@dataclass(frozen=True)
class Around:
    """What is known beside it. ``offset``: seconds east of UTC; ``used``: how many outings of the household count on
    the day of ``start``; ``own``: windows (start, end) of the person's other standing requests; ``orders``: (kind,
    end) of the restrictions that bind the person at ``start``.
    """

    now: int
    offset: int
    used: int = 0
    own: tuple[tuple[int, int], ...] = ()
    orders: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Verdict:
    """``outcome``: free (nobody has to ask), by_itself, ask (a person decides), no. ``known`` fills the words."""

    outcome: str
    code: str
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def possible(self) -> bool:
        return self.outcome != NO

    @property
    def keepable(self) -> bool:
        """Refused, and yet something that a person can look at."""
        return self.code not in ("outings.window_wrong", "outings.in_the_past", "outings.overlaps")


def day_of(at: int, offset: int) -> int:
    """The number of the community's day."""
    return (at + offset) // DAY


def judge(rules: OutingRules, ask: Ask, around: Around, *, deciding: bool = False) -> Verdict:
    """``deciding``: it was asked for in time already; how long before no longer matters."""
    if not ask.start < ask.end <= ask.start + DAY or ask.minutes < 0:
        return Verdict(NO, "outings.window_wrong")
    if ask.end <= around.now:
        return Verdict(NO, "outings.in_the_past")
    return _unasked(rules, ask) or _refused(rules, ask, around, deciding) or _granted(rules, ask)


def _unasked(rules: OutingRules, ask: Ask) -> Verdict | None:
    """Where nobody has to ask: then the answer is to just go."""
    if not rules.needed:
        return Verdict(FREE, "outings.nobody_asks")
    if rules.lapses_at and ask.start >= rules.lapses_at:
        return Verdict(FREE, "outings.rules_end", {"at": rules.lapses_at})
    if ask.purpose in rules.let_through:
        return Verdict(FREE, "outings.just_go")
    return None


def _refused(rules: OutingRules, ask: Ask, around: Around, deciding: bool) -> Verdict | None:
    if not rules.open:
        return Verdict(NO, "outings.not_open", {"purposes": rules.let_through, "at": rules.lapses_at})
    if ask.purpose not in rules.purposes:
        return Verdict(NO, "outings.other_purpose", {"purposes": rules.asked_for})
    bound = [end for kind, end in around.orders if kind in rules.orders]
    if bound and ask.purpose not in rules.spared:
        return Verdict(NO, "outings.under_order", {"at": max(bound), "purposes": rules.spared})
    if not deciding and (late := _timing(rules, ask, around)):
        return late
    if rules.longest_minutes and not 0 < ask.minutes <= rules.longest_minutes:
        return Verdict(NO, "outings.too_long", {"minutes": rules.longest_minutes})
    if not within(rules.slots, ask.start + around.offset, ask.end + around.offset):
        return Verdict(NO, "outings.outside_hours", {"slots": rules.slots})
    if any(start < ask.end and ask.start < end for start, end in around.own):
        return Verdict(NO, "outings.overlaps")
    if 0 < rules.per_household_per_day <= around.used:
        return Verdict(NO, "outings.household_used", {"number": rules.per_household_per_day})
    return None


def _timing(rules: OutingRules, ask: Ask, around: Around) -> Verdict | None:
    if day_of(ask.start, around.offset) - day_of(around.now, around.offset) > rules.ahead_days:
        return Verdict(NO, "outings.too_far_ahead", {"days": rules.ahead_days})
    earliest = around.now + rules.notice_minutes * 60
    if rules.notice_minutes and ask.start < earliest:
        return Verdict(NO, "outings.too_short_notice", {"minutes": rules.notice_minutes, "at": earliest})
    return None


def _granted(rules: OutingRules, ask: Ask) -> Verdict:
    if ask.purpose in rules.approved_by_itself:
        return Verdict(BY_ITSELF, "outings.by_itself")
    return Verdict(ASK, "outings.a_person_decides")


def within(slots: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether [start, end] (local seconds) lies in the hours; slots that touch are one, to < from crosses midnight."""
    first = start // DAY - 1
    spans = []
    for day in range(first, end // DAY + 1):
        for begins, ends in slots:
            ends += 1440 if ends < begins else 0
            spans.append((day * DAY + begins * 60, day * DAY + ends * 60))
    covered = start
    for begins, ends in sorted(spans):
        if begins <= covered < ends:
            covered = ends
    return covered >= end
