"""The roster as gates hold it: room, masked name, rights; no phone, no number."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from linli.gates.facts import until
from linli.gates.known import epoch
from linli.gates.models import Holder, Pass, Permit
from linli.gates.models.holders import holder_of
from linli.orders.standing import orders_of
from linli.registry.models import Resident


def residents_of(community: Any, at: datetime, only: set[str] | None = None) -> list[dict[str, Any]]:
    """Everybody who lives here, or of ``only`` these, with those that left as gone."""
    rows = Resident.objects.select_related("household__flat__unit__building__grid")
    rows = rows.filter(left_at=None) if only is None else rows.filter(pk__in=_uuids(only))
    permits: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    open_ones = Permit.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), revocation=None).order_by("starts_at", "pk")
    for permit in open_ones if only is None else open_ones.filter(resident__in=_uuids(only)):
        permits[permit.resident_id].append(_permit(permit))
    orders = orders_of(community, at, None if only is None else _uuids(only))
    found = [_resident(row, permits[row.pk], orders.get(row.pk, [])) for row in rows if row.living]
    if only is not None:
        held = {row["id"] for row in found}
        found += [{"id": key, "gone": True} for key in only if key not in held]
    return found


def passes_of(community: Any, at: datetime, only: set[str] | None = None) -> list[dict[str, Any]]:
    """Every pass that is neither void nor expired, or of ``only`` these, the others as gone."""
    rows = Pass.objects.filter(Pass.open_at(at)).select_related("holder", "household__flat")
    if only is not None:
        rows = rows.filter(pk__in=_uuids(only))
    found = [_pass(row) for row in rows]
    if only is not None:
        held = {row["id"] for row in found}
        gone = (Pass(pk=key).public_id for key in _uuids(only))
        found += [{"id": key, "gone": True} for key in gone if key not in held]
    return found


def _resident(row: Resident, permits: list[dict[str, Any]], orders: list[tuple[str, int]]) -> dict[str, Any]:
    flat = row.household.flat
    building = flat.unit.building
    return {
        "id": str(row.pk),
        "household": str(row.household_id),
        "room": flat.key,
        "name": row.masked,
        "surname": row.surname,
        "initials": row.initials,
        "building": building.number,
        "grid": building.grid.number if building.grid else "",
        "here": row.here,
        "confirmed": row.confirmed,
        "orders": [{"kind": kind, "until": end} for kind, end in orders],
        "permits": permits,
    }


def _permit(permit: Permit) -> dict[str, Any]:
    return {
        "id": str(permit.pk),
        "kind": permit.kind,
        "from": epoch(permit.starts_at),
        "until": until(permit),
        "once": permit.once,
        "minutes": permit.minutes,
    }


def _pass(row: Pass) -> dict[str, Any]:
    told = {
        "id": row.public_id,
        "code": row.code,
        "kind": row.kind,
        "resident": str(row.resident_id or ""),
        "household": str(row.household_id or ""),
        "expires": epoch(row.expires_at),
        "once": row.once,
    }
    holder = holder_of(row)
    return told | (_holder(row, holder) if holder else {})


def _holder(row: Pass, holder: Holder) -> dict[str, Any]:
    """What a guard compares without a network: a masked name, who sends them, the room they serve."""
    told: dict[str, Any] = {
        "holder": holder.masked,
        "organisation": holder.organisation,
        "room": row.household.flat.key if row.household else "",
        "people": holder.people,
        "starts": epoch(holder.starts_at),
    }
    if holder.opens is not None and holder.closes is not None:
        told["hours"] = [holder.opens, holder.closes]
    return told


def _uuids(keys: Iterable[str]) -> set[uuid.UUID]:
    return {uuid.UUID(key) for key in keys}
