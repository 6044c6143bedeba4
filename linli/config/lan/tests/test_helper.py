"""The plain-HTTP helper gives the trust page and the CA, and nothing else."""

from datetime import UTC, datetime

import pytest
from cryptography import x509
from django.test import RequestFactory

from linli.config.lan.authority import Authority
from linli.config.lan.helper import Helper

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/17.4 Mobile/15E148 Safari/604.1"
WECHAT = "Mozilla/5.0 (Linux; Android 13; V2218A) Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0.47"
HUAWEI = "Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00; HMSCore 6.13) HuaweiBrowser/14 Mobile"


@pytest.fixture
def helper(tmp_path):
    authority = Authority(tmp_path)
    authority.prepare(["192.168.1.7"], datetime.now(UTC))
    return Helper(authority, "linli.local", 8443, 8080, lambda: ["192.168.1.7"])


def get(helper, path, method="GET", **headers):
    """Status, headers, body."""
    seen = {}

    def start(status, fields):
        seen.update(status=int(status.split()[0]), headers=dict(fields))

    environ = RequestFactory().generic(method, path, **headers).environ
    body = b"".join(helper(environ, start))
    return seen["status"], seen["headers"], body


def page(helper, path="/", **headers) -> str:
    status, _, body = get(helper, path, **headers)
    assert status == 200
    return body.decode()


def test_the_page_is_chinese_first_and_english_when_asked(helper):
    assert "让这部手机信任邻里" in page(helper)
    assert "Make this phone trust Linli" in page(helper, "/?lang=en")
    assert "Make this phone trust Linli" in page(helper, HTTP_ACCEPT_LANGUAGE="en-GB,en;q=0.9")
    assert "让这部手机信任邻里" in page(helper, HTTP_ACCEPT_LANGUAGE="fr-FR,zh-CN;q=0.5,en;q=0.3")


@pytest.mark.parametrize(
    ("agent", "steps"), [(IPHONE, "证书信任设置"), (WECHAT, "CA 证书"), (HUAWEI, "从存储设备安装"), ("", "钥匙串")]
)
def test_each_phone_finds_its_own_steps_open(helper, agent, steps):
    opened = page(helper, HTTP_USER_AGENT=agent).split('<details class="card how" open>')[1].split("</details>")[0]
    assert steps in opened


def test_inside_wechat_the_first_thing_said_is_to_leave_it(helper):
    assert "在浏览器打开" in page(helper, HTTP_USER_AGENT=WECHAT)
    assert "在浏览器打开" not in page(helper, HTTP_USER_AGENT=IPHONE)


def test_it_gives_the_ca_and_never_a_key(helper):
    status, headers, body = get(helper, "/linli.crt")
    assert (status, headers["Content-Type"]) == (200, "application/x-x509-ca-cert")
    assert x509.load_der_x509_certificate(body) == helper.authority.certificate()
    assert get(helper, "/linli.mobileconfig")[1]["Content-Type"] == "application/x-apple-aspen-config"
    for path in ("/authority.key", "/server.key", "/../authority.key", "/lan/authority.key"):
        assert get(helper, path)[0] == 302


def test_the_page_says_the_fingerprint(helper):
    assert helper.authority.fingerprint() in page(helper)


def test_other_addresses_lead_through_the_page_to_https(helper):
    status, headers, _ = get(helper, "/join")
    assert (status, headers["Location"]) == (302, "/?to=/join")
    assert 'href="https://linli.local:8443/join"' in page(helper, "/?to=/join")


@pytest.mark.parametrize("away", ["//evil.example", "/%5Cevil.example", "https://evil.example", "%22%3E%3Cscript%3E"])
def test_nobody_is_led_elsewhere(helper, away):
    shown = page(helper, f"/?to={away}")
    assert 'href="https://linli.local:8443/lan/test"' in shown
    assert "evil" not in shown
    assert "<script>" not in shown


def test_nothing_can_be_posted_and_no_cookie_is_set(helper):
    assert get(helper, "/", "POST")[0] == 405
    _, headers, _ = get(helper, "/")
    assert "Set-Cookie" not in headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert get(helper, "/", "HEAD")[2] == b""


def test_its_styles_and_script_are_there(helper):
    for path in ("/tokens.css", "/parts.css", "/lan.css", "/trust.js", "/icon.svg"):
        assert len(get(helper, path)[2]) > 100


def test_with_an_imported_certificate_there_is_nothing_to_install():
    own = Helper(None, "gate.office.example", 443, 80, lambda: [])
    assert "linli.crt" not in page(own)
    assert 'href="https://gate.office.example/lan/test"' in page(own)
    assert get(own, "/linli.crt")[0] == 302
