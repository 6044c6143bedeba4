"""Taking a list in: the dry run, one thread a group, duplicates joined, the rest back as the same workbook.

Rows in = accepted + rejected. Each group is one transaction that moves the list's cursor too: a run that is killed goes
on where it stopped, and two runs never do one twice.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.arrivals import known, listing
from linli.arrivals.models import Arrival, ArrivalList
from linli.core.refusals import Refused, catalogue
from linli.journal.verbs import verb
from linli.registry.roster import rejected
from linli.registry.roster.entry import Problem, Rejected
from linli.registry.roster.read import Roster, read

MOST_ROWS = 1000


def opened(content: bytes, filename: str) -> Roster:
    """The file as rows. Raises RosterUnreadable; Refused("arrivals.list_too_long")."""
    roster = read(content, filename)
    if roster.size > MOST_ROWS:
        raise Refused("arrivals.list_too_long", most=MOST_ROWS)
    return roster


def rows_of(one: ArrivalList) -> tuple[Roster, list[listing.Coming | Rejected]]:
    """Refused: arrivals.list_gone."""
    if not one.content:
        raise Refused("arrivals.list_gone")
    roster, community = opened(one.file, one.filename), one.community
    return roster, listing.judge(roster, one.created_at, community.zone, community.setting("area_code"))


def look(one: ArrivalList, at: datetime) -> dict[str, Any]:
    """The dry run: numbers that add up, reasons, and which groups somebody has announced already. Writes nothing."""
    _roster, found = rows_of(one)
    refused = [row for row in found if isinstance(row, Rejected)]
    together = listing.groups(found)
    same = [(group, _same(one, group, at)) for group in together]
    return {
        "rows": len(found),
        "accepted": len(found) - len(refused),
        "rejected": len(refused),
        "threads": len(together),
        "refused": [(row.row.number, "; ".join(map(words, row.problems))) for row in refused],
        "same": [(group[0].home, [person.entry.name for person in group], first) for group, first in same if first],
        "twice": sum(row.entry.repeated for row in found if isinstance(row, listing.Coming)),
    }


def _same(one: ArrivalList, group: list[listing.Coming], at: datetime) -> Arrival | None:
    home = known.home(one.community, group[0].home)
    return next(iter(known.likely_same(one.community, home, _travellers(group), at)), None)


def _travellers(group: list[listing.Coming]) -> list[dict[str, Any]]:
    rows = [person.entry for person in group if not person.entry.repeated]
    return [{"name": row.name, "birth_year": row.birth_year, "phone": row.phone} for row in rows]


def take(one: ArrivalList, *, by: Any, at: datetime) -> None:
    """Take in what the dry run took; asked again it goes on where it stopped.

    Refused: core.moved_meanwhile, arrivals.list_gone.
    """
    roster, found = rows_of(one)
    together = listing.groups(found)
    if one.status == ArrivalList.Status.PREVIEWED:
        one.move("start", counts={"rows": len(found), "joined": 0, "threads": 0})
    for number in range(one.cursor, len(together)):
        _take_group(one, number, together[number], by, at)
    _finish(one, roster, [row for row in found if isinstance(row, Rejected)], len(found))


@verb
def _take_group(one: ArrivalList, number: int, group: list[listing.Coming], by: Any, at: datetime) -> None:
    mine = ArrivalList._base_manager.filter(pk=one.pk, community_id=one.community_id, cursor=number)
    if mine.update(cursor=number + 1) != 1:
        raise Refused("core.moved_meanwhile")
    people = _travellers(group)
    if people:
        first, same = group[0], _same(one, group, at)
        made = Arrival.announce(
            one.community, room=first.home, travellers=people, source=Arrival.Source.LIST,
            expected_at=first.expected_at, origin=first.origin, transport=first.transport, vehicle=first.vehicle,
            by=by, at=at,
        )  # fmt: skip
        joined = same is not None and same.coming
        if same is not None and joined:
            same.join(made, by=by, at=at)
        kind = "joined" if joined else "threads"
        one.counts = one.counts | {kind: one.counts.get(kind, 0) + 1}
        ArrivalList._base_manager.filter(pk=one.pk, community_id=one.community_id).update(counts=one.counts)
    one.cursor = number + 1


@verb
def _finish(one: ArrivalList, roster: Roster, refused: list[Rejected], rows: int) -> None:
    counts = one.counts | {"accepted": rows - len(refused), "rejected": len(refused)}
    one.move("finish", counts=counts)
    one.keep(rejected.workbook(roster, refused, _("why not taken"), words) if refused else b"")


def words(problem: Problem) -> str:
    return str(catalogue()[problem.code]) % {"value": problem.value, "times": "", "most": MOST_ROWS}
