"""A crossing that comes in late is one that others, already judged, should have met: those are judged again.

So the server's verdicts are a function of the set of crossings, like who is out: whether a day was told by phones
as it went or typed in from paper in the evening, sheet by sheet in any order, says nothing about anybody.
"""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.followups.owners import owner_for
from linli.gates import spared
from linli.gates.aftermath import TODAY
from linli.gates.facts import facts_of
from linli.gates.inforce import as_written, judge, rules_at
from linli.gates.known import know, lane
from linli.gates.ledger import precedes
from linli.gates.models import Crossing, Out, Pass, Rejudged
from linli.gates.reading import CrossingIn

# What the crossings before it decide about a crossing; all else stays as it was first judged.
COUNTED = {"household_exits_today", "household_out", "pass_state"}
COUNTED |= {"permit_kinds", "permit_froms", "permit_untils", "permit_minutes"}


def again(community: Any, kept: list[Crossing], by: Any, at: datetime) -> int:
    """Judge again what lies after any of ``kept`` and was kept before it; returns how many verdicts changed.

    Inside the upload's transaction, which holds the community's ledger.
    """
    later = _overtaken(kept)
    if not later:
        return 0
    told = [_told(row) for row in later]
    known = know(community, told, {row.day for row in later})
    held = Rejudged.of(later)
    changed = 0
    for row, crossing in zip(later, told, strict=True):
        moment = int(row.at.timestamp())
        place = (lane(row.device_id, row.sequence), row.sequence)
        facts = facts_of(crossing, moment, row.day.isoformat(), community.offset(row.at), known, place)
        facts = row.facts | {name: value for name, value in facts.items() if name in COUNTED}
        rules, facts = spared.recalled(rules_at(community, row.at), facts, row.server_code)
        verdict = judge(as_written(rules, facts) if row.typed_by else rules, facts)
        changed += _change(row, held.get(row.id), verdict, by, at)
    return changed


def _overtaken(kept: list[Crossing]) -> list[Crossing]:
    """Those before which one of ``kept`` lies, of the same household, that came after them."""
    new: dict[Any, list[Crossing]] = {}
    for one in kept:
        if one.went and one.household_id:
            new.setdefault(one.household_id, []).append(one)
    if not new:
        return []
    since = min(one.at for rows in new.values() for one in rows)
    rows = Crossing.objects.filter(household_id__in=new, day__gte=min(one.day for one in kept), at__gte=since)
    later = rows.filter(emergency=False).order_by("number")
    # who was written down there was judged as somebody unknown, of no household: nothing before it counts
    later = (row for row in later if row.facts.get("person") != "unknown")
    return [row for row in later if any(one.number > row.number and _before(one, row) for one in new[row.household_id])]


def _before(one: Crossing, other: Crossing) -> bool:
    return precedes(_place(one), _place(other))


def _place(row: Crossing) -> tuple[int, str, int]:
    return int(row.at.timestamp()), lane(row.device_id, row.sequence), row.sequence


def _told(row: Crossing) -> CrossingIn:
    """The crossing as it was told."""
    return CrossingIn.model_validate(
        {
            "gate": str(row.gate_id or ""),
            "direction": row.direction,
            "at": row.device_at,
            "offset": 0,
            "policy": row.policy,
            "pass": Pass(pk=row.pass_id).public_id if row.pass_id else "",
            "resident": str(row.resident_id or ""),
            "household": str(row.household_id or ""),
            "facts": row.facts,
            "verdict": {"outcome": row.gate_outcome, "code": row.gate_code, "step": row.gate_step},
            "emergency": row.emergency,
            "guard": "",
            "shift": "",
        }
    )


def _change(row: Crossing, held: Rejudged | None, verdict: dict[str, Any], by: Any, at: datetime) -> bool:
    """Write ``verdict`` if it is another than stands; True if so."""
    until = verdict["until"] if row.went and row.direction == "exit" else 0
    back_by = datetime.fromtimestamp(until, UTC) if until else None
    new = {"outcome": verdict["outcome"], "code": verdict["code"], "step": verdict["step"], "back_by": back_by}
    old = {
        "outcome": held.outcome if held else row.server_outcome,
        "code": held.code if held else row.server_code,
        "step": held.step if held else row.server_step,
        "back_by": held.back_by if held else row.back_by,
    }
    if new == old:
        return False
    Rejudged._base_manager.update_or_create(
        community_id=row.community_id, crossing_id=row.id, defaults={**new, "day": row.day, "at": at}
    )
    Out.objects.filter(crossing_id=row.id).update(back_by=back_by)
    _ask(row, old["outcome"] != row.gate_outcome, new, by, at)
    return True


def _ask(row: Crossing, asked: bool, new: dict[str, Any], by: Any, at: datetime) -> None:
    """Open the question why gate and server differ, or take it back."""
    differs = new["outcome"] != row.gate_outcome
    if asked == differs:
        return
    matter = FollowUp.objects.filter(kind=FollowUp.Kind.DISAGREEMENT, subject=f"crossing:{row.id}").first()
    if not differs:
        if matter is not None and matter.status == FollowUp.Status.OPEN:
            with suppress(Refused):  # a worker takes it on at this very moment: it stays theirs
                matter.withdraw(at=at)
    elif matter is None:
        FollowUp.open(
            row.community_id,
            FollowUp.Kind.DISAGREEMENT,
            f"crossing:{row.id}",
            owner=owner_for(row.community_id, at),
            due_at=at + TODAY,
            by=by,
            at=at,
            day=row.day.isoformat(),
            gate=str(row.gate_id or ""),
            resident=str(row.resident_id or ""),
            gate_code=row.gate_code,
            server_code=new["code"],
        )
    elif matter.closed_by_id is None:
        with suppress(Refused):  # open already, by whoever was quicker
            matter.reopen(at=at)
