"""Who is off: entered by the office for anybody, by a grid worker for themselves; ended once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from linli.accounts.models import Absence
from linli.accounts.models.absences import absent
from linli.core.clock import now
from linli.core.refusals import Refused


def entered(world: Any, kind: str = "grid_worker", hours: float = 24, **changes: Any) -> Absence:
    given = {"starts_at": world.at, "ends_at": world.at + timedelta(hours=hours), "by": None, "at": world.at}
    return Absence.enter(world.users[kind], community=world.community, **(given | changes))


def test_the_first_moment_is_off_and_the_last_is_not(world: Any) -> None:
    one = entered(world)
    mine = {world.users["grid_worker"].pk}
    second = timedelta(seconds=1)
    assert absent(world.community, world.at - second) == set()
    assert absent(world.community, world.at) == absent(world.community, one.ends_at - second) == mine
    assert absent(world.community, one.ends_at) == set()


def test_an_absence_without_an_end_lasts_until_it_is_ended_once(world: Any) -> None:
    one = entered(world, ends_at=None)
    later = world.at + timedelta(days=90)
    assert absent(world.community, later)
    one.end(by=None, at=later)
    assert not absent(world.community, later)
    with pytest.raises(Refused, match=r"accounts\.absence_over"):
        Absence.objects.get().end(by=None, at=later)


def test_an_absence_that_is_over_already_is_refused(world: Any) -> None:
    with pytest.raises(Refused, match=r"accounts\.ends_before_start"):
        entered(world, starts_at=world.at - timedelta(days=2), ends_at=world.at)


def test_an_absence_elsewhere_is_no_absence_here(world: Any, other_world: Any) -> None:
    entered(other_world)
    assert absent(world.community, world.at) == set()


def asked(user: Any) -> dict[str, str]:
    return {"user": str(user.pk), "starts_at": timezone.localtime(now()).strftime("%Y-%m-%dT%H:%M"), "ends_at": ""}


def test_a_grid_worker_says_so_for_themselves_only(sign_in: Any, world: Any) -> None:
    client = sign_in("grid_worker")
    assert client.post("/absences/", asked(world.users["secretary"])).status_code == 200
    assert Absence.objects.count() == 0
    assert client.post("/absences/", asked(world.users["grid_worker"])).status_code == 302
    one = Absence.objects.get()
    client = sign_in("secretary")
    assert "grid_worker" in client.get("/absences/").content.decode()
    assert client.post(f"/absences/{one.pk}/end/").status_code == 302
    assert not absent(world.community, now())


def test_a_grid_worker_does_not_see_or_end_the_absence_of_others(sign_in: Any, world: Any) -> None:
    one = entered(world, "secretary", starts_at=now(), ends_at=None, at=now())
    client = sign_in("grid_worker")
    assert "secretary" not in client.get("/absences/").content.decode()
    assert client.post(f"/absences/{one.pk}/end/").status_code == 404


@pytest.mark.parametrize("wrong", [{"user": "x"}, {"starts_at": "gestern"}, {"ends_at": "1999-01-01T00:00"}])
def test_nonsense_comes_back_with_words_and_changes_nothing(sign_in: Any, world: Any, wrong: dict[str, str]) -> None:
    page = sign_in("secretary").post("/absences/", asked(world.users["grid_worker"]) | wrong)
    assert (page.status_code, Absence.objects.count()) == (200, 0) and "errorlist" in page.content.decode()
