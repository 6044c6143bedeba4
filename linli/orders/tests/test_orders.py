"""Two people, evidence, an end: and over by itself."""

from datetime import timedelta
from typing import Any

import pytest

from linli.accounts.models import Proxy
from linli.core.models import Message
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.journal.models import Line
from linli.orders.models import Order
from linli.orders.recurring import lapse_due
from linli.orders.standing import orders_of
from linli.privacy.keeping import purge_due
from linli.registry.models import Merge, Stay
from linli.situation import packs
from linli.situation.models import Publication

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def refused(code: str, act: Any, *given: Any, **named: Any) -> None:
    with pytest.raises(Refused) as caught:
        act(*given, **named)
    assert caught.value.code == code


def binds(world: Any, at: Any) -> bool:
    return bool(orders_of(world.community, at, [world.residents["王梅"].pk]))


def told(name: str, world: Any) -> list[str]:
    to = f"resident:{world.residents[name].pk}"
    return list(Message.objects.filter(to=to).order_by("due_at").values_list("template", flat=True))


def test_a_proposal_binds_nobody_and_is_told_to_nobody(world: Any, propose: Any) -> None:
    made = propose()
    assert not binds(world, world.at) and told("王梅", world) == []
    assert made.status == "proposed" and made.starts_at is None


def test_confirmed_it_binds_from_that_second_on_and_everybody_concerned_knows(world: Any, propose: Any) -> None:
    Proxy.grant(world.residents["王梅"], world.residents["李强"], how="desk", by=world.users["secretary"], at=world.at)
    made = propose()
    made.confirm(by=world.users["secretary"], at=world.at + HOUR)
    assert not binds(world, world.at + HOUR - SECOND) and binds(world, world.at + HOUR)
    assert "order.confirmed" in told("王梅", world) and "order.confirmed_other" in told("李强", world)
    matter = FollowUp.objects.get(kind="order")
    assert matter.owner == world.users["grid_worker"]
    assert Line.objects.get(event="order.confirmed").codes["resident"] == str(made.resident_id)
    assert not any("observation" in str(codes) for codes in Line.objects.values_list("codes", flat=True)), (
        "the journal is never purged: of what kind it was goes with the order"
    )


def test_nobody_confirms_the_own_proposal(world: Any, propose: Any) -> None:
    made = propose(by=world.users["secretary"])
    refused("orders.own_proposal", made.confirm, by=world.users["secretary"], at=world.at)
    made.confirm(by=world.users["community_worker"], at=world.at)


def test_what_the_rules_do_not_list_cannot_be_proposed(world: Any, propose: Any, rules: Any) -> None:
    refused("orders.kind_not_listed", propose, kind="locked_in")
    refused("orders.evidence_missing", propose, evidence="rumour")
    refused("orders.evidence_missing", propose, reference="  ")
    refused("orders.ends_in_the_past", propose, days=-1)
    rules.withdraw(by=world.users["secretary"], at=world.at)
    refused("orders.no_rules", propose)


def test_the_longest_is_the_policys_and_one_day_more_is_too_long(propose: Any) -> None:
    refused("orders.too_long", propose, days=15)
    assert propose(days=14)


def test_one_of_a_kind_at_a_time(world: Any, propose: Any, confirmed: Any) -> None:
    made = propose()
    refused("orders.proposed_already", propose)
    made.confirm(by=world.users["secretary"], at=world.at)
    refused("orders.under_already", propose)
    refused("orders.not_proposed", made.confirm, by=world.users["secretary"], at=world.at)
    assert propose(kind="medical_observation")


def test_longer_is_a_new_one_that_names_the_old(world: Any, propose: Any, confirmed: Any) -> None:
    old = confirmed(days=5)
    refused("orders.not_longer", propose, days=5, continues=old)
    new = propose(days=9, continues=old)
    assert orders_of(world.community, world.at)[old.resident_id][0][1] == int(old.ends_at.timestamp())
    new.confirm(by=world.users["secretary"], at=world.at + HOUR)
    old.refresh_from_db()
    assert (old.status, old.over_why) == ("lapsed", "continued")
    assert orders_of(world.community, world.at + HOUR)[old.resident_id] == [
        ("home_observation", int(new.ends_at.timestamp()))
    ]
    refused("orders.not_in_force", propose, days=10, continues=old)


def test_it_ends_by_itself_to_the_second_and_the_person_hears_of_it(world: Any, confirmed: Any) -> None:
    made = confirmed()
    assert binds(world, made.ends_at) and not binds(world, made.ends_at + SECOND)
    assert lapse_due(made.ends_at) == 0
    assert lapse_due(made.ends_at + SECOND) == 1
    assert lapse_due(made.ends_at + HOUR) == 0
    made.refresh_from_db()
    assert (made.status, made.over_why) == ("lapsed", "end")
    assert told("王梅", world)[-1] == "order.lapsed"
    assert binds(world, made.ends_at), "what was true at the time stays true"


def test_an_unanswered_proposal_lapses_and_nobody_is_bothered(world: Any, propose: Any) -> None:
    made = propose()
    late = world.at + timedelta(hours=24)
    assert lapse_due(late - SECOND) == 0
    refused("orders.proposal_lapsed", made.confirm, by=world.users["secretary"], at=late)
    assert lapse_due(late) == 1
    assert told("王梅", world) == []


def test_rules_that_no_longer_list_it_free_at_once(world: Any, confirmed: Any) -> None:
    made = confirmed()
    body = packs.load(packs.phase_file("wuhan-2020", "lapsed"))
    Publication.propose(world.community, body, by=world.users["secretary"], at=world.at + HOUR)
    made.refresh_from_db()
    assert (made.status, made.over_why, made.over_at) == ("lapsed", "phase", world.at + HOUR)
    assert not binds(world, world.at + HOUR) and binds(world, world.at + HOUR - SECOND)


def test_rules_that_lapse_free_in_that_very_moment(world: Any, rules: Any, confirmed: Any) -> None:
    made = confirmed(at=rules.lapses_at - timedelta(days=2))
    assert binds(world, rules.lapses_at - SECOND) and not binds(world, rules.lapses_at)
    [(_, until)] = orders_of(world.community, rules.lapses_at - HOUR)[made.resident_id]
    assert until == int(rules.lapses_at.timestamp()) - 1
    assert lapse_due(rules.lapses_at) == 1
    made.refresh_from_db()
    assert made.over_why == "rules"


def test_one_person_lifts_it_with_a_reason(world: Any, confirmed: Any) -> None:
    made = confirmed()
    refused("orders.reason_missing", made.lift, by=world.users["secretary"], reason=" ", at=world.at)
    made.lift(by=world.users["secretary"], reason="复查是好的", at=world.at + HOUR)
    assert not binds(world, world.at + HOUR)
    assert told("王梅", world)[-1] == "order.lifted"
    assert FollowUp.objects.get(kind="order").status == "done", "nobody need go to the door any more"
    refused("orders.not_in_force", made.lift, by=world.users["secretary"], reason="again", at=world.at)
    assert Order.objects.get().reason == "复查是好的"


def test_whoever_moves_away_leaves_it_behind(world: Any, propose: Any, confirmed: Any) -> None:
    held, waiting = confirmed(), propose(kind="medical_observation")
    Stay.leave(world.residents["王梅"], by=world.users["secretary"], at=world.at + HOUR)
    assert set(Order.objects.values_list("status", "over_why")) == {("lapsed", "moved")}
    assert not binds(world, world.at + HOUR) and held.pk != waiting.pk


def test_a_proposal_on_somebody_who_has_left_is_not_confirmed(world: Any, propose: Any) -> None:
    made = propose()
    type(made.resident).objects.filter(pk=made.resident_id).update(left_at=world.at)
    refused("orders.moved_away", made.confirm, by=world.users["secretary"], at=world.at)


def test_it_follows_a_person_entered_twice(world: Any, confirmed: Any) -> None:
    confirmed("王梅")
    kept, other = world.residents["王秀英"], world.residents["王梅"]
    Merge.join(kept, other, by=world.users["secretary"], at=world.at)
    assert list(orders_of(world.community, world.at)) == [kept.pk]
    assert orders_of(world.community, world.at, [kept.pk])


def test_kept_for_thirty_days_after_its_end_and_no_longer(world: Any, propose: Any, confirmed: Any) -> None:
    made = confirmed()
    longer = propose(days=9, continues=made)
    longer.withdraw(by=world.users["grid_worker"], at=world.at)
    made.lift(by=world.users["secretary"], reason="好了", at=world.at)
    purge_due(world.at + timedelta(days=30) - SECOND)
    assert Order.objects.count() == 2
    purge_due(world.at + timedelta(days=30))
    assert Order.objects.count() == 0


def test_what_it_rests_on_is_not_readable_in_the_database(world: Any, propose: Any) -> None:
    from django.db import connection

    propose(reference="列车 G1 次车票")
    with connection.cursor() as cursor:
        cursor.execute("SELECT evidence, reference FROM orders_order")
        [(evidence, reference)] = cursor.fetchall()
    assert b"travel" not in bytes(evidence) and "列车".encode() not in bytes(reference)


def test_a_proposal_is_a_matter_of_somebody_else_until_it_is_signed_or_gone(world: Any, propose: Any) -> None:
    made = propose()
    matter = FollowUp.objects.get(kind="sign_order")
    assert (matter.status, matter.act) == ("open", "sign")
    assert matter.owner != made.proposed_by
    made.confirm(by=world.users["secretary"], at=world.at + HOUR)
    matter.refresh_from_db()
    assert matter.status == "done"


def test_what_the_secretary_proposes_waits_for_a_worker_of_the_office(world: Any, propose: Any) -> None:
    made = propose(by=world.users["secretary"])
    matter = FollowUp.objects.get(kind="sign_order")
    assert matter.owner == world.users["community_worker"]
    made.withdraw(by=world.users["secretary"], at=world.at)
    matter.refresh_from_db()
    assert matter.status == "done"
