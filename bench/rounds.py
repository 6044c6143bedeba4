"""1,000 households order in one round, against a real server on this computer: nothing lost, doubled or oversold.

    python -m bench.rounds [--households 1000] [--at-once 60]

Served as `linli up` serves it: two processes of eight threads, SQLite with synchronous=FULL, loopback only. Each
household is a phone of its own: it opens the round's page and orders; every tenth taps twice, at the same moment.
Eggs are for 700 households, so that many have to wait. The limit is five minutes for all of them; they come as fast
as they are answered, and the load runs on the same computer. Then everything that is kept is counted.
"""

import argparse
import asyncio
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench._rush_load import TOKEN, Line, Load  # noqa: E402

HOME = tempfile.mkdtemp(prefix="linli-bench-")
LIMIT = 300.0  # seconds for everybody
EGGS, GREENS, LIMIT_EGGS = 700, 2, 2
TWICE = 10  # every tenth taps twice


def stage(count: int) -> str:
    """A community of ``count`` households with a phone each, and an open round; the address of its page."""
    from django.core.management import call_command
    from django_scopes import scope

    from linli.accounts.models import ResidentSession
    from linli.accounts.models.links import token_hash
    from linli.core.clock import now
    from linli.registry.models import Building, Community, Compound, Flat, Grid, Household, Resident, Unit
    from linli.supplies.models import Goods, Round

    call_command("migrate", verbosity=0)
    at, hour = now(), timedelta(hours=1)
    community = Community.objects.create(name="bench")
    with scope(community=community.pk):
        compound = Compound.objects.create(community=community, name="1")
        grid = Grid.objects.create(community=community, number="001")
        building = Building.objects.create(community=community, compound=compound, grid=grid, number="1")
        unit = Unit.objects.create(community=community, building=building, number="1")
        flats = [Flat(community=community, unit=unit, number=str(n), key=f"1-1-{n}") for n in range(count)]
        homes = [Household(community=community, flat=flat) for flat in Flat.objects.bulk_create(flats)]
        rows = [
            Resident(community=community, household=home, name="王梅") for home in Household.objects.bulk_create(homes)
        ]
        people = Resident.objects.bulk_create(rows)
        ResidentSession.objects.bulk_create(
            ResidentSession(community=community, resident=one, token_hash=token_hash(f"phone-{n:040}"), seen_at=at)
            for n, one in enumerate(people)
        )
        of = Round.draft(
            community, by=None, at=at, title="eggs", supplier="bench", place="south", closes_at=at + hour,
            arrives_at=at + 2 * hour, pickup_from=at + 3 * hour, pickup_until=at + 9 * hour,
        )  # fmt: skip
        Goods.offer(of, "eggs", "tray", Decimal("25.50"), by=None, at=at, stock=EGGS, limit=LIMIT_EGGS)
        Goods.offer(of, "greens", "bag", Decimal("30.00"), by=None, at=at)
        of.open(by=None, at=at)
    return f"/me/rounds/{of.pk}/"


def eggs_of(number: int) -> int:
    return 1 + number % LIMIT_EGGS


class Buyers(Load):
    """Phones that order; what goes wrong is kept in ``wrong``."""

    async def buy(self, number: int, path: str, gate: asyncio.Semaphore) -> None:
        async with gate:
            cookie, line = f"linli_phone=phone-{number:040}", Line()
            _, page = await self.ask("the round's page", path, {"Cookie": cookie}, line=line)
            held, csrf = TOKEN.search(page), re.search(r"csrftoken=(\w+)", page)
            if held is None or csrf is None:
                return self.wrong.append("no form")
            told = {
                "Cookie": f"{cookie}; csrftoken={csrf[1]}",
                "Origin": f"http://localhost:{self.port}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            body = f"csrfmiddlewaretoken={held[1]}&g1={eggs_of(number)}&g2={GREENS}".encode()
            lines = [line, Line()] if number % TWICE == 0 else [line]
            for status, _ in await asyncio.gather(*(self.ask("the order", path, told, body, one) for one in lines)):
                if status != 302:
                    self.wrong.append(f"order {status}")
            for one in lines:
                one.close()
            return None

    async def all(self, count: int, path: str, at_once: int) -> None:
        gate = asyncio.Semaphore(at_once)
        await asyncio.gather(*(self.buy(number, path, gate) for number in range(count)))


def kept(count: int) -> bool:
    """Every household has one order with what it asked for; eggs are promised up to the last tray and no further."""
    from django_scopes import scopes_disabled

    from linli.supplies.models import Basket, Item, Round
    from linli.supplies.reckoning import lines_of
    from linli.supplies.rules import by_goods, by_household, total

    with scopes_disabled():
        baskets = list(Basket.objects.all())
        eggs, greens = (list(Item.objects.filter(goods__number=number)) for number in (1, 2))
        lines = lines_of(Round.objects.get())
    wanted = sum(map(eggs_of, range(count)))
    promised, waiting = sum(one.quantity for one in eggs), sum(one.waiting for one in eggs)
    numbers = sorted(one.number for one in baskets)
    lost = count - len({one.household_id for one in baskets})
    doubled = len(baskets) - len({one.household_id for one in baskets})
    print(f"orders {len(baskets)}, lost {lost}, double {doubled}, oversold {max(0, promised - EGGS)}")
    print(f"eggs: {wanted} wanted, {promised} of {EGGS} promised, {waiting} wait")
    good = [
        lost == doubled == 0,
        numbers == list(range(1, count + 1)),
        promised == min(EGGS, wanted) and promised + waiting == wanted,
        sum(one.quantity for one in greens) == GREENS * count and not any(one.waiting for one in greens),
        sum(by_goods(lines).values()) == sum(by_household(lines).values()) == total(lines),
    ]
    return all(good)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=60)
    options = parser.parse_args()
    os.environ |= {"LINLI_HOME": HOME, "LINLI_MODE": "demo", "LINLI_HTTPS": ""}
    os.environ.pop("LINLI_DATABASE", None)
    from linli.cli import django

    django()
    from tests.postgres import free_port

    path, port = stage(options.households), free_port()
    with (Path(HOME) / "server.log").open("w") as log:
        start = f"from linli.config.serve import serve; serve('127.0.0.1', {port})"
        server = subprocess.Popen([sys.executable, "-c", start], cwd=ROOT, stdout=log, stderr=log)
        try:
            wait(port)
            load, began = Buyers({}, port, None), time.monotonic()
            asyncio.run(load.all(options.households, path, options.at_once))
            spent = time.monotonic() - began
        finally:
            server.terminate()
            server.wait(20)
    return report(load, options.households, spent) | (0 if kept(options.households) else 1)


def wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit((Path(HOME) / "server.log").read_text())


def report(load: Any, count: int, spent: float) -> int:
    for kind, values in load.spent.items():
        p50, p95 = (sorted(values)[min(len(values) - 1, int(len(values) * part))] for part in (0.5, 0.95))
        print(f"{kind:18} {len(values):6} requests, p50 {p50:5.0f} ms, p95 {p95:5.0f} ms")
    print(f"{count} households ordered in {spent:.1f} s; of the limit of {LIMIT:.0f} s: {spent / LIMIT:.2f}")
    print(f"errors: {sorted(set(load.wrong)) or 'none'}")
    return 0 if spent <= LIMIT and not load.wrong else 1


if __name__ == "__main__":
    sys.exit(main())
