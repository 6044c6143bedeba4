"""The trust list: whose keys may sign what, and when."""

import base64
import binascii
import hashlib
import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from linli.gates.envelope.cose import ES256, PS256

HEALTH: Final = frozenset({"test", "vaccination", "recovery"})
KINDS: Final = HEALTH | {"pass"}
KID_BYTES: Final = 8
_MIN_RSA_BITS: Final = 2048
_PSS: Final = padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=SHA256.digest_size)
_ECDSA: Final = ec.ECDSA(SHA256())
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]+={0,2}")
PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey


class TrustError(ValueError):
    """A trust list that cannot be used; the message says which entry and why, in one line."""


def kid_of(der: bytes) -> bytes:
    """First 8 bytes of SHA-256 of a signer's certificate, or of the bare public key where there is none."""
    return hashlib.sha256(der).digest()[:KID_BYTES]


@dataclass(frozen=True, slots=True)
class TrustKey:
    """One key. `kinds` it may sign, `not_before` and `not_after` in epoch seconds (None: no bound)."""

    kid: bytes
    spki: bytes
    kinds: frozenset[str]
    not_before: int | float | None = None
    not_after: int | float | None = None
    issuer: str = ""
    public_key: PublicKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "public_key", _load(self.spki))

    def may_sign(self, kind: str) -> bool:
        """No kinds at all means any health certificate, as a certificate without extended key usage
        does; it never means a pass."""
        return kind in (self.kinds or HEALTH)

    def signed(self, algorithm: int, message: bytes, signature: bytes) -> bool:
        """Whether `signature` is this key's, by this algorithm, over `message`."""
        key = self.public_key
        try:
            if isinstance(key, ec.EllipticCurvePublicKey):
                width = key.curve.key_size // 8
                if algorithm != ES256 or len(signature) != 2 * width:
                    return False
                r, s = int.from_bytes(signature[:width], "big"), int.from_bytes(signature[width:], "big")
                key.verify(encode_dss_signature(r, s), message, _ECDSA)
            elif algorithm == PS256:
                key.verify(signature, message, _PSS, SHA256())
            else:
                return False
        except InvalidSignature:
            return False
        return True

    def to_json(self) -> dict[str, Any]:
        """The entry as the bundle and the command line write it."""
        return {
            "kid": base64.b64encode(self.kid).decode(),
            "spki": base64.b64encode(self.spki).decode(),
            "kinds": sorted(self.kinds),
            "not_before": self.not_before,
            "not_after": self.not_after,
            "issuer": self.issuer,
        }


class Trust:
    """Keys by kid. A kid is a short hash and not unique: `keys_for` gives every key that has it."""

    def __init__(self, keys: Iterable[TrustKey] = ()) -> None:
        self.keys: tuple[TrustKey, ...] = tuple(dict.fromkeys(keys))  # a repeated entry is tried once
        self._by_kid: dict[bytes, tuple[TrustKey, ...]] = {}
        for key in self.keys:
            self._by_kid[key.kid] = (*self._by_kid.get(key.kid, ()), key)

    def keys_for(self, kid: bytes) -> tuple[TrustKey, ...]:
        return self._by_kid.get(kid, ())

    def to_json(self) -> list[dict[str, Any]]:
        return [key.to_json() for key in self.keys]

    @classmethod
    def load(cls, source: str | bytes | list[Any]) -> "Trust":
        """Read a trust list: JSON text or the parsed array. Raises TrustError, never anything else."""
        try:
            entries = json.loads(source) if isinstance(source, str | bytes) else source
        except (ValueError, RecursionError) as error:
            raise TrustError(f"the trust list is not JSON: {error}") from error
        if not isinstance(entries, list):
            raise TrustError("the trust list is not a JSON array")
        return cls(_entry(number, entry) for number, entry in enumerate(entries, 1))


def _entry(number: int, entry: Any) -> TrustKey:
    if not isinstance(entry, dict):
        raise TrustError(f"trust list entry {number}: not an object")
    try:
        return TrustKey(
            kid=_base64(entry.get("kid"), "kid"),
            spki=_base64(entry.get("spki"), "spki"),
            kinds=_kinds(entry.get("kinds")),
            not_before=_instant(entry.get("not_before"), "not_before"),
            not_after=_instant(entry.get("not_after"), "not_after"),
            issuer=_issuer(entry.get("issuer")),
        )
    except ValueError as error:
        raise TrustError(f"trust list entry {number}: {error}") from error


def _base64(value: Any, name: str) -> bytes:
    """Base64, or base64url, padded or not; nothing else, and not empty."""
    if isinstance(value, str):
        plain = value.translate(str.maketrans("-_", "+/")).rstrip("=")
        if _BASE64.fullmatch(plain):
            try:
                return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
            except binascii.Error:
                pass
    raise ValueError(f"{name} is not base64")


def _kinds(value: Any) -> frozenset[str]:
    """Unknown words are kept and match nothing, so that an old gate can read a newer list."""
    if not isinstance(value, list) or not all(isinstance(kind, str) for kind in value):
        raise ValueError(f"kinds is not an array of words (known: {', '.join(sorted(KINDS))})")
    return frozenset(value)


def _instant(value: Any, name: str) -> int | float | None:
    """Epoch seconds or ISO 8601 (UTC unless it says otherwise)."""
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return value
    if isinstance(value, str):
        try:
            return instant(value)
        except ValueError:
            pass
    raise ValueError(f"{name} is neither epoch seconds nor an ISO 8601 time")


def instant(text: str) -> int | float:
    """Epoch seconds of an ISO 8601 time, UTC where no offset is given. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    try:
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except OverflowError as error:
        raise ValueError("out of range") from error
    return int(seconds) if seconds.is_integer() else seconds


def _issuer(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise ValueError("issuer is not a text")
    return value or ""


def _load(spki: bytes) -> PublicKey:
    try:
        key = load_der_public_key(spki)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ValueError("spki is not a public key in DER") from error
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1):
        return key
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= _MIN_RSA_BITS:
        return key
    raise ValueError("spki is neither a P-256, P-384 nor an RSA key of at least 2048 bits")
