"""The runner at the gate: a permit for who lives here, a pass for who comes from outside; both end with the errand."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from linli.core.refusals import Refused
from linli.errands import people
from linli.errands.choices import GRACE, OUTSIDE
from linli.gates.models import Holder, Pass, Permit

KIND = "errand"
LEAST = timedelta(hours=2)  # a walk to the pharmacy and back, however late it was accepted


def let_through(errand: Any, at: datetime) -> None:
    """Whoever lives here may go out for it; whoever does not may come in to that home. It reaches offline gates with
    their next sync, since both stand in the bundle.
    """
    runner = errand.runner
    until = max(errand.due_at + GRACE, at + LEAST)
    own = people.resident_of(errand.community, runner, at)
    if own is None:
        holder = Holder(name=str(runner), organisation=_("volunteer"))
        errand.ticket = Pass.issue(
            kind=Pass.Kind.CARER, household=errand.household, holder=holder, expires_at=until, by=runner, at=at
        )
    elif errand.kind in OUTSIDE:
        errand.permit = Permit.grant(own, kind=KIND, starts_at=at, ends_at=until, by=runner, at=at)
    errand.save(update_fields=["permit", "ticket"])


def stop(errand: Any, by: Any, at: datetime) -> None:
    """The errand is over, or somebody else's: what was opened for it is closed."""
    with suppress(Refused):  # the office took it back before
        if errand.permit is not None:
            errand.permit.revoke(by=by, reason=KIND, at=at)
    with suppress(Refused):
        if errand.ticket is not None:
            errand.ticket.void(by=by, reason=KIND, at=at)
    errand.permit = errand.ticket = None
    errand.save(update_fields=["permit", "ticket"])
