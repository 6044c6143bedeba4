"""The tables are rich enough: a slip in the scorer or in a scale's file makes some case of them fail."""

from copy import deepcopy
from pathlib import Path
from types import ModuleType

import pytest

from linli.wellbeing import scales
from linli.wellbeing.tests.test_scales import scale_of, tables

pytestmark = pytest.mark.pure
SOURCE = Path(scales.__file__).read_text(encoding="utf-8")

SLIPS = [
    ('return value >= mark if op == ">="', 'return value > mark if op == ">="'),
    ('return value >= mark if op == ">="', "return value >= mark if True"),
    ("else value <= mark", "else value < mark"),
    ('one["from"] <= total <= one["to"]', 'one["from"] < total <= one["to"]'),
    ('one["from"] <= total <= one["to"]', 'one["from"] <= total < one["to"]'),
    ('for item, value in _pairs(scale, answers) if item["scored"]]', "for item, value in _pairs(scale, answers)]"),
    ("[value for value in scored if value is not None]", "[value or 0 for value in scored]"),
    ("2 * sum(given) * len(scored) + len(given)", "2 * sum(given) * len(scored)"),
    ("(2 * sum(given) * len(scored) + len(given)) // (2 * len(given))", "sum(given)"),
    ("return floor(raw * factor)", "return round(raw * factor)"),
    ("return floor(raw * factor)", "return floor(raw)"),
    ("if item[\"scored\"] or item[\"id\"] == opening]", "if item[\"scored\"]]"),
    ("return len(missing) > scale", "return len(missing) >= scale"),
    ("return len(missing) > scale", "return len(missing) > 1 + scale"),
    (" or not kept.isdisjoint(missing)", ""),
    ("type(value) is int and value in allowed", "value in allowed"),
    ("type(value) is int and value in allowed", "type(value) is int"),
    ("answers[0] == 0", "answers[0] == 1"),
    ("(1 if ended else least) <= len(answers)", "1 <= len(answers)"),
    ("(1 if ended else least) <= len(answers)", "least <= len(answers)"),
    ("<= len(answers) <= len(items)", "<= len(answers)"),
    ("missing = [] if ended else _unanswered", "missing = _unanswered"),
    ("(cutoff or scale[\"default_cutoff\"])", "scale[\"default_cutoff\"]"),
    ("chosen, _alerts(scale, answers))", "chosen, [])"),
    ('said[alert["item"]], alert["op"], alert["value"]', 'said[alert["item"]], ">=", alert["value"]'),
]  # fmt: skip


def survives(score, swap=lambda scale: scale):
    """Whether every case of every table still comes out."""
    for table in tables():
        scale = swap(deepcopy(scale_of(table)))
        for case in table["cases"]:
            try:
                if score(scale, case["answers"], case.get("cutoff", "")) != case["expect"]:
                    return False
            except Exception:
                return False
    return True


def test_without_a_slip_every_case_comes_out():
    assert survives(scales.score)


@pytest.mark.parametrize(("right", "wrong"), SLIPS)
def test_a_slip_in_the_scorer_is_seen(right, wrong):
    assert SOURCE.count(right) == 1
    module = ModuleType("slipped")
    exec(SOURCE.replace(right, wrong), module.__dict__)
    assert not survives(module.score)


def slipped_files():
    for name, scale in scales.load().items():
        for at in range(len(scale["bands"]) - 1):
            for by in (1, -1):
                yield name, f"band edge {at} moved by {by}", lambda one, at=at, by=by: edge(one, at, by)
        for at in range(len(scale["cutoffs"])):
            for by in (1, -1):
                yield (
                    name,
                    f"cut-off {at} moved by {by}",
                    lambda one, at=at, by=by: one["cutoffs"][at].update(
                        at=one["cutoffs"][at]["at"] + by * one["scoring"]["factor"]
                    ),
                )
            yield (
                name,
                f"cut-off {at} turned round",
                lambda one, at=at: one["cutoffs"][at].update(op={">=": "<=", "<=": ">="}[one["cutoffs"][at]["op"]]),
            )
        for at, item in enumerate(scale["items"]):
            if item["scored"]:
                yield name, f"item {item['id']} not scored", lambda one, at=at: one["items"][at].update(scored=False)
                yield (
                    name,
                    f"item {item['id']} reversed",
                    lambda one, at=at: one["items"][at].update(
                        answers=[
                            {**each, "value": value} for each, value in zip(one["answers"], REVERSED(one), strict=True)
                        ]
                    ),
                )
        yield name, "one may be missing", lambda one: one["scoring"]["missing"].update(allowed=1)
        yield name, "another factor", lambda one: one["scoring"].update(factor=one["scoring"]["factor"] + 1)
        if scale["alerts"]:
            yield name, "the alert lost", lambda one: one["alerts"].clear()
            yield name, "the alert from two", lambda one: one["alerts"][0].update(value=2)
            yield name, "the alert on another item", lambda one: one["alerts"][0].update(item="8")
        if "screen" in scale:
            yield name, "the opening question forgotten", lambda one: one.pop("screen")


def REVERSED(scale):  # a mirrored list has the same values: shift it, so that each answer counts differently
    found = [answer["value"] for answer in scale["answers"]]
    return [value + 1 for value in found]


def edge(scale, at, by):
    """A wrong edge between two bands that a possible total lies on: the WHO-5 counts in fours."""
    step = by * int(scale["scoring"]["factor"])
    scale["bands"][at]["to"] += step
    scale["bands"][at + 1]["from"] += step


@pytest.mark.parametrize(
    ("name", "slip"), [pytest.param(name, slip, id=f"{name}: {what}") for name, what, slip in slipped_files()]
)
def test_a_slip_in_a_file_is_seen(name, slip):
    def swap(scale):
        if scale["id"] == name:
            slip(scale)
        return scale

    assert not survives(scales.score, swap)
