"""What this app does when others announce something (`config/wiring.py`)."""

from typing import Any

from linli.core.refusals import Refused
from linli.outings.known import standing
from linli.outings.recurring import close_returned
from linli.registry.models import Resident


def close_for_returned(happening: Any) -> None:
    """A gate has sent what happened: whoever came back is not asked after any more."""
    close_returned(happening.at)


def withdraw_of_leavers(happening: Any) -> None:
    """Somebody moved away or died: what they asked for is waited for no more. Who is out with it is left as it is."""
    resident = happening.subject
    if not isinstance(resident, Resident):
        return
    for one in standing(happening.at).filter(resident=resident).select_related("permit__revocation"):
        try:
            one.withdraw(by=None, at=happening.at)
        except Refused:
            continue
