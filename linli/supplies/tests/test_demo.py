"""The demo's open round is open at any hour of the day at which somebody starts the demo."""

from datetime import timedelta
from typing import Any

import pytest

from linli.supplies.demo import HOUR, hours


@pytest.mark.parametrize("later", range(24))
def test_the_open_round_has_begun_and_closes_within_a_day_or_so(world: Any, later: int) -> None:
    at = world.at + timedelta(hours=later, minutes=30)
    since, until = hours(world.community, at)
    assert since <= at and 2 * HOUR <= until - at <= 26 * HOUR
