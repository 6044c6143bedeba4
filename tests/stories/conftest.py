"""A browser for the stories: Debian's Chromium, driven by Playwright."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.stories.stage import Stage


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    with sync_playwright() as driver:
        yield driver


def launch(driver: Any, arguments: list[str]) -> Browser:
    """Chromium, or an error that says what to install."""
    path = shutil.which("chromium")
    assert path, "Please install chromium (Debian: sudo apt-get install chromium)"
    browser: Browser = driver.chromium.launch(executable_path=path, args=arguments)
    return browser


@pytest.fixture
def open_stage(playwright: Any) -> Iterator[Any]:
    """``open_stage(stage)`` gives a page of a phone with a strict eye: an error in the page fails the story."""
    opened: list[tuple[Browser, list[str]]] = []

    def open_(stage: Stage, width: int = 390, height: int = 844) -> Page:
        browser = launch(playwright, stage.chromium())
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        opened.append((browser, errors))
        return page

    yield open_
    for browser, errors in opened:
        browser.close()
        assert errors == []
