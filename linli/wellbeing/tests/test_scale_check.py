"""What is wrong with a scale's file is said, with the place."""

import json
from copy import deepcopy

import pytest

from linli.wellbeing.scale_check import Unreadable, parse, problems, reach
from linli.wellbeing.scales import load

pytestmark = pytest.mark.pure
SCALES = load()


@pytest.mark.parametrize("name", SCALES)
def test_every_scale_that_is_brought_along_is_well(name):
    assert problems(SCALES[name]) == []
    assert SCALES[name]["id"] == name


def test_what_can_come_out_of_each():
    assert {name: reach(scale) for name, scale in SCALES.items()} == {
        "phq-9": (0, 27),
        "phq-2": (0, 6),
        "gad-7": (0, 21),
        "who-5": (0, 100),
        "pc-ptsd-5": (0, 5),
    }


def test_item_9_of_the_phq_9_is_an_alert_from_one_on_and_no_other_scale_has_one():
    assert SCALES["phq-9"]["alerts"] == [{"item": "9", "op": ">=", "value": 1, "code": "life"}]
    assert [name for name, scale in SCALES.items() if scale["alerts"]] == ["phq-9"]


def test_the_default_cut_offs_are_the_ones_of_the_papers():
    chosen = {
        name: next((one["op"], one["at"]) for one in scale["cutoffs"] if one["id"] == scale["default_cutoff"])
        for name, scale in SCALES.items()
    }
    assert chosen == {
        "phq-9": (">=", 7),
        "phq-2": (">=", 3),
        "gad-7": (">=", 10),
        "who-5": ("<=", 50),
        "pc-ptsd-5": (">=", 3),
    }


def first(**parts):
    return lambda scale: scale.update(parts)


WRONG = [
    ("phq-9", lambda s: s.pop("licence"), "$: 'licence' is a required property"),
    ("phq-9", first(surprise=1), "$: Additional properties are not allowed ('surprise' was unexpected)"),
    ("phq-9", lambda s: s["title"].update(zh=" "), "$.title.zh: ' ' does not match"),
    ("phq-9", lambda s: s["bands"][1].update({"from": 6}), "$.bands[1].from: 5 follows 4"),
    ("phq-9", lambda s: s["bands"][1].update({"from": 4}), "$.bands[1].from: 5 follows 4"),
    ("phq-9", lambda s: s["bands"][-1].update(to=28), "$.bands: they must reach from 0 to 27"),
    ("phq-9", lambda s: s["bands"].reverse(), "$.bands: they must reach from 0 to 27"),
    ("phq-9", lambda s: s["bands"][0].update(level="severe"), "$.bands: the levels run against the direction"),
    ("who-5", lambda s: s["scoring"].update(direction="higher_is_worse"), "$.bands: the levels run against"),
    ("who-5", lambda s: s["cutoffs"][0].update(op=">="), "$.cutoffs[0].op: <="),
    ("gad-7", lambda s: s["cutoffs"][0].update(at=22), "$.cutoffs[0].at: between 0 and 21"),
    ("gad-7", first(default_cutoff="here"), "$.default_cutoff: none of outpatients"),
    ("gad-7", lambda s: s["items"][1].update(id="1"), "$.items: 1 stands there twice"),
    ("gad-7", lambda s: s["answers"][1].update(value=0), "$.answers: 0 stands there twice"),
    ("gad-7", lambda s: s["scoring"]["missing"].update(allowed=7), "$.scoring.missing.allowed: fewer than the 7"),
    ("gad-7", lambda s: [item.update(scored=False) for item in s["items"]], "$.items: none is scored"),
    ("gad-7", lambda s: s["scoring"].update(factor=1.1), "$.scoring.factor: 1.1 is not a multiple of 0.25"),
    ("phq-9", lambda s: s["alerts"][0].update(item="10"), "$.alerts[0].item: no scored item is called 10"),
    ("phq-9", lambda s: s["alerts"][0].update(item="function"), "$.alerts[0].item: no scored item"),
    ("phq-9", lambda s: s["alerts"][0].update(value=4), "$.alerts[0].value: no answer to that item"),
    ("pc-ptsd-5", lambda s: s["items"][0].update(scored=True), "$.screen: the opening question"),
    ("pc-ptsd-5", lambda s: s["screen"].update(item="1"), "$.screen: the opening question"),
]


@pytest.mark.parametrize(("name", "spoil", "said"), WRONG)
def test_a_wrong_file_is_told_what_is_wrong_and_where(name, spoil, said):
    scale = deepcopy(SCALES[name])
    spoil(scale)
    assert any(problem.startswith(said) for problem in problems(scale)), problems(scale)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b'{"id": "a", "id": "b"}', "a key stands twice"),
        (b'{"at": NaN}', "NaN is no number"),
        ("{".encode("utf-16"), "not UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b" " * 200_001, "larger than 200 KB"),
    ],
)
def test_what_is_no_scale_at_all_is_refused_in_words(content, said):
    with pytest.raises(Unreadable, match=said):
        parse(content)


def test_a_file_with_a_mark_at_its_beginning_is_read():
    assert parse(b"\xef\xbb\xbf" + json.dumps(SCALES["phq-2"]).encode()) == SCALES["phq-2"]
