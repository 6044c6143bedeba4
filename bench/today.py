"""Today's list with 200 open matters on the server, beside the limit, in a community of 4,000 people.

    python -m bench.today [looks]

Two figures: the whole page as a browser gets it, and the question that an open page asks every second and a half.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ |= {"LINLI_HOME": tempfile.mkdtemp(prefix="linli-bench-"), "LINLI_MODE": "demo", "LINLI_HOSTS": "testserver"}
os.environ.pop("LINLI_DATABASE", None)
MATTERS, PEOPLE = 200, 4000
LIMIT, ASKED = 100.0, 20.0  # ms: the page, and the question whether it changed


def main(looks: int) -> None:
    from linli.cli import django

    django()
    from django.core.management import call_command
    from django.test import Client
    from django_scopes import scopes_disabled

    call_command("migrate", verbosity=0)
    with scopes_disabled():
        worker = stage()
    client = Client(headers={"host": "testserver"})
    client.force_login(worker)
    page = client.get("/").content.decode()
    if page.count("<article") != MATTERS or page.count("data-called") != MATTERS:
        raise SystemExit("the page does not show what it is measured for")
    shown = middle(lambda: client.get("/"), looks)
    asked = middle(lambda: client.get("/today/version/"), looks)
    kilobytes = len(page) / 1000
    print(f"Today, {MATTERS} open matters, {kilobytes:.0f} kB: {shown:.0f} ms   ratio {shown / LIMIT:.2f} (limit 1)")
    print(f"has my list changed: {asked:.1f} ms   ratio {asked / ASKED:.2f} (limit 1)")
    sys.exit(shown > LIMIT or asked > ASKED)


def middle(once: Callable[[], Any], looks: int) -> float:
    """The median in milliseconds, after one look that is not counted."""
    spent = []
    for _ in range(looks + 1):
        start = time.perf_counter()
        once()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent[1:])


def stage() -> Any:
    """A grid worker with 200 open matters of 200 people, each with words, every third rung already."""
    from django_scopes import scope

    from linli.core.clock import now
    from linli.followups.kinds import Kind
    from linli.followups.models import FollowUp, Remark
    from linli.registry.models import Household, Resident
    from tests.world import build

    world, at = build(), now()
    worker, community = world.users["grid_worker"], world.community
    with scope(community=community.pk):
        home = Household.objects.first()
        people = [
            Resident(community=community, household=home, name=f"王大{number}", phone=f"138{number:08}")
            for number in range(PEOPLE)
        ]
        for one in people:
            one.spell()
        Resident.objects.bulk_create(people, batch_size=500)
        kinds = [Kind.CALL, Kind.ERRAND, Kind.VISIT, Kind.QUESTION]
        for number, one in enumerate(people[:MATTERS]):
            matter = FollowUp.open(
                community.pk, kinds[number % 4], f"resident:{one.pk}", owner=worker, resident=one,
                due_at=at + timedelta(minutes=number - 100), by=None, at=at, words="胰岛素没了，今天中午前要",
            )  # fmt: skip
            if number % 3 == 0:
                matter.call(Remark.Outcome.NOT_REACHED, by=worker, at=at)
    return worker


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
