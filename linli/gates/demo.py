"""Three gates, keys, passes, permits and a day of crossings for the demo community, out of a seed."""

import json
from datetime import datetime, timedelta
from random import Random
from typing import Any

from linli.accounts.permissions import GATE
from linli.core.clock import now
from linli.gates import issuing, online, shelf_demo
from linli.gates.inforce import judge, rules_at
from linli.gates.models import Device, Gate, Pass, Permit, Pin, SigningKey
from linli.gates.reading import CrossingIn, Item, canonical, digest_of
from linli.gates.staff import in_force
from linli.gates.uploads import receive
from linli.registry.models import Compound, Resident

GATES = ("南门", "北门", "东门")
PIN = "2020"
WORKERS, OUTINGS, CROSSINGS = 300, 60, 240


def build(community: Any, seed: int = 1, at: datetime | None = None, by: Any = None) -> dict[str, int]:
    """Fill ``community`` (in its scope, people already there); every guard gets the PIN 2020. Returns counts."""
    at, random = at or now(), Random(seed)
    compounds = list(Compound.objects.order_by("name"))
    gates = [
        Gate(community=community, compound=compounds[n % len(compounds)], name=name) for n, name in enumerate(GATES)
    ]
    Gate.objects.bulk_create(gates)
    for use in SigningKey.Use.values:
        SigningKey.make(community, use, by=by, at=at - timedelta(days=1))
    for role in in_force(community, at).filter(kind__in=GATE).select_related("user"):
        Pin.choose(community, role.user, PIN, by=role.user, at=at)
    people = list(Resident.objects.living().filter(here=True, confirmed=True).order_by("pk"))
    plan = issuing.plan(Pass.Kind.RESIDENT, at, None)
    issuing.issue_batch(community, plan, at + timedelta(days=30), by=by, at=at - timedelta(hours=12))
    adults = [one for one in people if one.birth_year and 1960 <= one.birth_year <= 1998]
    chosen = random.sample(adults, min(len(adults), WORKERS + OUTINGS))
    _permits(chosen, random, at, by)
    count = _crossings(community, gates, chosen, random, at)
    shelf = shelf_demo.build(community, gates, random, at, by)
    return {"gates": len(gates), "passes": plan.size, "permits": len(chosen), "crossings": count, "shelf": shelf}


def _permits(people: list[Resident], random: Random, at: datetime, by: Any) -> None:
    morning = at - timedelta(hours=6)
    for number, one in enumerate(people):
        if number < WORKERS:
            Permit.grant(one, kind="work", starts_at=morning, ends_at=at + timedelta(days=22), by=by, at=morning)
        else:
            ends = at + timedelta(hours=random.randint(2, 8))
            Permit.grant(one, kind="outing", starts_at=morning, ends_at=ends, once=True, minutes=120, by=by, at=morning)


def _crossings(community: Any, gates: list[Gate], people: list[Resident], random: Random, at: datetime) -> int:
    """Out in the morning; half of them back by now; one fever, some turned back, one overruled."""
    device = Device.objects.create(community=community, name="南门 1 号机", secret_hash="-", seen_at=at)  # noqa: S106
    device.community = community
    rules = rules_at(community, at)
    going = people[: CROSSINGS // 2]
    moments = sorted(random.randint(30, 150) for _ in going)
    plans = [
        (at - timedelta(minutes=minutes), one, "exit") for minutes, one in zip(reversed(moments), going, strict=True)
    ]
    plans += [
        (when + timedelta(minutes=random.randint(5, 28)), one, "entry")
        for when, one, _ in random.sample(plans, len(plans) // 2)
    ]
    items = []
    for number, (when, one, direction) in enumerate(sorted(plans, key=lambda plan: plan[0]), 1):
        body = _body(random.choice(gates), one, direction, when, rules.version, number)
        facts = online.look(community, CrossingIn.model_validate(body), when)[2]
        verdict = judge(rules, facts)
        told = {name: verdict[name] for name in ("outcome", "code", "step")}
        body["verdict"] = told if told["outcome"] != "ask" else {**told, "outcome": "refer"}
        if number == 40 and verdict["outcome"] != "allow":
            body["overrule"] = {"outcome": "allow", "reason": "母亲在医院，已电话核实"}
        content = canonical(body)
        items.append(Item(number, content, digest_of(content), CrossingIn.model_validate(json.loads(content))))
    for start in range(0, len(items), 100):
        receive(device, items[start : start + 100], at)
    return len(items)


def _body(gate: Gate, one: Resident, direction: str, when: datetime, version: str, number: int) -> dict[str, Any]:
    return {
        "gate": str(gate.pk),
        "direction": direction,
        "at": int(when.timestamp()),
        "offset": 0,
        "policy": version,
        "pass": "",
        "resident": str(one.pk),
        "household": str(one.household_id),
        "facts": {
            "temperature": 378 if number == 60 else 362 + number % 7,
            "mask": True,
            "identity": True,
            "health_colour": "yellow" if number in (25, 40) else "green",
        },
        "verdict": {"outcome": "refer", "code": "", "step": ""},
        "emergency": False,
        "guard": "",
        "shift": "",
    }
