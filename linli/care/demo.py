"""Who lives alone in the demo community: heard of lately, but for one in the first grid; one away, one who said no."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from linli.care.models import OptOut, Watch
from linli.care.recurring import knock_due
from linli.care.watching import refit
from linli.registry.models import Grid

SIGNS = [Watch.Sign.CALL, Watch.Sign.FETCHED, Watch.Sign.ORDER, Watch.Sign.DOOR, Watch.Sign.OWN_PAGE]
SILENT = timedelta(hours=49)
HOME = "resident__household__flat__key"  # keys of rows made in one moment sort by chance


def build(community: Any, seed: int, worker: Any, at: datetime) -> int:
    """In the community's scope; returns how many are looked out for."""
    refit(community, at - timedelta(days=4))
    chance = Random(seed)
    rows = list(Watch.objects.select_related("resident__household__flat__unit__building").order_by(HOME))
    for row in rows:
        row.heard_at, row.sign = at - timedelta(minutes=chance.randrange(20, 40 * 60)), chance.choice(SIGNS)
    grid = Grid.objects.order_by("number").first()
    first = [row for row in rows if grid and row.resident.household.flat.unit.building.grid_id == grid.pk]
    if first:
        first[0].heard_at, first[0].sign = at - SILENT, Watch.Sign.CALL
    Watch.objects.bulk_update(rows, ["heard_at", "sign"])
    if len(rows) > 3:
        away, unwilling = rows[-2:]
        away.pause(until=at + timedelta(days=6), by=worker, at=at - timedelta(hours=20))
        OptOut.declare(unwilling.resident, way=OptOut.Way.PAPER, by=worker, at=at - timedelta(hours=30))
    knock_due(at)
    return len(rows)
