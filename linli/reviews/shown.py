"""Reviews as pages show them: what it was about, where it stands, how long there still is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.reviews.corrections import consequence
from linli.reviews.decisions import Decision
from linli.reviews.models import Review
from linli.reviews.rules import DISTRICT, SECRETARY

SOON = timedelta(hours=4)


@dataclass(frozen=True)
class Shown:
    """One review. ``pill``: now (late), soon (amber, under four hours, or open), done."""

    review: Review
    decision: Decision | None
    state: str
    pill: str
    done: str
    gone: str

    @property
    def what(self) -> str:
        return self.decision.what if self.decision else self.gone


def show(review: Review, at: datetime) -> Shown:
    decision = review.decision(at)
    state, pill = _state(review, at)
    return Shown(review, decision, state, pill, consequence(review.consequence), _gone(review))


def _state(review: Review, at: datetime) -> tuple[str, str]:
    if review.status == Review.Status.WITHDRAWN:
        return _("withdrawn"), ""
    if review.status == Review.Status.ANSWERED:
        return str(review.get_outcome_display()), "done"
    left = review.due_at - at
    if left <= timedelta():
        return late(review), "now"
    return time_left(left), "soon"


def late(review: Review) -> str:
    if review.level >= DISTRICT:
        return _("late; the district has it now")
    return _("late; the secretary has it now") if review.level == SECRETARY else _("late")


def time_left(left: timedelta) -> str:
    """Rounded down: nobody is promised a minute more than there is."""
    minutes = int(left.total_seconds() // 60)
    hours = minutes // 60
    if hours:
        return ngettext("%(n)s hour left", "%(n)s hours left", hours) % {"n": hours}
    return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes}


def _gone(review: Review) -> str:
    if review.source == "crossing":
        return _("A crossing that has become a number since")
    return _("A decision that is open again")


def soon(review: Review, at: datetime) -> bool:
    """Amber: less than four hours are left."""
    return review.due_at - at < SOON


def rows(found: Any, at: datetime) -> list[Shown]:
    return [show(one, at) for one in found]
