"""The end of a fortnight at home, as the ticker sees it."""

from datetime import timedelta
from typing import Any

from django_scopes import scopes_disabled

from linli.core.clock import now


def fortnight(seconds: int) -> dict[str, Any]:
    """What runs by itself ``seconds`` from now, and how the threads then stand."""
    from linli.arrivals.models import Arrival
    from linli.arrivals.recurring import look_due
    from linli.orders.recurring import lapse_due

    at = now() + timedelta(seconds=seconds)
    with scopes_disabled():
        lapse_due(at)
        look_due(at)
        return {"threads": sorted(Arrival._base_manager.values_list("status", flat=True))}
