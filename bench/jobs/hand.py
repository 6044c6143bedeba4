"""A hand on a page: nothing is done but through it, and it counts whatever it does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Dialog, Locator, Page

FOCUSED = "element => element === document.activeElement"
WAIT = 10_000


@dataclass
class Count:
    """What a job cost so far, and its steps in words."""

    taps: int = 0
    characters: int = 0
    steps: list[str] = field(default_factory=list)

    def add(self, words: str, taps: int = 0, characters: int = 0) -> None:
        self.taps += taps
        self.characters += characters
        self.steps.append(words)


class Hand:
    """One thumb, or a mouse and a keyboard. A tap is a click, a tick, a key such as Enter; each character is one."""

    def __init__(self, page: Page, base: str, count: Count) -> None:
        self._page, self._base, self._count = page, base, count

    @contextmanager
    def at_work(self) -> Iterator["Hand"]:
        """From the first page after the sign-in, where every job begins; saying yes to a question counts as a tap."""
        self._page.on("dialog", self._agree)
        try:
            self._page.goto(self._base + "/")
            yield self
        finally:
            self._page.remove_listener("dialog", self._agree)

    def _agree(self, asked: Dialog) -> None:
        self._count.add("yes, I mean it", taps=1)
        asked.accept()

    def menu(self, words: str, address: str) -> None:
        """A page of the menu: its group first, where that is closed."""
        link = self._page.locator(f'header a[href="{address}"], nav a[href="{address}"]').first
        link.wait_for(state="attached", timeout=WAIT)
        if not link.is_visible():
            link.locator("xpath=ancestor::details[1]/summary").click()
            self._count.add("open the menu", taps=1)
        self._tap(link, words)

    def tap(self, words: str, where: str, inside: str = "", number: int = 0) -> None:
        """Tap the visible element ``where``: the one whose text has ``inside``, the ``number``-th of several."""
        self._tap(self._at(where, inside, number), words)

    def write(self, words: str, text: str, where: str) -> None:
        """Type ``text`` into a field; a tap more unless the page has put the cursor there already."""
        box = self._at(where)
        taps = self._into(box)
        self._page.keyboard.type(text)
        self._count.add(f"{words}: “{text}”", taps=taps, characters=len(text))

    def number(self, words: str, value: str, where: str) -> None:
        """A date or a time, digit by digit, as the browser's own field takes it."""
        box = self._at(where)
        taps = self._into(box)
        box.fill(value)
        self._count.add(f"{words}: {value}", taps=taps, characters=sum(sign.isdigit() for sign in value))

    def keys(self, words: str, text: str) -> None:
        """Type on where the cursor is."""
        self._page.keyboard.type(text)
        self._count.add(f"{words}: “{text}”", characters=len(text))

    def enter(self) -> None:
        self._page.keyboard.press("Enter")
        self._count.add("Enter", taps=1)

    def paste(self, words: str, text: str, where: str) -> None:
        """Into a field what was copied elsewhere: hold, then paste."""
        taps = self._into(self._at(where))
        self._page.keyboard.insert_text(text)
        self._count.add(words, taps=taps + 2)

    def choose(self, words: str, where: str, option: str = "", place: int | None = None) -> None:
        """Open a list and tap one of it."""
        box = self._at(where)
        if place is not None:
            box.select_option(index=place)
        else:
            box.select_option(option)
        self._count.add(words, taps=2)

    def file(self, words: str, path: Path, where: str) -> None:
        """The field, the file, "open"."""
        self._at(where).set_input_files(path)
        self._count.add(words, taps=3)

    def scan(self, words: str, address: str) -> None:
        """The camera on a code, then what it shows."""
        self._page.goto(address)
        self._count.add(words, taps=2)

    @contextmanager
    def printing(self) -> Iterator[None]:
        """What is tapped inside opens or loads a sheet: wait until it has come."""
        with self._page.context.expect_event("response", lambda one: "pdf" in one.headers.get("content-type", "")):
            yield

    def see(self, where: str, inside: str = "") -> None:
        """Looking is not counted; a job whose end cannot be seen has failed."""
        self._at(where, inside).wait_for(timeout=WAIT)

    def read(self, where: str, attribute: str = "", number: int = 0) -> str:
        """What stands there."""
        found = self._at(where, number=number)
        return (found.get_attribute(attribute) if attribute else found.inner_text()) or ""

    def many(self, where: str) -> int:
        return self._page.locator(where).locator("visible=true").count()

    def gone(self, where: str, inside: str = "") -> None:
        """Wait until nothing such is to be seen."""
        self._page.locator(where, has_text=inside).first.wait_for(state="hidden", timeout=WAIT)

    def _at(self, where: str, inside: str = "", number: int = 0) -> Locator:
        found = self._page.locator(where, has_text=inside) if inside else self._page.locator(where)
        return found.locator("visible=true").nth(number)

    def _tap(self, found: Locator, words: str) -> None:
        found.click(timeout=WAIT)
        self._count.add(words, taps=1)

    def _into(self, box: Locator) -> int:
        """The taps that the cursor needs to be in ``box``."""
        box.wait_for(timeout=WAIT)
        if box.evaluate(FOCUSED):
            return 0
        box.click(timeout=WAIT)
        return 1
