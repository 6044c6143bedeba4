"""Sign our own pass: ids and rights only, no name, no phone, no address."""

from typing import Final

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from linli.gates.envelope.cose import ES256, to_be_signed
from linli.gates.envelope.payload import EXP, HCERT, IAT, ID_BYTES, ISS, LINLI_PASS, PASS_KINDS
from linli.gates.envelope.text import OWN_PREFIX, b45encode
from linli.gates.envelope.trust import kid_of

MAX_PASS_TEXT: Final = 240  # characters: small enough for a cheap camera and a worn card
_NUMBERS: Final = {word: number for number, word in PASS_KINDS.items()}


def issue_pass(
    key: ec.EllipticCurvePrivateKey,
    *,
    kind: int | str,
    pass_id: bytes,
    subject_id: bytes,
    issued_at: int,
    expires_at: int,
    issuer: str = "",
    kid: bytes | None = None,
) -> str:
    """Return the text of a pass's QR code, at most 240 characters.

    `key` is P-256; `kind` a number or word of `PASS_KINDS`; both ids 16 bytes; times in epoch seconds.
    Leave `issuer` empty to let the trust list name it; it has room for 13 bytes of UTF-8. `kid`
    defaults to the first 8 bytes of SHA-256 of the public key. Raises ValueError on anything else.
    """
    number = _NUMBERS.get(kind) if isinstance(kind, str) else kind
    if number not in PASS_KINDS:
        raise ValueError(f"no such kind of pass: {kind!r}")
    if len(pass_id) != ID_BYTES or len(subject_id) != ID_BYTES:
        raise ValueError("both ids must have 16 bytes")
    if not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("a pass is signed with a P-256 key")
    body = {LINLI_PASS: {1: number, 2: pass_id, 3: subject_id}}
    claims = {ISS: issuer} if issuer else {}
    payload = cbor2.dumps(claims | {EXP: expires_at, IAT: issued_at, HCERT: body})
    text = OWN_PREFIX + b45encode(sign(key, payload, kid or _kid(key)))
    if len(text) > MAX_PASS_TEXT:
        raise ValueError(f"the pass would be {len(text)} characters long; shorten the issuer {issuer!r}")
    return text


def sign(key: ec.EllipticCurvePrivateKey, payload: bytes, kid: bytes) -> bytes:
    """Return tagged COSE_Sign1 bytes with alg and kid in the protected header.

    Deterministic (RFC 6979): the same pass printed twice is the same picture.
    """
    protected = cbor2.dumps({1: ES256, 4: kid})
    width = (key.curve.key_size + 7) // 8
    der = key.sign(to_be_signed(protected, payload), ec.ECDSA(SHA256(), deterministic_signing=True))
    r, s = decode_dss_signature(der)
    signature = r.to_bytes(width, "big") + s.to_bytes(width, "big")
    return cbor2.dumps(cbor2.CBORTag(18, [protected, {}, payload, signature]))


def _kid(key: ec.EllipticCurvePrivateKey) -> bytes:
    return kid_of(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
