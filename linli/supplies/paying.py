"""The place for a payment provider. None is built in: people mark cash and transfers, and that is enough.

A provider that is added by name (``PROVIDERS["…"] = …``) offers an address at which a household can pay, and says
afterwards what it received; the mark in the books is the same `Payment`, with the way "provider".
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from linli.supplies.models import Basket, Payment
from linli.supplies.models.money import Way
from linli.supplies.reckoning import balance_of


class Provider(Protocol):
    """``address_for`` is where a household pays ``amount``; ``received`` what has come, by the basket's code."""

    def address_for(self, code: str, amount: Decimal) -> str: ...

    def received(self) -> Iterable[tuple[str, Decimal]]: ...


PROVIDERS: dict[str, Provider] = {}


def addresses(basket: Basket) -> dict[str, str]:
    """Where this household can pay what is open, by the provider's name; empty where nobody has added one."""
    still = balance_of(basket).open
    return {name: one.address_for(basket.code, still) for name, one in PROVIDERS.items()} if still else {}


def take_in(provider: Provider, at: datetime) -> int:
    """Mark what ``provider`` received, in a community's scope; how much of it is new.

    A provider tells the same sum again and again: only what exceeds the marks that are there is marked.
    """
    count = 0
    for code, amount in provider.received():
        basket = Basket.objects.filter(code=code).select_related("of").first()
        if basket is None:
            continue
        rows = Payment.objects.filter(basket=basket, way=Way.PROVIDER, taken_back_at=None)
        more = amount - sum(rows.values_list("amount", flat=True), Decimal(0))
        if more > 0:
            Payment.mark(basket, more, Way.PROVIDER, by=None, at=at)
            count += 1
    return count
