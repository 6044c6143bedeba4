"""Every boundary of the rules for outings, in the phases of both packs, and across midnight."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from linli.outings.calling import PAUSE, Next, Tried, next_step
from linli.outings.forms import likely
from linli.outings.policy import OutingRules
from linli.outings.rules import DAY, Around, Ask, judge, within
from linli.situation import packs, tables
from linli.situation.rules import PURPOSES

pytestmark = pytest.mark.pure
HOUR, EAST = 3600, 28_800


def read(body, lapses_at=0):
    return OutingRules.read(
        SimpleNamespace(version="x@1", gate=body["gate"], outings=body["outings"], lapses_at=lapses_at)
    )


def phase(name, pack="wuhan-2020", **changes):
    body = packs.load(packs.phase_file(pack, name))
    body["outings"].update(changes)
    return read(body)


def at(text):
    """Epoch seconds of a wall clock in Wuhan."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).timestamp())


NOW = at("2020-03-19T09:00")


def asked(rules, start="2020-03-19T10:00", end="2020-03-19T11:00", minutes=60, purpose="bank", now=NOW, **around):
    ask = Ask(purpose, at(start), at(end), minutes)
    return judge(rules, ask, Around(now, EAST, **around))


def code(*given, **more):
    return asked(*given, **more).code.removeprefix("outings.")


@pytest.mark.parametrize(
    ("pack", "name", "purpose", "outcome", "said"),
    [
        ("wuhan-2020", "closed", "bank", "no", "not_open"),
        ("wuhan-2020", "closed", "medical", "free", "just_go"),
        ("wuhan-2020", "limited-outings", "bank", "ask", "a_person_decides"),
        ("wuhan-2020", "limited-outings", "shopping", "free", "just_go"),
        ("wuhan-2020", "limited-outings", "dog_walk", "no", "other_purpose"),
        ("wuhan-2020", "epidemic-free", "exercise", "no", "other_purpose"),
        ("wuhan-2020", "epidemic-free", "shopping", "ask", "a_person_decides"),
        ("wuhan-2020", "one-per-household", "exercise", "ask", "a_person_decides"),
        ("wuhan-2020", "normalised", "rubbish", "by_itself", "by_itself"),
        ("wuhan-2020", "normalised", "bank", "ask", "a_person_decides"),
        ("wuhan-2020", "lapsed", "bank", "free", "nobody_asks"),
        ("default", "open", "bank", "free", "nobody_asks"),
        ("default", "watch", "bank", "free", "nobody_asks"),
        ("default", "restricted", "pharmacy", "free", "just_go"),
        ("default", "restricted", "bank", "ask", "a_person_decides"),
    ],
)
def test_what_each_phase_says(pack, name, purpose, outcome, said):
    found = asked(phase(name, pack), purpose=purpose)
    assert (found.outcome, found.code) == (outcome, f"outings.{said}")


def test_without_any_rules_nobody_asks():
    assert code(OutingRules()) == "nobody_asks"


def test_an_outing_that_no_gate_would_accept_is_not_open():
    body = packs.load(packs.phase_file("wuhan-2020", "one-per-household"))
    next(step for step in body["gate"]["exit"] if step["check"] == "reason_open")["kinds"].remove("outing")
    assert code(read(body)) == "not_open"


def test_the_longest_time_itself_is_allowed_and_a_minute_more_is_not():
    rules = phase("one-per-household")
    assert code(rules, minutes=120) == "a_person_decides"
    assert code(rules, minutes=121) == "too_long"
    assert code(rules, minutes=0) == "too_long", "no clock at all is longer than any"
    assert code(phase("one-per-household", longest_minutes=0), minutes=0) == "a_person_decides"
    assert code(rules, minutes=-1) == "window_wrong"


def test_the_household_has_its_number_and_not_one_more():
    rules = phase("one-per-household")
    assert code(rules, used=0) == "a_person_decides"
    assert code(rules, used=1) == "household_used"
    assert code(phase("one-per-household", per_household_per_day=2), used=1) == "a_person_decides"
    assert code(phase("one-per-household", per_household_per_day=0), used=50) == "a_person_decides"


def test_the_hours_belong_to_the_rules_up_to_their_last_minute():
    rules = phase("epidemic-free")  # 8:00 to 18:00
    assert code(rules, "2020-03-20T08:00", "2020-03-20T18:00") == "a_person_decides"
    assert code(rules, "2020-03-20T07:59", "2020-03-20T09:00") == "outside_hours"
    assert code(rules, "2020-03-20T17:00", "2020-03-20T18:01") == "outside_hours"


def test_hours_that_cross_midnight_and_hours_that_touch():
    late = phase("epidemic-free", slots=[[1320, 120]])  # 22:00 to 2:00
    assert code(late, "2020-03-19T23:30", "2020-03-20T00:30") == "a_person_decides"
    assert code(late, "2020-03-20T01:00", "2020-03-20T02:00") == "a_person_decides"
    assert code(late, "2020-03-20T01:00", "2020-03-20T02:01") == "outside_hours"
    assert code(late, "2020-03-19T21:59", "2020-03-19T23:00") == "outside_hours"
    assert within([(480, 720), (720, 1080)], 9 * HOUR, 15 * HOUR)
    assert not within([(480, 720), (780, 1080)], 9 * HOUR, 15 * HOUR)
    assert within([(0, 1440)], 23 * HOUR, 25 * HOUR)
    assert not within([(480, 480)], 8 * HOUR, 9 * HOUR), "from and to the same is no time at all"


def test_notice_is_counted_to_the_second_and_not_when_deciding():
    rules = phase("one-per-household", notice_minutes=60)
    assert code(rules, "2020-03-19T10:00", now=NOW) == "a_person_decides"
    assert code(rules, "2020-03-19T10:00", now=NOW + 1) == "too_short_notice"
    ask = Ask("bank", at("2020-03-19T09:10"), at("2020-03-19T10:00"), 60)
    assert judge(rules, ask, Around(NOW, EAST), deciding=True).possible


def test_days_ahead_are_counted_as_days_of_the_community():
    rules = phase("one-per-household", ahead_days=1)
    late = at("2020-03-19T23:59")
    assert code(rules, "2020-03-20T22:00", "2020-03-20T23:00", now=late) == "a_person_decides"
    assert code(rules, "2020-03-21T00:00", "2020-03-21T01:00", now=late) == "too_far_ahead"
    assert code(rules, "2020-03-21T00:00", "2020-03-21T01:00", now=late + 60) == "a_person_decides"


def test_a_window_that_ends_now_is_over_and_one_that_has_begun_is_not():
    rules = phase("one-per-household")
    assert code(rules, "2020-03-19T08:00", "2020-03-19T09:00") == "in_the_past"
    assert code(rules, "2020-03-19T08:00", "2020-03-19T09:01") == "a_person_decides"
    assert code(rules, "2020-03-19T10:00", "2020-03-19T10:00") == "window_wrong"
    assert code(rules, "2020-03-19T10:00", "2020-03-20T10:01") == "window_wrong"


def test_own_windows_may_touch_and_not_overlap():
    rules = phase("one-per-household", per_household_per_day=0)
    own = ((at("2020-03-19T10:00"), at("2020-03-19T11:00")),)
    assert code(rules, "2020-03-19T11:00", "2020-03-19T12:00", own=own) == "a_person_decides"
    assert code(rules, "2020-03-19T10:59", "2020-03-19T12:00", own=own) == "overlaps"


def test_after_the_rules_end_nobody_asks():
    body = packs.load(packs.phase_file("wuhan-2020", "closed"))
    end = at("2020-03-20T00:00")
    rules = read(body, end)
    assert code(rules, "2020-03-20T00:00", "2020-03-20T01:00") == "rules_end"
    assert code(rules, "2020-03-19T23:59", "2020-03-20T01:00") == "not_open"


def test_the_purposes_are_one_closed_list_with_words():
    schema = packs._validator("policy").schema["properties"]["outings"]["properties"]["purposes"]
    assert tuple(schema["items"]["enum"]) == PURPOSES
    assert set(PURPOSES) <= set(tables.NAMES)
    body = packs.load(packs.phase_file("wuhan-2020", "closed"))
    body["outings"]["purposes"] = ["revenge"]
    assert packs.validate(body)


def test_a_day_has_as_many_seconds_as_ever():
    assert at("2020-03-20T00:00") - at("2020-03-19T00:00") == DAY


# Whom to try next


def tried(*steps):
    """("call", "not_reached", minute) … -> the next step at minute 100."""
    taken = [Tried(way, outcome, minute * 60, *more) for way, outcome, minute, *more in steps]
    return next_step(taken, 6000)


def test_the_first_step_is_a_call_then_again_the_household_the_door_the_lead():
    assert tried() == Next("call", 6000)
    taken = []
    for way, following in (("call", "again"), ("again", "household"), ("household", "knock"), ("knock", "lead")):
        taken.append((way, "not_reached", 50))
        found = tried(*taken)
        assert found.way == following
        assert following == "lead" or found.at == 50 * 60 + PAUSE


def test_a_promise_is_waited_for_and_then_the_ladder_begins_anew():
    assert tried(("call", "on_the_way", 90, 20)) == Next("wait", 110 * 60)
    assert tried(("call", "on_the_way", 90, 10)) == Next("call", 100 * 60)
    kept = [("call", "not_reached", 10), ("again", "on_the_way", 20, 5), ("call", "not_reached", 30)]
    assert tried(*kept).way == "again"


def test_who_needs_help_is_not_rung_again_and_a_reminder_is_no_step():
    assert tried(("call", "needs_help", 95)).way == "help"
    assert tried(("reminder", "reached", 10)) == Next("call", 6000)


def test_a_restriction_lets_nobody_out_but_for_what_the_phase_spares():
    rules, end = phase("one-per-household", let_through=[]), at("2020-03-20T00:00")
    assert code(rules, orders=(("home_observation", end),)) == "under_order"
    assert code(rules, orders=(("home_observation", end),), purpose="medical") == "a_person_decides"
    assert code(rules, orders=(("something_else", end),)) == "a_person_decides"


def test_the_window_that_is_offered_first_is_open():
    east = ZoneInfo("Asia/Shanghai")

    def offered(rules, now):
        start, end = likely(rules, datetime.fromisoformat(now).replace(tzinfo=east), east)
        return f"{start:%d %H:%M} {end:%d %H:%M}"

    free = phase("one-per-household")
    assert offered(free, "2020-03-19T09:04:30") == "19 09:00 19 10:00", "at once"
    assert offered(phase("one-per-household", notice_minutes=30), "2020-03-19T09:01:30") == "19 09:45 19 10:45"
    assert offered(phase("epidemic-free"), "2020-03-19T17:30:00") == "20 08:00 20 09:00"
    assert offered(phase("epidemic-free", slots=[[540, 560]]), "2020-03-19T09:00:00") == "19 09:00 19 10:00"


def test_a_restriction_that_an_approved_outing_opens_refuses_nobody():
    body = packs.load(packs.phase_file("wuhan-2020", "one-per-household"))
    held = [step for step in body["gate"]["exit"] if step["check"] == "no_order"]
    bound = ((held[0]["kinds"][0], at("2020-03-25T00:00")),)
    assert code(read(body), orders=bound) == "under_order"
    for step in held:
        step["except_permits"] = ["outing"]
    assert code(read(body), orders=bound) == "a_person_decides"
