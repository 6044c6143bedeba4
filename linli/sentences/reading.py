"""From pasted text to proposals: what the lines say, whose door each means, and who takes it on."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from linli.accounts.models import Role, User
from linli.core.refusals import Refused
from linli.followups.owners import owner_for
from linli.registry.models import Community
from linli.sentences.gather import gather
from linli.sentences.proposals import Candidate, Proposal
from linli.sentences.rules import Reading, one
from linli.sentences.rules_text import lines
from linli.sentences.rules_who import Door

__all__ = ["Candidate", "Proposal", "read"]


def read(community: Community, text: str, at: datetime, by: User) -> list[Proposal]:
    """A proposal for each line (at most 100 of 300 signs), of what ``by`` reaches. Changes nothing.

    A line that says only who writes ("王梅 10:32") has none. For use within the community's scope.
    """
    asked = lines(text)
    if not asked:
        return []
    roles = list(Role.held_by(by, at).filter(community=community).prefetch_related("grids", "units"))
    known = gather(community, asked, roles)
    zone = ZoneInfo(community.zone)
    owners: dict[Any, User | None] = {}
    return [_proposal(community, one(line, at, zone, known), at, owners) for line in asked]


def _proposal(community: Community, said: Reading, at: datetime, owners: dict[Any, User | None]) -> Proposal:
    grids = list(dict.fromkeys(door.grid for door in said.whose.doors))
    grid = grids[0] if grids else None
    if grid not in owners:
        owners[grid] = _owner(community, at, grid)
    unsure = said.unsure
    if grids and len(grids) == 1 and grid is not None:
        unsure = unsure - {"owner"}  # whoever it is, the same worker goes
    return Proposal(
        line=said.line.written,
        kind=said.kind,
        act=said.act,
        urgency=said.urgency,
        candidates=tuple(_candidate(door) for door in said.whose.doors),
        due_at=said.due_at,
        owner=owners[grid],
        slots=said.slots,
        unsure=unsure,
    )


def _owner(community: Community, at: datetime, grid: Any) -> User | None:
    try:
        return owner_for(community.pk, at, grid)
    except Refused:
        return None


def _candidate(door: Door) -> Candidate:
    home = door.person.home if door.person else door.home
    block = home.block if home else door.block
    assert block is not None
    if home is None:
        label = _("Building %(number)s") % {"number": block.building}
    else:
        label = f"{home.key} {door.person.name}" if door.person else home.key
    return Candidate(
        resident_id=door.person.id if door.person else None,
        household_id=home.household if home else None,
        building_id=block.id,
        label=label,
        score=door.score,
    )
