"""Chen Hao of 2-1-301, who lives alone, is 84 here; since yesterday somebody looks out for him."""

from datetime import timedelta
from typing import Any

import pytest

from linli.care.models import Watch
from linli.care.watching import refit

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def elder(world: Any) -> Any:
    hao = world.residents["陈浩"]
    hao.birth_year = 1936
    hao.save()
    return hao


@pytest.fixture
def watch(world: Any, elder: Any) -> Any:
    """Looked out for since 9 o'clock this morning."""
    refit(world.community, world.at)
    return Watch.objects.get(resident=elder)


@pytest.fixture
def keeper(world: Any) -> Any:
    """The grid worker of Chen Hao's grid."""
    worker = world.users["grid_worker"]
    worker.roles.get().grids.add(world.grids[1])
    return worker
