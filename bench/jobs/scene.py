"""What a morning brings besides the demo's own: ten more outings that wait for the first grid's worker, and a home of
building 2, where no other job is done, of which nothing was heard.

Runs beside the demo, before its server starts: ``python -m bench.jobs.scene``.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django_scopes import scope, scopes_disabled  # noqa: E402

from linli.accounts.models import User  # noqa: E402
from linli.care.demo import SILENT  # noqa: E402
from linli.care.models import Watch  # noqa: E402
from linli.care.recurring import knock_due  # noqa: E402
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
        silent = Watch.objects.filter(resident__household__flat__unit__building__number="2", away_until=None)[:1].get()
        Watch.objects.filter(pk=silent.pk).update(heard_at=now() - SILENT)
        knock_due(now())


play()
