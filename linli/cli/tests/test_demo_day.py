"""A demo on a day of 2020: the clock is turned once, goes on, and begins anew when the day is over."""

import time
from datetime import UTC, datetime, timedelta

import click
import pytest

from linli.cli.demo import DAYS, ZONE, _turn_the_clock
from linli.situation import packs

DAY = "2020-03-19"


def there(home):
    shift = timedelta(seconds=int((home / "clock-shift").read_text()))
    return (datetime.now(UTC) + shift).astimezone(ZONE)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_day_begins_at_half_past_nine_of_the_community(home):
    _turn_the_clock(DAY)
    assert abs(there(home) - datetime(2020, 3, 19, 9, 30, tzinfo=ZONE)) < timedelta(seconds=5)


def test_a_second_start_on_the_same_day_goes_on_where_it_was(home):
    _turn_the_clock(DAY)
    (home / "linli.sqlite3").write_text("what was done")
    before = (home / "clock-shift").read_text()
    _turn_the_clock(DAY)
    assert (home / "clock-shift").read_text() == before
    assert (home / "linli.sqlite3").exists()


def test_a_day_that_is_over_begins_anew(home):
    _turn_the_clock(DAY)
    (home / "linli.sqlite3").write_text("yesterday")
    midnight = datetime(2020, 3, 20, tzinfo=ZONE).timestamp() - time.time()
    (home / "clock-shift").write_text(str(round(midnight) + 60))
    _turn_the_clock(DAY)
    assert there(home).date().isoformat() == DAY
    assert not (home / "linli.sqlite3").exists()


def test_an_installation_with_people_in_it_is_never_turned_back(home):
    home.mkdir()
    (home / "linli.sqlite3").write_text("real people")
    with pytest.raises(click.ClickException):
        _turn_the_clock(DAY)
    assert (home / "linli.sqlite3").read_text() == "real people"


def test_each_day_has_its_phase_in_the_pack():
    for day, phase in DAYS.items():
        assert packs.load(packs.phase_file("wuhan-2020", phase))["from"] == day
