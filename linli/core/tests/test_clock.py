"""A day as a place lives it."""

from datetime import UTC, date, datetime

import pytest

from linli.core.clock import day_in, end_in, midnight_in


@pytest.mark.parametrize(
    ("zone", "day", "begins", "hours"),
    [
        ("Asia/Shanghai", date(2020, 4, 8), datetime(2020, 4, 7, 16, tzinfo=UTC), 24),
        ("Europe/Berlin", date(2020, 3, 29), datetime(2020, 3, 28, 23, tzinfo=UTC), 23),
    ],
)
def test_a_day_has_the_hours_of_its_zone(zone: str, day: date, begins: datetime, hours: int) -> None:
    start, end = midnight_in(zone, day), end_in(zone, day)
    assert start == begins
    assert end.timestamp() - start.timestamp() == hours * 3600 - 1
    assert day_in(zone, start) == day_in(zone, end) == day
