"""Makes the README's pictures from the small world of the tests, with Chromium and a Chinese font."""

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.stories.cottage import Phone  # noqa: E402
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


def cottage(stage: Any, page: Page) -> list[Path]:
    """The cottage's door, one question a screen, what an answer about life shows at once, and the way since then."""
    page.clock.set_system_time(datetime.now(UTC) - timedelta(days=15))
    phone = Phone(page, stage.cast["page"])
    phone.tap("go-choose")
    phone.tap("scale-phq-9")
    phone.says_who("小雨", "139 1234 5678")
    phone.tap("about-go")
    phone.begins(2, 2, 2, 2, 1, 1, 1, 1, 0)
    phone.tap("skip")
    phone.delivered()
    phone.tap("go-home")
    page.clock.set_system_time(datetime.now(UTC))
    page.reload()
    shots = [shot(page, "cottage")]
    phone.tap("again-phq-9")
    phone.begins(1, 1, 1, 1, 0, 1, 0, 0)
    shots.append(shot(page, "question"))
    phone.tap("answer-1")
    shots.append(shot(page, "life"))
    phone.tap("life-go")
    phone.tap("skip")
    phone.delivered()
    phone.tap("go-home")
    phone.tap("go-earlier")
    return [*shots, shot(page, "earlier")]


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


PICTURES: dict[str, tuple[str, int, Callable[[Any, list[Page]], list[Path]]]] = {
    "gate": ("gate", 1, lambda stage, pages: gate(pages[0], stage.cast)),
    "day": ("family", 2, lambda stage, pages: day(*pages, stage.cast)),
    "sentence": ("gate", 2, lambda stage, pages: sentence(stage, *pages)),
    "cottage": ("cottage", 1, lambda stage, pages: cottage(stage, pages[0])),
}


def main(names: list[str]) -> None:
    """All of them, or those that are named."""
    OUT.mkdir(exist_ok=True)
    for name in names or PICTURES:
        scene, phones, play = PICTURES[name]
        folder = Path(tempfile.mkdtemp(prefix="linli-pictures-"))
        with sync_playwright() as driver, served(folder, scene) as stage:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=stage.chromium())
            pages = [browser.new_context(viewport=PHONE, locale="zh-CN").new_page() for _ in range(phones)]
            beside(play(stage, pages), OUT / f"{name}.png")
            browser.close()
    print(f"The pictures are in {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
