"""Who goes, in which order, and what the money comes to: pure."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.errands.rules import (
    SIGNS,
    Candidate,
    Door,
    Need,
    fits,
    floor,
    money,
    natural,
    obstacles,
    purse,
    rank,
    route,
    totals,
    without_pin,
)

pytestmark = pytest.mark.pure
NEED = Need("s1", "b1", "g1")
AMOUNTS = st.decimals(min_value=0, max_value=99999, places=2)
ENTRIES = st.lists(st.tuples(st.sampled_from(sorted(SIGNS)), AMOUNTS), max_size=40)


def order(*people, need=NEED):
    return [one.key for one in rank(need, people)]


def test_stairs_before_building_before_grid_before_load():
    far = Candidate("far")
    busy = Candidate("busy", load=3)
    grid = Candidate("grid", grids=frozenset({"g1"}))
    near = Candidate("near", near=frozenset({"b1"}))
    lives = Candidate("lives", stairs=frozenset({"s1"}), load=2)
    assert order(far, busy, grid, near, lives) == ["lives", "near", "grid", "far", "busy"]
    assert rank(NEED, [lives])[0].reasons == ("lives_on_stairs",)


def test_whoever_goes_up_these_stairs_is_asked_and_nobody_else():
    goes = Candidate("goes", going=frozenset({"s1"}), load=5)
    assert order(Candidate("lives", stairs=frozenset({"s1"})), goes) == ["goes"]


def test_full_hands_a_lacking_skill_and_an_earlier_no_are_obstacles():
    driving = Need("s1", "b1", skill="driving")
    assert obstacles(driving, Candidate("a", load=3, limit=3, could_not=True)) == ["could_not", "skill", "full"]
    assert obstacles(driving, Candidate("b", skills=frozenset({"driving"}), load=2, limit=3)) == []
    full = Candidate("goes", going=frozenset({"s1"}), load=3, limit=3)
    assert order(full, Candidate("free")) == ["free"]


@given(
    st.lists(
        st.builds(
            Candidate,
            key=st.text(min_size=1),
            going=st.frozensets(st.sampled_from(["s1", "s2"])),
            load=st.integers(0, 4),
            limit=st.integers(0, 4),
            could_not=st.booleans(),
        ),
        max_size=12,
    )
)
def test_never_two_up_the_same_stairs_and_never_somebody_with_an_obstacle(people):
    ranked = {one.key for one in rank(NEED, people)}
    able = [one for one in people if not obstacles(NEED, one)]
    assert ranked <= {one.key for one in able}
    there = {one.key for one in able if "s1" in one.going}
    assert ranked == (there or {one.key for one in able})


def test_each_stair_once_the_highest_floor_first():
    doors = [Door(key, *at) for key, at in {
        "a": ("10", "1", "301"), "b": ("3", "2", "502"), "c": ("3", "2", "1203"), "d": ("3", "1", "101"),
        "e": ("3", "2", "501"),
    }.items()]  # fmt: skip
    assert [[door.key for door in stairs] for stairs in route(doors)] == [["d"], ["c", "e", "b"], ["a"]]


PLACES = st.tuples(st.sampled_from("123"), st.sampled_from("12"), st.integers(101, 3204).map(str))


@given(st.lists(PLACES, max_size=30))
def test_a_walk_has_every_door_once_and_every_stair_once(places):
    doors = [Door(str(number), *place) for number, place in enumerate(places)]
    walk = route(doors)
    assert sorted(door.key for stairs in walk for door in stairs) == sorted(door.key for door in doors)
    stairs = [{(door.building, door.stair) for door in one} for one in walk]
    assert all(len(one) == 1 for one in stairs) and len(stairs) == len({next(iter(one)) for one in stairs})
    assert all(floor(a.room) >= floor(b.room) for one in walk for a, b in pairwise(one))


def test_rooms_are_ordered_as_people_count():
    assert sorted(["10", "9", "3A", "3"], key=natural) == ["3", "3A", "9", "10"]
    assert [floor(room) for room in ("502", "1203", "甲", "85")] == [5, 12, 0, 0]


@given(ENTRIES)
def test_a_purse_is_what_came_in_less_what_went_out_to_the_fen(entries):
    sums = totals(entries)
    held = purse(entries)
    assert held == sums["given"] + sums["made_good"] - sums["spent"] - sums["change"] - sums["handed_in"]
    assert held == held.quantize(Decimal("0.01"))
    assert purse(entries[: len(entries) // 2]) + purse(entries[len(entries) // 2 :]) == held


@pytest.mark.parametrize(
    ("said", "amount"),
    [("50", "50"), (" ¥12.5 ", "12.50"), ("3元", "3"), ("0.05", "0.05"), ("0", "0"), ("-1", None), ("1.234", None),
     ("1e3", None), ("五十", None), ("", None), ("100000", None), ("٣", None)],
)  # fmt: skip
def test_money_as_people_type_it(said, amount):
    assert money(said) == (Decimal(amount) if amount is not None else None)


@given(AMOUNTS)
def test_every_amount_reads_back(amount):
    assert fits(amount) and money(f"{amount:.2f}") == amount


@pytest.mark.parametrize("said", ["卡密码135790", "密码是 1357", "PIN: 1234", "password 9876", "口令：1 3 5 7"])
def test_a_pin_is_never_kept(said):
    assert not any(sign.isdigit() for sign in without_pin(said))


@pytest.mark.parametrize("said", ["3-502 胰岛素没了", "二甲双胍 500mg 两盒", "拼 1 单", "密码不用"])
def test_what_is_no_pin_stays(said):
    assert without_pin(said) == said
