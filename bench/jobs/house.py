"""A demo community of its own on a free port, on the morning of 8 April 2020, and whoever signs in there."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from bench.jobs import gates, outings, paper, people, rights, sentences, today  # noqa: F401  their jobs
from bench.jobs.hand import Count, Hand
from bench.jobs.job import JOBS, SCREENS, Counted, Job, other_ways
from tests.postgres import free_port
from tests.stories.stage import CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
DAY = "2020-04-08"
# A link to a telephone number opens the phone; here there is none, and whatever else the page does with the tap stays.
NO_PHONE = """window.addEventListener("click", (event) => {
  if (event.target.closest?.("a[href^='tel:']")) event.preventDefault();
});"""
PASSWORD = "linli-demo-2020"  # noqa: S105  printed by every demo


@contextmanager
def house() -> Iterator[str]:
    """The address of a demo that ends with the block."""
    home = Path(tempfile.mkdtemp(prefix="linli-jobs-"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
    environment = {**kept, "LINLI_HOME": str(home), "LINLI_MODE": "demo"}
    try:
        for command in (["linli", "demo", "--day", DAY], ["bench.jobs.scene"]):
            done = subprocess.run(
                [sys.executable, "-m", *command], env=environment, cwd=ROOT, capture_output=True, text=True
            )
            assert done.returncode == 0, f"{command[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}"
        port = free_port()
        command = [sys.executable, "-m", "linli", "up", "--port", str(port)]
        with (home / "server.log").open("w") as log:
            server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
            try:
                _wait(f"http://localhost:{port}/livez", server)
                yield f"http://localhost:{port}"
            finally:
                server.terminate()
                server.wait(20)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            urlopen(address, timeout=2)  # noqa: S310  our own server, by http
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


class Office:
    """Everybody's screens: a person signs in once, as for a shift."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.pages: dict[tuple[str, str], Page] = {}

    def page(self, who: str, screen: str) -> Page:
        if (who, screen) not in self.pages:
            width, height = SCREENS[screen]
            context = self.browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
            context.add_init_script(NO_PHONE)
            page = context.new_page()
            page.goto(self.base + "/sign-in/")
            page.fill("input[name=login]", who)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(self.base + "/")
            self.pages[who, screen] = page
        return self.pages[who, screen]

    def do(self, job: Job) -> Count:
        """Do one job from the first page on; returns what it cost."""
        count = Count()
        try:
            with Hand(self.page(job.who, job.screen), self.base, count).at_work() as hand:
                job.do(hand)
        except Exception as error:
            raise AssertionError(f"{job.name}, after {count.steps}: {error}") from error
        return count


def counted(names: list[str], at: str = "") -> Iterator[Counted]:
    """Do the jobs of ``names`` (all of them, if none is named) in a house of their own, or in the one ``at`` hand."""
    if at:
        yield from _counted(names, at)
        return
    with house() as address:
        yield from _counted(names, address)


def _counted(names: list[str], address: str) -> Iterator[Counted]:
    ways = other_ways()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        office = Office(browser, address)
        for job in JOBS:
            if not names or job.name in names:
                yield Counted(job, office.do(job), ways.get(job.name, ()))
        browser.close()
