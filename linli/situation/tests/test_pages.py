"""Pages: rules for everybody to read, preview before publishing, one publishes and another confirms."""

import copy
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from linli.core.clock import now
from linli.situation import packs
from linli.situation.demo import build
from linli.situation.models import Publication
from linli.situation.tests.browse import page, text_of

DAY = timedelta(days=1)
PACK = {"pack": "wuhan-2020", "phase": "normalised"}


def phase(name="normalised", pack="wuhan-2020"):
    return copy.deepcopy(packs.load(packs.phase_file(pack, name)))


@pytest.fixture
def held(world):
    return build(world.community, world.users["secretary"], world.users["community_worker"], now())


@pytest.fixture
def visitor(db):
    return Client(headers={"accept-language": "en"})


def test_anybody_may_read_the_rules_and_until_when(world, held, visitor):
    said = text_of(visitor.get(page("policy")))
    assert "Normalised control" in said
    assert "Temperature below 37.3 °C" in said
    assert "29 days left" in said
    assert "confirmed by another" in said
    assert str(held.proposed_by) not in said


def test_people_here_see_who_answers_for_the_rules_in_both_languages(world, held, signed):
    client = signed("gate_guard")
    assert "Put forward by secretary, confirmed by community_worker" in text_of(client.get(page("policy")))
    client.cookies["django_language"] = "zh-hans"
    said = text_of(client.get(page("policy")))
    assert "常态化防控" in said
    assert "体温低于 37.3 °C" in said


def test_no_rules_is_said_so(world, signed, visitor):
    assert "No rules are in force" in text_of(visitor.get(page("policy")))
    assert "Choose rules" in text_of(signed("secretary").get(page("policy")))


def test_with_several_communities_a_stranger_chooses(world, other_world, held, visitor):
    assert "东湖社区" in text_of(visitor.get(page("policy")))
    assert "Normalised control" in text_of(visitor.get(page("policy_of", world.community.pk)))
    assert "No rules are in force" in text_of(visitor.get(page("policy_of", other_world.community.pk)))


def test_the_phase_stands_on_every_face(world, held, signed):
    assert "Normalised control" in text_of(signed("grid_worker").get("/"))


def test_a_preview_stores_nothing_and_says_who_is_touched(world, signed):
    response = signed("secretary").get(page("draft"), PACK)
    said = text_of(response)
    assert "This restricts: a second person must confirm it" in said
    assert "Temperature below 37.3 °C" in said
    assert response.context["preview"].people == 5
    assert response.context["preview"].households == 4
    assert response.context["preview"].unreached == 1
    assert not Publication.objects.exists()


def test_a_preview_says_when_it_is_both_more_and_less(world, held, signed):
    said = text_of(signed("secretary").get(page("draft"), {"pack": "wuhan-2020", "phase": "closed"}))
    assert "frees some and restricts others: a second person must confirm it" in said


def test_a_restriction_takes_one_person_and_another(world, signed):
    response = signed("secretary").post(page("publications"), {**PACK}, follow=True)
    assert "You put this forward. Another person confirms it" in text_of(response)
    made = Publication.objects.get()
    assert signed("secretary").post(page("confirmation", made.pk)).status_code == 409
    assert "waits for a second person" in text_of(signed("community_worker").get(page("policy")))
    signed("community_worker").post(page("confirmation", made.pk))
    assert Publication.at(world.community, now()) == made
    assert signed("community_worker").post(page("confirmation", made.pk)).status_code == 409


def test_freeing_takes_one_person(world, held, signed):
    signed("community_worker").post(page("publications"), {"pack": "wuhan-2020", "phase": "lapsed"})
    assert Publication.at(world.community, now()).version.phase == "lapsed"


def test_times_are_those_of_the_community_s_clock(world, signed):
    chosen = {"starts_at": "2099-01-01T08:00", "lapses_at": "2099-01-02T08:00"}
    signed("secretary").post(page("publications"), {**PACK, **chosen})
    made = Publication.objects.get()
    assert made.version.starts_at == datetime(2099, 1, 1, 0, 0, tzinfo=UTC)
    assert made.lapses_at == datetime(2099, 1, 2, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "chosen",
    [
        {"lapses_at": "soon"},
        {"lapses_at": "0001-01-01T00:00"},
        {"lapses_at": "9999-12-31T23:59"},
        {"lapses_at": "2001-01-01T00:00"},
        {"starts_at": "2099-01-02T00:00", "lapses_at": "2099-01-02T00:00"},
    ],
)
def test_impossible_times_are_told_and_stay_in_the_form(world, signed, chosen):
    for address in (page("draft"), page("publications")):
        response = signed("secretary").post(address, {**PACK, **chosen})
        assert response.status_code == 422
        assert chosen["lapses_at"] in response.content.decode()
    assert not Publication.objects.exists()


def test_within_a_day_the_rules_before_come_back(world, held, signed):
    client = signed("secretary")
    assert "Withdraw" in text_of(client.get(page("publication", held.pk)))
    client.post(page("undoing", held.pk))
    assert Publication.at(world.community, now()) is None


def test_freedom_taken_back_waits(world, held, signed):
    client = signed("secretary")
    client.post(page("publications"), {"pack": "wuhan-2020", "phase": "lapsed"})
    freed = Publication.at(world.community, now())
    assert "Put the rules before forward again" in text_of(client.get(page("publication", freed.pk)))
    response = client.post(page("undoing", freed.pk), follow=True)
    assert "wait for a second person" in text_of(response)
    assert Publication.at(world.community, now()) == freed


def test_oddities_are_named(world, held, signed):
    plan = phase("restricted", "default")
    plan["gate"]["exit"].append(
        {"check": "building_batch", "batches": [{"buildings": ["3", "77"], "days": [1], "slots": [[480, 600]]}]}
    )
    plan["examples"] = [
        {"about": "emergency", "at": "2020-04-08T09:00", "facts": {"direction": "exit", "emergency": True},
         "expect": {"outcome": "allow", "code": "gate.emergency"}}
    ] * 10  # fmt: skip
    chosen = {"starts_at": "2099-01-01T23:00", "lapses_at": "2099-06-01T08:00", "text": json.dumps(plan)}
    said = text_of(signed("secretary").post(page("draft"), chosen))
    assert "begin at night" in said
    assert "Restrictions for 150 days" in said
    assert "already changed 1 time within 24 hours" in said
    assert "No turn is planned for building 2, 5." in said
    assert "Nobody knows building 77 here." in said


def test_a_lone_office_is_told_that_its_restriction_would_wait(world, signed):
    for role in world.users["community_worker"].roles.all():
        role.revoke(by=None, at=now())
    assert "Nobody else here may confirm" in text_of(signed("secretary").get(page("draft"), PACK))


def test_staff_read_of_an_end_that_nothing_follows(world, held, signed, visitor):
    rows = Publication._base_manager.filter(pk=held.pk)
    rows.update(effective_at=now() - DAY, lapses_at=now() + DAY)
    assert "lapse soon and nothing follows" in text_of(signed("secretary").get(page("policy")))
    assert "lapse soon and nothing follows" not in text_of(visitor.get(page("policy")))
    assert "ends within 24 hours" in text_of(visitor.get(page("policy")))


def test_a_publication_of_another_community_is_not_there(world, other_world, signed):
    with scopes_disabled():
        theirs = build(
            other_world.community, other_world.users["secretary"], other_world.users["community_worker"], now()
        )
    client = signed("secretary")
    for name in ("publication", "file"):
        assert client.get(page(name, theirs.pk)).status_code == 404
    for name in ("confirmation", "withdrawal", "undoing"):
        assert client.post(page(name, theirs.pk)).status_code == 404
    assert client.get(page("policy_of", other_world.community.pk)).status_code == 404


@pytest.mark.parametrize("kind", ["gate_guard", "grid_worker", "district", "administrator"])
def test_who_may_not_publish_cannot(world, held, signed, kind):
    client = signed(kind)
    for name in ("choice", "own", "draft"):
        assert client.get(page(name)).status_code == 403
    assert client.post(page("publications"), PACK).status_code == 403
    for name in ("confirmation", "withdrawal", "undoing"):
        assert client.post(page(name, held.pk)).status_code == 403
    assert client.get(page("publication", held.pk)).status_code == 200


def test_names_of_phases_that_do_not_exist_are_not_found(world, signed):
    client = signed("secretary")
    for query in ({}, {"pack": "..", "phase": "normalised"}, {"pack": "default", "phase": "../../x"}):
        assert client.get(page("draft"), query).status_code == 404
    assert client.get(page("choice")).status_code == 200
    assert "Normalised" in text_of(client.get(page("own"), PACK))
