"""A counsellor at the page of the keys."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.stories.office import another, sign_in
from tests.stories.stage import Stage

PATIENT = 40_000  # milliseconds: a pass phrase is slow on purpose


class Keys:
    """``who`` signs in and opens the page; every request that their browser sends is kept in ``sent``."""

    def __init__(self, first: Page, stage: Stage, who: str, phrase: str) -> None:
        self.page, self.stage, self.who, self.phrase = another(first, 1100), stage, who, phrase
        self.sent: list[str] = []
        self.page.on("request", lambda one: self.sent.append(one.post_data or ""))
        sign_in(stage, self.page, stage.cast["logins"][who])
        self.comes()

    def comes(self) -> None:
        self.page.goto(f"{self.stage.address}/cottage/keys/")
        self._ready()

    def part(self, name: str) -> Any:
        return self.page.locator(f'[data-part="{name}"]')

    def form(self, act: str) -> Any:
        return self.page.locator(f'form[data-act="{act}"]:visible')

    def does(self, act: str, **fields: str) -> None:
        """Fill in the form of ``act`` and send it."""
        form = self.form(act)
        for name, value in fields.items():
            form.locator(f"[name={name}]").fill(value)
        form.locator("button").click()
        self._ready()

    def makes_own(self) -> None:
        self.does("make", phrase=self.phrase, again=self.phrase)
        expect(self.part("mine")).to_be_visible()

    def unlocks(self) -> None:
        self.comes()
        self.does("unlock", phrase=self.phrase)

    def number(self) -> str:
        """Of their own key, as they read it aloud."""
        return str(self.part("own-print").last.text_content())

    def lets_in(self, other: "Keys") -> None:
        """Compare the number that the other reads, tick, let in."""
        row = self.page.locator('[data-list="waiting"] form', has_text=other.who)
        expect(row.locator(".print")).to_have_text(other.number())
        row.locator("[name=same]").check()
        row.locator("button").click()
        self._ready()

    def says(self, words: str) -> None:
        expect(self.part("done")).to_contain_text(words)

    def complains(self, words: str) -> None:
        expect(self.part("problem")).to_contain_text(words)

    def _ready(self) -> None:
        expect(self.page.locator("#keys")).to_have_attribute("aria-busy", "false", timeout=PATIENT)
