"""Roles begin and end to the moment, add up, and are never taken by oneself."""

from datetime import timedelta

import pytest

from linli.accounts.models import Role, User
from linli.accounts.reach import visible_grids, visible_units, within
from linli.accounts.workplace import choose, places_of
from linli.core.refusals import Refused
from linli.journal.models import Line
from linli.registry.models import Flat

K = Role.Kind


def grant(world, user, kind, **options):
    options.setdefault("starts_at", world.at)
    options.setdefault("by", world.users["secretary"])
    return Role.grant(user, kind, community=world.community, at=world.at, **options)


@pytest.fixture
def newcomer(db):
    return User.objects.create_user("newcomer", password="a long pass phrase")


def test_a_role_counts_from_its_first_moment_and_not_at_its_last(world, newcomer):
    grant(world, newcomer, K.VOLUNTEER, ends_at=world.at + timedelta(hours=1))
    second = timedelta(seconds=1)
    assert not Role.held_by(newcomer, world.at - second)
    assert Role.held_by(newcomer, world.at)
    assert Role.held_by(newcomer, world.at + timedelta(hours=1) - second)
    assert not Role.held_by(newcomer, world.at + timedelta(hours=1))


def test_a_role_ended_now_is_over_now_and_the_row_stays(world, newcomer):
    role = grant(world, newcomer, K.VOLUNTEER)
    role.revoke(by=world.users["secretary"], at=world.at + timedelta(hours=2))
    assert not Role.held_by(newcomer, world.at + timedelta(hours=2))
    assert Role.objects.filter(pk=role.pk).exists()
    assert list(Line.objects.order_by("sequence").values_list("event", flat=True)) == ["role.granted", "role.revoked"]


def test_of_two_people_who_end_a_role_one_is_told_that_it_is_over(world, newcomer):
    role = grant(world, newcomer, K.VOLUNTEER)
    same = Role.objects.get(pk=role.pk)
    role.revoke(by=world.users["secretary"], at=world.at)
    with pytest.raises(Refused) as refused:
        same.revoke(by=world.users["administrator"], at=world.at)
    assert refused.value.code == "accounts.role_over"


def test_a_role_that_has_not_begun_never_begins_when_ended(world, newcomer):
    later = world.at + timedelta(days=3)
    role = grant(world, newcomer, K.VOLUNTEER, starts_at=later)
    role.revoke(by=world.users["secretary"], at=world.at)
    assert not Role.held_by(newcomer, later)


def test_nobody_gives_themselves_a_role(world):
    with pytest.raises(Refused) as refused:
        grant(world, world.users["secretary"], K.ADMINISTRATOR)
    assert refused.value.code == "accounts.own_role"


def test_the_end_comes_after_the_start(world, newcomer):
    with pytest.raises(Refused) as refused:
        grant(world, newcomer, K.VOLUNTEER, ends_at=world.at)
    assert refused.value.code == "accounts.ends_before_start"


def test_the_last_who_manages_roles_stays(world):
    roles = {role.kind: role for role in Role.objects.filter(kind__in=[K.SECRETARY, K.ADMINISTRATOR])}
    roles[K.ADMINISTRATOR].revoke(by=world.users["secretary"], at=world.at)
    with pytest.raises(Refused) as refused:
        roles[K.SECRETARY].revoke(by=world.users["secretary"], at=world.at)
    assert refused.value.code == "accounts.last_manager"


def test_another_communitys_grid_is_refused(world, other_world, newcomer):
    with pytest.raises(Refused) as refused:
        grant(world, newcomer, K.GRID_WORKER, grids=[other_world.grids[0]])
    assert refused.value.code == "core.other_community"
    assert not Role.held_by(newcomer, world.at)


def test_a_grid_worker_sees_own_grids_and_a_building_lead_own_stairs(world):
    def flats(kind):
        return set(Flat.objects.filter(within(Role.objects.filter(kind=kind))).values_list("key", flat=True))

    assert flats("grid_worker") == {"3-2-502", "3-2-501"}
    assert flats("building_lead") == {"3-2-502", "3-2-501"}
    assert len(flats("secretary")) == Flat.objects.count()
    assert flats("police") == flats("volunteer") == set()
    assert visible_grids(Role.objects.filter(kind="secretary")) is None
    assert visible_units(Role.objects.filter(kind="grid_worker")) == set()


def test_police_rights_do_not_add_to_others(world, newcomer):
    for kind in (K.VOLUNTEER, K.COMMUNITY_WORKER, K.POLICE):
        grant(world, newcomer, kind)
    kinds = [{role.kind for role in place.roles} for place in places_of(newcomer, world.at)]
    assert sorted(kinds, key=len) == [{K.POLICE}, {K.VOLUNTEER, K.COMMUNITY_WORKER}]


def test_who_works_in_two_communities_chooses_one(world, other_world, newcomer):
    grant(world, newcomer, K.VOLUNTEER)
    Role.grant(newcomer, K.VOLUNTEER, community=other_world.community, by=None, at=world.at, starts_at=world.at)
    places = places_of(newcomer, world.at)
    assert {place.community for place in places} == {world.community, other_world.community}
    assert choose(places, places[1].key) == places[1]
    assert choose(places, "nonsense") == places[0]
