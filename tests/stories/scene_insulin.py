"""The stage of "3-502 胰岛素没了": a gate, a volunteer next door who may not go out, an elder without a page."""

from datetime import timedelta
from typing import Any

from django_scopes import scope, scopes_disabled

from linli.accounts.models import User
from linli.core.clock import now
from linli.errands.models import Errand
from linli.gates.models import Enrolment, Gate, Pass, Pin, SigningKey
from tests.world import build

PIN = "2580"
LONG = timedelta(days=30)


def insulin(address: str) -> dict[str, Any]:
    """The compounds are open for those with a reason; Li Qiang has a pass and none."""
    from linli.situation.demo import build as publish

    at = now()
    with scopes_disabled():
        world = build()
    secretary, worker, guard = (world.users[kind] for kind in ("secretary", "community_worker", "gate_guard"))
    neighbour = _named(world.users["volunteer"], "李强", world.residents["李强"].phone)
    _named(world.users["grid_worker"], "何丽", "13800009999")
    with scope(community=world.community.pk):
        publish(world.community, by=worker, other=secretary, at=at)
        gate = Gate.objects.create(community=world.community, compound=world.compound, name="南门")
        Pin.choose(world.community, guard, PIN, by=secretary)
        SigningKey.make(world.community, SigningKey.Use.SEAL, by=secretary)
        key = SigningKey.make(world.community, SigningKey.Use.PASS, by=secretary)
        issued = Pass.issue(kind="resident", resident=world.residents["李强"], expires_at=at + LONG, by=worker)
        _, token = Enrolment.invite(world.community, by=secretary)
    return {
        "link": f"{address}/gate/#enrol={token}",
        "pin": PIN,
        "guard": str(guard.pk),
        "gate": str(gate.pk),
        "pass": issued.text(key),
        "volunteer": neighbour.username,
        "logins": {kind: user.username for kind, user in world.users.items()},
    }


def _named(user: User, name: str, phone: str) -> User:
    user.name, user.phone = name, phone
    user.save()
    return user


def errand_now() -> dict[str, Any]:
    """What the server knows of the one errand: its status, its steps, its money, and whether the permit still holds."""
    from linli.gates.models import Permit

    with scopes_disabled():
        row = Errand._base_manager.get()
        permit = Permit._base_manager.filter(kind="errand").first()
        return {
            "status": row.status,
            "steps": list(row.steps.values_list("what", flat=True)),
            "cash": [[one.what, str(one.amount)] for one in row.cash.all()],
            "permit": None if permit is None else not hasattr(permit, "revocation"),
        }
