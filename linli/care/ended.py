"""What ended by a death, read from the journal: whatever app it was of, its line stands beside the death's own."""

from dataclasses import dataclass
from typing import Any

from linli.care.models import Death
from linli.journal.models import Line
from linli.journal.words import events

BESIDE = 500  # lines of one confirmation at most
RETURN = {"pass.voided", "permit.revoked", "phone.revoked", "proxy.revoked", "followup.closed"}
SILENT = {"resident.died", "followup.opened", "silence.settled"}


@dataclass(frozen=True)
class Ended:
    """``count`` things of one kind; ``returns``: a correction brings them back by itself."""

    words: Any
    count: int
    returns: bool


def ended_by(death: Death) -> list[Ended]:
    """By kind, in the order in which they ended; empty before a confirmation."""
    if death.confirmed_at is None:
        return []
    about = f"resident:{death.resident_id}"
    own = Line.objects.filter(subject=about, event="resident.died", at=death.confirmed_at).first()
    if own is None:
        return []
    near = Line.objects.filter(sequence__gte=own.sequence - BESIDE, sequence__lte=own.sequence + BESIDE, at=own.at)
    counts: dict[str, int] = {}
    for event in near.order_by("sequence").values_list("event", flat=True):
        if event not in SILENT:
            counts[event] = counts.get(event, 0) + 1
    return [Ended(events().get(event, event), count, event in RETURN) for event, count in counts.items()]
