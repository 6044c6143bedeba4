"""How long gates keep who crossed: then only numbers by the hour remain."""

from collections import Counter
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep
from linli.gates.days import hour_of
from linli.gates.models import Crossing, Holder, HourCount, Preparation
from linli.gates.models.preparations import KEPT
from linli.gates.shelf_keeping import SHELF
from linli.registry.models import Community


def count_hours(crossings: list[Crossing]) -> None:
    """Add ``crossings`` (of one community) to the numbers by gate, day, hour, direction and what came of it."""
    community = Community._base_manager.get(pk=crossings[0].community_id)
    numbers: Counter[Any] = Counter()
    for one in crossings:
        outcome = one.overrule_outcome or one.gate_outcome
        numbers[(one.gate_id, one.day, hour_of(community, one.at), one.direction, outcome)] += 1
    for (gate, day, hour, direction, outcome), number in numbers.items():
        row = {"gate_id": gate, "day": day, "hour": hour, "direction": direction, "outcome": outcome}
        held = HourCount._base_manager.filter(community_id=community.pk, **row)
        if not held.update(count=F("count") + number):
            HourCount._base_manager.create(community_id=community.pk, count=number, **row)


KEEPING = [
    *SHELF,
    Keep(
        "gates.Preparation",
        ("answers", "resident", "session"),
        days=0,
        due=lambda cutoff: Preparation._base_manager.filter(created_at__lte=cutoff - KEPT),
        how="delete",
        what=_("who said at the gate's poster to be there, and the answers given beforehand"),
        since=_("half an hour later; the answers already when the guard has confirmed"),
        reason=_("so that the guard need not ask again; who scanned a poster is nobody's record"),
    ),
    Keep(
        "gates.Holder",
        ("name", "organisation"),
        days=14,
        due=lambda cutoff: Holder._base_manager.filter(of__expires_at__lte=cutoff),
        how="delete",
        what=_("for whom a pass of somebody from outside was made out"),
        since=_("after the pass has ended"),
        reason=_("so that it can be renewed, and so that a guard can compare"),
    ),
    Keep(
        "gates.Crossing",
        ("resident_id", "household_id", "pass_id", "visitor", "facts", "overrule_reason", "vehicle"),
        days=14,
        most=30,
        after="at",
        how="count",
        count=count_hours,
        what=_("who crossed which gate when"),
        since=_("after the crossing"),
        reason=_("so that contacts of a case can be found for one incubation time"),
    ),
    Keep(
        "gates.Annulment",
        ("crossing_id",),
        days=31,
        after="at",
        how="delete",
        what=_("which crossings count no longer"),
        since=_("after they were taken back"),
        reason=_("so that every gate learns it, also one that was off for long"),
    ),
    Keep(
        "gates.Rejudged",
        ("crossing_id",),
        days=31,
        after="at",
        how="delete",
        what=_("crossings that were judged again"),
        since=_("after they were judged again"),
        reason=_("so that it is said as long as the crossing is kept"),
    ),
    Keep(
        "gates.Companions",
        ("vehicle",),
        days=14,
        most=30,
        after="received_at",
        how="delete",
        what=_("vehicles and companions of an emergency"),
        since=_("after the emergency"),
        reason=_("so that contacts of a case can be found for one incubation time"),
    ),
    Keep(
        "gates.Altered",
        ("content",),
        days=14,
        most=30,
        after="created_at",
        how="delete",
        what=_("records that a gate sent again with other content"),
        since=_("after they came"),
        reason=_("so that the alarm can be looked into"),
    ),
    Keep(
        "gates.Quarantine",
        ("content",),
        days=14,
        most=30,
        after="created_at",
        how="delete",
        what=_("records of a gate that could not be read"),
        since=_("after they came"),
        reason=_("so that somebody can enter them by hand"),
    ),
]
