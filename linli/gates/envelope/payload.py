"""The claims of a signed envelope (RFC 8392) and what kind of certificate they make."""

import math
from dataclasses import dataclass
from typing import Any, Final

from linli.gates.envelope.codes import NotAccepted
from linli.gates.envelope.cose import decode_map
from linli.gates.envelope.text import HEALTH_PREFIX
from linli.gates.rules_checks import OUTSIDERS

ISS, EXP, IAT, HCERT = 1, 4, 6, -260
EU_DCC: Final = 1
# WHO leaves the negative sub-claims of -260 free for others; this one is ours.
LINLI_PASS: Final = -1
PASS_KINDS: Final = dict(enumerate(("resident", "permit", "trip", *OUTSIDERS), start=1))
HEALTH_KINDS: Final = {"v": "vaccination", "t": "test", "r": "recovery"}
ID_BYTES: Final = 16
_MAX_SECONDS: Final = 2**53


@dataclass(frozen=True, slots=True)
class Payload:
    """Claims as read: `issued` and `expires` in epoch seconds, some countries write fractions."""

    kind: str
    issuer: str
    issued: int | float
    expires: int | float
    claims: dict[str, Any]


def read_payload(data: bytes, prefix: str) -> Payload:
    """Read the payload of a text that began with `prefix`; `claims` or `kind` when it does not fit."""
    claims = decode_map(data, "claims")
    issuer = claims.get(ISS, "")
    container = claims.get(HCERT)
    if not isinstance(issuer, str) or not isinstance(container, dict):
        raise NotAccepted("claims")
    kind, content = _health(container) if prefix == HEALTH_PREFIX else _pass(container)
    return Payload(kind, issuer, _seconds(claims.get(IAT)), _seconds(claims.get(EXP)), content)


def _seconds(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotAccepted("claims")
    if not math.isfinite(value) or not 0 <= value <= _MAX_SECONDS:
        raise NotAccepted("claims")
    return value


def _health(container: dict[Any, Any]) -> tuple[str, dict[str, Any]]:
    """Exactly one of v / t / r. A null one is none: Bulgaria writes all three, two of them null."""
    certificate = container.get(EU_DCC, {})
    if not isinstance(certificate, dict):
        raise NotAccepted("claims")
    present = [letter for letter in HEALTH_KINDS if certificate.get(letter) is not None]
    if len(present) != 1:
        raise NotAccepted("kind")
    entries = certificate[present[0]]
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise NotAccepted("kind")
    return HEALTH_KINDS[present[0]], certificate


def _pass(container: dict[Any, Any]) -> tuple[str, dict[str, Any]]:
    body = container.get(LINLI_PASS)
    if not isinstance(body, dict) or len(container) != 1:
        raise NotAccepted("kind")
    number, pass_id, subject_id = body.get(1), body.get(2), body.get(3)
    if type(number) is not int or number not in PASS_KINDS:
        raise NotAccepted("kind")
    for identity in (pass_id, subject_id):
        if not isinstance(identity, bytes) or len(identity) != ID_BYTES:
            raise NotAccepted("claims")
    return "pass", {"kind": PASS_KINDS[number], "pass_id": pass_id, "subject_id": subject_id}
