"""Restrictions that bind or bound this resident: two people decided them, and neither reviews them."""

import uuid
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.orders import words
from linli.orders.models import Order
from linli.reviews.decisions import Correction, Decision
from linli.reviews.ground import Ground
from linli.situation.words import moment

S = Order.Status


class Orders:
    name = "order"

    def rows(self, ground: Ground, against: bool, most: int) -> list[Order]:
        return list(self._bound(ground).order_by("-starts_at")[:most])

    def moment(self, row: Order) -> datetime:
        assert row.starts_at is not None
        return row.starts_at

    def one(self, ground: Ground, key: uuid.UUID) -> Order | None:
        found: Order | None = self._bound(ground).filter(pk=key).first()
        return found

    def _bound(self, ground: Ground) -> Any:
        """Those that a second person confirmed; a proposal binds nobody and is no decision yet."""
        return Order.objects.filter(resident_id__in=ground.ids).exclude(starts_at=None)

    def decision(self, ground: Ground, row: Order) -> Decision:
        in_force = row.status == S.IN_FORCE
        posts = {"one": ground.post(row.proposed_by_id), "other": ground.post(row.confirmed_by_id)}
        return Decision(
            source=self.name,
            key=row.pk,
            at=self.moment(row),
            what=_("Restriction: %(kind)s") % {"kind": words.kind(row.kind)},
            outcome=str(row.get_status_display()),
            pill="now" if in_force else "done",
            reason=_("It rests on: %(evidence)s") % {"evidence": words.evidence(row) or _("evidence deleted since")},
            remedy=_("It ends by itself on %(end)s at the latest.") % {"end": moment(row.ends_at)} if in_force else "",
            rule=_("Only kinds that the rules list, by two people of the office, with evidence and an end."),
            version=row.policy,
            held=ground.version(row.policy),
            code=row.kind,
            decided_by=_("%(one)s proposed it, %(other)s confirmed it") % posts,
            against=True,
            deciders=frozenset({row.proposed_by_id, row.confirmed_by_id} - {None}),
        )

    def corrections(self, ground: Ground, row: Order) -> list[Correction]:
        if row.status != S.IN_FORCE:
            return []
        words_ = _("The restriction is lifted now; whoever had been told of it is told of this too.")
        return [Correction("lift", words_, needs="orders.confirm")]

    def correct(self, ground: Ground, row: Order, code: str, *, by: Any, at: datetime) -> dict[str, Any]:
        row.lift(by=by, reason=_("lifted after a review"), at=at)
        return {"code": "lifted"}
