"""What the rules must know beside a request: the household's use of the day, the person's other requests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from linli.core.clock import moment_of
from linli.gates.known import epoch
from linli.gates.models import Out
from linli.orders.standing import Standing
from linli.outings.journeys import journeys
from linli.outings.rules import Around, Ask
from linli.registry.models import Household

DAY = timedelta(days=1)
STANDING = ("requested", "approved")


def around(resident: Any, ask: Ask, at: datetime, but: Any = None) -> Around:
    """``but``: the key of the request itself, which does not stand in its own way."""
    community = resident.community
    start = moment_of(ask.start)
    own = standing(at).filter(resident=resident).exclude(pk=but)
    return Around(
        now=epoch(at),
        offset=community.offset(start),
        used=len(uses(resident.household_id, community.today(start), at, but)),
        own=tuple((epoch(one.starts_at), epoch(one.ends_at)) for one in own),
        orders=tuple(Standing(community, [resident.pk]).at(resident.pk, ask.start)),
    )


def standing(at: datetime) -> Any:
    """Asked for or approved, and the window has not ended."""
    from linli.outings.models import Outing

    return Outing.objects.filter(status__in=STANDING, ends_at__gt=at)


def twin(asked: Any) -> Any:
    """The same request, kept as refused by the rules before: a second click adds nothing to it. None: there is none."""
    same = {name: getattr(asked, name) for name in ("resident", "purpose", "starts_at", "ends_at", "minutes")}
    return type(asked).objects.filter(**same, status="refused", decided_by=None).first()


def hold(outing: Any) -> None:
    """Lock; then this copy knows what was decided since it was read, and the permit that came of it."""
    lock(outing.household_id)
    outing.refresh_from_db(fields=["status", "permit"])


def uses(household: Any, day: Any, at: datetime, but: Any = None) -> list[Any]:
    """The outings that count for ``household`` (its id) on ``day``: those that stand, and those that were used."""
    from linli.outings.models import Outing

    rows = Outing.objects.filter(household=household, day=day).exclude(pk=but).order_by("starts_at")
    rows = rows.filter(Q(status="approved") | Q(status="requested", ends_at__gt=at))
    held = list(rows.select_related("resident", "permit"))
    past = [one for one in held if one.ends_at <= at]
    used = journeys(past, at) if past else {}
    return [one for one in held if one.ends_at > at or used[one.pk].gone]


@dataclass
class Beside:
    """What a person sees beside a request that waits: who of the household goes that day, and who is out now."""

    around: Around
    others: list[Any]
    out: bool


def beside(rows: list[Any], at: datetime) -> dict[Any, Beside]:
    """For many requests at once, in a handful of queries: the key of each -> what stands beside it."""
    from linli.outings.models import Outing

    homes, days = {one.household_id for one in rows}, [one.day for one in rows]
    if not rows:
        return {}
    near = Outing.objects.filter(household__in=homes, day__gte=min(days) - DAY, day__lte=max(days) + DAY)
    near = near.filter(Q(status="approved") | Q(status="requested", ends_at__gt=at)).order_by("starts_at")
    held = list(near.select_related("resident", "permit"))
    used = journeys([one for one in held if one.ends_at <= at], at)
    held = [one for one in held if one.ends_at > at or used[one.pk].gone]
    out = set(Out.objects.filter(household_id__in=homes).values_list("household_id", flat=True))
    homes_of = {home: [one for one in held if one.household_id == home] for home in homes}
    bound = Standing(rows[0].community_id, {one.resident_id for one in rows})
    return {row.pk: _beside(row, homes_of[row.household_id], out, bound, at) for row in rows}


def _beside(row: Any, held: list[Any], out: set[Any], bound: Standing, at: datetime) -> Beside:
    others = [one for one in held if one.pk != row.pk]
    own = [one for one in others if one.resident_id == row.resident_id and one.ends_at > at]
    same_day = [one for one in others if one.day == row.day]
    windows = tuple((epoch(one.starts_at), epoch(one.ends_at)) for one in own)
    orders = tuple(bound.at(row.resident_id, epoch(row.starts_at)))
    found = Around(epoch(at), row.community.offset(row.starts_at), len(same_day), windows, orders)
    return Beside(found, same_day, row.household_id in out)


def lock(household: Any) -> None:
    """Two of one household at once, or two workers, follow one another: the last place goes to one of them.

    Always taken first: who wrote to the outing before, and then needed the household, waited for ever (PostgreSQL).
    """
    Household.objects.select_for_update(no_key=True).get(pk=household)
