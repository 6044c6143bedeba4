"""Codes lead phones to us and never to themselves."""

import pytest

from linli.core.address import for_phones

ALL = ["localhost", "127.0.0.1", "[::1]", "linli.local", "192.168.1.7"]


@pytest.mark.parametrize("host", ["localhost:8443", "127.0.0.1:8443", "[::1]:8443", "localhost"])
def test_a_code_made_at_this_computer_has_the_address_for_phones(rf, settings, host):
    settings.ALLOWED_HOSTS, settings.ADDRESS = ALL, "https://linli.local:8443"
    assert for_phones(rf.get("/", HTTP_HOST=host), "/gate/#enrol=x") == "https://linli.local:8443/gate/#enrol=x"


@pytest.mark.parametrize("host", ["linli.local:8443", "192.168.1.7:8443"])
def test_a_code_made_elsewhere_keeps_the_address_it_was_made_at(rf, settings, host):
    settings.ALLOWED_HOSTS, settings.ADDRESS = ALL, "https://linli.local:8443"
    assert for_phones(rf.get("/", HTTP_HOST=host, secure=True), "/join") == f"https://{host}/join"


def test_without_an_address_for_phones_the_request_says(rf, settings):
    settings.ALLOWED_HOSTS, settings.ADDRESS = ALL, ""
    assert for_phones(rf.get("/", HTTP_HOST="localhost:8000"), "/join") == "http://localhost:8000/join"
