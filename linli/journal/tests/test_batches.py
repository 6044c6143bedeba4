"""Batches: what is odd before, and putting untouched rows back within a day."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django_scopes import scope, scopes_disabled

from linli.core.refusals import Refused
from linli.journal import batches
from linli.journal.batches import Kind, Undo, oddities, restore
from linli.journal.models import Batch, BatchRow, Line
from linli.journal.verbs import verb
from linli.registry.models import Flat, Household, Resident, Stay


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    batches.catalogue()
    monkeypatch.setattr(batches, "_kinds", {**batches._kinds, "test": Kind("a test")})
    monkeypatch.setattr(batches, "_undo", dict(batches._undo))


@verb
def register(world, names, at=None):
    """Residents in 3-2-502, with a note of what was there before."""
    household = world.flats["3-2-502"].households.get()
    batch = Batch.open(world.community, "test", len(names), by=world.users["secretary"], at=at or world.at)
    people = [Resident(community=world.community, household=household, name=name, phone="1380000") for name in names]
    for person in people:
        person.spell()
    Resident.objects.bulk_create(people)
    batch.created_all(people)
    return batch, people


@verb
def rename(world, person, name):
    before = {"name": person.name, "phone": person.phone}
    batch = Batch.open(world.community, "test", 1, by=world.users["secretary"], at=world.at)
    person.name, person.phone = name, "13900009999"
    person.save()
    batch.changed(person, before)
    return batch


def put_back(world, batch, after=timedelta(hours=1)):
    return restore(batch, by=world.users["secretary"], at=world.at + after)


def test_rows_that_a_batch_wrote_go_again(world):
    number = Resident.objects.count()
    batch, _ = register(world, ["甲", "乙", "丙"])
    put_back(world, batch)
    assert (batch.restored, batch.kept) == (3, 0)
    assert Resident.objects.count() == number


def test_a_row_that_somebody_changed_since_stays_and_is_listed(world):
    batch, people = register(world, ["甲", "乙", "丙"])
    people[1].phone = "13811112222"
    people[1].save()
    put_back(world, batch)
    assert (batch.restored, batch.kept) == (2, 1)
    kept = batch.rows.get(outcome="kept")
    assert (kept.row, kept.reason) == (str(people[1].pk), "journal.row_changed")
    assert batches.reason_words(kept.reason)


def test_a_row_to_which_something_points_stays(world):
    batch, people = register(world, ["甲", "乙"])
    Stay.objects.create(community=world.community, resident=people[0], household=people[0].household, since=world.at)
    put_back(world, batch)
    assert list(batch.rows.filter(outcome="kept").values_list("row", "reason")) == [
        (str(people[0].pk), "journal.row_in_use")
    ]


def test_changed_fields_get_their_values_from_before_and_stay_searchable(world):
    mei = world.residents["王梅"]
    batch = rename(world, mei, "王玫")
    assert b"13800002222" not in bytes(BatchRow.objects.values_list("before", flat=True)[0])
    put_back(world, batch)
    again = Resident.objects.get(pk=mei.pk)
    assert (again.name, again.phone) == ("王梅", "13800002222")
    assert again.phone_last4 == again._meta.get_field("phone_last4").digest(world.community.pk, "2222")


def test_another_field_changed_since_does_not_matter(world):
    mei = world.residents["王梅"]
    batch = rename(world, mei, "王玫")
    Resident.objects.filter(pk=mei.pk).update(birth_year=1970)
    put_back(world, batch)
    again = Resident.objects.get(pk=mei.pk)
    assert (batch.restored, again.name, again.birth_year) == (1, "王梅", 1970)


def test_what_points_goes_before_what_it_points_to(world):
    @verb
    def move_in():
        batch = Batch.open(world.community, "test", 2, by=None, at=world.at)
        home = Household.objects.create(community=world.community, flat=Flat.objects.first())
        batch.created(home)
        batch.created(Resident.objects.create(community=world.community, household=home, name="甲"))
        return batch

    batch = put_back(world, move_in())
    assert (batch.restored, batch.kept) == (2, 0)


def test_an_app_may_undo_its_rows_by_its_own_verb(world):
    def leave(row, *, by, at):
        if row.name == "乙":
            raise Refused("core.moved_meanwhile")
        Resident.objects.filter(pk=row.pk).update(left_at=at)

    batches._undo["registry.resident"] = Undo(undo=leave, touched=lambda rows: {rows[0].pk})
    batch, people = register(world, ["甲", "乙", "丙"])
    put_back(world, batch)
    reasons = dict(batch.rows.filter(outcome="kept").values_list("row", "reason"))
    assert reasons == {str(people[2].pk): "journal.row_in_use", str(people[1].pk): "core.moved_meanwhile"}
    assert Resident.objects.get(pk=people[0].pk).left_at


def test_after_a_day_nothing_is_put_back(world):
    batch = rename(world, world.residents["王梅"], "王玫")
    with pytest.raises(Refused, match=r"journal\.batch_too_old"):
        put_back(world, batch, timedelta(hours=24))


def test_oddities_are_said_by_the_communitys_own_days(world):
    assert codes(world, 3) == ["first"]
    register(world, ["甲"] * 10, at=world.at)
    tomorrow = world.at + timedelta(days=1)
    assert codes(world, 400, tomorrow) == ["times_yesterday", "largest"]
    assert codes(world, 40, tomorrow + timedelta(days=1)) == ["none_yesterday", "largest"]
    assert codes(world, 9, tomorrow) == []
    assert codes(world, 9, world.at.replace(hour=15) + timedelta(days=1)) == ["night"]  # 23:00 in Wuhan
    assert codes(world, 10, world.at + timedelta(minutes=5)) == ["none_yesterday", "again"]


def test_the_words_have_their_numbers(world):
    register(world, ["甲"] * 10, at=world.at)
    odd = oddities(world.community, "test", 400, world.at + timedelta(days=1))[0]
    assert "40" in odd.words and "10" in odd.words


def codes(world, size, at=None):
    return [oddity.code for oddity in oddities(world.community, "test", size, at or world.at)]


def test_a_restored_batch_no_longer_counts_as_yesterdays_work(world):
    batch, _ = register(world, ["甲"] * 10)
    put_back(world, batch)
    assert "none_yesterday" in codes(world, 10, world.at + timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_puts_back():
    from tests.world import build

    with scopes_disabled():
        world = build()
    with scope(community=world.community.pk):
        batch, people = register(world, [f"第{number}" for number in range(700)])
    start, said = threading.Barrier(2), []

    def tap():
        with scope(community=world.community.pk):
            mine = Batch.objects.get(pk=batch.pk)
            start.wait()
            try:
                restore(mine, by=None, at=world.at)
                said.append(mine.restored)
            except Refused as refused:
                said.append(refused.code)
        connections.close_all()

    threads = [threading.Thread(target=tap) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(community=world.community.pk):
        assert sorted(map(str, said)) == ["700", "journal.batch_restored"]
        assert not Resident.objects.filter(pk__in=[person.pk for person in people]).exists()
        assert Line.objects.filter(event="batch.restored").count() == 1
    assert connection.vendor in ("sqlite", "postgresql")
