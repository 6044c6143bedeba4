"""Crossings become counts: the day is said before it comes, is exact, and a review outlives it without the crossing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_scopes import scope, scopes_disabled

from linli.core.clock import now
from linli.gates.models import Crossing, HourCount
from linli.privacy.keeping import purge_due
from linli.reviews.countdown import days_until, going
from linli.reviews.ground import Ground
from linli.reviews.models import Review

pytestmark = pytest.mark.usefixtures("rules")


def test_the_countdown_and_the_purge_name_the_same_second(world: Any, cross: Any) -> None:
    row = cross("王梅")
    gone_at = Ground(world.residents["王梅"], world.at).gone_at(row.at)
    assert gone_at == row.at + timedelta(days=14)
    with scopes_disabled():
        purge_due(gone_at - timedelta(seconds=1))
    with scope(community=world.community.pk):
        assert Crossing.objects.count() == 1
        with scopes_disabled():
            purge_due(gone_at)
        assert (Crossing.objects.count(), HourCount.objects.get().count) == (0, 1)


def test_days_are_the_communitys(world: Any, cross: Any) -> None:
    late = datetime(2020, 4, 8, 15, 59, tzinfo=UTC)  # a minute before midnight in Wuhan
    row = cross("王梅", at=late)
    for at, expected in ((late, 14), (late + timedelta(minutes=1), 13), (late + timedelta(days=13, minutes=1), 0)):
        ground = Ground(world.residents["王梅"], at)
        assert days_until(ground, ground.gone_at(row.at)) == expected


def test_lines_are_told_together_by_the_day_on_which_they_go(world: Any, cross: Any) -> None:
    for hours in (0, 1, 24):
        cross("王梅", at=world.at + timedelta(hours=hours))
    found = going(Ground(world.residents["王梅"], world.at + timedelta(days=2)))
    assert [(one.day.isoformat(), one.count, one.days) for one in found] == [
        ("2020-04-22", 2, 12),
        ("2020-04-23", 1, 13),
    ]


def test_the_community_may_keep_them_shorter(world: Any, cross: Any) -> None:
    resident = world.residents["王梅"]
    resident.community.settings["keeping"] = {"gates.Crossing.resident_id": 3}
    assert Ground(resident, world.at).gone_at(world.at) == world.at + timedelta(days=3)


def test_the_page_of_my_data_says_it(phone: Any, cross: Any) -> None:
    phone.cookies["django_language"] = "en"
    for minutes in (1, 2):
        cross("王梅", at=now() - timedelta(minutes=minutes))
    page = phone.get("/me/data/").content.decode()
    assert "in 14 days" in page and ("2 lines become counts" in page or "1 line becomes a count" in page)


def test_a_review_stays_readable_when_its_crossing_has_become_a_number(
    phone: Any, sign_in: Any, world: Any, cross: Any, ask: Any
) -> None:
    review = ask("王梅", cross("王梅", at=now() - timedelta(days=13)), "我有许可", at=now())
    Crossing.objects.all().delete()
    phone.cookies["django_language"] = "en"
    page = phone.get(f"/me/reviews/{review.pk}/").content.decode()
    assert "我有许可" in page and "has become a number" in page and "南门" not in page
    assert phone.get("/me/reviews/").status_code == phone.get("/me/decisions/").status_code == 200
    staff = sign_in("secretary")
    assert "我有许可" in staff.get(f"/reviews/{review.pk}/").content.decode()
    given = {"decided": "corrected|words", "words": "当时应放行", "confirmed": "1"}
    staff.post(f"/reviews/{review.pk}/answer/", given)
    assert Review.objects.get().outcome == "corrected"


def test_a_review_goes_thirty_days_after_its_end_and_never_while_open(world: Any, cross: Any, ask: Any) -> None:
    review = ask("王梅", cross("王梅"), "请再看")
    with scopes_disabled():
        purge_due(world.at + timedelta(days=200))
    review.withdraw(by=world.residents["王梅"], at=world.at + timedelta(days=200))
    for days, left in ((229, 1), (230, 0)):
        with scopes_disabled():
            purge_due(world.at + timedelta(days=days))
        assert Review.objects.count() == left
