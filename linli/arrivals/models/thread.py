"""What every part of a thread needs: its people, its home, its rules, one change at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import User
from linli.arrivals import rules
from linli.arrivals.models.steps import Step
from linli.arrivals.policy import ArrivalRules, arrival_rules
from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.gates.models import Gate
from linli.journal.verbs import record
from linli.registry.models import Grid, Household


class ThreadRecord(TenantRecord):
    """The columns of ``Arrival``, and what its verbs share."""

    class Status(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        CONTACTED = "contacted", _("contacted")
        VERIFIED = "verified", _("papers seen")
        PLANNED = "planned", _("meeting agreed")
        MET = "met", _("met")
        HOME = "home", _("at home")
        OBSERVED = "observed", _("at home, being observed")
        RELEASED = "released", _("closed: welcome home")
        NOT_COMING = "not_coming", _("not coming")
        HANDED_ON = "handed_on", _("handed to another community")
        JOINED = "joined", _("joined with another")
        ENDED = "ended", _("closed")

    class Source(models.TextChoices):
        SELF = "self", _("by themselves")
        RELATIVE = "relative", _("by a relative")
        SENTENCE = "sentence", _("in a sentence")
        DESK = "desk", _("at the desk or by telephone")
        LIST = "list", _("on a list from above")

    class Transport(models.TextChoices):
        TRAIN = "train", _("train")
        PLANE = "plane", _("plane")
        COACH = "coach", _("coach")
        CAR = "car", _("car")
        OTHER = "other", _("otherwise")

    COMING = ("announced", "contacted", "verified", "planned")
    MOVES = {
        "contact": ("announced", "contacted"),
        "verify": (("announced", "contacted"), "verified"),
        "plan": (COMING, "planned"),
        "meet": (COMING, "met"),
        "bring_in": ((*COMING, "met"), "home"),
        "observe": ("home", "observed"),
        "release": (("home", "observed"), "released"),
        "not_coming": (COMING, "not_coming"),
        "hand_on": (COMING, "handed_on"),
        "join": (COMING, "joined"),
        "end": ((*COMING, "met", "home", "observed"), "ended"),
    }

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+", null=True)
    room = EncryptedText(help_text="as somebody said it, while the home is not known")
    grid = models.ForeignKey(Grid, on_delete=models.SET_NULL, related_name="+", null=True)
    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ANNOUNCED)
    source = models.CharField(max_length=8, choices=Source.choices)
    told_by = EncryptedText(help_text="who said so, when it was somebody else, and their number")
    expected_at = models.DateTimeField(null=True)
    origin = EncryptedText()
    transport = models.CharField(max_length=5, choices=Transport.choices, blank=True)
    vehicle = EncryptedText(help_text="the number of the train, the plate of the car")
    meet_at = models.DateTimeField(null=True)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="+", null=True)
    place = EncryptedText(help_text="where they are met, if not at a gate")
    since = models.DateTimeField(help_text="since when it stands as it does")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="calls in a row that nobody answered")
    tried_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True, help_text="when the household was told that they are home")
    crossing = models.UUIDField(null=True, help_text="with which the gate let them in; its record has the temperature")
    until = models.DateTimeField(null=True, help_text="the last second of the observation")
    checks = models.PositiveSmallIntegerField(default=0, help_text="calls that were answered while observed")
    reached_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True, help_text="when time alone may change what is next")
    over_at = models.DateTimeField(null=True)
    joined_to = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="+", null=True)
    handed_to = EncryptedText(help_text="the community that they belong to")
    link_hash = models.CharField(max_length=64, blank=True, db_index=True, help_text="of the travellers' own link")

    if TYPE_CHECKING:
        travellers: Any

    class Meta:
        abstract = True

    @property
    def open(self) -> bool:
        return self.status not in rules.OVER

    @property
    def coming(self) -> bool:
        return self.status in rules.COMING

    @property
    def present(self) -> list[Any]:
        """The travellers who are still on the thread, the eldest first."""
        if "travellers" in getattr(self, "_prefetched_objects_cache", {}):  # a list of many threads
            rows = [one for one in self.travellers.all() if one.left_at is None]
        else:
            rows = self.travellers.filter(left_at=None).select_related("resident", "order", "guardian", "guardian_home")
        return sorted(rows, key=lambda one: (one.birth_year or 9999, one.pk))

    @property
    def home(self) -> str:
        """The room as people say it; "" while nobody knows."""
        return self.household.flat.key if self.household else str(self.room)

    def policy_at(self, at: datetime) -> ArrivalRules:
        return arrival_rules(self.community_id, at)

    def thread(self, at: datetime, held: ArrivalRules | None = None) -> rules.Thread:
        """What the rules see of it; ``held``: those in force at ``at``, where they are known already."""
        people = self.present
        everyone, year = (held or self.policy_at(at)).call_everyone, self.community.today(at).year
        return rules.Thread(
            status=self.status,
            since=_epoch(self.since) or 0,
            expected=_epoch(self.expected_at),
            meet_at=_epoch(self.meet_at),
            attempts=self.attempts,
            tried=_epoch(self.tried_at),
            told=self.told_at is not None,
            observed=_observed([one.order for one in people if one.order_id]),
            until=_epoch(self.until),
            rung=everyone or any(one.rung for one in people if one.by_call or not rules.is_child(one.birth_year, year)),
            reached=_epoch(self.reached_at),
            offset=self.community.offset(at),
        )

    def next(self, at: datetime, held: ArrivalRules | None = None) -> rules.Next | None:
        held = held or self.policy_at(at)
        return rules.next_step(self.thread(at, held), held.terms, int(at.timestamp()))

    def group(self) -> rules.Group:
        """Who they are, for telling two announcements of the same people."""
        home = str(self.household_id) if self.household_id else str(self.room)
        return rules.Group(home, [one.person for one in self.present])

    def _locked(self) -> None:
        """One change of a thread at a time; the row as it now is."""
        type(self)._base_manager.select_for_update().get(pk=self.pk, community_id=self.community_id)
        self.refresh_from_db()

    def _go(self, verb: str, at: datetime, **changes: Any) -> None:
        """Move on; what was tried before does not count for the next step. Refused where it does not stand there."""
        before, _after = self.MOVES[verb]
        if self.status not in ((before,) if isinstance(before, str) else before):
            raise Refused("arrivals.moved_on" if self.open else "arrivals.over")
        self.move(verb, since=at, attempts=0, tried_at=None, **changes)

    def _done(self, what: str, event: str, *, by: Any, at: datetime, note: str = "", **codes: Any) -> None:
        """Write the step and the journal's line."""
        Step.write(self, what, by=by, at=at, note=note)
        record(event, self, by=by, at=at, **codes)


def _observed(orders: Sequence[Any]) -> str:
    """Of the restrictions of a family: bound while one binds, proposed while one waits, over when all have ended."""
    standing = {order.status for order in orders}
    if "in_force" in standing:
        return "bound"
    if "proposed" in standing:
        return "proposed"
    return "over" if standing else "none"


def _epoch(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())
