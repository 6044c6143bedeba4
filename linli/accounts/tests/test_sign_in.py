"""Signing in: password, second factor, one-time links, wrong guesses."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache

from linli.accounts.models import Role, SignInLink, User
from linli.core.clock import now
from linli.core.refusals import Refused

PASSWORD = "a long pass phrase"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


def enter(client, user, password=PASSWORD):
    return client.post("/sign-in/", {"login": user.username, "password": password})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_worker_signs_in_and_out(client, world):
    user = world.users["secretary"]
    assert enter(client, user).status_code == 302
    assert client.get("/").status_code == 200
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/").status_code == 302


def test_a_wrong_password_says_so_and_keeps_the_name(client, world):
    page = enter(client, world.users["secretary"], "wrong")
    assert page.status_code == 200 and world.users["secretary"].username in page.content.decode()


def test_six_wrong_passwords_lock_the_name_for_a_while(client, world):
    user = world.users["secretary"]
    for _ in range(7):
        enter(client, user, "wrong")
    enter(client, user)
    assert client.get("/").status_code == 302


def test_without_second_factor_every_page_leads_to_setting_one_up(client, world, settings):
    settings.SECOND_FACTOR = True
    enter(client, world.users["secretary"])
    page = client.get("/")
    assert page.status_code == 302 and page.url == "/account/second-factor/"
    assert client.get("/account/second-factor/").status_code == 200
    assert client.get("/account/second-factor/app/").status_code == 200, "right after signing in, no second password"
    session = client.session
    session["enrolled_device"] = True
    session.save()
    assert client.get("/").status_code == 200


def test_with_a_second_factor_the_password_alone_opens_nothing(client, world, settings):
    settings.SECOND_FACTOR = True
    user = world.users["secretary"]
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    assert secret not in str(Authenticator.objects.get(user=user).data), "kept encrypted"
    assert enter(client, user).url == "/sign-in/second/"
    assert client.get("/").status_code == 302
    assert client.post("/sign-in/second/", {"code": "000000"}).status_code == 200
    assert client.post("/sign-in/second/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/sign-in/",
        "/account/second-factor/",
        "/account/second-factor/app/",
        "/account/second-factor/keys/",
        "/account/second-factor/keys/new/",
        "/account/password/",
        "/account/workplace/",
    ],
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_signing_in_stands_under_the_strict_policy(client, world, address, language):
    enter(client, world.users["secretary"]) if address != "/sign-in/" else None
    client.cookies["django_language"] = language
    page = client.get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    assert "style=" not in text and "onclick=" not in text
    for script in text.split("<script")[1:]:
        assert "src=" in script.split(">")[0] or "application/json" in script.split(">")[0]


def issue(world, **options):
    return SignInLink.issue(
        world.users["volunteer"], community=world.community, purpose="invite", by=world.users["secretary"], **options
    )


def test_a_link_lets_its_holder_choose_a_password_once(client, world):
    _, token = issue(world, at=now())
    assert client.get(f"/link/{token}/").status_code == 200
    assert client.post(f"/link/{token}/", {"password": "short"}).status_code == 200
    assert client.post(f"/link/{token}/", {"password": "three quiet words"}).status_code == 302
    assert User.objects.get(pk=world.users["volunteer"].pk).check_password("three quiet words")
    again = client.post(f"/link/{token}/", {"password": "another pass word"})
    assert again.status_code == 409
    assert User.objects.get(pk=world.users["volunteer"].pk).check_password("three quiet words")


def test_of_two_people_with_one_link_the_second_is_refused(world):
    link, token = issue(world, at=world.at)
    other = SignInLink.find(token, world.at)
    link.redeem("three quiet words", at=world.at)
    with pytest.raises(Refused) as refused:
        other.redeem("another pass word", at=world.at)
    assert refused.value.code == "accounts.link_used"


def test_a_link_expires_to_the_moment_and_a_newer_one_voids_it(world):
    link, token = issue(world, at=world.at)
    assert SignInLink.find(token, link.expires_at - timedelta(seconds=1)) == link
    with pytest.raises(Refused) as refused:
        SignInLink.find(token, link.expires_at)
    assert refused.value.code == "accounts.link_expired"
    issue(world, at=world.at)
    with pytest.raises(Refused) as refused:
        SignInLink.find(token, world.at)
    assert refused.value.code == "accounts.link_used"


def test_one_community_makes_no_link_for_who_also_works_in_another(world, other_world):
    Role.grant(
        world.users["volunteer"], "volunteer", community=other_world.community, by=None, at=world.at, starts_at=world.at
    )
    with pytest.raises(Refused) as refused:
        issue(world, at=world.at)
    assert refused.value.code == "accounts.also_elsewhere"


def test_a_lost_phone_is_taken_off_with_the_new_password(world):
    user = world.users["volunteer"]
    TOTP.activate(user, generate_totp_secret())
    link, _ = issue(world, at=world.at, drops_factor=True)
    link.redeem("three quiet words", at=world.at)
    assert not Authenticator.objects.filter(user=user).exists()
