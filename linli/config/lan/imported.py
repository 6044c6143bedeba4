"""A certificate that the office brings: checked before the server starts, with one clear sentence on what is wrong."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes


class Unusable(Exception):
    """The certificate or key cannot serve; `str()` is one line for the person who gave it."""


def check(certificate: Path, key: Path, at: datetime) -> str:
    """The name under which this pair (PEM; the chain may follow the certificate) can serve. Raises Unusable."""
    leaf = _chain(certificate)[0]
    private = _key(key)
    if _spki(private.public_key()) != _spki(leaf.public_key()):
        raise Unusable(f"{key} is not the key of {certificate}: they do not belong together.")
    if leaf.not_valid_after_utc < at:
        raise Unusable(f"{certificate} ended on {leaf.not_valid_after_utc:%Y-%m-%d}. Renew it and try again.")
    if leaf.not_valid_before_utc > at:
        raise Unusable(f"{certificate} begins on {leaf.not_valid_before_utc:%Y-%m-%d}; is this computer's clock right?")
    return _name(leaf, certificate)


def _chain(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except ValueError:
        raise Unusable(f"{path} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----).") from None
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from None


def _key(path: Path) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(path.read_bytes(), password=None)
    except TypeError:
        raise Unusable(f"{path} is locked with a pass phrase; give an unlocked copy that only you can read.") from None
    except ValueError:
        raise Unusable(f"{path} holds no private key in PEM form (-----BEGIN PRIVATE KEY-----).") from None
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from None


def _name(leaf: x509.Certificate, path: Path) -> str:
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        first: str = names.get_values_for_type(x509.DNSName)[0]
    except (x509.ExtensionNotFound, IndexError, ValueError):
        raise Unusable(f"{path} names no DNS name (subject alternative name), so no browser accepts it.") from None
    return first.replace("*", "linli")


def _spki(key: object) -> bytes:
    encode = getattr(key, "public_bytes")  # noqa: B009 (one of a dozen key types)
    return bytes(encode(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo))
