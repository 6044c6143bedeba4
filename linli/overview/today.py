"""What waits for the person who signed in: their matters, a rule to confirm, their duty, a community's first steps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import Duty
from linli.accounts.permissions import may
from linli.followups.kinds import SETTLED
from linli.followups.lines import Line, lines, note_listed
from linli.followups.models import FollowUp, Handover
from linli.followups.models.matters import UNDO
from linli.followups.version import OPEN, version
from linli.gates.models import Device
from linli.outings.late import to_ring_count
from linli.registry.models import Grid, Resident
from linli.situation.models import Publication

MOST = 300


@dataclass(frozen=True)
class FirstStep:
    """One thing that a new community has not done yet."""

    words: Any
    why: Any
    address: str


@dataclass(frozen=True)
class Mine:
    """A person's own list: its lines, how many more there are, what was closed a moment ago, hand-overs under way."""

    lines: list[Line]
    more: int
    version: str
    undoable: Any
    incoming: list[Handover]
    waiting: Handover | None


def mine(request: Any, at: datetime) -> Mine:
    """What this person must still do, by urgency, then by time."""
    user = request.user
    rows = FollowUp.objects.filter(owner=user, status__in=OPEN).order_by("urgency", "due_at", "pk")
    shown = lines(rows[:MOST], request.roles, at)
    note_listed(request, shown)
    offered = Handover.objects.filter(status=Handover.Status.OFFERED)
    closed = FollowUp.objects.filter(closed_by=user, closed_at__gt=at - UNDO, status="done").exclude(kind__in=SETTLED)
    return Mine(
        lines=shown,
        more=rows.count() - MOST if len(shown) == MOST else 0,
        version=version(user, at),
        undoable=closed.order_by("-closed_at").first(),
        incoming=list(offered.filter(to_user=user).select_related("from_user").order_by("at")),
        waiting=offered.filter(from_user=user).select_related("to_user").first(),
    )


def to_confirm(request: Any) -> list[Publication]:
    """Rules that wait for a second person, if this one may be it."""
    if not may(request.roles, "situation.confirm"):
        return []
    waiting = Publication.objects.filter(status=Publication.Status.PROPOSED).select_related("version")
    return list(waiting.exclude(proposed_by=request.user))


def duties(request: Any, at: datetime) -> list[Duty]:
    """This person's duties of the next 24 hours, the present one too."""
    mine = Duty.objects.filter(user=request.user, ends_at__gt=at, starts_at__lt=at + timedelta(hours=24))
    return list(mine.order_by("starts_at"))


def first_steps(request: Any) -> list[FirstStep]:
    """What an office still has to do before its gate can work well; empty once it is running."""
    roles = request.roles
    missing = [
        (
            "registry.import",
            Resident.objects.exists,
            "registry:imports",
            _("Import a roster"),
            _("Whatever file you have. The gate works without one, but knows nobody."),
        ),
        (
            "registry.places",
            Grid.objects.exists,
            "registry:places",
            _("Draw the grids"),
            _("A grid worker looks after the people of a grid's buildings, and is asked about them first."),
        ),
        (
            "situation.publish",
            Publication.objects.exists,
            "situation:policy",
            _("Put rules in force"),
            _("Until then everybody comes and goes freely."),
        ),
        (
            "gates.devices",
            Device.objects.exists,
            "gates:devices",
            _("Enrol a phone for a gate"),
            _("The guard scans a QR code once."),
        ),
    ]
    return [
        FirstStep(words, why, address)
        for permission, done, name, words, why in missing
        if may(roles, permission) and not done() and (address := _address(name))
    ]


# What waits without being anybody's matter yet, as numbers with a way there: permission, address, words, how many.
WAITING: list[tuple[str, str, Any, Callable[[Any, datetime], int]]] = [
    ("outings.decide", "outings:overdue", _("Time nearly up, without a phone: ring"), to_ring_count),
]


@dataclass(frozen=True)
class Waiting:
    """``count`` things of one kind that somebody must decide."""

    words: Any
    count: int
    address: str


def waiting(request: Any, at: datetime) -> list[Waiting]:
    """Of each kind that this person may decide, how many wait; kinds of which none waits are left out."""
    rows = [row for row in WAITING if may(request.roles, row[0])]
    counted = [Waiting(words, count(request, at), _address(name)) for _permission, name, words, count in rows]
    return [one for one in counted if one.count]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
