"""The whole way of a phone, in a real browser: helper page, trust found out, every check of the phone test."""

import base64
import hashlib
import os
import socket
import subprocess
import sys
import time

import pytest
from cryptography.hazmat.primitives import serialization
from playwright.sync_api import expect, sync_playwright

from linli.config.lan.authority import NAME, Authority
from tests.postgres import free_port
from tests.stories.stage import CHROMIUM, ROOT

pytestmark = pytest.mark.browser
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture(scope="module")
def lan(tmp_path_factory):
    """`linli up --lan` in an empty home: HTTPS port, helper port, the local CA."""
    home, port, helper = tmp_path_factory.mktemp("lan"), free_port(), free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
    imports = "from linli.cli.up import prepare; from linli.config.lan.command import up_lan"
    start = f"{imports}; up_lan(prepare, {port}, None, None, {helper})"
    with (home / "log").open("w") as log:
        environment = {**kept, "LINLI_HOME": str(home), "LINLI_MODE": "production"}
        command = [sys.executable, "-c", start]
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait(port, server, home)
            wait(helper, server, home)
            yield port, helper, Authority(home / "lan")
        finally:
            server.terminate()
            server.wait(20)


def wait(port, server, home):
    """Until something listens on the port."""
    for _ in range(600):
        assert server.poll() is None, (home / "log").read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError((home / "log").read_text())


def pin(authority: Authority) -> str:
    spki = (
        authority.leaf()
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return base64.b64encode(hashlib.sha256(spki).digest()).decode()


@pytest.fixture
def browse(lan):
    """Opens a phone's browser that trusts the CA or does not; `MAP` makes the fixed name resolve."""
    with sync_playwright() as playwright:
        opened = []

        def open_browser(trusting: bool):
            arguments = [*CHROMIUM, *CAMERA, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
            if trusting:
                arguments.append(f"--ignore-certificate-errors-spki-list={pin(lan[2])}")
            opened.append(playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments))
            return opened[-1].new_context(viewport={"width": 390, "height": 800}, locale="zh-CN").new_page()

        yield open_browser
        for browser in opened:
            browser.close()


def test_a_trusting_phone_is_led_from_the_helper_page_to_four_ticks(lan, browse):
    port, helper, _ = lan
    page = browse(trusting=True)
    page.goto(f"http://127.0.0.1:{helper}/")
    page.get_by_role("link", name="继续").first.click()
    assert page.url == f"https://{NAME}:{port}/lan/test"
    assert page.evaluate("() => window.isSecureContext")
    page.get_by_role("button", name="试一下摄像头").click()
    for check in ("secure", "offline", "camera"):
        expect(page.locator(f"[data-check={check}]")).to_have_attribute("data-state", "good", timeout=15000)
    # Chromium without a history of visits keeps no promise to persist: written, with the advice for the home screen.
    storage = page.locator("[data-check=storage]")
    assert storage.get_attribute("data-state") in ("good", "fair")
    assert "✓" in storage.inner_text()


def test_a_phone_that_does_not_trust_is_told_not_yet_and_gets_the_certificate(lan, browse):
    _, helper, authority = lan
    page = browse(trusting=False)
    page.goto(f"http://127.0.0.1:{helper}/")
    expect(page.get_by_text("还没有。")).to_be_visible(timeout=15000)
    with page.expect_download() as download:
        page.locator("details[open] a[download]").click()
    with open(download.value.path(), "rb") as file:
        assert file.read() == authority.der()


def test_the_pages_hold_no_inline_script_and_nothing_is_blocked(lan, browse):
    port, helper, _ = lan
    page = browse(trusting=True)
    said = []
    page.on("console", lambda line: said.append(line.text))
    for address in (f"http://127.0.0.1:{helper}/", f"https://{NAME}:{port}/lan/test"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert not [line for line in said if "Content Security Policy" in line]
