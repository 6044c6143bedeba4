"""Freeing needs one person, restricting two; what waits restricts nobody; a lapse ends restrictions."""

import copy
from datetime import timedelta

import pytest

from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.rules import decide
from linli.journal.models import Line
from linli.situation import packs, policy
from linli.situation.models import PolicyVersion, Publication

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def phase(name="normalised", pack="wuhan-2020"):
    return copy.deepcopy(packs.load(packs.phase_file(pack, name)))


def version(world, at):
    rules = policy.in_force(world.community, at)
    return rules and rules.version


def events():
    own = Line.objects.filter(event__startswith="publication.")
    return list(own.order_by("sequence").values_list("event", flat=True))


def test_a_new_community_has_no_rules_and_is_free(world):
    assert policy.in_force(world.community, world.at) is None


def test_restrictions_wait_for_the_second_person(world, one, other):
    publication = Publication.propose(world.community, phase(), by=one, at=world.at)
    assert publication.direction == "restricting"
    assert version(world, world.at + DAY) is None  # the second cannot be reached: nothing is restricted
    publication.confirm(by=other, at=world.at + DAY)
    assert version(world, world.at + DAY - SECOND) is None
    assert version(world, world.at + DAY) == "wuhan-2020/normalised@1"
    assert events() == ["publication.proposed", "publication.confirmed"]


def test_nobody_confirms_their_own_restrictions(world, one, other):
    publication = Publication.propose(world.community, phase(), by=one, at=world.at)
    with pytest.raises(Refused, match="own_proposal"):
        publication.confirm(by=one, at=world.at)
    assert version(world, world.at) is None


def test_of_two_people_at_once_one_confirms(world, one, other):
    publication = Publication.propose(world.community, phase(), by=one, at=world.at)
    again = Publication.objects.get(pk=publication.pk)
    publication.confirm(by=other, at=world.at)
    with pytest.raises(Refused, match="not_proposed"):
        again.confirm(by=world.users["administrator"], at=world.at)
    assert events().count("publication.confirmed") == 1


def test_what_was_withdrawn_cannot_be_confirmed(world, one, other):
    publication = Publication.propose(world.community, phase(), by=one, at=world.at)
    again = Publication.objects.get(pk=publication.pk)
    again.withdraw(by=other, at=world.at)
    with pytest.raises(Refused, match="not_proposed"):
        publication.confirm(by=other, at=world.at)


def test_freeing_takes_effect_with_one_person_at_once(world, held, one):
    later = world.at + HOUR
    freed = Publication.propose(world.community, phase("lapsed"), by=one, at=later)
    assert freed.direction == "freeing"
    assert version(world, later - SECOND) == "wuhan-2020/normalised@1"
    assert version(world, later) == "wuhan-2020/lapsed@1"


def test_an_earlier_end_frees_and_a_later_one_waits(world, held, one, other):
    earlier = Publication.propose(world.community, phase(), by=one, at=world.at, lapses_at=world.at + DAY)
    assert (earlier.direction, earlier.status) == ("freeing", "confirmed")
    longer = Publication.propose(world.community, phase(), by=one, at=world.at, lapses_at=world.at + 2 * DAY)
    assert (longer.direction, longer.status) == ("restricting", "proposed")
    assert str(longer) == "wuhan-2020/normalised@3"


def test_the_end_is_by_default_as_far_off_as_in_the_file(world, one):
    body = {**phase(), "from": "2020-04-08", "lapses": "2020-05-31"}
    publication = Publication.propose(world.community, body, by=one, at=world.at)
    assert publication.lapses_at == world.at + 53 * DAY


def test_rules_cannot_lapse_before_they_begin(world, one):
    with pytest.raises(Refused, match="lapses_before_start"):
        Publication.propose(world.community, phase(), by=one, at=world.at, lapses_at=world.at)
    with pytest.raises(Refused, match="lapses_before_start"):
        Publication.propose(
            world.community, phase(), by=one, at=world.at, starts_at=world.at + DAY, lapses_at=world.at + DAY
        )


def test_what_waited_beyond_its_end_cannot_be_confirmed(world, one, other):
    publication = Publication.propose(world.community, phase(), by=one, at=world.at, lapses_at=world.at + DAY)
    with pytest.raises(Refused, match="lapsed_while_waiting"):
        publication.confirm(by=other, at=world.at + DAY)
    publication.confirm(by=other, at=world.at + DAY - SECOND)


def test_the_last_second_before_the_lapse_restricts_and_the_lapse_does_not(world, held):
    end = held.lapses_at
    assert version(world, end - SECOND) == "wuhan-2020/normalised@1"
    assert version(world, end) is None
    rules = policy.in_force(world.community, end - SECOND)
    facts = {"offset": 28_800, "direction": "exit", "person": "resident"}
    assert decide(rules.gate, {**facts, "now": rules.lapses_at - 1})["code"] == "gate.no_pass"
    assert decide(rules.gate, {**facts, "now": rules.lapses_at})["code"] == "gate.policy_lapsed"


def test_a_lapse_does_not_bring_back_what_was_before(world, held, one):
    Publication.propose(world.community, phase("open", "default"), by=one, at=world.at + HOUR, lapses_at=world.at + DAY)
    assert version(world, world.at + DAY - SECOND) == "default/open@1"
    assert version(world, world.at + DAY) is None


def test_rules_for_later_wait_until_then(world, one, other):
    tomorrow = world.at + DAY
    publication = Publication.propose(world.community, phase(), by=one, at=world.at, starts_at=tomorrow)
    publication.confirm(by=other, at=world.at)
    assert version(world, tomorrow - SECOND) is None
    assert version(world, tomorrow) == "wuhan-2020/normalised@1"


def test_an_end_that_comes_before_the_successor_makes_the_successor_restrict(world, held, one):
    after = held.lapses_at
    same = Publication.propose(world.community, phase(), by=one, at=world.at, starts_at=after, lapses_at=after + DAY)
    assert same.direction == "restricting"


def test_one_person_withdraws_what_restricts_and_what_was_before_holds_again(world, held, one, other):
    strict = Publication.propose(world.community, phase("closed"), by=one, at=world.at + HOUR)
    strict.confirm(by=other, at=world.at + HOUR)
    # From closed back to normalised is more and less: two people. From normalised to nothing frees.
    with pytest.raises(Refused, match="withdrawal_restricts"):
        strict.withdraw(by=other, at=world.at + 2 * HOUR)
    freed = Publication.propose(world.community, phase("lapsed"), by=one, at=world.at + 2 * HOUR)
    with pytest.raises(Refused, match="withdrawal_restricts"):
        freed.withdraw(by=one, at=world.at + 3 * HOUR)


def test_withdrawing_the_only_rules_frees_from_that_moment_and_the_past_stays(world, held, other):
    held.withdraw(by=other, at=world.at + HOUR)
    assert version(world, world.at + HOUR - SECOND) == "wuhan-2020/normalised@1"
    assert version(world, world.at + HOUR) is None
    with pytest.raises(Refused):
        Publication.objects.get(pk=held.pk).withdraw(by=other, at=world.at + 2 * HOUR)


def test_within_24_hours_one_tap_takes_restrictions_back(world, held, one):
    assert held.undo(by=one, at=world.at + DAY - SECOND) == held
    assert version(world, world.at + DAY) is None


def test_after_24_hours_nothing_is_taken_back_by_a_tap(world, held, one):
    with pytest.raises(Refused, match="too_late_to_undo"):
        held.undo(by=one, at=world.at + DAY)


def test_taking_freedom_back_within_24_hours_waits_for_a_second_person(world, held, one, other):
    freed = Publication.propose(world.community, phase("lapsed"), by=one, at=world.at + HOUR)
    again = freed.undo(by=one, at=world.at + 2 * HOUR)
    assert (again.status, again.direction, again.lapses_at) == ("proposed", "restricting", held.lapses_at)
    assert version(world, world.at + 3 * HOUR) == "wuhan-2020/lapsed@1"
    again.confirm(by=other, at=world.at + 3 * HOUR)
    assert version(world, world.at + 3 * HOUR) == "wuhan-2020/normalised@2"


def test_one_person_cannot_restrict_by_two_freeing_steps(world, held, one):
    """The same with an earlier end, set for tomorrow, frees; once all is open it would restrict: it is set aside."""
    later = Publication.propose(
        world.community, phase(), by=one, at=world.at, starts_at=world.at + DAY, lapses_at=held.lapses_at - DAY
    )
    assert (later.direction, later.status) == ("freeing", "confirmed")
    Publication.propose(world.community, phase("lapsed"), by=one, at=world.at + HOUR)
    assert version(world, world.at + DAY) == "wuhan-2020/lapsed@1"
    assert "publication.set_aside" in events()


def test_what_two_people_set_for_later_stays_set(world, held, one, other):
    strict = Publication.propose(world.community, phase("closed"), by=one, at=world.at, starts_at=world.at + DAY)
    strict.confirm(by=other, at=world.at)
    Publication.propose(world.community, phase("lapsed"), by=one, at=world.at + HOUR)
    assert version(world, world.at + DAY) == "wuhan-2020/closed@1"


def test_a_published_version_never_changes(world, held):
    written = PolicyVersion.objects.get(pk=held.version_id)
    assert written.intact
    written.body = phase("lapsed")
    assert not written.intact
    with pytest.raises(Refused, match="version_is_fixed"):
        written.save()
    with pytest.raises(Refused, match="version_is_fixed"):
        written.delete()


def test_an_old_decision_can_be_run_again(world, held, one):
    Publication.propose(world.community, phase("lapsed"), by=one, at=world.at + HOUR)
    old = policy.policy_at(world.community, "wuhan-2020/normalised@1")
    assert old.hash == held.version.digest
    facts = {"now": old.lapses_at - 1, "offset": 28_800, "direction": "exit", "person": "resident"}
    assert decide(old.gate, facts)["code"] == "gate.no_pass"


@pytest.mark.parametrize("name", ["", "wuhan-2020", "wuhan-2020/normalised@2", "wuhan-2020/normalised@٣", "a/b@-1"])
def test_a_version_that_never_was_is_none(world, held, name):
    assert policy.policy_at(world.community, name) is None


def test_what_is_wrong_or_has_wrong_examples_is_never_published(world, one):
    wrong = phase()
    del wrong["gate"]
    with pytest.raises(Refused, match="not_valid"):
        Publication.propose(world.community, wrong, by=one, at=world.at)
    false = phase()
    false["examples"][0]["expect"]["code"] = "gate.fever"
    with pytest.raises(Refused, match="examples_fail"):
        Publication.propose(world.community, false, by=one, at=world.at)
    assert not PolicyVersion.objects.exists()


def test_rules_of_one_community_are_not_those_of_another(world, other_world, held):
    assert policy.in_force(other_world.community, world.at) is None
    assert policy.policy_at(other_world.community, "wuhan-2020/normalised@1") is None


def test_rules_that_restrict_are_a_matter_of_the_second_person_and_those_that_free_are_nobodys(world, one, other):
    publication = Publication.propose(world.community, phase(), by=one, at=world.at)
    matter = FollowUp.objects.get(kind="sign_rules")
    assert (matter.owner, matter.status) == (other, "open")
    publication.confirm(by=other, at=world.at)
    matter.refresh_from_db()
    assert matter.status == "done"
    Publication.propose(world.community, phase("lapsed"), by=one, at=world.at + HOUR)
    assert FollowUp.objects.filter(kind="sign_rules").count() == 1
