"""The Sunshine Cottage's tables. Everything that a person said is sealed before it comes here."""

from linli.wellbeing.models.breakings import Breaking
from linli.wellbeing.models.counts import Count
from linli.wellbeing.models.entries import Entry
from linli.wellbeing.models.helps import HelpWaiting
from linli.wellbeing.models.imported import ImportedScale
from linli.wellbeing.models.keys import CounsellorKey, GroupKey, Wrap
from linli.wellbeing.models.records import Record, Sealed
from linli.wellbeing.models.replies import Reply
from linli.wellbeing.models.rooms import Booking, Room, RoomHours

__all__ = [
    "Booking",
    "Breaking",
    "CounsellorKey",
    "Count",
    "Entry",
    "GroupKey",
    "HelpWaiting",
    "ImportedScale",
    "Record",
    "Reply",
    "Room",
    "RoomHours",
    "Sealed",
    "Wrap",
]
