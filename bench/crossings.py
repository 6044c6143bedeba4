"""POST /api/gate/crossings beside a bare insert of the same rows, in the same run, on SQLite with synchronous=FULL.

    python -m bench.crossings [uploads]      # 200 items each, and the same number of single items

The limit is a bare insert of the very same rows (crossing and key), one transaction a batch, no ORM, no rules.
"""

import json
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ |= {"LINLI_HOME": tempfile.mkdtemp(prefix="linli-bench-"), "LINLI_MODE": "demo", "LINLI_HOSTS": "testserver"}
os.environ.pop("LINLI_DATABASE", None)
BATCH = 200


def main(uploads: int) -> None:
    from linli.cli import django

    django()
    from django.core.management import call_command
    from django_scopes import scopes_disabled

    call_command("migrate", verbosity=0)
    with scopes_disabled():
        device, bearer, people, gate = stage()
    posted = post(bearer, people, gate, uploads)
    bare = insert(device)
    single = post(bearer, people, gate, uploads, size=1, first=uploads * BATCH + 1)
    print(f"POST /api/gate/crossings, {BATCH} a call : {posted:8,.0f} rows/s")
    print(f"bare insert of the same rows       : {bare:8,.0f} rows/s")
    print(f"ratio                              : {posted / bare:8.1%}")
    print(f"POST /api/gate/crossings, 1 a call   : {single:8,.0f} rows/s")


def stage() -> tuple[Any, str, list[Any], str]:
    """A community of 1,260 flats, a device, and the phase of 8 April in force."""
    from linli.accounts.models import Role, User
    from linli.core.clock import now
    from linli.gates import aftermath, inforce, uploads
    from linli.gates.models import Enrolment, Gate, SigningKey
    from linli.registry.models import Building, Community, Compound, Flat, Grid, Household, Resident, Unit

    policy = json.loads((ROOT / "policies/wuhan-2020/normalised.json").read_text())
    rules = inforce.InForce(version="wuhan-2020/normalised@1", gate=policy["gate"])
    uploads.rules_at = aftermath.rules_at = lambda community, at: rules
    community = Community.objects.create(name="bench")
    boss = User.objects.create_user("boss")
    Role.objects.create(community=community, user=boss, kind="secretary", starts_at=now() - timedelta(days=1))
    compound = Compound.objects.create(community=community, name="1")
    grid = Grid.objects.create(community=community, number="001")
    building = Building.objects.create(community=community, compound=compound, grid=grid, number="1")
    unit = Unit.objects.create(community=community, building=building, number="1")
    flats = [Flat(community=community, unit=unit, number=str(n), key=f"1-1-{n}") for n in range(1260)]
    Flat.objects.bulk_create(flats)
    homes = Household.objects.bulk_create([Household(community=community, flat=flat) for flat in flats])
    people = Resident.objects.bulk_create([Resident(community=community, household=h, name="王梅") for h in homes])
    SigningKey.make(community, "seal", by=boss)
    gate = Gate.objects.create(community=community, compound=compound, name="south")
    _, token = Enrolment.invite(community, by=boss)
    device, secret = Enrolment.enrol(token, "bench")
    return device, f"Bearer {device.pk}.{secret}", people, str(gate.pk)


def item(sequence: int, person: Any, gate: str, at: int) -> dict[str, Any]:
    """An entry that every check passes: the ordinary case."""
    return {
        "sequence": sequence,
        "crossing": {
            "gate": gate, "direction": "entry", "at": at, "offset": 0, "policy": "wuhan-2020/normalised@1",
            "pass": "", "resident": str(person.pk), "household": str(person.household_id),
            "facts": {"temperature": 365, "mask": True, "identity": True, "health_colour": "green"},
            "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""},
            "emergency": False, "guard": "", "shift": "",
        },
    }  # fmt: skip


def post(bearer: str, people: list[Any], gate: str, calls: int, size: int = BATCH, first: int = 1) -> float:
    from django.test import Client

    client = Client(headers={"Authorization": bearer})
    at = int(time.time()) - 4 * 3600
    bodies = []
    for call in range(calls):
        numbers = range(first + call * size, first + call * size + size)
        bodies.append(json.dumps({"items": [item(n, people[n % len(people)], gate, at + n // 10) for n in numbers]}))
    start = time.perf_counter()
    for body in bodies:
        response = client.post("/api/gate/crossings", data=body, content_type="application/json")
        outcomes = {one["outcome"] for one in response.json()["results"]}
        assert outcomes == {"new"}, outcomes
    return calls * size / (time.perf_counter() - start)


def insert(device: Any) -> float:
    """Copy the rows out, empty the tables, put them back in batches of the same size."""
    from django.db import connection

    tables = {}
    with connection.cursor() as cursor:
        for table in ("gates_crossing", "gates_crossingkey"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            tables[table] = cursor.fetchall()
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        start = time.perf_counter()
        count = len(tables["gates_crossing"])
        for begin in range(0, count, BATCH):
            cursor.execute("BEGIN IMMEDIATE")
            for table, rows in tables.items():
                marks = ",".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[begin : begin + BATCH])  # noqa: S608
            cursor.execute("COMMIT")
    return count / (time.perf_counter() - start)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
