"""A certificate that the office brings: good ones serve, each kind of bad one gets its own sentence."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from linli.config.lan.imported import Unusable, check

pytestmark = pytest.mark.pure
TODAY = datetime(2026, 4, 8, tzinfo=UTC)


@pytest.fixture
def pair(tmp_path):
    """Writes a self-signed certificate and its key; gives both paths."""

    def write(dns=("gate.office.example",), password=None, common="x"):
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(7)
            .not_valid_before(TODAY - timedelta(days=10))
            .not_valid_after(TODAY + timedelta(days=80))
        )
        if dns:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(n) for n in dns]), False)
        certificate_file, key_file = tmp_path / f"{common}.pem", tmp_path / f"{common}.key"
        locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
        certificate_file.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        key_file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked))
        return certificate_file, key_file

    return write


def test_a_good_pair_serves_under_its_own_name(pair):
    assert check(*pair(), TODAY) == "gate.office.example"


def test_a_wildcard_serves_under_a_name_of_ours(pair):
    assert check(*pair(dns=("*.office.example",)), TODAY) == "linli.office.example"


def refusal(*given) -> str:
    with pytest.raises(Unusable) as refused:
        check(*given)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_key_of_another_certificate_is_refused(pair):
    certificate, _ = pair()
    _, other = pair(common="y")
    assert "do not belong together" in refusal(certificate, other, TODAY)


def test_an_ended_and_a_future_certificate_are_refused(pair):
    certificate, key = pair()
    assert "ended on 2026-06-27" in refusal(certificate, key, TODAY + timedelta(days=81))
    assert "clock" in refusal(certificate, key, TODAY - timedelta(days=11))


def test_a_locked_key_is_refused(pair):
    assert "pass phrase" in refusal(*pair(password=b"secret"), TODAY)


def test_a_certificate_without_a_name_is_refused(pair):
    assert "no DNS name" in refusal(*pair(dns=()), TODAY)


def test_files_that_are_something_else_are_refused(pair, tmp_path):
    certificate, key = pair()
    assert "no certificate" in refusal(key, key, TODAY)
    assert "no private key" in refusal(certificate, certificate, TODAY)
    assert "cannot be read" in refusal(tmp_path / "absent.pem", key, TODAY)
    assert "cannot be read" in refusal(certificate, tmp_path, TODAY)
