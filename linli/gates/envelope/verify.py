"""One text in, one verdict out."""

import math
from dataclasses import dataclass, field
from typing import Any

from linli.gates.envelope.codes import NotAccepted
from linli.gates.envelope.cose import Sign1, read_sign1
from linli.gates.envelope.payload import Payload, read_payload
from linli.gates.envelope.text import unpack
from linli.gates.envelope.trust import Trust, TrustKey


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text is worth.

    `code` is one of `CODES`; `ok` is true for "ok" only. `kind` is one of `KINDS`; times are epoch
    seconds. All of them are None until the signature has held: an unsigned word is never shown.
    `claims` of a pass are `kind` (a word of `PASS_KINDS`), `pass_id`, `subject_id` (16 bytes each), of
    a health certificate its DCC; empty when the key may not sign this kind.
    """

    ok: bool
    code: str
    kind: str | None = None
    issuer: str | None = None
    issued_at: int | None = None
    expires_at: int | None = None
    claims: dict[str, Any] = field(default_factory=dict)


def verify(text: str, trust: Trust, at: int | float) -> Verdict:
    """Verify a QR text against a trust list at `at` (epoch seconds). Never raises on any text."""
    try:
        prefix, data = unpack(text)
        message = read_sign1(data)
        keys = _signers(message, trust)
        payload = read_payload(message.payload, prefix)
    except NotAccepted as refusal:
        return Verdict(False, refusal.code)
    codes = [_judge(payload, key, at) for key in keys]
    best = codes.index("ok") if "ok" in codes else 0
    return _verdict(codes[best], payload, keys[best])


def _signers(message: Sign1, trust: Trust) -> list[TrustKey]:
    """The keys whose signature this is: a kid is not unique, so every key that has it is tried."""
    candidates = trust.keys_for(message.kid)
    if not candidates:
        raise NotAccepted("kid_unknown")
    signers = [key for key in candidates if key.signed(message.algorithm, message.signed, message.signature)]
    if not signers:
        raise NotAccepted("signature")
    return signers


def _judge(payload: Payload, key: TrustKey, at: int | float) -> str:
    if not key.may_sign(payload.kind):
        return "key_usage"
    if key.not_before is not None and at < key.not_before:
        return "key_not_yet"
    if key.not_after is not None and at > key.not_after:
        return "key_expired"
    if at < payload.issued:
        return "not_yet"
    return "expired" if at > payload.expires else "ok"


def _verdict(code: str, payload: Payload, key: TrustKey) -> Verdict:
    return Verdict(
        ok=code == "ok",
        code=code,
        kind=payload.kind,
        issuer=payload.issuer or key.issuer,
        issued_at=math.floor(payload.issued),
        expires_at=math.floor(payload.expires),
        claims={} if code == "key_usage" else payload.claims,
    )
