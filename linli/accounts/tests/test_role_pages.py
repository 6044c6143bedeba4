"""The pages of roles: add, give, end, link; another community's people do not exist."""

import pytest

from linli.accounts.models import Role, User
from linli.accounts.permission_words import WORDS
from linli.accounts.permissions import PERMISSIONS


def test_every_permission_has_words():
    assert set(WORDS) == set(PERMISSIONS)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_table_is_open_to_everybody(client, db, language):
    client.cookies["django_language"] = language
    assert client.get("/roles/table/").status_code == 200


ASKED = {
    "name": "钱进",
    "username": "qianjin",
    "phone": "",
    "role-kind": "volunteer",
    "role-starts_at": "2020-04-08T09:00",
}


def test_a_person_is_added_and_gets_a_link(sign_in, world):
    client = sign_in("secretary")
    assert client.post("/roles/new/", ASKED).status_code == 302
    user = User.objects.get(username="qianjin")
    assert Role.held_by(user, world.at).get().kind == "volunteer"
    page = client.post(f"/roles/{user.pk}/link/")
    assert page.status_code == 200 and "/link/" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_a_taken_name_comes_back_with_everything_typed(sign_in, world):
    client = sign_in("secretary")
    page = client.post("/roles/new/", {**ASKED, "username": world.users["volunteer"].username})
    assert page.status_code == 200 and "钱进" in page.content.decode()
    assert not User.objects.filter(name="钱进").exists()


def test_somebody_of_another_community_can_be_given_a_role_here_too(sign_in, world, other_world):
    client = sign_in("secretary")
    there = other_world.users["volunteer"]
    assert client.post("/roles/new/", {**ASKED, "username": there.username, "elsewhere": "on"}).status_code == 302
    assert Role.held_by(there, world.at).count() == 2
    assert User.objects.get(pk=there.pk).name == there.name, "their account stays as it was"


def test_a_grid_worker_needs_a_grid_and_a_building_lead_a_stair(sign_in, world):
    client = sign_in("secretary")
    address = f"/roles/{world.users['volunteer'].pk}/"
    asked = {"kind": "grid_worker", "starts_at": "2020-04-08T09:00"}
    assert client.post(address, asked).status_code == 200
    assert client.post(address, {**asked, "grids": [world.grids[1].pk]}).status_code == 302
    asked["kind"] = "building_lead"
    assert client.post(address, {**asked, "stairs": "9-9"}).status_code == 200
    assert client.post(address, {**asked, "stairs": "3-2，2-1"}).status_code == 302
    assert Role.objects.filter(user=world.users["volunteer"]).count() == 3


def test_ending_a_role_twice_says_that_it_is_over(sign_in, world):
    client = sign_in("secretary")
    role = Role.objects.get(user=world.users["volunteer"])
    assert client.post(f"/roles/held/{role.pk}/revocation/").status_code == 302
    assert client.post(f"/roles/held/{role.pk}/revocation/").status_code == 409


def test_another_communitys_people_and_roles_do_not_exist(sign_in, world, other_world):
    client = sign_in("secretary")
    there = other_world.users["volunteer"]
    role = Role._base_manager.get(user=there)
    assert client.get(f"/roles/{there.pk}/").status_code == 404
    assert client.post(f"/roles/{there.pk}/link/").status_code == 404
    assert client.post(f"/roles/held/{role.pk}/revocation/").status_code == 404
    assert there.username not in client.get("/roles/").content.decode()


def test_only_who_manages_roles_opens_their_pages(sign_in, world):
    for kind, status in (("secretary", 200), ("administrator", 200), ("grid_worker", 403), ("police", 403)):
        assert sign_in(kind).get("/roles/").status_code == status
