"""The stage of a purchase round: a phone that also acts for a neighbour, and what the round left behind."""

from typing import Any

from django_scopes import scope, scopes_disabled

from linli.accounts.models import Proxy
from linli.accounts.models.phones import ResidentSession
from linli.core.clock import now
from linli.registry.models import Community
from tests.world import build

PHONE = "r" * 43


def buying(address: str) -> dict[str, Any]:
    """Wang Mei of 3-2-502 has a phone and acts for Zhao Min of 5-1-1203, who cannot come down."""
    at = now()
    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        mei, min_ = world.residents["王梅"], world.residents["赵敏"]
        Proxy.grant(min_, mei, how="desk", by=world.users["secretary"], at=at)
        ResidentSession.bind(mei, token=PHONE, device="phone", at=at)
    return {
        "phone": PHONE,
        "neighbour": str(min_.pk),
        "logins": {kind: user.username for kind, user in world.users.items()},
    }


def bought() -> dict[str, Any]:
    """Who ordered how and got how much, what became of the parcels, and the account's numbers."""
    from linli.errands.models import Errand
    from linli.supplies.models import Basket, Round

    with scopes_disabled():
        community = Community.objects.get()
    with scope(community=community.pk):
        rows = Basket.objects.select_related("household__flat", "handout").order_by("household__flat__key")
        return {
            "baskets": {
                row.household.flat.key: {
                    "code": row.code,
                    "way": row.way,
                    "got": [item.got for item in row.items.order_by("goods__number")],
                    "handed": row.handout.way if hasattr(row, "handout") else "",
                }
                for row in rows
            },
            "account": Round.objects.get().result,
            "errands": list(Errand.objects.values_list("status", flat=True)),
        }
