"""The counselling room: its hours and places, and bookings that name nobody."""

import hashlib
import re
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models.places import tidy, unique_or
from linli.wellbeing import rules

AHEAD = timedelta(days=14)
MOST_BOOKINGS = 30  # of one community in ten minutes; whoever is over it tries again
SPAN = timedelta(minutes=10)


class Room(TenantRecord):
    """A room where people talk with a counsellor (谈心室)."""

    APART = True

    name = models.CharField(max_length=60)
    place = models.CharField(max_length=120, help_text="how to find it")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="counselling_room_name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @verb
    def enter(cls, community: Any, *, name: str, place: str, by: Any, at: datetime) -> "Room":
        """Enter a room. Refused: wellbeing.room_exists, registry.name_missing."""
        made = cls(community=community, name=tidy(name), place=tidy(place))
        with unique_or("wellbeing.room_exists", name=made.name):
            made.save()
        record("cottage.room_entered", made, by=by, at=at)
        return made

    @verb
    def change(self, *, place: str, by: Any, at: datetime) -> None:
        """Say anew how to find it."""
        self.place = tidy(place)
        self.save(update_fields=["place"])
        record("cottage.room_changed", self, by=by, at=at)

    @verb
    def close(self, *, by: Any, at: datetime) -> None:
        """Nobody can book it any more; what is booked stays. Refused: core.moved_meanwhile."""
        rows = Room._base_manager.filter(pk=self.pk, community=self.community_id, closed_at=None)
        if rows.update(closed_at=at) != 1:
            raise Refused("core.moved_meanwhile")
        self.closed_at = at
        record("cottage.room_closed", self, by=by, at=at)


class RoomHours(TenantRecord):
    """When a room is open (谈心室时段): a weekday, from, to, how long a talk lasts, how many at a time."""

    APART = True

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.TimeField()
    closes = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "room", "weekday", "opens"], name="room_hours")]
        ordering = ["weekday", "opens"]

    @classmethod
    @verb
    def enter(
        cls, room: Room, *, weekday: int, opens: time, closes: time, minutes: int, places: int, by: Any, at: datetime
    ) -> "RoomHours":
        """Open the room at these hours. Refused: wellbeing.hours_unclear, wellbeing.hours_overlap."""
        short = rules.minutes_of(closes) - rules.minutes_of(opens) < minutes
        if short or not 10 <= minutes <= 240 or not 1 <= places <= 20 or not 0 <= weekday <= 6:
            raise Refused("wellbeing.hours_unclear")
        beside = cls._base_manager.filter(community=room.community_id, room=room, weekday=weekday)
        if beside.filter(opens__lt=closes, closes__gt=opens).exists():
            raise Refused("wellbeing.hours_overlap")
        made = cls(community=room.community, room=room, weekday=weekday, opens=opens, closes=closes, minutes=minutes,
                   places=places)  # fmt: skip
        with unique_or("wellbeing.hours_overlap"):
            made.save()
        record("cottage.hours_entered", made, by=by, at=at, room=str(room.pk))
        return made

    @verb
    def withdraw(self, *, by: Any, at: datetime) -> None:
        """Take these hours back; what is booked stays."""
        record("cottage.hours_withdrawn", self, by=by, at=at, room=str(self.room_id))
        RoomHours._base_manager.filter(pk=self.pk, community=self.community_id).delete()


class Booking(TenantRecord):
    """One taken place in a room (预约): no link to a record or a person, who comes is sealed elsewhere."""

    APART = True

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="bookings")
    starts_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField(help_text="1 to the places of that hour")
    cancel_hash = models.CharField(max_length=64, help_text="SHA-256 of what the device keeps to cancel it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "room", "starts_at", "place"], name="booking_place"),
        ]

    @classmethod
    @verb
    def book(cls, community: Any, room: Any, *, starts_at: datetime, cancel_hash: str, at: datetime) -> "Booking":
        """Take one place, whoever it is for; sent twice it is one. ``room`` is its id.

        Refused: wellbeing.slot_unknown, wellbeing.slot_taken, wellbeing.too_many_at_once.
        """
        if not re.fullmatch("[0-9a-f]{64}", cancel_hash):
            raise Refused("wellbeing.slot_unknown")
        held = cls._base_manager.filter(community=community, room=room, starts_at=starts_at)
        known = held.filter(cancel_hash=cancel_hash).first()
        if known:
            return known
        slot = next(
            (one for one in slots(community, at) if one["room"] == room and one["starts_at"] == starts_at), None
        )
        if slot is None:
            raise Refused("wellbeing.slot_unknown")
        lately = cls._base_manager.filter(community=community, created_at__gt=at - SPAN, created_at__lte=at)
        if lately.count() >= MOST_BOOKINGS:
            raise Refused("wellbeing.too_many_at_once")
        taken = set(held.values_list("place", flat=True))
        for place in (number for number in range(1, slot["places"] + 1) if number not in taken):
            made = cls(community=community, room_id=room, starts_at=starts_at, place=place, cancel_hash=cancel_hash)
            made.created_at = at
            try:
                with transaction.atomic():
                    made.save(force_insert=True)
            except IntegrityError:  # somebody took this place at the same moment
                continue
            record("cottage.booked", made, by=None, at=at, room=str(room))
            return made
        raise Refused("wellbeing.slot_taken")

    @verb
    def cancel(self, *, secret: str = "", by: Any = None, at: datetime) -> None:
        """Free the place: by the device that keeps the secret, or by a counsellor. Refused: wellbeing.slot_unknown."""
        if by is None and hashlib.sha256(secret.encode()).hexdigest() != self.cancel_hash:
            raise Refused("wellbeing.slot_unknown")
        record("cottage.booking_cancelled", self, by=by, at=at, room=str(self.room_id))
        Booking._base_manager.filter(pk=self.pk, community=self.community_id).delete()


def slots(community: Any, at: datetime) -> list[dict[str, Any]]:
    """What can be booked from ``at`` on for two weeks: room, name, place, starts_at, minutes, places, free."""
    zone = ZoneInfo(community.zone)
    hours = RoomHours._base_manager.filter(community=community, room__closed_at=None).select_related("room")
    booked = Booking._base_manager.filter(community=community, starts_at__gt=at, starts_at__lte=at + AHEAD)
    taken: dict[tuple[Any, datetime], int] = {}
    for room, starts_at in booked.values_list("room", "starts_at"):
        taken[room, starts_at] = taken.get((room, starts_at), 0) + 1
    found = []
    for one in hours:
        week = (one.weekday, rules.minutes_of(one.opens), rules.minutes_of(one.closes), one.minutes)
        for starts_at in rules.starts(*week, zone=zone, after=at, until=at + AHEAD):
            free = one.places - taken.get((one.room_id, starts_at), 0)
            found.append(
                {"room": one.room_id, "name": one.room.name, "place": one.room.place, "starts_at": starts_at,
                 "minutes": one.minutes, "places": one.places, "free": max(0, free)}
            )  # fmt: skip
    return sorted(found, key=lambda one: (one["starts_at"], one["name"]))
