"""Makes the README's pictures from the small world of the tests, with Chromium and a Chinese font."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.stories.guard import Guard  # noqa: E402
from tests.stories.office import confirms, says, sign_in  # noqa: E402
from tests.stories.stage import served  # noqa: E402
from tests.stories.test_family_by_poster import Resident  # noqa: E402

OUT = ROOT / "docs/pictures"
PHONE = {"width": 390, "height": 760}


def gate(page: Page, cast: dict[str, Any]) -> list[Path]:
    """A check at its last step, a pass, a calm refusal."""
    guard, passes = Guard(page), cast["passes"]
    guard.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
    page.wait_for_timeout(1500)  # the roster arrives
    guard.find(passes["王梅"]["text"])
    guard.tap("identity-yes")
    guard.tap("colour-green")
    guard.tap("mask-yes")
    guard.type("364")
    shots = [shot(page, "step")]
    guard.tap("temperature-done")
    guard.verdict()
    shots.append(shot(page, "pass"))
    guard.next()
    guard.find(passes["赵小宝"]["text"])
    while guard.at("identity-yes").count():
        guard.tap("identity-yes")
    guard.tap("purpose-other")
    guard.verdict()
    return [*shots, shot(page, "refusal")]


def day(page: Page, phone: Page, cast: dict[str, Any]) -> list[Path]:
    """A resident asks to go out, waits at the poster with her mother, the guard confirms both, the decision stays to
    be read.
    """
    guard, resident = Guard(page), Resident(phone, cast)
    guard.enrol(cast["link"], cast["gates"]["南门"], cast["guard"], cast["pin"])
    guard.at("arrivals-none").wait_for()
    home = cast["poster"].partition("/at/")[0]
    phone.goto(f"{home}/me/outings/")
    shots = [shot(phone, "ask")]
    resident.says_who_comes_along("王秀英", "王梅")
    guard.at("arrival-3-2-502").click()
    guard.type("364")
    guard.type("36")
    shots.append(shot(page, "family"))
    guard.type("6")
    guard.tap("party-confirm")
    guard.tap("next")
    resident.at("verdict").wait_for()
    shots.append(shot(phone, "go"))
    phone.goto(f"{home}/me/decisions/")
    return [*shots, shot(phone, "decisions")]


def sentence(stage: Any, phone: Page, office: Page) -> list[Path]:
    """A sentence at the office, what it would become, and the grid worker's list a moment later."""
    sign_in(stage, phone, stage.cast["logins"]["grid_worker"])
    sign_in(stage, office, stage.cast["logins"]["community_worker"])
    says(office, "3-502 胰岛素没了")
    shots = [shot(office, "proposal")]
    confirms(office, "对，接下")
    shots.append(shot(office, "reply"))
    phone.get_by_text("3-502 胰岛素没了").wait_for()
    return [*shots, shot(phone, "today")]


def shot(page: Page, name: str) -> Path:
    path = Path(tempfile.gettempdir()) / f"linli-{name}.png"
    page.wait_for_timeout(400)
    page.screenshot(path=path)
    return path


def beside(files: list[Path], to: Path) -> None:
    """Phones side by side on a quiet ground, in few colours: a README loads on a slow line too."""
    phones = [Image.open(file).convert("RGB") for file in files]
    gap = 24
    wall = Image.new("RGB", (sum(phone.width + gap for phone in phones) + gap, phones[0].height + 2 * gap), "#dcd9d1")
    for number, phone in enumerate(phones):
        wall.paste(phone, (gap + number * (phone.width + gap), gap))
    wall.quantize(128).save(to, optimize=True)


def main() -> None:
    OUT.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="linli-pictures-"))
    with sync_playwright() as driver, served(folder, "gate") as stage:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=stage.chromium())
        page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()
        beside(gate(page, stage.cast), OUT / "gate.png")
        browser.close()
    folder = Path(tempfile.mkdtemp(prefix="linli-pictures-"))
    with sync_playwright() as driver, served(folder, "family") as stage:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=stage.chromium())
        pages = [browser.new_context(viewport=PHONE, locale="zh-CN").new_page() for _ in range(2)]
        beside(day(*pages, stage.cast), OUT / "day.png")
        browser.close()
    folder = Path(tempfile.mkdtemp(prefix="linli-pictures-"))
    with sync_playwright() as driver, served(folder, "gate") as stage:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=stage.chromium())
        pages = [browser.new_context(viewport=PHONE, locale="zh-CN").new_page() for _ in range(2)]
        beside(sentence(stage, *pages), OUT / "sentence.png")
        browser.close()
    print(f"The pictures are in {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
