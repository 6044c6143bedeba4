"""Whom to ring about a thread, for the lists of matters: those who return, never somebody else of the home."""

from collections.abc import Iterable
from typing import Any

from linli.arrivals.models import Traveller
from linli.followups.models import FollowUp


def to_ring(matters: Iterable[FollowUp]) -> dict[Any, tuple[str, Any]]:
    """Id of a matter -> (their masked names, the eldest with a phone or None)."""
    about = (one for one in matters if one.kind == FollowUp.Kind.ARRIVAL and one.codes.get("arrival"))
    threads = {one.codes["arrival"]: one.pk for one in about}
    if not threads:  # as in most lists
        return {}
    found: dict[Any, list[Traveller]] = {key: [] for key in threads.values()}
    rows = Traveller.objects.filter(arrival__in=threads, left_at=None).order_by("birth_year", "pk")
    for one in rows:
        found[threads[str(one.arrival_id)]].append(one)
    return {
        key: ("、".join(one.masked for one in people), next((one for one in people if one.phone), None))
        for key, people in found.items()
    }
