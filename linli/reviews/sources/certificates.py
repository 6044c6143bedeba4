"""What the office decided about return-to-work certificates."""

import uuid
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.outings.models import Certificate
from linli.reviews.decisions import Correction, Decision
from linli.reviews.ground import Ground

S = Certificate.Status
AGAINST = (S.REFUSED, S.REVOKED)


class Certificates:
    name = "certificate"

    def rows(self, ground: Ground, against: bool, most: int) -> list[Certificate]:
        rows = self._decided(ground)
        return list((rows.filter(status__in=AGAINST) if against else rows).order_by("-decided_at")[:most])

    def moment(self, row: Certificate) -> datetime:
        assert row.decided_at is not None
        return row.decided_at

    def one(self, ground: Ground, key: uuid.UUID) -> Certificate | None:
        found: Certificate | None = self._decided(ground).filter(pk=key).first()
        return found

    def _decided(self, ground: Ground) -> Any:
        rows = Certificate.objects.filter(resident_id__in=ground.ids).exclude(decided_at=None)
        return rows.exclude(status=S.REQUESTED).select_related("employer")

    def decision(self, ground: Ground, row: Certificate) -> Decision:
        against = row.status in AGAINST
        return Decision(
            source=self.name,
            key=row.pk,
            at=self.moment(row),
            what=_("Return-to-work certificate of %(employer)s") % {"employer": row.employer.name},
            outcome=str(row.get_status_display()),
            pill="now" if against else "done",
            reason=row.reason or (_("No reason was written down.") if against else _("The employer confirmed it.")),
            remedy=_("Hand in another one, or ask your employer to ring the office.") if against else "",
            rule=_("A certificate counts once somebody of the office has rung the employer or seen the paper."),
            code=row.status,
            decided_by=ground.post(row.decided_by_id),
            against=against,
            deciders=frozenset({row.decided_by_id} - {None}),
        )

    def corrections(self, ground: Ground, row: Certificate) -> list[Correction]:
        if row.status not in AGAINST or row.valid_until < ground.community.today(ground.at):
            return []
        return [Correction("reopen", _("The certificate is open again; somebody verifies it anew."))]

    def correct(self, ground: Ground, row: Certificate, code: str, *, by: Any, at: datetime) -> dict[str, Any]:
        row.reopen(by=by, at=at)
        return {"code": "reopened"}
