"""What this app does by the clock: remind before the time is up, ask after the late, look again under new rules."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db.models import Q
from django_scopes import scope

from linli.accounts.models.phones import tell
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.followups.owners import grid_workers, owner_for
from linli.gates.models import Out
from linli.orders.standing import Standing
from linli.outings.abroad import Soon, abroad, soon
from linli.outings.journeys import journeys
from linli.outings.known import standing
from linli.outings.models import Outing
from linli.outings.models.calls import matter_of
from linli.outings.policy import rules_for
from linli.registry.models import Community


def remind_due(as_of: datetime) -> int:
    """A notice to whoever must be back soon, and to whoever asked for them; once an exit. How many were reminded."""
    count = 0
    for community in Community.objects.all():
        with scope(community=community.pk):
            near = soon(community, as_of)
            sent = _sent(community, [f"{_key(one)}:{one.resident.pk}" for one in near])
            for one in near:
                if f"{_key(one)}:{one.resident.pk}" in sent:
                    continue
                for person in [one.resident, *([one.asked_by] if one.asked_by else [])]:
                    tell(person, "outing.remind", at=as_of, key=_key(one))
                count += 1
    return count


def _key(one: Soon) -> str:
    return f"outing.remind:{one.out.crossing_id}"


def _sent(community: Any, keys: list[str]) -> set[str]:
    """Which of ``keys`` are in the outbox already: in a rush a thousand people are near their limit for minutes."""
    rows = Message.objects.filter(community_id=community.pk, key__in=keys)
    return set(rows.values_list("key", flat=True))


def overdue_due(as_of: datetime) -> int:
    """Ask after those whose clock only their permit knows, and close what is open about those who are back."""
    count = 0
    for community in Community.objects.all():
        with scope(community=community.pk):
            for out, back_by, outing in abroad(as_of, as_of):
                if out.back_by is None and back_by < as_of and outing is not None:
                    grid = outing.resident.household.flat.unit.building.grid_id
                    owner = grid_workers(community.pk, as_of).get(grid) or owner_for(community.pk, as_of)
                    matter_of(community.pk, out.crossing_id, owner, as_of, str(outing.resident_id))
                    count += 1
            close_returned(as_of)
    return count


def close_returned(at: datetime) -> int:
    """Close the questions about people who have come back, at whatever gate. In the community's scope."""
    matters = FollowUp.objects.filter(kind=FollowUp.Kind.OVERDUE).exclude(status=FollowUp.Status.DONE)
    waiting = {one.subject.removeprefix("crossing:"): one for one in matters}
    if not waiting:  # as at most uploads, while a thousand people may be out
        return 0
    still_out = Out.objects.filter(crossing_id__in=waiting).values_list("crossing_id", flat=True)
    returned = waiting.keys() - {str(key) for key in still_out}
    for key in returned:
        with suppress(Refused):  # a worker closes it at this very moment: no reason to turn an upload away
            waiting[key].close(by=None, at=at)
    return len(returned)


def recheck_due(as_of: datetime) -> int:
    """Look again at what was judged by other rules than those in force, or is asked for by somebody restricted since.

    Whoever is out keeps the clock of the exit.
    """
    count = 0
    for community in Community.objects.all():
        with scope(community=community.pk):
            version = rules_for(community.pk, as_of).version
            bound = list(Standing(community.pk, None).people)  # who is restricted since is told before the gate does
            rows = standing(as_of).filter(~Q(policy=version) | Q(resident__in=bound))
            rows = rows.exclude(code="outings.after_review")  # somebody decided it against the rules, and said why
            held = list(rows.select_related("resident__household", "community", "permit").order_by("created_at"))
            gone = journeys(held, as_of)
            for one in held:
                if not gone[one.pk].gone:
                    count += _recheck(one, as_of)
    return count


def _recheck(outing: Outing, as_of: datetime) -> int:
    try:
        outing.recheck(at=as_of)
    except Refused:  # decided or withdrawn at this very moment: that decision looked at the new rules itself
        return 0
    return 1
