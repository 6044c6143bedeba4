"""An office's screen in a story: signing in, and the box for one sentence."""

from playwright.sync_api import Page, expect

from tests.stories.stage import Stage


def another(page: Page, width: int) -> Page:
    """Somebody else's screen, in the same Chromium."""
    browser = page.context.browser
    assert browser
    return browser.new_context(viewport={"width": width, "height": 844}, locale="zh-CN").new_page()


def sign_in(stage: Stage, office: Page, name: str) -> None:
    office.goto(stage.address + "/sign-in/")
    office.locator("input[name=login]").fill(name)
    office.locator("input[name=password]").fill("a long pass phrase")
    office.locator("input[name=password]").press("Enter")
    office.wait_for_url(stage.address + "/")


def says(page: Page, text: str) -> None:
    """From anywhere: a slash, the sentence, Enter."""
    page.locator("main").click(position={"x": 2, "y": 2})
    page.keyboard.press("/")
    expect(page.locator("[data-sentence] textarea")).to_be_focused()
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("这样对吗？")


def confirms(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()
    page.wait_for_url("**/intakes/**")
