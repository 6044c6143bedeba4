"""A rush ten times over, against a real server on this computer: how long pages take, and whether anything is lost.

    python -m bench.rush [--seconds 45] [--times 10] [--plain]

The demo community (4,100 people, its policy, SQLite with synchronous=FULL) is served as `linli up --lan` serves it: two
processes of eight threads, HTTPS. 30 % of 4,100 people in 30 minutes are 0.68 people a second; ten times that come
here, each a phone of its own with its own connection: it opens the poster's page with its style and script, says
"I am at the gate", and asks for its place every five seconds until the verdict is there. Six guards' phones ask for
their gate's list every three seconds and send one crossing for each person, half a minute after they came. The load
runs on the same computer, which therefore does both. Loopback only.
"""

import argparse
import asyncio
import os
import random
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench._rush_load import GATES, PHONES, Load  # noqa: E402

HOME = tempfile.mkdtemp(prefix="linli-bench-")
LIMIT = 300.0  # ms, p95
PEOPLE, SHARE, MINUTES = 4100, 0.3, 30


def stage(count: int) -> dict[str, Any]:
    """The demo community with ``count`` residents who have a phone and a permit, and six enrolled devices."""
    from datetime import timedelta

    from django.core.management import call_command
    from django_scopes import scope

    from linli.accounts.models import ResidentSession, User
    from linli.accounts.models.links import token_hash
    from linli.core.clock import now
    from linli.gates.models import Enrolment, Gate, Out, Permit
    from linli.orders.models import Order
    from linli.overview.demo import build
    from linli.registry.models import Resident

    call_command("migrate", verbosity=0)
    community, at = build(2020), now()
    with scope(community=community.pk):
        living = Resident.objects.living().filter(here=True, confirmed=True).order_by("pk")
        held = {*Out.objects.values_list("who", flat=True), *Order.objects.values_list("resident", flat=True)}
        homes: dict[Any, Any] = {one.household_id: one for one in living if one.pk not in held}
        chosen = random.Random(2020).sample(list(homes.values()), count)
        permits = [
            Permit(community=community, resident=one, kind="outing", starts_at=at - timedelta(hours=1),
                   ends_at=at + timedelta(hours=4), minutes=120) for one in chosen
        ]  # fmt: skip
        Permit.objects.bulk_create(permits)
        sessions = [
            ResidentSession(community=community, resident=one, token_hash=token_hash(f"phone-{n:040}"), seen_at=at)
            for n, one in enumerate(chosen)
        ]
        ResidentSession.objects.bulk_create(sessions)
        boss, devices = User.objects.get(username="secretary"), []
        for number in range(GATES * PHONES):
            _, token = Enrolment.invite(community, by=boss, at=at)
            device, secret = Enrolment.enrol(token, f"phone {number}", at=at)
            devices.append(f"Bearer {device.pk}.{secret}")
        gates = [(str(gate.pk), gate.code) for gate in Gate.objects.filter(closed_at=None)[:GATES]]
    households = {str(one.pk): str(one.household_id) for one in chosen}
    return {"people": [str(one.pk) for one in chosen], "homes": households, "devices": devices, "gates": gates}


def share(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def report(load: Load, count: int, seconds: float) -> bool:
    print(f"{'':22}  requests     p50     p95     p99   p95 of 300 ms")
    good = True
    for kind, values in load.spent.items():
        p50, p95, p99 = (share(values, part) for part in (0.5, 0.95, 0.99))
        good = good and p95 < LIMIT
        print(f"{kind:22}  {len(values):8} {p50:5.0f}ms {p95:5.0f}ms {p99:5.0f}ms   {p95 / LIMIT:6.2f}")
    total = sum(map(len, load.spent.values()))
    print(f"{count} people in {seconds:.0f} s, {total} requests, {total / seconds:.0f} a second")
    return good


def kept(count: int, load: Load) -> bool:
    """Every person who said so crossed exactly once and was told."""
    from django_scopes import scopes_disabled

    from linli.gates.models import Crossing, Preparation

    with scopes_disabled():
        rows = Preparation.objects.filter(resident__in=load.cast["people"])
        states = sorted(set(rows.values_list("status", "outcome")))
        crossed = list(Crossing.objects.filter(resident_id__in=load.cast["people"], guard_id=None, at__gte=load.began))
    ids = [str(one.resident_id) for one in crossed]
    print(
        f"prepared {rows.count()}, crossed {len(ids)} (of {len(set(ids))} people), "
        f"told on the phone {len(load.answered)}"
    )
    print(f"errors: {sorted(set(load.wrong)) or 'none'}; preparations: {states}")
    return rows.count() == len(ids) == len(set(ids)) == len(load.answered) == count and not load.wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=45.0)
    parser.add_argument("--times", type=float, default=10.0)
    parser.add_argument("--plain", action="store_true", help="HTTP instead of HTTPS")
    options = parser.parse_args()
    os.environ |= {"LINLI_HOME": HOME, "LINLI_MODE": "demo", "LINLI_HTTPS": "" if options.plain else "1"}
    os.environ.pop("LINLI_DATABASE", None)
    from linli.cli import django
    from linli.core.clock import now

    django()
    from tests.postgres import free_port
    from tests.stories.stage import _wait, certificate

    rate = PEOPLE * SHARE / MINUTES / 60 * options.times
    count = int(rate * options.seconds)
    cast = stage(count)
    port, tls, trusting = free_port(), "", None
    if not options.plain:
        pem, secret, _ = certificate(Path(HOME))
        tls, trusting = f", Tls({str(pem)!r}, {str(secret)!r})", ssl._create_unverified_context()  # noqa: S323  # our own server, our own certificate
    start = f"from linli.config.serve import Tls, serve; serve('127.0.0.1', {port}{tls})"
    with (Path(HOME) / "server.log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-c", start], cwd=ROOT, stdout=log, stderr=log)
        try:
            if trusting:
                _wait(port, server, Path(HOME))
            else:
                time.sleep(5)
            load = Load(cast, port, trusting)
            load.began, began = now(), time.monotonic()
            asyncio.run(load.run(rate))
            spent = time.monotonic() - began
        finally:
            server.terminate()
            server.wait(20)
    good = report(load, count, spent)
    return 0 if kept(count, load) and good else 1


if __name__ == "__main__":
    sys.exit(main())
