"""Pages on keeping, reading and batches: what is shown, to whom, and what a tap does."""

import re
from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.html import escape
from django.utils.text import capfirst

from linli.core.clock import now
from linli.journal.models import Batch
from linli.journal.verbs import verb
from linli.privacy.models import Reading
from linli.registry.models import Resident


@verb
def rename(world, by, name="王玫"):
    mei = world.residents["王梅"]
    batch = Batch.open(world.community, "card.print", 1, by=world.users[by], at=now())
    mei.name = name
    mei.save()
    batch.changed(mei, {"name": "王梅"})
    return batch


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_keeping_page_shows_every_rule_with_its_days(world, sign_in, language):
    page = sign_in("secretary").get("/privacy/", headers={"Accept-Language": language})
    with translation.override(language):
        from linli.privacy.keeping import rules

        text = page.content.decode()
        for rule in rules().values():
            assert escape(capfirst(str(rule.what))) in text


def test_the_days_of_a_rule_can_be_changed_within_its_bounds(world, sign_in):
    client = sign_in("secretary")
    rule = {"rule": "gates.Crossing.resident_id"}
    assert client.post("/privacy/days/", {**rule, "days": "7"}).status_code == 302
    world.community.refresh_from_db()
    assert world.community.settings["keeping"] == {"gates.Crossing.resident_id": 7}
    for bad in ("31", "-1", "many", "", "9" * 400, "１２３４５６７"):
        answer = client.post("/privacy/days/", {**rule, "days": bad})
        assert answer.status_code == 409
        assert "30" in answer.content.decode()
    assert client.post("/privacy/days/", {"rule": "no.such", "days": "1"}).status_code == 409


def test_opening_a_person_is_noted_and_shown_to_the_office(world, sign_in):
    mei = world.residents["王梅"]
    sign_in("community_worker").get(f"/people/residents/{mei.pk}/")
    assert Reading.objects.filter(subject=f"resident:{mei.pk}").count() == 1
    text = sign_in("secretary").get("/privacy/readings/").content.decode()
    assert "community_worker" in text and "王○" in text and "王梅" not in text


def test_readings_are_narrowed_to_one_person(world, sign_in):
    mei, hao = world.residents["王梅"], world.residents["陈浩"]
    client = sign_in("secretary")
    for one in (mei, hao):
        client.get(f"/people/residents/{one.pk}/")
    text = client.get(f"/privacy/readings/?subject=resident:{mei.pk}").content.decode()
    assert "王○" in text and "陈○" not in text
    assert client.get("/privacy/readings/?subject=resident:nonsense&page=x").status_code == 200


def test_one_tap_puts_a_batch_back(world, sign_in):
    batch = rename(world, "community_worker")
    client = sign_in("community_worker")
    assert f"/batches/{batch.pk}/" in client.get("/batches/").content.decode()
    assert f"/batches/{batch.pk}/restoration/" in client.get(f"/batches/{batch.pk}/").content.decode()
    assert client.post(f"/batches/{batch.pk}/restoration/", follow=True).status_code == 200
    assert Resident.objects.get(pk=world.residents["王梅"].pk).name == "王梅"
    assert client.post(f"/batches/{batch.pk}/restoration/").status_code == 409


def test_what_stayed_is_listed_with_its_reason(world, sign_in):
    batch = rename(world, "secretary")
    Resident.objects.filter(pk=world.residents["王梅"].pk).update(name="李梅")
    text = sign_in("secretary").post(f"/batches/{batch.pk}/restoration/", follow=True).content.decode()
    assert "李○ · 3-2-502" in text


def test_others_see_only_their_own_batches(world, sign_in):
    batch = rename(world, "secretary")
    client = sign_in("community_worker")
    assert str(batch.pk) not in client.get("/batches/").content.decode()
    assert client.post(f"/batches/{batch.pk}/restoration/").status_code == 404
    assert str(batch.pk) in sign_in("administrator").get("/batches/").content.decode()


def test_after_a_day_the_page_says_so(world, sign_in):
    batch = rename(world, "secretary")
    Batch.objects.update(at=now() - timedelta(days=1))
    text = sign_in("secretary").get(f"/batches/{batch.pk}/").content.decode()
    assert "restoration" not in text and re.search("24", text)
