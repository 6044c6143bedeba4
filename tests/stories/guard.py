"""A guard's phone in a story: what a thumb does on the gate's screens."""

import re
from typing import Any

from playwright.sync_api import Page, expect


class Guard:
    """What a guard's thumb does."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def at(self, test: str) -> Any:
        return self.page.locator(f'[data-test="{test}"]')

    def tap(self, test: str) -> None:
        self.at(test).click()

    def type(self, digits: str) -> None:
        for digit in digits:
            self.tap(f"key-{digit}")

    def enrol(self, link: str, gate: str, guard: str, pin: str) -> None:
        self.page.goto(link)
        self.at("phone-name").fill("南门 1 号机")
        self.tap("enrol-go")
        self.begin(gate, guard, pin)

    def begin(self, gate: str, guard: str, pin: str) -> None:
        self.at("pin").wait_for()
        if self.at(f"gate-{gate}").count():
            self.tap(f"gate-{gate}")
        picker = self.at("guard")
        if picker.count():
            picker.select_option(guard)
        self.type(pin)
        self.tap("shift-start")
        self.at("find").wait_for()

    def find(self, text: str) -> None:
        self.at("find").fill(text)
        self.tap("find-go")

    def four_steps(self, temperature: str, colour: str = "green", identity: str = "yes") -> None:
        self.tap(f"identity-{identity}")
        if identity == "yes":
            self.tap(f"colour-{colour}")
        if identity == "yes" and colour == "green":
            self.tap("mask-yes")
            self.type(temperature)
            self.tap("temperature-done")

    def verdict(self) -> tuple[str, str]:
        shown = self.at("verdict")
        shown.wait_for()
        expect(self.at("saved")).to_contain_text(re.compile("已存|已记下"))
        return shown.get_attribute("data-outcome"), shown.get_attribute("data-code")

    def next(self) -> None:
        self.tap("next")
        self.at("find").wait_for()

    def unsent(self) -> str:
        text: str = self.at("unsent").inner_text()
        return text

    def sync(self) -> None:
        self.tap("status-bar")
        self.tap("sync")
        self.page.wait_for_function(
            "() => document.querySelector('[data-test=unsent-count]')?.textContent?.match(/^0/)"
        )
        self.tap("back")
