"""Families: children and their guardians, and one family that was announced twice."""

from datetime import timedelta
from typing import Any

import pytest

from linli.arrivals import telling
from linli.arrivals.known import likely_same
from linli.core.refusals import Refused
from linli.gates.models import Pass
from linli.orders.models import Order


def test_a_child_has_a_guardian_who_agrees(world: Any, announce: Any) -> None:
    worker = world.users["grid_worker"]
    family = [{"name": "陈静", "birth_year": 1985}, {"name": "陈小宝", "birth_year": 2010}]
    made = announce(travellers=family)
    mother, child = made.present
    with pytest.raises(Refused, match=r"arrivals\.guardian_missing"):
        made.verify(["code"], origin="荆州", transport="car", by=worker, at=world.at)
    with pytest.raises(Refused, match=r"arrivals\.guardian_elsewhere"):
        child.name_guardian(world.residents["赵敏"], by=worker, at=world.at)
    with pytest.raises(Refused, match=r"arrivals\.guardian_too_young"):
        child.name_guardian(child, by=worker, at=world.at)
    child.name_guardian(mother, by=worker, at=world.at)
    made.verify(["code"], origin="荆州", transport="car", by=worker, at=world.at)
    made.bring_in(told=True, by=worker, at=world.at)
    mother.leave(by=worker, at=world.at)
    with pytest.raises(Refused, match=r"arrivals\.guardian_apart"):
        made.observe(by=worker, at=world.at)
    child.refresh_from_db()
    child.name_guardian(world.residents["李强"], by=worker, at=world.at)
    made.observe(by=worker, at=world.at)
    assert Order.objects.count() == 1


@pytest.mark.parametrize(("year", "child"), [(2005, False), (2006, True), (2020, True)])
def test_who_turns_fourteen_this_year_may_still_be_thirteen(world: Any, announce: Any, year: int, child: bool) -> None:
    [one] = announce(travellers=[{"name": "小明", "birth_year": year}]).present
    assert one.is_child(world.at) is child


def test_two_announcements_of_one_family_are_warned_about_and_joined(world: Any, announce: Any, todo: Any) -> None:
    first = announce(travellers=[{"name": "李建国", "phone": "13911112222"}], expected_at=None)
    home = world.flats["3-2-501"].households.get()
    assert likely_same(world.community, home, [{"name": "李红"}], world.at) == [first]
    assert likely_same(world.community, None, [{"name": "老李", "phone": "139-1111-2222"}], world.at) == [first]
    assert likely_same(world.community, None, [{"name": "李建国", "birth_year": 1960}], world.at) == [first]
    assert likely_same(world.community, None, [{"name": "李建"}], world.at) == []
    second = announce(travellers=[{"name": "李建国", "birth_year": 1960}, {"name": "李红"}], origin="荆州")
    first.join(second, by=world.users["grid_worker"], at=world.at)
    assert sorted(str(one.name) for one in first.present) == ["李建国", "李红"]
    assert (str(first.origin), first.expected_at) == ("荆州", second.expected_at)
    assert next(one for one in first.present if one.phone).birth_year == 1960
    second.refresh_from_db()
    assert (second.status, second.joined_to, todo(second)) == ("joined", first, None)
    with pytest.raises(Refused, match=r"arrivals\.same_thread"):
        first.join(first, by=None, at=world.at)
    assert likely_same(world.community, home, [{"name": "李红"}], world.at) == [first]


@pytest.mark.parametrize(("phone", "follows"), [("13900000000", False), ("13911112222", True)])
@pytest.mark.parametrize("into_theirs", [False, True])
def test_a_strangers_link_shows_nothing_of_the_thread_it_is_joined_with(
    world: Any, announce: Any, phone: str, follows: bool, into_theirs: bool
) -> None:
    known = announce(travellers=[{"name": "李建国", "phone": "13911112222"}])
    told = {"room": "3-2-501", "travellers": [{"name": "李建国", "phone": phone}]}
    public = telling.announce(world.community, "a-secret-of-their-own", at=world.at, **told)
    first, second = (public, known) if into_theirs else (known, public)
    first.join(second, by=world.users["grid_worker"], at=world.at)
    assert telling.of_link("a-secret-of-their-own") == (first if follows else None)


def test_one_more_comes_along_until_they_are_here(world: Any, announce: Any, sign_in: Any) -> None:
    worker = world.users["grid_worker"]
    made = announce(travellers=[{"name": "陈静", "birth_year": 1985}])
    client, page = sign_in("grid_worker"), f"/arrivals/{made.pk}/"
    assert 'name="do" value="along"' in client.get(page).content.decode()
    said = {"do": "along", "name": " 陈 大伟 ", "year": "1983", "phone": "13911113333"}
    client.post(f"{page}steps/", said)
    assert [(str(one), one.birth_year) for one in made.present] == [("陈大伟", 1983), ("陈静", 1985)]
    again = client.post(f"{page}steps/", said, follow=True)
    assert "已经" in again.content.decode() and len(made.present) == 2, "a second click adds nobody"
    client.post(f"{page}steps/", {"do": "along", "name": "", "year": "now"})
    assert len(made.present) == 2
    made.refresh_from_db()
    made.verify(["code"], origin="荆州", transport="car", by=worker, at=world.at)
    made.plan(meet_at=world.at + timedelta(hours=2), place="南门外", by=worker, at=world.at)
    passes = Pass.objects.filter(batch=made.pk).filter(Pass.open_at(world.at))
    before = passes.count()
    made.take_along({"name": "陈小宝", "birth_year": 2001}, by=worker, at=world.at)
    assert passes.count() == before + 1, "a gate lets in whoever was named later, too"
    made.meet(by=worker, at=world.at)
    with pytest.raises(Refused, match=r"arrivals\.moved_on"):
        made.take_along({"name": "陈阳"}, by=worker, at=world.at)
