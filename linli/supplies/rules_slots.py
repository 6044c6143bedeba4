"""When whom comes down, so that no crowd forms: building after building, never more than a slot's places."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.registry.rooms import simplify


@dataclass(frozen=True)
class Stop:
    """Somebody's parcel and where they live."""

    key: Hashable
    compound: str
    building: str
    unit: str
    floor: int
    room: str

    @property
    def place(self) -> tuple[object, ...]:
        """Sorts as one walks: building, stair, floor, room; 2 before 10."""
        names = (self.compound, *(natural(part) for part in (self.building, self.unit)))
        return (*names, self.floor, natural(self.room))


def natural(number: str) -> tuple[int, str]:
    plain = simplify(number)
    return len(plain), plain


def walk(stops: Iterable[Stop]) -> list[Stop]:
    return sorted(stops, key=lambda stop: stop.place)


def slots(stops: Iterable[Stop], start: datetime, minutes: int, places: int) -> dict[Hashable, datetime]:
    """The beginning of each parcel's slot: at most ``places`` parcels begin together, neighbours come together."""
    if minutes < 1 or places < 1:
        raise ValueError(minutes)
    ordered = walk(stops)
    step = timedelta(minutes=minutes)
    return {stop.key: start + step * (index // places) for index, stop in enumerate(ordered)}


def ends(number: int, start: datetime, minutes: int, places: int) -> datetime:
    """When the last slot for ``number`` parcels is over."""
    return start + timedelta(minutes=minutes) * max(1, -(-number // places))


def fullest(times: Sequence[datetime]) -> int:
    """How many come in the fullest slot."""
    return max((times.count(one) for one in set(times)), default=0)
