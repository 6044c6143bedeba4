"""What follows here on what happens elsewhere (`config/wiring.py`)."""

from contextlib import suppress
from typing import Any

from linli.core.refusals import Refused
from linli.errands.choices import OVER, UNDER_WAY
from linli.errands.models import Errand, Step
from linli.followups.models import FollowUp, Remark
from linli.gates.models import Crossing, Ledger


def follow_matter(happening: Any) -> None:
    """Who hands an errand's matter on, or says in their list that they cannot, runs it no more."""
    matter = happening.subject
    if matter.kind != FollowUp.Kind.ERRAND or not matter.subject.startswith("errand:"):
        return
    errand = Errand.objects.filter(pk=matter.subject.split(":")[1]).first()
    if errand is None:
        return
    runs = errand.runner or errand.offered_to
    if runs is None or runs.pk == matter.owner_id:
        return
    said = Remark._base_manager.filter(matter=matter, by=runs).exclude(text=b"").order_by("at", "pk").last()
    with suppress(Refused):  # delivered at this very moment
        errand.cannot(said.text if said else matter.get_kind_display(), by=runs, at=happening.at)


def note_call(happening: Any) -> None:
    """Somebody was rung about an errand: a line in its thread, whether they answered or not."""
    matter = happening.subject
    if matter.kind != FollowUp.Kind.CALL or not matter.subject.startswith("errand:"):
        return
    errand = Errand.objects.filter(pk=matter.subject.split(":")[1]).first()
    if errand is not None:
        heard = happening.codes.get("outcome") == Remark.Outcome.REACHED
        Step.write(errand, Step.What.RUNG if heard else Step.What.NOT_HEARD, by=happening.by, at=happening.at)


def end_for(happening: Any) -> None:
    """Somebody has died or moved away: what was only for them is not brought any more."""
    resident = happening.subject
    for errand in Errand.objects.filter(resident=resident).exclude(status__in=(*OVER, "delivered")):
        with suppress(Refused):  # bought already: whoever runs brings it to the family or back
            errand.cancel(by=None, at=happening.at)


def note_crossings(happening: Any) -> None:
    """A runner who went out with an errand's permit, or came back: one line in its thread."""
    sent = sum(count for name, count in happening.codes.items() if name != "hash")
    running = Errand.objects.filter(status__in=UNDER_WAY).exclude(permit=None).select_related("permit")
    ledger = Ledger.objects.filter(pk=happening.subject.community_id).first() if sent else None
    if ledger is None or not running.exists():
        return
    rows = Crossing.objects.filter(number__gt=ledger.number - sent, device_id=happening.subject.pk, went=True)
    for crossing in rows.filter(resident_id__in=running.values("permit__resident")).order_by("at"):
        what = Step.What.LEFT_GATE if crossing.direction == "exit" else Step.What.CAME_BACK
        for errand in running.filter(permit__resident=crossing.resident_id, permit__starts_at__lte=crossing.at):
            Step.write(errand, what, by=None, at=crossing.at)
