"""The flat that somebody means, however they write it: 3-2-502, 3栋2单元502, 3-502."""

from typing import Any

from linli.registry.models import Flat
from linli.registry.rooms import parse


def flats_called(text: str) -> Any:
    """Flats that ``text`` may mean, in the scope of the moment; none if it is no room."""
    room = parse(text)
    if room is None:
        return Flat.objects.none()
    rows = Flat.objects.filter(unit__building__number=room.building, number=room.room)
    return rows.filter(unit__number=room.unit) if room.unit else rows
