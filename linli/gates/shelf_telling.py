"""Who hears of what stands on the shelf: the household at once, its grid worker where nobody has a phone."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django_scopes import scope

from linli.accounts.models import Proxy, ResidentSession
from linli.accounts.models.phones import tell as tell_resident
from linli.core.crypto import blind_index
from linli.core.models import Message
from linli.core.outbox import put
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.followups.owners import grid_workers, owner_for
from linli.gates.models import ShelfItem
from linli.journal.verbs import verb
from linli.registry.models import Community, Household, Resident

PHONE_LIFE = timedelta(days=180)  # unseen for so long, nobody looks at it any more


def tell(row: ShelfItem, at: datetime) -> str:
    """Tell the household of what came; returns by which way: "app", or "worker" where nobody there has a phone."""
    people = members(row)
    for one in people:
        tell_resident(one, "gates.shelf", at=at, key=f"shelf:{row.item}")
    if reached(people, at):
        return ShelfItem.Told.APP
    owner = owner_of(row, at)
    put(row.community_id, f"user:{owner.pk}", "gates.shelf_tell", key=f"shelf:{row.item}:worker", at=at)
    return ShelfItem.Told.WORKER


def members(row: ShelfItem) -> list[Resident]:
    if row.household_id is None:
        return []
    return list(Resident.objects.living().filter(household_id=row.household_id).order_by("birth_year", "pk"))


def reached(people: list[Resident], at: datetime) -> bool:
    """Somebody of ``people``, or who acts for one of them, looks at these pages on a phone."""
    helpers = Proxy.open(at).filter(subject__in=people).values_list("holder_id", flat=True)
    who = {one.pk for one in people} | set(helpers)
    return ResidentSession.objects.filter(resident__in=who, revoked_at=None, seen_at__gt=at - PHONE_LIFE).exists()


def owner_of(row: ShelfItem, at: datetime) -> Any:
    """The grid worker of the household, else the office."""
    home = None
    if row.household_id:
        home = Household.objects.filter(pk=row.household_id).select_related("flat__unit__building").first()
    grid = home.flat.unit.building.grid_id if home else None
    return grid_workers(row.community_id, at).get(grid) or owner_for(row.community_id, at)


def settle(community: Any, changed: list[ShelfItem], at: datetime) -> None:
    """What was said about things that are gone is taken back: no history of a household's deliveries remains."""
    for row in changed:
        # once somebody rang, the grid worker need not
        said = f"shelf:{row.item}:" if row.ended_at else f"shelf:{row.item}:worker"
        if row.ended_at or row.told == ShelfItem.Told.PHONE:
            Message.objects.filter(community_id=community.pk, key__startswith=said).delete()
    for home in {row.household_id or row.item for row in changed if row.ended_at}:
        late = ShelfItem.waiting().filter(reminded_at__isnull=False)
        if late.filter(household_id=home).exists():
            continue
        matters = FollowUp.objects.filter(
            kind=FollowUp.Kind.SHELF, subject__startswith=f"{_about(community.pk, home)}:"
        )
        for matter in matters.exclude(status=FollowUp.Status.DONE):
            with suppress(Refused):  # a worker closes it at this very moment: no reason to turn an upload away
                matter.close(by=None, at=at)


def late_due(as_of: datetime) -> int:
    """Remind each household once of what waits too long, and give it to its grid worker; returns how many things."""
    late = 0
    for community in Community.objects.all():
        with scope(community=community.pk):
            rows = ShelfItem.waiting().filter(overdue_at__lte=as_of, reminded_at=None)
            late += sum(_remind(row, community, as_of) for row in rows)
    return late


@verb
def _remind(row: ShelfItem, community: Community, at: datetime) -> int:
    mine = ShelfItem.objects.filter(ShelfItem.stands(), pk=row.pk, reminded_at=None)
    if mine.update(reminded_at=at) != 1:  # fetched meanwhile, or another process was quicker
        return 0
    people = members(row)
    # the reminder takes the place of the first notice: nobody reads two about one meal
    first = [f"shelf:{row.item}:{one.pk}" for one in people]
    Message.objects.filter(community_id=community.pk, key__in=first).delete()
    for one in people:
        tell_resident(one, "gates.shelf_late", at=at, key=f"shelf:{row.item}:late")
    about = _about(community.pk, row.household_id or row.item)
    FollowUp.open(
        community.pk,
        FollowUp.Kind.SHELF,
        f"{about}:{community.today(at).isoformat()}",  # one for a household and day, however many things wait
        owner=owner_of(row, at),
        due_at=at + timedelta(hours=2),
        by=None,
        at=at,
        resident=str(people[0].pk) if people else "",
    )
    return 1


def _about(community: Any, key: Any) -> str:
    """Names a household without naming it: the journal keeps the subjects of matters for good."""
    return f"shelf:{blind_index(community, 'gates.shelf', str(key))[:20]}"
