"""From the heap to the homes: who comes down when, and whose parcel is brought to the door."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from linli.care.needs import needs_of
from linli.core.refusals import Refused
from linli.errands.choices import Kind, Source
from linli.errands.models import Errand
from linli.supplies.models import Basket, Handout, Item, Round
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


BY_DOOR = timedelta(hours=4)  # after handing out has begun: as long as vegetables wait


def _errand(of: Round, row: Basket, by: Any, at: datetime) -> Errand:
    """Somebody carries the parcel up; what is in it, its label says."""
    return Errand.ask(
        of.community,
        household=row.household,
        kind=Kind.DELIVERY,
        what=f"{of.title} {row.number} ({row.code})",
        due_at=max(of.pickup_until, of.pickup_from + BY_DOOR),
        source=Source.ROUND,
        by=by,
        at=at,
    )


def reached_door(happening: Any) -> None:
    """An errand was done: if it carried a parcel, that parcel is handed out. A second tick is none."""
    row = Basket.objects.filter(errand=happening.subject).select_related("of").first()
    if (
        row is not None
        and row.of.status == Round.Status.HANDING_OUT
        and not Handout.objects.filter(basket=row).exists()
    ):
        Handout.tick(row, Handout.Way.DOOR, by=happening.by, at=happening.at)


def fetched_after_all(happening: Any) -> None:
    """A parcel was handed out: nobody need carry it up any more, unless somebody has it on the way already."""
    row = happening.subject
    if row.errand is not None and happening.codes.get("way") != Handout.Way.DOOR:
        with suppress(Refused):
            row.errand.cancel(by=happening.by, at=happening.at)


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
        row.errand = _errand(of, row, by, at) if row.door else None
    Basket.objects.bulk_update(rows, ["slot_at", "door", "errand"], batch_size=200)
    tell(come, "supplies.slot", at)
    tell([row for row in rows if row.door], "supplies.door", at)
    return len(set(times.values())), len(rows) - len(come)
