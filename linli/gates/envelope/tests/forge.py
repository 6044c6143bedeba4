"""Craft envelopes, well-formed and otherwise, with fixed test keys. Never a key of a real community."""

import zlib
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from linli.gates.envelope import Trust, TrustKey, kid_of
from linli.gates.envelope.cose import to_be_signed
from linli.gates.envelope.text import b45encode

ISSUED = 1_586_304_000  # 2020-04-08 00:00 UTC, the day Wuhan's roads opened
EXPIRES = ISSUED + 86_400
NOON = ISSUED + 14_400  # noon in Wuhan
PASS_ID = bytes(range(16))
SUBJECT = bytes(range(16, 32))


def private_key(secret: int, curve: ec.EllipticCurve | None = None) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(secret, curve or ec.SECP256R1())


def spki_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


PASS = private_key(0x11111111)
TWIN = private_key(0x22222222)  # has the kid of PASS in the trust list, and another key
TEST = private_key(0x33333333)
VACCINATION = private_key(0x44444444)
RECOVERY = private_key(0x55555555)
HEALTH = private_key(0x66666666)  # a certificate without extended key usage: any health kind
WIDE = private_key(0x77777777, ec.SECP384R1())
RETIRED = private_key(0x88888888)
FUTURE = private_key(0x99999999)
STRANGER = private_key(0xAAAAAAAA)  # in no trust list


def kid(key: ec.EllipticCurvePrivateKey) -> bytes:
    return kid_of(spki_of(PASS if key is TWIN else key))


def _entry(key: ec.EllipticCurvePrivateKey, *kinds: str, issuer: str, **window: int) -> TrustKey:
    return TrustKey(kid(key), spki_of(key), frozenset(kinds), issuer=issuer, **window)


TRUST = Trust(
    [
        _entry(PASS, "pass", issuer="新城社区"),
        _entry(TWIN, "pass", issuer="twin"),
        _entry(TEST, "test", issuer="XA"),
        _entry(VACCINATION, "vaccination", issuer="XB"),
        _entry(RECOVERY, "recovery", issuer="XC"),
        _entry(HEALTH, issuer="XD"),
        _entry(WIDE, "vaccination", issuer="XE"),
        _entry(RETIRED, "pass", issuer="retired", not_after=ISSUED),
        _entry(FUTURE, "pass", issuer="future", not_before=EXPIRES),
    ]
)


def signature(key: ec.EllipticCurvePrivateKey, protected: bytes, payload: bytes) -> bytes:
    width = key.curve.key_size // 8
    der = key.sign(to_be_signed(protected, payload), ec.ECDSA(SHA256(), deterministic_signing=True))
    return b"".join(number.to_bytes(width, "big") for number in decode_dss_signature(der))


def cose(
    key: ec.EllipticCurvePrivateKey,
    payload: bytes,
    *,
    protected: dict[Any, Any] | bytes | None = None,
    unprotected: dict[Any, Any] | bytes = b"\xa0",
    tags: bytes = b"\xd2",
    signed: bytes | None = None,
) -> bytes:
    """COSE_Sign1 bytes; a header given as bytes stands as it is, `signed` replaces the signature."""
    header = {1: -7, 4: kid(key)} if protected is None else protected
    head = header if isinstance(header, bytes) else cbor2.dumps(header)
    outer = unprotected if isinstance(unprotected, bytes) else cbor2.dumps(unprotected)
    seal = signature(key, head, payload) if signed is None else signed
    return tags + b"\x84" + cbor2.dumps(head) + outer + cbor2.dumps(payload) + cbor2.dumps(seal)


def claims(content: Any, issuer: str = "", **changes: Any) -> bytes:
    """A CBOR payload; `exp`, `iat` and `hcert` replace a claim, None leaves it out."""
    body = {1: issuer or None, 4: EXPIRES, 6: ISSUED, -260: content}
    labels = {"iss": 1, "exp": 4, "iat": 6, "hcert": -260}
    body |= {labels[name]: value for name, value in changes.items()}
    return cbor2.dumps({label: value for label, value in body.items() if value is not None})


def own(number: Any = 1, pass_id: Any = PASS_ID, subject: Any = SUBJECT) -> dict[int, Any]:
    return {-1: {1: number, 2: pass_id, 3: subject}}


def dcc(**groups: Any) -> dict[int, Any]:
    person = {"ver": "1.3.0", "dob": "1962-05-01", "nam": {"fnt": "LI", "gnt": "NA"}}
    return {1: person | groups}


def ll1(data: bytes) -> str:
    return "LL1:" + b45encode(data)


def hc1(data: bytes) -> str:
    return "HC1:" + b45encode(zlib.compress(data, 9))


def flip(data: bytes, bit: int) -> bytes:
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]
