"""What the stories put on stage and look at behind it: ``python -m tests.stories.scenes NAME JSON``.

Runs beside the server and prints one line of JSON. Each scene is a function of the arguments that the story gives.
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django_scopes import scope, scopes_disabled  # noqa: E402

from linli.accounts.models import HouseholdCard  # noqa: E402
from linli.accounts.models.phones import ResidentSession  # noqa: E402
from linli.core.clock import now  # noqa: E402
from linli.gates.models import Crossing, Enrolment, Gate, Pass, Permit, Pin, SigningKey  # noqa: E402
from linli.registry.models import Community, Resident  # noqa: E402
from tests.stories.canaries import traces  # noqa: E402
from tests.stories.cottage import cottage, cottage_at_night, handled, inside, named  # noqa: E402
from tests.stories.scene_certificate import certificate  # noqa: E402
from tests.stories.scene_cottage_keys import kept_by, key_stage, keys_now, leaves, opened_with, seal_some  # noqa: E402
from tests.stories.scene_family import fortnight  # noqa: E402
from tests.stories.scene_handover import asked_for, evening, seen_to, whose  # noqa: E402
from tests.stories.scene_insulin import errand_now, insulin  # noqa: E402
from tests.stories.scene_knock import alone, knocks  # noqa: E402
from tests.stories.scene_mother import mother, tick  # noqa: E402
from tests.stories.scene_paper import after_noon, paper  # noqa: E402
from tests.stories.scene_round import bought, buying  # noqa: E402
from tests.stories.scene_volunteers import volunteered, volunteering  # noqa: E402
from tests.world import build  # noqa: E402

PIN = "2580"
PHONE = "p" * 43


def gate(address: str, kind: str = "work", minutes: int = 0) -> dict[str, Any]:
    """The small world with passes, permits, the normalised phase of Wuhan in force, and an invitation for a phone."""
    from linli.situation.demo import build as publish

    at = now()
    with scopes_disabled():
        world = build()
    secretary, worker, guard = (world.users[kind] for kind in ("secretary", "community_worker", "gate_guard"))
    world.users["grid_worker"].name = "何丽"
    world.users["grid_worker"].save()
    with scope(community=world.community.pk):
        publish(world.community, by=worker, other=secretary, at=at)
        gates = [
            Gate.objects.create(community=world.community, compound=world.compound, name=name)
            for name in ("南门", "北门")
        ]
        Pin.choose(world.community, guard, PIN, by=secretary)
        SigningKey.make(world.community, SigningKey.Use.SEAL, by=secretary)
        key = SigningKey.make(world.community, SigningKey.Use.PASS, by=secretary)
        passes = {}
        for name, resident in world.residents.items():
            Permit.grant(
                resident,
                kind=kind,
                minutes=minutes,
                starts_at=at - timedelta(days=1),
                ends_at=at + timedelta(days=20),
                by=worker,
            )
            issued = Pass.issue(kind="resident", resident=resident, expires_at=at + timedelta(days=30), by=worker)
            passes[name] = {"text": issued.text(key), "code": issued.code, "id": str(issued.pk)}
        idle = Resident.objects.create(
            community=world.community, household=world.flats["5-1-1203"].households.get(), name="赵小宝", initials="zxb"
        )
        without = Pass.issue(kind="resident", resident=idle, expires_at=at + timedelta(days=30), by=worker)
        passes["赵小宝"] = {"text": without.text(key), "code": without.code, "id": str(without.pk)}
        _, token = Enrolment.invite(world.community, by=secretary)
    return {
        "link": f"{address}/gate/#enrol={token}",
        "pin": PIN,
        "guard": str(guard.pk),
        "gates": {one.name: str(one.pk) for one in gates},
        "passes": passes,
        "people": {name: str(resident.pk) for name, resident in world.residents.items()},
        "logins": {kind: user.username for kind, user in world.users.items()},
    }


def family(address: str) -> dict[str, Any]:
    """The same, with two-hour outings for everybody, and Wang Mei's phone joined with the household's card."""
    cast = gate(address, kind="outing", minutes=120)
    with scopes_disabled():
        mei = Resident.objects.get(pk=cast["people"]["王梅"])
    with scope(community=mei.community_id):
        ResidentSession.bind(mei, token=PHONE, device="phone", at=now())
        poster = Gate.objects.get(pk=cast["gates"]["南门"]).code
    return cast | {"phone": PHONE, "poster": f"{address}/at/{poster}/"}


def crossings() -> list[dict[str, Any]]:
    """Every crossing that the server keeps, by the device's sequence."""
    with scopes_disabled():
        rows = Crossing.objects.order_by("sequence")
        return [
            {
                "sequence": row.sequence,
                "direction": row.direction,
                "gate": [row.gate_outcome, row.gate_code],
                "server": [row.server_outcome, row.server_code],
                "overrule": row.overrule_outcome,
                "went": row.went,
                "emergency": row.emergency,
                "disagreed": row.disagreed,
                "resident": str(row.resident_id),
                "group": str(row.group_id or ""),
                "person": row.facts.get("person", ""),
                "vehicle": row.vehicle,
            }
            for row in rows
        ]


def shelf(address: str) -> dict[str, Any]:
    """The same gate, with an invitation for a second phone and a household card for 3-2-502."""
    from linli.accounts.models import HouseholdCard, User

    cast = gate(address)
    with scopes_disabled():
        community = Community.objects.get()
        secretary = User.objects.get(username=cast["logins"]["secretary"])
    with scope(community=community.pk):
        _, token = Enrolment.invite(community, by=secretary)
        home = Resident.objects.get(pk=cast["people"]["王梅"]).household
        [(_card, code)] = HouseholdCard.issue_all([home], community=community, by=secretary, at=now())
    return cast | {"second": f"{address}/gate/#enrol={token}", "join": f"{address}/join/{code}/"}


def others(address: str) -> dict[str, Any]:
    """The same gate while the compounds are closed; a carer of 3-2-502 has a pass, and a courier with vegetables."""
    from linli.accounts.models import User
    from linli.gates.models import Holder

    cast = gate(address)
    at = now()
    with scopes_disabled():
        community = Community.objects.get()
        worker = User.objects.get(username=cast["logins"]["community_worker"])
    with scope(community=community.pk):
        home = Resident.objects.get(pk=cast["people"]["王梅"]).household
        carer = Pass.issue(
            kind="carer",
            household=home,
            holder=Holder(name="刘桂芳", organisation="安心家政"),
            expires_at=at + timedelta(days=30),
            by=worker,
        )
    return cast | {"carer": carer.code}


def lonely(address: str) -> dict[str, Any]:
    """The same gate; three elders live alone, and nothing was heard of them for 47 hours."""
    cast = gate(address)
    return cast | {"phone": alone(cast["people"], cast["logins"])}


def on_the_shelf() -> list[list[str]]:
    """[kind, who was told, how it ended] of everything the server knows of the shelf."""
    from linli.gates.models import ShelfItem

    with scopes_disabled():
        return [[row.kind, row.told, row.end] for row in ShelfItem.objects.order_by("created_at")]


def void(pass_id: str) -> bool:
    """Void a pass, as the office does when it is lost."""
    with scopes_disabled():
        community = Community.objects.get()
    with scope(community=community.pk):
        Pass.objects.get(pk=pass_id).void(by=None, reason="lost")
    return True


def card(name: str) -> str:
    """The address on the household card of ``name``."""
    with scopes_disabled():
        community = Community.objects.get()
    with scope(community=community.pk):
        households = [one.household for one in Resident.objects.select_related("household") if one.name == name]
        [(_, code)] = HouseholdCard.issue_all(households, community=community, by=None, at=now())
    return f"/join/{code}/"


if __name__ == "__main__":
    played = (
        gate,
        family,
        shelf,
        others,
        lonely,
        knocks,
        certificate,
        mother,
        tick,
        fortnight,
        crossings,
        on_the_shelf,
        void,
        card,
        paper,
        after_noon,
        evening,
        asked_for,
        seen_to,
        whose,
        cottage,
        cottage_at_night,
        inside,
        handled,
        named,
        traces,
        buying,
        bought,
        insulin,
        errand_now,
        volunteering,
        volunteered,
        kept_by,
        opened_with,
        key_stage,
        keys_now,
        leaves,
        seal_some,
    )
    scenes = {scene.__name__: scene for scene in played}
    print(json.dumps(scenes[sys.argv[1]](**json.loads(sys.argv[2])), ensure_ascii=False))
