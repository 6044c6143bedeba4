"""Keeping rules: what is due goes, the rest stays, a receipt says so without names."""

from datetime import timedelta

import pytest
from django_scopes import scope, scopes_disabled

from linli.core.kept import Keep
from linli.core.refusals import Refused
from linli.journal.batch_rows import BatchRow
from linli.journal.models import Batch, Line
from linli.journal.verbs import verb
from linli.privacy import keeping
from linli.privacy.keeping import digest_of, purge_due, rules, set_days
from linli.privacy.models import Receipt
from linli.registry.models import Resident


def purge(at):
    with scopes_disabled():
        return purge_due(at)


def leave(person, at):
    Resident.objects.filter(pk=person.pk).update(left_at=at)


def test_a_resident_who_moved_away_loses_name_phone_and_every_index(world):
    mei, hao = world.residents["王梅"], world.residents["陈浩"]
    leave(mei, world.at)
    assert purge(world.at + timedelta(days=29)) == 0
    assert purge(world.at + timedelta(days=30)) == 1
    gone = Resident.objects.get(pk=mei.pk)
    assert [gone.name, gone.initials, gone.sounds, gone.phone, gone.phone_last4, gone.birth_year] == [
        *[""] * 5,
        None,
    ]
    assert Resident.objects.get(pk=hao.pk).phone == "13800004444"


def test_a_receipt_says_how_much_of_what_without_a_name(world):
    mei = world.residents["王梅"]
    leave(mei, world.at)
    at = world.at + timedelta(days=40)
    purge(at)
    receipt = Receipt.objects.get()
    assert (receipt.rule, receipt.how, receipt.days, receipt.number, receipt.at) == (
        "registry.Resident.name",
        "erase",
        30,
        1,
        at,
    )
    assert receipt.digest == digest_of([mei.pk])
    line = Line.objects.get(event="keeping.purged")
    assert line.codes == {"rule": receipt.rule, "number": 1, "digest": receipt.digest}


def test_a_second_run_finds_nothing(world):
    leave(world.residents["王梅"], world.at)
    at = world.at + timedelta(days=40)
    assert (purge(at), purge(at)) == (1, 0)
    assert Receipt.objects.count() == 1


def test_each_community_has_its_own_days_and_is_purged_by_itself(world, other_world):
    leave(world.residents["王梅"], world.at)
    with scope(community=other_world.community.pk):
        leave(other_world.residents["王梅"], world.at)
    set_days(world.community, "registry.Resident.name", 7, by=world.users["secretary"], at=world.at)
    assert purge(world.at + timedelta(days=7)) == 1
    assert Resident.objects.get(pk=world.residents["王梅"].pk).name == ""
    with scope(community=other_world.community.pk):
        assert Resident.objects.get(pk=other_world.residents["王梅"].pk).name == "王梅"


def test_nothing_is_kept_longer_than_the_rule_allows(world):
    with pytest.raises(Refused, match=r"privacy\.days_outside") as refused:
        set_days(world.community, "registry.Resident.name", 91, by=world.users["secretary"], at=world.at)
    assert "90" in refused.value.words
    # also when somebody wrote it into the settings by hand
    assert rules()["registry.Resident.name"].days_in({"keeping": {"registry.Resident.name": 4000}}) == 90


def test_a_batch_loses_its_values_from_before_after_a_day_and_its_rows_after_thirty(world):
    @verb
    def note():
        batch = Batch.open(world.community, "test", 1, by=None, at=world.at)
        batch.changed(world.residents["王梅"], {"name": "王美"})

    note()
    purge(world.at + timedelta(hours=23))
    assert BatchRow.objects.get().before
    purge(world.at + timedelta(hours=24))
    assert BatchRow.objects.get().before == ""
    purge(world.at + timedelta(days=30))
    assert not BatchRow.objects.exists()
    assert Batch.objects.count() == 1


def test_rows_to_which_something_points_wait_and_hold_up_nobody(world, monkeypatch):
    rule = Keep("registry.Flat", ("number",), days=1, after="created_at", how="delete", what="", since="", reason="")
    monkeypatch.setattr(keeping, "_rules", {rule.key: rule})
    empty = world.flats["3-2-502"].unit.flats.create(community=world.community, number="903", key="3-2-903")
    type(empty).objects.update(created_at=world.at)
    flats = type(empty).objects.count()
    assert purge(world.at + timedelta(days=1)) == 1
    assert type(empty).objects.count() == flats - 1
    assert not type(empty).objects.filter(pk=empty.pk).exists()


def test_many_rows_go_in_pieces_each_with_its_receipt(world, monkeypatch):
    monkeypatch.setattr(keeping, "PIECE", 2)
    for person in world.residents.values():
        leave(person, world.at)
    assert purge(world.at + timedelta(days=30)) == len(world.residents) == 5
    assert sorted(Receipt.objects.values_list("number", flat=True)) == [1, 2, 2]
