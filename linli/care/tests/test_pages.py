"""The pages: who sees whom, what they say, and nonsense in forms."""

from datetime import timedelta
from typing import Any

import pytest
from django_scopes import scope

from linli.accounts.models.phones import ResidentSession
from linli.care.models import Death, OptOut, Silence, Watch
from linli.care.recurring import knock_due
from linli.care.tests.conftest import DAY, HOUR
from linli.care.watching import refit
from linli.core.clock import now
from linli.privacy.models import Reading
from linli.registry.models import Resident, Stay

EN = {"accept-language": "en"}


@pytest.fixture
def listening(world: Any, elder: Any) -> Any:
    """Looked out for since three days before the real present, which is what pages ask; a knock is open."""
    world.community.settings = {"silence_quiet": [0, 0]}
    world.community.save()
    refit(world.community, now() - 3 * DAY)
    knock_due(now())
    return Silence.objects.get()


@pytest.fixture
def phone(client: Any, world: Any, elder: Any) -> Any:
    """Chen Hao's own phone."""
    ResidentSession.bind(elder, token="t" * 43, device="phone", at=now())
    client.cookies["linli_phone"] = "t" * 43
    return client


def text(client: Any, path: str, **query: Any) -> str:
    return str(client.get(path, query, headers=EN).content.decode())


def day(world: Any, days: int) -> str:
    return (world.community.today(now()) + timedelta(days=days)).isoformat()


def test_the_office_sees_all_grids_and_a_grid_worker_the_own_ones(world: Any, listening: Any, sign_in: Any) -> None:
    office = text(sign_in("secretary"), "/care/")
    assert "陈○" in office and "陈浩" not in office, "a list shows masked names"
    assert str(listening.pk) in office
    assert Reading.objects.filter(subject=f"resident:{listening.resident_id}", why="listed").exists()
    grid = sign_in("grid_worker")
    assert "陈○" not in text(grid, "/care/"), "another grid's"
    assert grid.get(f"/care/silences/{listening.pk}/").status_code == 404
    assert grid.post(f"/care/silences/{listening.pk}/visits/", {"found": "well"}).status_code == 404
    assert grid.get(f"/care/residents/{listening.resident_id}/").status_code == 404
    assert Silence.objects.get().status == "open"


def test_a_choice_of_grid_that_is_none_shows_nobody(world: Any, listening: Any, sign_in: Any) -> None:
    assert "Nobody in this grid" in text(sign_in("secretary"), "/care/", grid="x")
    assert "陈○" in text(sign_in("secretary"), "/care/", grid=str(world.grids[1].pk))


def test_a_knock_from_its_page_to_its_end(world: Any, listening: Any, keeper: Any, client: Any) -> None:
    client.force_login(keeper)
    page = text(client, f"/care/silences/{listening.pk}/")
    assert "72 hours without a sign" in page and "陈浩" in page and "tel:120" not in page
    visits = f"/care/silences/{listening.pk}/visits/"
    for wrong in ({}, {"found": "x"}, {"found": "away", "until": "soon"}, {"found": "help", "kind": "errand"}):
        client.post(visits, wrong)
        assert Silence.objects.get().status == "open"
    client.post(visits, {"found": "no_answer"})
    assert "The duty lead takes it now" in text(client, f"/care/silences/{listening.pk}/")
    listening.visits.update(at=now() - HOUR)
    client.post(visits, {"found": "no_answer"})
    assert 'href="tel:120"' in text(client, f"/care/silences/{listening.pk}/")
    client.post(visits, {"found": "away", "until": day(world, 3)})
    assert Silence.objects.get().end == "away"
    assert "away until" in text(client, "/care/")


def test_the_own_page_says_what_is_kept_and_takes_no_and_yes(phone: Any, world: Any, elder: Any) -> None:
    assert "nothing is kept" in text(phone, "/me/care/")
    refit(world.community, now())
    page = text(phone, "/me/care/")
    assert "48 hours" in page and "no sensor" in page
    phone.post("/me/care/absence/", {"until": day(world, 4)})
    assert "You are away until" in text(phone, "/me/care/")
    phone.post("/me/care/return/")
    phone.post("/me/care/declining/")
    assert "You do not want this" in text(phone, "/me/care/")
    assert (Watch.objects.count(), OptOut.objects.get().way) == (0, "own_page")
    assert OptOut.objects.get().told_to == f"resident:{elder.pk}"
    phone.post("/me/care/wish/")
    assert Watch.objects.count() == 1
    assert phone.post("/me/care/wish/").status_code == 404, "the same tap twice"


def test_at_the_desk_and_on_paper(world: Any, listening: Any, sign_in: Any) -> None:
    office, base = sign_in("community_worker"), f"/care/residents/{listening.resident_id}"
    assert "This one sign is all that is kept" in text(office, f"{base}/")
    office.post(f"{base}/declining/", {"way": "told"})
    assert OptOut.objects.count() == 0
    office.post(f"{base}/absence/", {"until": day(world, -1)})
    assert Watch.objects.get().away_until is None
    office.post(f"{base}/declining/", {"way": "paper"})
    assert OptOut.objects.get().way == "paper"
    office.post(f"{base}/wish/")
    assert Watch.objects.get().sign == "began"


def test_a_death_from_the_persons_page_to_the_second_person(world: Any, elder: Any, sign_in: Any) -> None:
    mother = world.residents["王秀英"]
    Stay.begin(mother, now() - 9 * DAY)
    client, form = sign_in("grid_worker"), f"/care/residents/{mother.pk}/death/"
    assert form in text(client, f"/people/residents/{mother.pk}/")
    given = {"day": day(world, 0), "evidence": "relative", "told_by": "女儿"}
    for wrong in ({}, given | {"day": day(world, 1)}, given | {"evidence": "x"}, given | {"told_by": " "}):
        assert client.post(form, wrong).status_code == 200
    assert Death.objects.count() == 0
    client.post(form, given)
    made = Death.objects.get()
    page = f"/care/deaths/{made.pk}/"
    assert f"{page}confirmation/" not in text(client, page), "not by the same person"
    client.post(f"{page}confirmation/")
    assert Death.objects.get().status == "proposed"
    other = sign_in("secretary")
    assert f"{page}confirmation/" in text(other, page)
    other.post(f"{page}confirmation/")
    assert "Was it a mistake" in text(other, page)
    assert "passed away" in text(other, f"/people/residents/{mother.pk}/")
    assert "passed away" in text(other, f"/people/flats/{mother.household.flat_id}/")
    assert f"/people/residents/{mother.pk}/move/" not in text(other, f"/people/residents/{mother.pk}/")
    other.post(f"/care/deaths/{made.pk}/dispute/")
    other.post(f"/care/deaths/{made.pk}/correction/")
    assert Death.objects.get().status == "disputed"
    sign_in("grid_worker").post(f"/care/deaths/{made.pk}/correction/")
    assert Resident.objects.get(pk=mother.pk).living


def test_the_family_reads_calm_words_and_the_dead_have_no_page(client: Any, world: Any) -> None:
    mother, daughter = world.residents["王秀英"], world.residents["王梅"]
    at = now()
    for one, token in ((mother, "m" * 43), (daughter, "d" * 43)):
        ResidentSession.bind(one, token=token, device="phone", at=at)
    made = Death.propose(
        mother, day=world.community.today(at), told_by="女儿", evidence="police", by=world.users["grid_worker"], at=at
    )
    made.confirm(by=world.users["secretary"], at=at)
    client.cookies["linli_phone"] = "d" * 43
    assert "We are very sorry" in text(client, "/me/")
    client.cookies["linli_phone"] = "m" * 43
    assert client.get("/me/").headers["Location"].startswith("/join/")


def test_what_is_another_communitys_is_not_there(world: Any, other_world: Any, sign_in: Any) -> None:
    stranger = other_world.residents["王秀英"]
    with scope(community=other_world.community.pk):
        made = Death.propose(
            stranger,
            day=other_world.community.today(now()),
            told_by="女儿",
            evidence="police",
            by=other_world.users["grid_worker"],
            at=now(),
        )
    client = sign_in("secretary")
    for path in (
        f"/care/deaths/{made.pk}/",
        f"/care/residents/{stranger.pk}/death/",
        f"/care/residents/{stranger.pk}/",
    ):
        assert client.get(path).status_code == 404
    assert client.post(f"/care/deaths/{made.pk}/confirmation/").status_code == 404
