"""Passes of those who come from outside, and visits that a household announces."""

from datetime import timedelta

import pytest
from django.urls import reverse

from linli.core.refusals import Refused
from linli.gates import visits
from linli.gates.facts import facts_of
from linli.gates.inforce import InForce
from linli.gates.known import know
from linli.gates.models import Crossing, Holder, Out, Pass
from linli.gates.reading import CrossingIn
from linli.gates.roster import passes_of
from linli.journal.models import Line
from linli.privacy.keeping import purge_due

AGREED = {"others": {"visitor": {"entry": [{"check": "host_agreed", "except_passes": ["visitor"]}], "exit": []}}}
BY_PASS = {"others": {"visitor": {"entry": [{"check": "pass_valid"}], "exit": []}}}


def rules(monkeypatch, gate):
    found = InForce(version="test/one@1", phase="one", gate={"entry": [], "exit": [], "settings": {}, **gate}, hash="0")
    for module in ("visits", "issuing", "views.visits"):
        monkeypatch.setattr(f"linli.gates.{module}.rules_at", lambda community, at: found)


def carer(world, **more):
    holder = Holder(name="刘桂芳", organisation="安心家政", **more)
    return Pass.issue(
        kind="carer",
        household=world.residents["王秀英"].household,
        holder=holder,
        expires_at=world.at + timedelta(days=30),
        by=world.users["secretary"],
        at=world.at,
    )


def crossing(world, one, at, direction="entry"):
    return CrossingIn.model_validate(
        {
            "gate": "", "direction": direction, "at": int(at.timestamp()), "offset": 0, "policy": "",
            "pass": one.public_id, "resident": "", "household": "", "facts": {}, "emergency": False,
            "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""}, "guard": "", "shift": "",
        }
    )  # fmt: skip


def facts(world, one, at, direction="entry"):
    told = crossing(world, one, at, direction)
    day = world.community.today(at)
    known = know(world.community, [told], {day})
    return facts_of(told, int(at.timestamp()), day.isoformat(), 28_800, known)


def test_a_carers_pass_says_who_comes_to_which_room_and_no_more(world):
    one = carer(world)
    [told] = passes_of(world.community, world.at)
    assert told["holder"] == "刘○○" and told["organisation"] == "安心家政" and told["kind"] == "carer"
    assert told["room"] == one.household.flat.key
    line = Line.objects.get(event="pass.issued")
    assert "刘" not in str(line.codes) and "安心" not in str(line.codes)


def test_the_server_sees_a_carer_and_no_outing_of_the_household(world):
    found = facts(world, carer(world), world.at)
    assert (found["person"], found["pass_state"], found["pass_kind"]) == ("carer", "good", "carer")
    assert "household_exits_today" not in found and "resident_here" not in found


@pytest.mark.parametrize(
    ("minutes", "direction", "state"),
    [(-1, "entry", "outside_hours"), (0, "entry", "good"), (59, "entry", "good"), (60, "entry", "outside_hours"),
     (60, "exit", "good")],
)  # fmt: skip
def test_hours_bind_the_way_in_only(world, minutes, direction, state):
    one = carer(world, opens=9 * 60, closes=10 * 60)  # world.at is 9:00 in Wuhan
    Pass._base_manager.filter(pk=one.pk).update(issued_at=world.at - timedelta(days=1))
    assert facts(world, one, world.at + timedelta(minutes=minutes), direction)["pass_state"] == state


def test_hours_may_cross_midnight():
    night = Holder(name="x", opens=22 * 60, closes=6 * 60)
    assert [night.open_at(minute) for minute in (21 * 60 + 59, 22 * 60, 0, 6 * 60 - 1, 6 * 60)] == [
        False, True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"opens": 60}, "gates.hours_wrong"),
        ({"opens": 60, "closes": 60}, "gates.hours_wrong"),
        ({"opens": 60, "closes": 1441}, "gates.hours_wrong"),
        ({"people": 0}, "gates.too_many_people"),
        ({"people": 21}, "gates.too_many_people"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(world, more, code):
    with pytest.raises(Refused) as refusal:
        carer(world, **more)
    assert refusal.value.code == code
    assert not Pass.objects.exists()


def test_a_pass_for_the_whole_community_needs_a_name(world):
    with pytest.raises(Refused, match="holder_missing"):
        Pass.issue(
            kind="courier", holder=Holder(name=" "), community=world.community,
            expires_at=world.at + timedelta(days=1), by=world.users["secretary"], at=world.at,
        )  # fmt: skip


def test_a_renewed_pass_keeps_its_holder_and_voids_the_old_one(world):
    old = carer(world, people=2)
    new = old.reprint(by=world.users["secretary"], expires_at=world.at + timedelta(days=60), at=world.at)
    assert (new.holder.name, new.holder.people, new.household) == ("刘桂芳", 2, old.household)
    assert hasattr(Pass.objects.get(pk=old.pk), "revocation")


def test_a_visitor_who_left_is_not_waited_for(world, gate, post):
    one = carer(world)
    body = crossing(world, one, world.at, "exit").model_dump(by_alias=True, exclude_none=True)
    post([{"sequence": 1, "crossing": body}])
    assert Crossing.objects.get().pass_id == one.pk
    assert Crossing.objects.get().household_id is None
    assert not Out.objects.exists()


def test_two_weeks_after_the_pass_nobody_knows_for_whom_it_was(world):
    carer(world)
    purge_due(world.at + timedelta(days=43))
    assert Holder.objects.count() == 1
    purge_due(world.at + timedelta(days=45))
    assert Holder.objects.count() == 0 and Pass.objects.count() == 1


def test_whether_a_household_may_announce_follows_from_the_visitors_steps():
    empty = {"entry": [], "exit": []}
    assert visits.visits({**empty, **AGREED}) == "open"
    assert visits.visits({**empty, **BY_PASS}) == "closed"
    assert visits.visits(empty) == "free"


def announce(world, at=None, host="王梅", **more):
    told = {"name": "赵姐", "people": 2, "begins": world.at + timedelta(hours=5), **more}
    return visits.announce(world.residents[host], by=world.residents[host], at=at or world.at, **told)


def test_an_announced_visit_spares_the_phone_call_from_half_an_hour_before(world, monkeypatch):
    rules(monkeypatch, AGREED)
    one = announce(world)
    assert (one.kind, one.household, one.resident) == ("visitor", world.residents["王梅"].household, None)
    early = facts(world, one, world.at + timedelta(hours=4, minutes=29))
    assert early["pass_state"] == "not_yet"
    assert facts(world, one, world.at + timedelta(hours=4, minutes=30))["pass_state"] == "good"
    [told] = visits.expected(world.at + timedelta(hours=4, minutes=30))
    assert (told["name"], told["pass"]) == ("赵○", one.public_id)


@pytest.mark.parametrize(("gate", "code"), [(BY_PASS, "gates.visits_closed"), ({}, "gates.visits_not_needed")])
def test_where_the_rules_allow_no_visits_the_answer_is_calm(world, monkeypatch, gate, code):
    rules(monkeypatch, gate)
    with pytest.raises(Refused, match=code):
        announce(world)


def test_no_more_than_five_and_none_for_next_month(world, monkeypatch):
    rules(monkeypatch, AGREED)
    with pytest.raises(Refused, match="visit_too_far"):
        announce(world, begins=world.at + timedelta(days=8))
    with pytest.raises(Refused, match="visit_too_far"):
        announce(world, begins=world.at - timedelta(hours=1))
    for number in range(5):
        announce(world, name=f"赵姐{number}")
    with pytest.raises(Refused, match="too_many_visits"):
        announce(world)


def test_the_same_visit_told_twice_is_one_pass(world, monkeypatch):
    rules(monkeypatch, AGREED)
    one = announce(world)
    assert announce(world, host="王秀英") == one, "their household, another phone"
    assert one not in (announce(world, people=3), announce(world, begins=world.at + timedelta(hours=6)))
    one.void(by=world.residents["王梅"], reason="withdrawn", at=world.at)
    assert announce(world) != one, "announced anew after it was taken back"


def test_guards_see_the_next_visit_however_many_never_came(world, gate, post, monkeypatch):
    rules(monkeypatch, AGREED)
    monkeypatch.setattr(visits, "MOST_OPEN", 40)
    for number in range(31):
        announce(world, name=f"客{number}", begins=world.at)
    new = announce(world, begins=world.at + timedelta(minutes=20))
    later = world.at + timedelta(minutes=10)
    assert visits.expected(later)[0]["pass"] == new.public_id
    body = crossing(world, new, world.at).model_dump(by_alias=True, exclude_none=True)
    post([{"sequence": 1, "crossing": body | {"verdict": {"outcome": "refuse", "code": "gate.fever", "step": ""}}}])
    assert visits.expected(later)[0]["pass"] == new.public_id, "turned back is not in"
    post([{"sequence": 2, "crossing": body}])
    assert new.public_id not in str(visits.expected(later))


def test_the_visitors_page_shows_a_code_and_neither_name_nor_room(world, keys, client, monkeypatch):
    rules(monkeypatch, AGREED)
    monkeypatch.setattr("linli.gates.views.visits.now", lambda: world.at)
    one = announce(world)
    page = client.get(reverse("gates:visit", args=[visits.token(one)]))
    text = page.content.decode()
    assert page.status_code == 200 and str(one) in text
    assert "赵姐" not in text and one.household.flat.key not in text
    assert client.get(reverse("gates:visit", args=[visits.token(one) + "x"])).status_code == 404
    assert client.get(reverse("gates:visit", args=[one.public_id])).status_code == 404
    one.void(by=world.residents["王梅"], reason="withdrawn", at=world.at)
    assert client.get(reverse("gates:visit", args=[visits.token(one)])).status_code == 404


def test_another_households_visit_cannot_be_taken_back(world, monkeypatch):
    rules(monkeypatch, AGREED)
    one = announce(world)
    others = [name for name, row in world.residents.items() if row.household_id != one.household_id]
    assert one not in visits.announced(world.residents[others[0]], world.at)
    assert one in visits.announced(world.residents["王梅"], world.at)


def test_those_in_one_car_stand_together_on_the_board(world, gate, post, sign_in, monkeypatch):
    group = "018f3e3e-0000-7000-8000-0000000000aa"

    def seat(number, person, resident=""):
        return {
            "sequence": number,
            "crossing": {
                "gate": "", "direction": "entry", "at": int(world.at.timestamp()), "offset": 0, "policy": "",
                "pass": "", "resident": resident, "household": "", "facts": {"person": person, "temperature": 364},
                "verdict": {"outcome": "allow", "code": "gate.allowed", "step": ""}, "emergency": False,
                "group": group, "vehicle": "鄂A12345", "guard": "", "shift": "",
            },
        }  # fmt: skip

    post([seat(1, "courier"), seat(2, "resident", str(world.residents["王梅"].pk))])
    rows = list(Crossing.objects.order_by("sequence"))
    assert [(row.facts["person"], row.vehicle) for row in rows] == [("courier", "鄂A12345"), ("resident", "鄂A12345")]
    client = sign_in("secretary")
    client.cookies["django_language"] = "en"
    page = client.get(f"/gates/crossings/{rows[0].id}/").content.decode()
    assert "In one vehicle" in page and "鄂A12345" in page and str(rows[1].id) in page
    monkeypatch.setattr("linli.gates.views.board.now", lambda: world.at)
    assert "鄂A12345" in client.get("/gates/").content.decode()
