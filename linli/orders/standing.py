"""The restrictions that bind somebody at a moment, as gates and their rosters need them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q

from linli.orders.models import Order
from linli.orders.policy import order_rules
from linli.orders.rules import Bound, Terms, holds, until


class Standing:
    """All that ever bound ``residents`` (their ids; None: everybody), read once, to be asked about any moment.

    What was made for a record that has since been merged into another binds the one that is left.
    """

    def __init__(self, community: Any, residents: Iterable[uuid.UUID] | None) -> None:
        self._community = getattr(community, "pk", community)
        rows = Order._base_manager.filter(community_id=self._community).exclude(starts_at=None)
        if residents is None:
            rows = rows.filter(over_at=None)
        else:
            people = list(residents)
            rows = rows.filter(Q(resident__in=people) | Q(resident__merged_into__in=people))
        self._bound: dict[uuid.UUID, list[Bound]] = defaultdict(list)
        for row in rows.select_related("resident").order_by("starts_at", "pk"):
            self._bound[row.resident.merged_into_id or row.resident_id].append(row.bound)
        self._terms: dict[int, Terms | None] = {}

    @property
    def people(self) -> Iterable[uuid.UUID]:
        return self._bound

    def at(self, resident: uuid.UUID, at: int) -> list[tuple[str, int]]:
        """(kind, last second) of what binds ``resident`` at ``at`` (epoch seconds)."""
        if resident not in self._bound:  # nearly everybody: the rules need not be asked
            return []
        terms = self._rules(at)
        if terms is None:
            return []
        return [(one.kind, until(one, terms)) for one in self._bound[resident] if holds(one, terms, at)]

    def _rules(self, at: int) -> Terms | None:
        if at not in self._terms:
            rules = order_rules(self._community, datetime.fromtimestamp(at, UTC))
            self._terms[at] = rules.terms if rules else None
        return self._terms[at]


def orders_of(
    community: Any, at: datetime, residents: Iterable[uuid.UUID] | None = None
) -> dict[uuid.UUID, list[tuple[str, int]]]:
    """resident id -> (kind, last second in epoch seconds) of the restrictions that bind at ``at``."""
    held, moment = Standing(community, residents), int(at.timestamp())
    found = {resident: held.at(resident, moment) for resident in held.people}
    return {resident: orders for resident, orders in found.items() if orders}
