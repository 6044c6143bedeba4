"""Passes that somebody made void. A reprint is no decision: the new pass stands in its place."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from linli.gates.models import Pass, PassRevocation
from linli.gates.policy import GateSettings
from linli.reviews.decisions import Correction, Decision
from linli.reviews.ground import Ground


class Passes:
    name = "pass"

    def rows(self, ground: Ground, against: bool, most: int) -> list[PassRevocation]:
        return list(self._voided(ground).order_by("-at")[:most])

    def moment(self, row: PassRevocation) -> datetime:
        return row.at

    def one(self, ground: Ground, key: uuid.UUID) -> PassRevocation | None:
        found: PassRevocation | None = self._voided(ground).filter(pk=key).first()
        return found

    def _voided(self, ground: Ground) -> Any:
        rows = PassRevocation.objects.filter(of__resident_id__in=ground.ids).exclude(reason="reprinted")
        return rows.select_related("of")

    def decision(self, ground: Ground, row: PassRevocation) -> Decision:
        return Decision(
            source=self.name,
            key=row.pk,
            at=row.at,
            what=_("Pass %(code)s") % {"code": row.of},
            outcome=_("made void"),
            pill="now",
            reason=_why(row.reason),
            remedy=_("The office issues a new one. Coming home is always possible, by room number too."),
            rule=_("A pass that was lost, or of somebody who moved away, no longer opens a gate."),
            code=row.reason,
            decided_by=ground.post(row.by_id) if row.by_id else _("Linli itself"),
            machine=row.by_id is None,
            against=True,
            deciders=frozenset({row.by_id} - {None}),
        )

    def corrections(self, ground: Ground, row: PassRevocation) -> list[Correction]:
        if (
            not ground.resident.living
            or Pass.objects.filter(Pass.open_at(ground.at), resident=ground.resident).exists()
        ):
            return []
        return [Correction("reissue", _("A new pass is issued; it is on the phone at once, on paper at the desk."))]

    def correct(self, ground: Ground, row: PassRevocation, code: str, *, by: Any, at: datetime) -> dict[str, Any]:
        days = GateSettings.read(ground.rules_now.gate).pass_days
        made = Pass.issue(
            kind=row.of.kind, resident=ground.resident, expires_at=at + timedelta(days=days), by=by, at=at
        )  # fmt: skip
        return {"code": "reissued", "until": int(made.expires_at.timestamp())}


def _why(reason: str) -> str:
    return {
        "voided": _("The office made it void."),
        "lost": _("It was said to be lost."),
        "moved_away": _("You were entered as moved away."),
        "taken_back": _("The print run that it belongs to was taken back."),
    }.get(reason, _("No reason was written down."))
