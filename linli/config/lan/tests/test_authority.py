"""The local CA: made once, limited, renewed in time; real TLS accepts the fixed name and nothing else."""

import plistlib
import socket
import ssl
import stat
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from linli.config.lan.authority import LEAF_LIFE, NAME, Authority, may_sign
from linli.config.lan.profile import mobileconfig

pytestmark = pytest.mark.pure
TODAY = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def authority(tmp_path):
    made = Authority(tmp_path / "lan")
    assert made.prepare(["192.168.1.7"], TODAY)
    return made


def names_in(authority: Authority) -> tuple[list[str], list[str]]:
    names = authority.leaf().extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return names.get_values_for_type(x509.DNSName), [str(ip) for ip in names.get_values_for_type(x509.IPAddress)]


def shake_hands(authority: Authority, name: str, trusted: bool = True) -> str:
    """TLS over a loopback socket, the server with our leaf, the client asking for `name`.

    Gives the TLS version, or the reason of the refusal.
    """
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(authority.leaf_file, authority.leaf_key_file)
    client = ssl.create_default_context(cafile=str(authority.certificate_file) if trusted else None)
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    near, far = socket.socketpair()

    def serve() -> None:
        try:
            server.wrap_socket(far, server_side=True).close()
        except OSError:
            far.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with client.wrap_socket(near, server_hostname=name) as wrapped:
            return str(wrapped.version())
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    finally:
        near.close()
        thread.join()


@pytest.mark.parametrize("name", [NAME, "localhost", "192.168.1.7", "127.0.0.1"])
def test_a_client_that_trusts_the_ca_connects_under_our_names(authority, name):
    assert shake_hands(authority, name).startswith("TLSv1.")


@pytest.mark.parametrize("name", ["linli.example", "bank.local", "192.168.1.8"])
def test_it_refuses_any_other_name(authority, name):
    assert "mismatch" in shake_hands(authority, name) or "not valid for" in shake_hands(authority, name)


def test_a_client_that_does_not_trust_the_ca_refuses(authority):
    assert "unable to get local issuer" in shake_hands(authority, NAME, trusted=False)


def test_the_ca_cannot_vouch_for_another_site(authority, monkeypatch):
    monkeypatch.setattr("linli.config.lan.authority.NAME", "bank.example")
    authority.leaf_file.unlink()
    authority.prepare(["192.168.1.7"], TODAY)
    assert "permitted subtree violation" in shake_hands(authority, "bank.example")


def test_keys_are_the_owners_alone(authority):
    for path in authority.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(authority.folder.stat().st_mode) == 0o700


def test_a_second_start_changes_nothing(authority):
    before = {path.name: path.read_bytes() for path in authority.folder.iterdir()}
    assert not authority.prepare(["192.168.1.7"], TODAY + timedelta(days=300))
    assert {path.name: path.read_bytes() for path in authority.folder.iterdir()} == before


def test_the_leaf_lives_at_most_397_days_and_is_renewed_under_the_same_ca_and_key(authority):
    old, key, ca = authority.leaf(), authority.leaf_key_file.read_bytes(), authority.der()
    assert old.not_valid_after_utc - old.not_valid_before_utc <= LEAF_LIFE
    later = old.not_valid_after_utc - timedelta(days=29)
    assert not authority.prepare(["192.168.1.7"], later)
    assert authority.leaf().not_valid_after_utc > later + timedelta(days=360)
    assert (authority.leaf_key_file.read_bytes(), authority.der()) == (key, ca)


def test_a_new_address_gets_into_the_leaf(authority):
    authority.prepare(["10.42.0.1"], TODAY)
    assert names_in(authority) == ([NAME, "localhost"], ["10.42.0.1", "127.0.0.1"])


def test_the_ca_is_made_anew_before_it_ends_and_says_so(authority):
    assert authority.prepare([], TODAY + timedelta(days=4 * 365))


def test_a_start_that_was_cut_off_is_done_again(tmp_path):
    authority = Authority(tmp_path)
    authority.prepare([], TODAY)
    authority.certificate_file.unlink()
    assert authority.prepare([], TODAY)
    assert shake_hands(authority, NAME).startswith("TLSv1.")


def test_only_private_addresses_may_be_signed():
    assert may_sign("192.168.137.1")
    assert may_sign("172.31.0.9")
    assert not may_sign("192.0.2.2")
    assert not may_sign("8.8.8.8")


def test_the_iphone_profile_holds_the_ca_and_replaces_itself(authority):
    profile = plistlib.loads(mobileconfig(authority))
    [root] = profile["PayloadContent"]
    assert root["PayloadType"] == "com.apple.security.root"
    assert root["PayloadContent"] == authority.der()
    assert mobileconfig(authority) == mobileconfig(authority)
