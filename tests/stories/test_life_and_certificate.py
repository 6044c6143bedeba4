"""Life first on a phone nobody has signed in to; and a health certificate read instead of a colour."""

from pathlib import Path
from typing import Any

import pytest
import segno
from playwright.sync_api import expect

from tests.stories.guard import Guard
from tests.stories.stage import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gate")]


def test_life_first_before_enrolment_and_after_the_shift_without_a_network(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "gate") as stage:
        cast, page = stage.cast, open_stage(stage)
        guard = Guard(page)
        page.goto(cast["link"].partition("#")[0])
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.context.set_offline(True)
        guard.tap("life")  # a new phone, never enrolled, no network
        assert guard.verdict() == ("allow", "gate.emergency")
        guard.tap("life-done")
        page.context.set_offline(False)

        guard.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
        guard.tap("status-bar")
        guard.tap("shift-end")
        guard.at("pin").wait_for()
        page.context.set_offline(True)
        page.reload()
        guard.at("pin").wait_for()
        guard.tap("life")  # signed out, no network
        assert guard.verdict() == ("allow", "gate.emergency")
        guard.at("companions").fill("2")
        guard.at("vehicle").fill("救护车")
        guard.tap("life-done")
        guard.at("pin").wait_for()

        page.context.set_offline(False)
        guard.sync()
        kept = stage.run("crossings")
        assert [(one["emergency"], one["went"], one["disagreed"]) for one in kept] == [(True, True, False)] * 2


def test_a_certificate_is_read_instead_of_a_colour(tmp_path: Any, open_stage: Any) -> None:
    with served(tmp_path / "linli", "certificate") as stage:
        cast, page = stage.cast, open_stage(stage)
        guard = Guard(page)
        guard.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
        page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        page.context.set_offline(True)

        to_the_health_step(guard, cast["passes"]["王梅"]["text"])
        show(guard, tmp_path, cast["health"]["forged"])
        expect(guard.at("notice")).to_contain_text("不能用")
        expect(guard.at("colour-green")).to_be_visible()  # nobody can trust it: the colour is asked
        show(guard, tmp_path, cast["health"]["good"])
        guard.tap("mask-yes")
        guard.type("364")
        guard.tap("temperature-done")
        assert guard.verdict() == ("allow", "gate.allowed")
        guard.next()

        to_the_health_step(guard, cast["passes"]["李强"]["text"])
        show(guard, tmp_path, cast["health"]["expired"])
        assert guard.verdict() == ("refuse", "gate.health_certificate")
        expect(guard.at("remedy")).to_contain_text("健康码")
        guard.next()

        page.context.set_offline(False)
        guard.sync()
        kept = stage.run("crossings")
        assert [(one["server"][0], one["disagreed"]) for one in kept] == [("allow", False), ("refuse", False)]


def to_the_health_step(guard: Guard, text: str) -> None:
    guard.find(text)
    guard.tap("identity-yes")
    guard.at("certificate-scan").wait_for()


def show(guard: Guard, folder: Path, text: str) -> None:
    """A picture of the code, as from the phone's own album; a browser in a test has no camera."""
    path = folder / "code.png"
    segno.make(text, error="l").save(str(path), scale=4, border=4)
    guard.at("picture").set_input_files(str(path))
