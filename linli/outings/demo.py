"""The demo community: certificates, some verified, some waiting; and outings in every state."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from stdnum.cn import uscc

from linli.core.clock import now
from linli.followups.owners import grid_workers, owner_for
from linli.outings.demo_outings import build as build_outings
from linli.outings.models import Certificate, Employer
from linli.registry.models import Grid, Resident

COMPANIES = ("东湖机械厂", "江城快递", "新城生鲜超市", "汉口纺织", "光谷软件", "武昌热力")


def build(community: Any, seed: int = 1, at: Any = None, by: Any = None) -> int:
    """Ten certificates waiting, thirty verified by ``by`` (the secretary). In the community's scope."""
    random = Random(seed)
    employers = []
    for number, name in enumerate(COMPANIES):
        body = f"91420100MA4K{number:05d}"
        employers.append(Employer(community=community, code=body + uscc.calc_check_digit(body), name=name))
    Employer.objects.bulk_create(employers)
    adults = Resident.objects.living().filter(here=True, birth_year__gte=1965, birth_year__lte=1998).order_by("pk")
    chosen = random.sample(list(adults), min(40, adults.count()))
    moment: datetime = at or now()
    by = by or owner_for(community.pk, moment)
    for number, one in enumerate(chosen):
        one.community = community
        until = community.today(moment) + timedelta(days=random.randint(7, 40))
        made = Certificate.request(one, random.choice(employers), valid_until=until, by=by, at=moment)
        if number >= 10:
            made.verify(by=by, at=moment)
    worker = grid_workers(community.pk, moment).get(getattr(Grid.objects.order_by("number").first(), "pk", None), by)
    build_outings(community, moment, worker, by)
    return len(chosen)
