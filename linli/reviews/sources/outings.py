"""What became of outings that somebody asked for: decided by the rules, or by a person."""

import uuid
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.outings import words
from linli.outings.models import Outing
from linli.reviews.decisions import Correction, Decision
from linli.reviews.ground import Ground
from linli.situation.words import outing as rule_words

S = Outing.Status
# which setting of the phase a refusal by the rules rests on
SETTINGS = {
    "outings.household_used": "per_household_per_day",
    "outings.too_long": "longest_minutes",
    "outings.too_short_notice": "notice_minutes",
    "outings.outside_hours": "slots",
    "outings.not_open": "let_through",
    "outings.too_far_ahead": "ahead_days",
    "outings.other_purpose": "purposes",
    "outings.by_itself": "approved_by_itself",
}


class Outings:
    name = "outing"

    def rows(self, ground: Ground, against: bool, most: int) -> list[Outing]:
        rows = self._decided(ground)
        return list((rows.filter(status=S.REFUSED) if against else rows).order_by("-decided_at")[:most])

    def moment(self, row: Outing) -> datetime:
        assert row.decided_at is not None
        return row.decided_at

    def one(self, ground: Ground, key: uuid.UUID) -> Outing | None:
        found: Outing | None = self._decided(ground).filter(pk=key).first()
        return found

    def _decided(self, ground: Ground) -> Any:
        rows = Outing.objects.filter(resident_id__in=ground.ids, status__in=(S.APPROVED, S.REFUSED))
        return rows.exclude(decided_at=None)

    def decision(self, ground: Ground, row: Outing) -> Decision:
        against = row.status == S.REFUSED
        state, pill = words.STATES[row.status]
        window = {"purpose": words.purpose(row.purpose), "from": _clock(row.starts_at), "to": _clock(row.ends_at)}
        return Decision(
            source=self.name,
            key=row.pk,
            at=self.moment(row),
            what=_("Outing: %(purpose)s, %(from)s to %(to)s") % window,
            outcome=str(state),
            pill=pill,
            reason=row.explained[0] if against else _approved(row),
            remedy=row.explained[1] if against else "",
            rule=_rule(ground, row),
            version=row.policy,
            held=ground.version(row.policy),
            code=row.code,
            decided_by=_("the rules") if row.alone else ground.post(row.decided_by_id),
            machine=row.alone,
            against=against,
            deciders=frozenset({row.decided_by_id} - {None}),
        )

    def corrections(self, ground: Ground, row: Outing) -> list[Correction]:
        if row.status != S.REFUSED or row.ends_at <= ground.at:
            return []
        return [Correction("reconsider", _("The outing is approved as it was asked for; the gates know it at once."))]

    def correct(self, ground: Ground, row: Outing, code: str, *, by: Any, at: datetime) -> dict[str, Any]:
        row.reconsider(by=by, at=at)
        return {"code": "approved"}


def _approved(row: Outing) -> str:
    if row.code == "outings.after_review":
        return _("Approved after a review.")
    return _("The rules approve this by themselves.") if row.alone else _("A person looked at it and agreed.")


def _rule(ground: Ground, row: Outing) -> str:
    held, name = ground.version(row.policy), SETTINGS.get(row.code, "")
    return rule_words(name, held.body["outings"][name]) if held and name in held.body["outings"] else ""


def _clock(at: datetime) -> str:
    return date_format(localtime(at), "n-j H:i")
