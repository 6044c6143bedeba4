"""From the heap to the homes: who comes down when, and whose parcel is brought to the door."""

from datetime import datetime
from typing import Any

from linli.care.needs import needs_of
from linli.supplies.models import Basket, Item, Round
from linli.supplies.rules_slots import Stop, slots
from linli.supplies.telling import tell

# whoever has one of these needs is not asked to come down
STAYS = {"alone_old", "disabled", "pregnant", "dialysis", "infant", "child_alone", "observed"}


def parcels(of: Round) -> Any:
    """Baskets that something is handed out for, with their rooms."""
    got = Item.objects.filter(basket__of=of).exclude(got=None)
    some = got.filter(got__gt=0).values("basket") | got.filter(instead__gt=0).values("basket")
    rows = Basket.objects.filter(pk__in=some, status="ordered")
    return rows.select_related("household__flat__unit__building__compound", "handout")


def stop_of(basket: Basket) -> Stop:
    flat = basket.household.flat
    unit = flat.unit
    building = unit.building
    return Stop(basket.pk, building.compound.name, building.number, unit.number, flat.floor, flat.number)


def give_times(of: Round, *, by: Any, at: datetime) -> tuple[int, int]:
    """Slots for those who come, errands for those who do not. (slots, doors)."""
    rows = list(parcels(of))
    needs = needs_of([row.household_id for row in rows], at)
    for row in rows:
        row.door = row.door or bool(STAYS & needs.get(row.household_id, set()))
    come = [row for row in rows if not row.door]
    times = slots([stop_of(row) for row in come], of.pickup_from, of.slot_minutes, of.slot_places)
    for row in rows:
        row.slot_at = times.get(row.pk)
    Basket.objects.bulk_update(rows, ["slot_at", "door"], batch_size=200)
    tell(come, "supplies.slot", at)
    tell([row for row in rows if row.door], "supplies.door", at)
    return len(set(times.values())), len(rows) - len(come)
