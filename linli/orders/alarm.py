"""More people restricted within 24 hours than the policy lets pass without an alarm (Zhengzhou 2022: 1,317)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils.functional import cached_property

from linli.accounts.models import Role
from linli.core.outbox import put
from linli.followups.models import FollowUp
from linli.followups.owners import owner_for
from linli.journal.verbs import record
from linli.orders.policy import order_rules
from linli.orders.telling import staff

WITHIN = timedelta(hours=24)


@dataclass
class Count:
    """People for whom a restriction was proposed, or confirmed, within the last 24 hours."""

    community: Any
    at: datetime

    def _people(self, moment: str) -> int:
        rows = apps.get_model("orders.Order")._base_manager.filter(
            community_id=self.community, **{f"{moment}__gt": self.at - WITHIN, f"{moment}__lte": self.at}
        )
        return int(rows.values("resident_id").distinct().count())

    @cached_property
    def proposed(self) -> int:
        return self._people("created_at")

    @cached_property
    def confirmed(self) -> int:
        return self._people("starts_at")

    @cached_property
    def limit(self) -> int | None:
        rules = order_rules(self.community, self.at)
        return rules.alarm_over if rules else None

    @property
    def most(self) -> int:
        return max(self.proposed, self.confirmed)

    @property
    def many(self) -> bool:
        """Exactly the limit is not yet more than it."""
        return self.limit is not None and self.most > self.limit


def sound_if_many(order: Any, limit: int, *, by: Any, at: datetime) -> None:
    """Raise the alarm, once a day of the community. The caller holds the lock, so that two at once count each other."""
    count = Count(order.community_id, at)
    subject = f"orders:{order.resident.community.today(at)}"
    known = FollowUp._base_manager.filter(
        community_id=order.community_id, kind=FollowUp.Kind.MANY_ORDERS, subject=subject
    )
    if count.most <= limit or known.exists():
        return
    record("order.many_at_once", order, by=by, at=at, people=count.most, limit=limit)
    owner = owner_for(order.community_id, at)
    FollowUp.open(
        order.community_id,
        FollowUp.Kind.MANY_ORDERS,
        subject,
        owner=owner,
        due_at=at,
        by=None,
        at=at,
        people=count.most,
        limit=limit,
    )
    told = {owner.pk, *staff(order.community_id, {Role.Kind.SECRETARY, Role.Kind.DISTRICT}, at)}
    for user in sorted(told):
        key = f"orders.many:{subject}:{user}"
        put(order.community_id, f"user:{user}", "orders.many", key=key, at=at, people=str(count.most))
