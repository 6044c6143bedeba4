"""What gates decided: each crossing, and each time somebody was turned back."""

import uuid
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.core.clock import end_in
from linli.core.refusals import Refused
from linli.gates.models import Annulment, Crossing, Permit, Shift, counted
from linli.gates.words import verdict_words
from linli.reviews.decisions import Correction, Decision, pill_of
from linli.reviews.ground import Ground
from linli.reviews.rules import permit_that_opens

COUNTING = ("gate.exits_used_up", "gate.household_out")
REASONS = (Annulment.Reason.NOT_GONE, Annulment.Reason.OTHER_PERSON)


class Crossings:
    name = "crossing"

    def rows(self, ground: Ground, against: bool, most: int) -> list[Crossing]:
        rows = Crossing.objects.filter(resident_id__in=ground.ids)
        return list((rows.filter(went=False) if against else rows).order_by("-at")[:most])

    def moment(self, row: Crossing) -> datetime:
        return row.at

    def one(self, ground: Ground, key: uuid.UUID) -> Crossing | None:
        found: Crossing | None = Crossing.objects.filter(id=key, resident_id__in=ground.ids).first()
        return found

    def decision(self, ground: Ground, row: Crossing) -> Decision:
        told = verdict_words(row.gate_code)
        outcome, pill = pill_of("allow" if row.went else row.overrule_outcome or row.gate_outcome)
        version = row.policy or row.server_policy
        rule = ground.rule(version, row.direction, row.gate_step or row.server_step, str(row.facts.get("person", "")))
        return Decision(
            source=self.name,
            key=row.id,
            at=row.at,
            what=_what(ground, row),
            outcome=outcome,
            pill=pill,
            reason=_reason(row, told),
            remedy="" if row.went else told["remedy"],
            rule=rule.text if rule else "",
            spared=rule.spared if rule else "",
            version=version,
            held=ground.version(version),
            second=_second(row),
            code=row.gate_code,
            decided_by=_decided_by(ground, row),
            machine=not row.overrule_outcome,
            against=not row.went,
            reviewable=not row.emergency,
            deciders=_deciders(row),
            count_on=ground.gone_at(row.at),
        )

    def corrections(self, ground: Ground, row: Crossing) -> list[Correction]:
        found = []
        if row.direction == "exit" and not row.went and _permit_kind(ground, row):
            words = _("They get a permit for one outing today and can go now; the gates know it with their next sync.")
            found.append(Correction("permit", words))
        wrong = [row] if row.went else _household_exits(row) if row.gate_code in COUNTING else []
        for one in counted(Crossing.objects.filter(id__in=[each.id for each in wrong])).order_by("at"):
            found += [Correction(f"{reason}:{one.id}", _taken_back(ground, one, reason)) for reason in REASONS]
        return found

    def correct(self, ground: Ground, row: Crossing, code: str, *, by: Any, at: datetime) -> dict[str, Any]:
        if code == "permit":
            return self._permit(ground, row, by, at)
        reason, _colon, key = code.partition(":")
        Annulment.annul(Crossing.objects.get(id=key), by=by, reason=reason, at=at)
        return {"code": "annulled", "reason": reason}

    def _permit(self, ground: Ground, row: Crossing, by: Any, at: datetime) -> dict[str, Any]:
        kind = _permit_kind(ground, row)
        if kind is None:  # other rules took effect between the question and the answer
            raise Refused("reviews.correction_gone")
        minutes = _minutes(ground)
        ends = end_in(ground.community.zone, ground.community.today(at))
        Permit.grant(
            ground.resident, kind=kind, starts_at=at, ends_at=ends, once=True, minutes=minutes, by=by, at=at
        )  # fmt: skip
        return {"code": "permit", "until": int(ends.timestamp()), "minutes": minutes}


def _what(ground: Ground, row: Crossing) -> str:
    gate = ground.gates.get(row.gate_id) or _("a gate")
    words = _("Going out at %(gate)s") if row.direction == "exit" else _("Coming in at %(gate)s")
    return words % {"gate": gate}


def _reason(row: Crossing, told: dict[str, str]) -> str:
    if not row.overrule_outcome:
        return told["reason"]
    return _("The rules said: %(reason)s. The guard decided otherwise: “%(words)s”") % {
        "reason": told["reason"],
        "words": row.overrule_reason,
    }


def _second(row: Crossing) -> str:
    """What the office's own computer would have said, where that was something else."""
    if not row.disagreed:
        return ""
    outcome, _pill = pill_of(row.server_outcome)
    words = _("By what the office knew, it would have been: %(outcome)s. %(reason)s")
    return words % {"outcome": outcome, "reason": verdict_words(row.server_code)["reason"]}


def _decided_by(ground: Ground, row: Crossing) -> str:
    gate = ground.gates.get(row.gate_id) or _("the gate")
    if row.overrule_outcome:
        return _("the guard at %(gate)s") % {"gate": gate}
    if row.guard_id or row.shift_id:
        return _("the rules; the guard at %(gate)s measured and read them out") % {"gate": gate}
    return _("the rules, by a device at %(gate)s") % {"gate": gate}


def _deciders(row: Crossing) -> frozenset[Any]:
    of_shift = Shift.objects.filter(pk=row.shift_id).values_list("guard_id", flat=True) if row.shift_id else ()
    return frozenset({row.guard_id, row.typed_by, *of_shift} - {None})


def _permit_kind(ground: Ground, row: Crossing) -> str | None:
    refused_at = row.gate_step or row.server_step
    return permit_that_opens(ground.rules_now.gate, row.facts, int(ground.at.timestamp()), refused_at)


def _minutes(ground: Ground) -> int:
    """The clock of an outing under today's rules; 0 is none."""
    held = ground.version(ground.rules_now.version)
    return int(held.body["outings"]["longest_minutes"]) if held else 0


def _household_exits(row: Crossing) -> list[Crossing]:
    if row.household_id is None:
        return []
    rows = Crossing.objects.filter(household_id=row.household_id, day=row.day, direction="exit")
    return list(counted(rows).order_by("at")[:10])


def _taken_back(ground: Ground, row: Crossing, reason: str) -> str:
    values = {
        "what": _what(ground, row),
        "at": row.at.astimezone(ground.zone).strftime("%H:%M"),
        "why": Annulment.Reason(reason).label,
    }
    return _("“%(what)s, %(at)s” counts no longer for this household: %(why)s.") % values
