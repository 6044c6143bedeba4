"""In a real browser: a passkey is set up and opens the door, all under the strict policy."""

import pytest
from django.urls import reverse

playwright = pytest.importorskip("playwright.sync_api")
QUIET = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
QUIET += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright runs its own loop in this thread
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        keys = context.new_cdp_session(page)
        keys.send("WebAuthn.enable")
        keys.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
        yield page
        browser.close()


@pytest.mark.browser
def test_a_worker_sets_up_a_passkey_and_signs_in_with_it(live_server, world, page, settings):
    settings.SECOND_FACTOR = True
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # plain http, on localhost only
    base = live_server.url.replace("127.0.0.1", "localhost")
    name = world.users["secretary"].username

    def sign_in():
        page.goto(base + "/sign-in/")
        page.fill("#id_login", name)
        page.fill("#id_password", "a long pass phrase")
        page.click("form.form button.main")

    sign_in()
    page.wait_for_url(base + reverse("mfa_index"))
    page.goto(base + reverse("accounts:people"))
    assert page.url == base + reverse("mfa_index"), "nothing opens before there is a second step"
    page.goto(base + reverse("mfa_add_webauthn"))
    page.click("#mfa_webauthn_add")
    page.wait_for_url(base + reverse("mfa_view_recovery_codes"))
    assert page.locator(".codes li").count() == 10
    page.locator("form[action='/sign-out/'] button").click()
    page.wait_for_url(base + "/sign-in/")
    sign_in()
    page.wait_for_url(base + reverse("mfa_authenticate"))
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(base + "/")
    page.goto(base + reverse("accounts:people"))
    assert page.url == base + reverse("accounts:people")
