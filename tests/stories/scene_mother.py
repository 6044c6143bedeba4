"""The stage of an outing for a mother: 19 March's rules, two gates, a daughter with a card, and the clock."""

from datetime import timedelta
from typing import Any

from django_scopes import scope, scopes_disabled

from linli.accounts.models import HouseholdCard, Proxy
from linli.core.clock import now
from linli.gates.models import Enrolment, Gate, Pass, Pin, SigningKey
from tests.world import build

PIN = "2580"


def mother(address: str) -> dict[str, Any]:
    """Wang Xiuying has no phone; Wang Mei has one, and the household's card; nobody has a permit."""
    from linli.situation.demo import build as publish

    at = now()
    with scopes_disabled():
        world = build()
    secretary, worker, guard = (world.users[kind] for kind in ("secretary", "community_worker", "gate_guard"))
    with scope(community=world.community.pk):
        publish(world.community, by=worker, other=secretary, at=at, phase="one-per-household")
        gates = {
            name: Gate.objects.create(community=world.community, compound=world.compound, name=name)
            for name in ("南门", "北门")
        }
        Pin.choose(world.community, guard, PIN, by=secretary)
        SigningKey.make(world.community, SigningKey.Use.SEAL, by=secretary)
        key = SigningKey.make(world.community, SigningKey.Use.PASS, by=secretary)
        elder, daughter = world.residents["王秀英"], world.residents["王梅"]
        issued = Pass.issue(kind="resident", resident=elder, expires_at=at + timedelta(days=30), by=worker)
        Proxy.grant(elder, daughter, how="desk", by=world.users["grid_worker"], at=at)
        [(_, code)] = HouseholdCard.issue_all([elder.household], community=world.community, by=secretary, at=at)
        links = [f"/gate/#enrol={Enrolment.invite(world.community, by=secretary)[1]}"]
    return {
        "join": f"{address}/join/{code}/",
        "enrol": links[0],
        "pin": PIN,
        "guard": str(guard.pk),
        "gates": {name: str(gate.pk) for name, gate in gates.items()},
        "pass": issued.text(key),
        "mother": str(elder.pk),
        "daughter": str(daughter.pk),
        "grid_worker": world.users["grid_worker"].username,
    }


def tick(seconds: int) -> dict[str, Any]:
    """What the ticker does ``seconds`` from now; a fresh invitation for a phone of that moment comes with it."""
    from linli.accounts.models import User
    from linli.core.models import Message
    from linli.followups.models import FollowUp
    from linli.gates.recurring import overdue_due
    from linli.outings.recurring import overdue_due as outings_overdue
    from linli.outings.recurring import remind_due
    from linli.registry.models import Community

    at = now() + timedelta(seconds=seconds)
    with scopes_disabled():
        for work in (remind_due, overdue_due, outings_overdue):
            work(at)
        community = Community.objects.get()
    with scope(community=community.pk):
        secretary = User.objects.get(username__startswith="secretary")
        _, token = Enrolment.invite(community, by=secretary, at=at)
        return {
            "enrol": f"/gate/#enrol={token}",
            "reminded": sorted(Message.objects.filter(template="outing.remind").values_list("to", flat=True)),
            "matters": list(FollowUp.objects.filter(kind="overdue").values_list("status", flat=True)),
        }
