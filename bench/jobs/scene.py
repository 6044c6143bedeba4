"""What a morning brings besides the demo's own: ten more outings that wait for the first grid's worker.

Runs beside the demo, before its server starts: ``python -m bench.jobs.scene``.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django_scopes import scope, scopes_disabled  # noqa: E402

from linli.accounts.models import User  # noqa: E402
from linli.core.clock import now  # noqa: E402
from linli.outings.demo_outings import Scene  # noqa: E402
from linli.outings.models import Outing  # noqa: E402
from linli.registry.models import Community  # noqa: E402

WAITING = 10


def play() -> None:
    with scopes_disabled():
        community = Community.objects.get()
        worker, secretary = (User.objects.get(username=name) for name in ("grid1", "secretary"))
    with scope(community=community.pk):
        scene = Scene(community, now(), worker, secretary)
        free = (people for people in scene.people if not Outing.objects.filter(household=people[0].household).exists())
        for _ in range(WAITING):
            scene.ask(next(free)[-1], "shopping")


play()
