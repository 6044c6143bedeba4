"""The local certificate authority of one installation, and the server certificate that it signs.

Kept in `LINLI_HOME/lan/`: `authority.pem` and `authority.key` (made once, 5 years), `server.pem` and
`server.key`. Keys are readable by their owner only. The authority can vouch for nothing but the fixed name,
localhost and private addresses (name constraints, critical): a stolen laptop cannot pose as a bank.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAME = "linli.local"
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")
AUTHORITY_LIFE = timedelta(days=5 * 365)
LEAF_LIFE = timedelta(days=397)  # browsers refuse longer ones from public authorities; Apple's limit for ours is 825
RENEW_BEFORE = timedelta(days=30)
SKEW = timedelta(days=2)  # phones without Internet have clocks that are wrong by hours, rarely by days


@dataclass(frozen=True)
class Authority:
    """The folder of one installation's local CA. Every method may be repeated; nothing is made twice."""

    folder: Path

    @property
    def certificate_file(self) -> Path:
        return self.folder / "authority.pem"

    @property
    def leaf_file(self) -> Path:
        return self.folder / "server.pem"

    @property
    def leaf_key_file(self) -> Path:
        return self.folder / "server.key"

    def certificate(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.certificate_file.read_bytes())

    def leaf(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.leaf_file.read_bytes())

    def der(self) -> bytes:
        """The CA certificate as phones install it."""
        return self.certificate().public_bytes(serialization.Encoding.DER)

    def fingerprint(self) -> str:
        """SHA-256 of the CA certificate in groups of four hex digits: what a careful person compares."""
        digits = hashlib.sha256(self.der()).hexdigest().upper()
        return " ".join(digits[at : at + 4] for at in range(0, 64, 4))

    def prepare(self, addresses: list[str], at: datetime) -> bool:
        """Make the CA at first start; make or renew the server certificate. True if phones must trust anew.

        The server certificate is renewed when it ends within 30 days or `addresses` (IPv4, private) are not all in
        it. Its key stays, so that the running server never reads a certificate with another one's key.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = not self.certificate_file.exists() or self.certificate().not_valid_after_utc < at + LEAF_LIFE
        if fresh:
            self._make_authority(at)
        if fresh or not self.leaf_file.exists() or self._is_stale(addresses, at):
            self._sign_leaf(addresses, at)
        return fresh

    def _is_stale(self, addresses: list[str], at: datetime) -> bool:
        leaf = self.leaf()
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        held = {str(address) for address in names.get_values_for_type(x509.IPAddress)}
        return leaf.not_valid_after_utc < at + RENEW_BEFORE or not set(addresses) <= held

    def _make_authority(self, at: datetime) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        mark = hashlib.sha256(public_bytes(key)).hexdigest()[:6]
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Linli local {mark}")])
        allowed: list[x509.GeneralName] = [x509.DNSName(NAME), x509.DNSName("localhost")]
        allowed += [x509.IPAddress(IPv4Network(network)) for network in PRIVATE]
        certificate = (
            _builder(name, name, key, at, AUTHORITY_LIFE)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(sign_certificates=True), critical=True)
            .add_extension(x509.NameConstraints(allowed, None), critical=True)
            .sign(key, hashes.SHA256())
        )
        write_private(self.folder / "authority.key", pem(key))
        write_private(self.leaf_key_file, pem(ec.generate_private_key(ec.SECP256R1())))
        # Last: its being there means that the rest is, even if the power went in between.
        write_private(self.certificate_file, certificate.public_bytes(serialization.Encoding.PEM))

    def _sign_leaf(self, addresses: list[str], at: datetime) -> None:
        signer = _load_key(self.folder / "authority.key")
        key = _load_key(self.leaf_key_file)
        authority = self.certificate()
        names: list[x509.GeneralName] = [x509.DNSName(NAME), x509.DNSName("localhost")]
        names += [x509.IPAddress(IPv4Address(address)) for address in sorted({*addresses, "127.0.0.1"})]
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
        leaf = (
            _builder(subject, authority.subject, key, at, LEAF_LIFE)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(sign_certificates=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
                critical=False,
            )
            .sign(signer, hashes.SHA256())
        )
        write_private(self.leaf_file, leaf.public_bytes(serialization.Encoding.PEM))


def may_sign(address: str) -> bool:
    """True for an IPv4 address inside the authority's name constraints. One outside spoils the whole certificate."""
    return any(IPv4Address(address) in IPv4Network(network) for network in PRIVATE)


def pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The key as unencrypted PKCS #8 PEM: its file mode protects it, as a server must start without a person."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half as SPKI, DER."""
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def write_private(path: Path, content: bytes) -> None:
    """Replace `path` in one step, mode 0600, so that a server reading it meanwhile sees the old or the new whole."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _load_key(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, at: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - SKEW)
        .not_valid_after(at - SKEW + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, sign_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign_certificates,
        key_cert_sign=sign_certificates,
        crl_sign=sign_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
