"""A phase's file is read, its faults are told in words, its examples run."""

import copy
import json

import pytest

from linli.gates.rules import decide
from linli.situation import packs

pytestmark = pytest.mark.pure


@pytest.fixture
def normalised():
    return copy.deepcopy(packs.load(packs.phase_file("wuhan-2020", "normalised")))


def said(body):
    return [problem.english() for problem in packs.validate(body)]


def every_phase():
    return [(pack, phase) for pack, phases in packs.packs().items() for phase in phases]


@pytest.mark.parametrize(("pack", "phase"), every_phase())
def test_each_phase_is_valid_named_as_its_file_and_its_examples_hold(pack, phase):
    body = packs.load(packs.phase_file(pack, phase))
    assert said(body) == []
    assert (body["pack"], body["phase"]) == (pack, phase)
    assert len(body["examples"]) >= 10
    assert packs.check_examples(body, decide) == []


def test_phases_stand_in_the_order_in_which_they_began():
    assert packs.packs()["wuhan-2020"][:2] == ["closed", "limited-outings"]
    assert packs.packs()["wuhan-2020"][-1] == "lapsed"


@pytest.mark.parametrize("name", ["../default", "wuhan-2020/closed", "", "no-such"])
def test_a_name_from_an_address_never_leaves_the_packs(name):
    with pytest.raises(KeyError):
        packs.phase_file("wuhan-2020", name)
    with pytest.raises(KeyError):
        packs.phase_file(name, "closed")


def test_a_wrong_setting_is_told_with_its_place(normalised):
    normalised["gate"]["exit"][2]["kinds"] = "home"
    assert said(normalised) == ["gate, exit, step 3, kinds: expected array, found home."]


def test_an_unknown_check_is_told_with_the_known_ones(normalised):
    normalised["gate"]["entry"][0] = {"check": "weather"}
    [problem] = said(normalised)
    assert problem.startswith("gate, entry, step 1: “weather” is not a check. The checks are: pass_valid, ")


def test_a_missing_part_and_an_unknown_part_are_both_told(normalised):
    del normalised["basis"]
    normalised["mood"] = "calm"
    assert sorted(said(normalised)) == ["“basis” is missing.", "“mood” is not known here."]


def test_several_missing_settings_of_a_step(normalised):
    normalised["gate"]["others"]["visitor"]["entry"][-1] = {"check": "temperature"}
    assert said(normalised) == ["gate, others, visitors, entry, step 4: “below, least, most” is missing."]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda body: body.update(lapses="2020-04-08"), "lapses: the rules must lapse after they begin."),
        (lambda body: body.update(lapses="2020-02-30"), "lapses: “2020-02-30” is not a day such as 2020-04-08."),
        (
            lambda body: body["gate"]["settings"].update(lapses_at=1),
            "gate, settings, lapses_at: this is set when the rules are published; leave it out.",
        ),
        (
            lambda body: body["gate"]["entry"][2].update(accept=["blue"]),
            "gate, entry, step 3: a colour is accepted that the guard cannot choose; add it to “colours”.",
        ),
        (
            lambda body: body["gate"]["entry"][4].update(below=333),
            "gate, entry, step 5: the limit must lie between the least and the most plausible temperature.",
        ),
        (
            lambda body: body["examples"][0].update(at="2020-04-31T09:00"),
            "examples, example 1, at: “2020-04-31T09:00” is not a time such as 2020-04-08T09:30.",
        ),
        (
            lambda body: body["examples"][1]["expect"].update(code="gate.why"),
            "examples, example 2, expect, code: “gate.why” has no words in words.json.",
        ),
        (
            lambda body: body["examples"][0]["facts"].update(temprature=366),
            "examples, example 1, facts: “temprature” is not known here.",
        ),
    ],
)
def test_contradictions_are_told(normalised, change, problem):
    change(normalised)
    assert said(normalised) == [problem]


def test_an_example_that_comes_out_otherwise_says_what_and_how(normalised):
    normalised["examples"][0]["expect"] = {"outcome": "refuse", "code": "gate.no_pass"}
    [failure] = packs.check_examples(normalised, decide)
    assert failure.number == 1
    assert failure.about == normalised["examples"][0]["about"]
    assert (failure.expected, failure.got) == ("refuse gate.no_pass", "allow gate.allowed")


def test_minutes_are_counted_from_the_example_s_own_time(normalised):
    normalised["examples"][0]["expect"]["minutes"] = 5
    [failure] = packs.check_examples(normalised, decide)
    assert (failure.expected, failure.got) == ("allow gate.allowed, 5 min", "allow gate.allowed, 0 min")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Nothing is written there."),
        ("{", "This is not JSON: look at line 1, character 2."),
        ('{"a": 1,}', "This is not JSON: look at line 1, character 9."),
        ("[]", "A phase is one JSON object, from { to }."),
        ('{"a": 37.3}', "37.3 is not a whole number; a temperature is told in tenths of a degree: 373."),
        ('{"a": 1e3}', "1e3 is not a whole number; a temperature is told in tenths of a degree: 373."),
        ('{"a": NaN}', "NaN is not a whole number; a temperature is told in tenths of a degree: 373."),
        ('{"a": 9007199254740992}', "The number 9007199254740992 is too large."),
        ('{"a": 1, "a": 2}', "“a” stands twice in one object."),
        ('{"a": "\\u0000"}', "There is a character in it that cannot be stored."),
        ('{"a": "\\ud800"}', "There is a character in it that cannot be stored."),
        ("[" * 100_000, "Lists and objects are nested too deeply."),
        ('{"a": ' * 40 + "1" + "}" * 40, "Lists and objects are nested too deeply."),
        ('{"a": "' + "x" * 300_000 + '"}', "The file is larger than 300 KB; a phase is a few pages."),
        (b'{"a": "\xff"}', "The file is not text in UTF-8. Save it again as UTF-8."),
        ('{"a": ' + "9" * 5000 + "}", "The number 999999999999999999999999999999 is too large."),
    ],
)
def test_what_is_no_phase_at_all_is_told_in_one_line(text, problem):
    with pytest.raises(packs.Unreadable) as caught:
        packs.parse(text)
    assert str(caught.value) == problem


def test_a_byte_order_mark_does_not_matter(normalised):
    assert packs.parse(("\ufeff" + json.dumps(normalised)).encode()) == normalised
