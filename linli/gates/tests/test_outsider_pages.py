"""The office's page of passes for those who come from outside."""

from datetime import timedelta

import pytest
from django.urls import reverse

from linli.gates.models import Holder, Pass

OFFICE = {"kind": "carer", "name": "刘桂芳", "organisation": "安心家政", "people": 1, "days": 30}


def make_out(client, **more):
    return client.post("/gates/passes/others/", {**OFFICE, **more})


@pytest.fixture
def office(sign_in, monkeypatch, world, keys):
    for module in ("others", "passes"):
        monkeypatch.setattr(f"linli.gates.views.{module}.now", lambda: world.at)
    return sign_in("secretary")


def test_the_office_makes_out_a_pass_for_a_room_and_its_hours(office, world):
    answer = make_out(office, room="3-2-502", opens="07:30", closes="11:00")
    one = Pass.objects.get()
    assert answer.headers["Location"] == reverse("gates:pass", args=[one.pk])
    assert (one.household.flat.key, one.holder.opens, one.holder.closes) == ("3-2-502", 450, 660)
    assert "刘桂芳" in office.get(f"/gates/passes/{one.pk}/").content.decode()
    assert "刘○○" in office.get("/gates/passes/others/").content.decode()


@pytest.mark.parametrize(
    "odd",
    [{"name": ""}, {"room": "9-9-999"}, {"kind": "resident"}, {"days": 0}, {"days": 367}, {"opens": "07:30"},
     {"opens": "99:99"}, {"people": "many"}, {"kind": "trip"}],
)  # fmt: skip
def test_nonsense_makes_no_pass(office, odd):
    assert make_out(office, **odd).status_code == 400
    assert not Pass.objects.exists()


def test_the_card_of_a_whole_community_pass_opens(office):
    make_out(office, kind="courier", name="王送菜")
    one = Pass.objects.get()
    assert one.household is None
    assert office.get(f"/gates/passes/{one.pk}/").status_code == 200
    assert office.get("/gates/passes/").status_code == 200


def test_what_ends_soon_is_listed_for_renewal(office, monkeypatch, world):
    make_out(office)
    later = world.at + timedelta(days=28)
    monkeypatch.setattr("linli.gates.views.others.now", lambda: later)
    assert [one.kind for one in office.get("/gates/passes/others/").context["renew"]] == ["carer"]


def test_a_grid_worker_gives_passes_only_for_own_rooms(sign_in, world, keys):
    client = sign_in("grid_worker")
    assert make_out(client).status_code == 400, "the whole community is the office's to give"
    assert not Pass.objects.exists()


@pytest.mark.parametrize("role", ["gate_guard", "administrator", "district"])
def test_who_may_not_give_passes_cannot(sign_in, world, role):
    assert make_out(sign_in(role)).status_code in (403, 404)
    assert not Pass.objects.exists()


def test_another_communitys_rooms_and_passes_do_not_exist_here(office, other_world):
    from django_scopes import scope

    with scope(community=other_world.community):
        foreign = Pass.issue(
            kind="courier", holder=Holder(name="甲"), community=other_world.community,
            expires_at=other_world.at + timedelta(days=9), by=None, at=other_world.at,
        )  # fmt: skip
    assert office.get(f"/gates/passes/{foreign.pk}/").status_code == 404
    assert "甲" not in office.get("/gates/passes/others/").content.decode()
