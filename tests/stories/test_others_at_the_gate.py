"""A courier, a carer, a car, an ambulance, somebody without a reason at an offline gate; then on the server's board."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.stories.guard import Guard
from tests.stories.stage import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]


def courier(guard: Guard) -> None:
    guard.tap("no-code")
    guard.tap("person-courier")
    guard.tap("mask-yes")
    guard.type("364")
    guard.tap("temperature-done")
    assert guard.verdict() == ("allow", "gate.allowed")
    guard.next()


def carer(guard: Guard, code: str) -> None:
    guard.find(code)
    expect(guard.at("person")).to_contain_text("刘○○")
    expect(guard.at("person")).to_contain_text("安心家政")
    guard.tap("mask-yes")
    guard.type("365")
    guard.tap("temperature-done")
    assert guard.verdict() == ("allow", "gate.allowed")
    guard.next()


def car(guard: Guard, resident: str) -> None:
    """A courier drives; a resident and a property worker without a pass ride."""
    guard.tap("vehicle")
    for sign in "鄂A12345":
        guard.tap(f"plate-{sign}")
    guard.tap("seat-courier")
    guard.at("seat-find").fill("3-502")
    guard.tap(f"seat-{resident}")
    guard.tap("seat-property_staff")
    expect(guard.at("seat-row-0")).to_contain_text("司机")
    guard.tap("vehicle-go")
    expect(guard.at("party")).to_contain_text("鄂A12345")
    guard.at("stopped-seat-3").wait_for()  # nobody is measured for nothing
    guard.tap("party-colour-green")
    guard.type("364")
    guard.type("366")
    guard.tap("party-confirm")
    shown = guard.at("verdict")
    shown.wait_for()
    assert (shown.get_attribute("data-may"), shown.get_attribute("data-of")) == ("2", "3")
    guard.next()


def without_reason(guard: Guard) -> None:
    guard.tap("no-code")
    guard.tap("person-shop_staff")
    guard.at("visitor-name").fill("孙老板")
    guard.tap("visitor-go")
    assert guard.verdict() == ("refuse", "gate.not_expected")
    expect(guard.at("say")).to_contain_text("我帮您打电话")
    guard.next()


def ambulance(guard: Guard) -> None:
    """Signed out: 救命 is there all the same."""
    guard.tap("life")
    assert guard.verdict() == ("allow", "gate.emergency")
    guard.tap("life-done")


def test_others_at_the_gate(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "others") as stage:
        cast, page = stage.cast, open_stage(stage)
        guard = Guard(page)
        guard.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.context.set_offline(True)
        guard.tap("direction-entry")
        courier(guard)
        carer(guard, cast["carer"])
        car(guard, cast["people"]["王梅"])
        without_reason(guard)
        ambulance(guard)
        page.context.set_offline(False)
        guard.sync()
        kept = stage.run("crossings")
        assert [(row["person"], row["gate"][1], row["went"]) for row in kept] == [
            ("courier", "gate.allowed", True),
            ("carer", "gate.allowed", True),
            ("courier", "gate.allowed", True),
            ("resident", "gate.allowed", True),
            ("property_staff", "gate.not_expected", False),
            ("shop_staff", "gate.not_expected", False),
            ("unknown", "gate.emergency", True),
        ]
        assert not any(row["disagreed"] for row in kept), "the server judges each as the phone did"
        in_car = [row for row in kept if row["vehicle"]]
        assert {row["vehicle"] for row in in_car} == {"鄂A12345"} and len({row["group"] for row in in_car}) == 1
        assert len(in_car) == 3
