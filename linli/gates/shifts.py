"""A shift begins with a PIN: five wrong ones in a row on a device close its keypad for five minutes.

The device is closed, not the guards: a stranger with one phone must not lock out every gate.
"""

from datetime import datetime, timedelta

from django.db.models import F

from linli.core.refusals import Refused
from linli.gates import staff
from linli.gates.models import Device, Gate, Pin, Shift
from linli.journal.verbs import record, verb

TRIES = 5
PAUSE = timedelta(minutes=5)


def begin(device: Device, pin: str, gate: str, guard: str | None, *, at: datetime) -> Shift:
    """Start a shift of whoever has ``pin`` (of ``guard``, if named). Refused: gates.gate_unknown,
    pin_wrong, pin_locked, pin_shared.

    Wrong tries are counted before the refusal, in a transaction of their own.
    """
    place = Gate.objects.filter(pk=gate, closed_at=None).first()
    if place is None:
        raise Refused("gates.gate_unknown")
    if device.pins_shut_until and device.pins_shut_until > at:
        raise Refused("gates.pin_locked")
    allowed = {one["id"] for one in staff.guards(device.community, at)}
    pins = Pin.objects.filter(user__in=allowed & {guard} if guard else allowed).select_related("user").order_by("pk")
    fitting = [one for one in pins if one.fits(pin)]
    if not fitting:
        _count_wrong(device, at)
        raise Refused("gates.pin_wrong")
    if len(fitting) > 1:
        raise Refused("gates.pin_shared")
    return _start(device, fitting[0], place, at)


@verb
def _start(device: Device, pin: Pin, gate: Gate, at: datetime) -> Shift:
    Device.objects.filter(pk=device.pk).update(wrong_pins=0, pins_shut_until=None)
    Shift.objects.filter(Shift.current(), device=device).update(ended_at=at)
    shift = Shift(community=device.community, device=device, guard=pin.user, gate=gate, started_at=at)
    shift.save()
    record("shift.begun", shift, by=device, at=at, guard=str(pin.user_id), gate=str(gate.pk))
    return shift


def _count_wrong(device: Device, at: datetime) -> None:
    rows = Device.objects.filter(pk=device.pk)
    rows.update(wrong_pins=F("wrong_pins") + 1)
    rows.filter(wrong_pins__gte=TRIES).update(wrong_pins=0, pins_shut_until=at + PAUSE)
