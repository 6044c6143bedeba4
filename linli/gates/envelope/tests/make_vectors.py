"""Write protocol/hcert/vectors/: what both verifiers must say about our own passes, about health
certificates of invented authorities, and about mutants of both.

Run: python -m linli.gates.envelope.tests.make_vectors
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cbor2

from linli.gates.envelope import PASS_KINDS, issue_pass, verify
from linli.gates.envelope.tests.forge import (
    EXPIRES,
    FUTURE,
    HEALTH,
    ISSUED,
    NOON,
    PASS,
    PASS_ID,
    RECOVERY,
    RETIRED,
    STRANGER,
    SUBJECT,
    TEST,
    TRUST,
    TWIN,
    VACCINATION,
    WIDE,
    claims,
    cose,
    dcc,
    flip,
    hc1,
    kid,
    ll1,
    own,
    signature,
)
from linli.gates.envelope.text import b45encode

FOLDER = Path(__file__).resolve().parents[4] / "protocol" / "hcert" / "vectors"
Case = tuple[str, str, str, int]  # name, text, expected code, at
OWN = claims(own())
SHOT = claims(dcc(v=[{"tg": "840539006", "dn": 2, "sd": 2}]))
SWAB = claims(dcc(t=[{"tg": "840539006", "tr": "260415000"}]))
HEALED = claims(dcc(r=[{"tg": "840539006", "fr": "2020-02-20"}]))


def passes() -> Iterator[Case]:
    for word in PASS_KINDS.values():
        yield f"a {word} pass", _pass(word), "ok", NOON
    text = _pass("resident")
    yield "at the second of issue", text, "ok", ISSUED
    yield "at the second of expiry", text, "ok", EXPIRES
    yield "a second before issue", text, "not_yet", ISSUED - 1
    yield "a second after expiry", text, "expired", EXPIRES + 1
    yield "named by its issuer claim", _pass("trip", issuer="新城社区"), "ok", NOON
    yield "two keys with one kid, the second signed", ll1(cose(TWIN, OWN)), "ok", NOON
    yield "untagged", ll1(cose(PASS, OWN, tags=b"")), "ok", NOON
    yield "tagged 61(18(…))", ll1(cose(PASS, OWN, tags=b"\xd8\x3d\xd2")), "ok", NOON
    outside = {1: -7, 4: kid(PASS)}
    yield "kid unprotected only", ll1(cose(PASS, OWN, protected={1: -7}, unprotected=outside)), "ok", NOON
    yield "empty protected header", ll1(cose(PASS, OWN, protected=b"", unprotected=outside)), "ok", NOON
    empty = cose(PASS, OWN, protected=b"\xa0", unprotected=outside)
    yield "protected header of an empty map", ll1(empty), "ok", NOON
    yield "protected kid wins", ll1(cose(PASS, OWN, unprotected={4: kid(TEST)})), "ok", NOON
    yield "times with fractions", ll1(cose(PASS, claims(own(), iat=ISSUED + 0.5))), "ok", NOON
    yield "a fraction before issue", ll1(cose(PASS, claims(own(), iat=ISSUED + 0.5))), "not_yet", ISSUED
    yield "a key not valid yet", ll1(cose(FUTURE, OWN)), "key_not_yet", NOON
    yield "a retired key", ll1(cose(RETIRED, OWN)), "key_expired", NOON
    yield "a retired key in its last second", ll1(cose(RETIRED, OWN)), "ok", ISSUED


def health() -> Iterator[Case]:
    yield "vaccination", hc1(cose(VACCINATION, SHOT)), "ok", NOON
    yield "test", hc1(cose(TEST, SWAB)), "ok", NOON
    yield "recovery", hc1(cose(RECOVERY, HEALED)), "ok", NOON
    for name, payload in (("vaccination", SHOT), ("test", SWAB), ("recovery", HEALED)):
        yield f"{name} by a key without limits", hc1(cose(HEALTH, payload)), "ok", NOON
    yield "ES256 with a P-384 key", hc1(cose(WIDE, SHOT)), "ok", NOON
    nulls = claims(dcc(v=[{"dn": 1}], t=None, r=None))
    yield "null groups are none", hc1(cose(VACCINATION, nulls)), "ok", NOON
    dated = claims(dcc(t=[{"sc": cbor2.CBORTag(0, "2020-04-07T09:30:00Z")}]))
    yield "a tagged date", hc1(cose(TEST, dated)), "ok", NOON
    named = claims(dcc(v=[{"dn": 1}], **{"__proto__": {"dn": 2}}), issuer="XB")
    yield "a key that JavaScript would obey", hc1(cose(VACCINATION, named)), "ok", NOON


def mutants() -> Iterator[Case]:
    yield from _text_mutants()
    yield from _structure_mutants()
    yield from _signature_mutants()
    yield from _purpose_mutants()


def _text_mutants() -> Iterator[Case]:
    text, shot = _pass("resident"), cose(VACCINATION, SHOT)
    packed = zlib.compress(shot, 9)
    yield "nothing", "", "prefix", NOON
    yield "another prefix", "HL0:" + text[4:], "prefix", NOON
    yield "small letters in the prefix", "ll1:" + text[4:], "prefix", NOON
    yield "a space in front", " " + text, "prefix", NOON
    yield "only a prefix", "LL1:", "cose", NOON
    yield "small letters", "LL1:" + text[4:].lower(), "base45", NOON
    yield "a letter outside the alphabet", text[:-1] + "_", "base45", NOON
    yield "a full-width letter", text[:-1] + "Ａ", "base45", NOON
    yield "three characters over 65535", text[:4] + ":::" + text[7:], "base45", NOON
    yield "two characters over 255", text[: 4 + (len(text) - 4) // 3 * 3] + "::", "base45", NOON
    yield "a character left over", "LL1:" + text[4:][: (len(text) - 4) // 3 * 3] + "0", "base45", NOON
    yield "too long", "LL1:" + "0" * 4297, "too_long", NOON
    yield "not compressed", "HC1:" + b45encode(shot), "inflate", NOON
    yield "our own prefix, compressed", "LL1:" + b45encode(packed), "cose", NOON
    yield "cut off", "HC1:" + b45encode(packed[:-6]), "inflate", NOON
    yield "a checksum bit flipped", "HC1:" + b45encode(flip(packed, len(packed) * 8 - 1)), "inflate", NOON
    yield "a bomb", hc1(shot + bytes(1_000_000)), "inflate", NOON
    yield "one byte over the bound", hc1(bytes(16_385)), "inflate", NOON


def _structure_mutants() -> Iterator[Case]:
    good, header = cose(PASS, OWN), {1: -7, 4: kid(PASS)}
    yield "tag 17", ll1(b"\xd1" + good[1:]), "cose", NOON
    yield "18(61(…))", ll1(b"\xd2\xd8\x3d" + good[1:]), "cose", NOON
    yield "18(18(…))", ll1(b"\xd2" + good), "cose", NOON
    yield "a byte after the message", ll1(good + b"\x00"), "cose", NOON
    yield "three parts", ll1(b"\xd2\x83" + cbor2.dumps(b"") + b"\xa0" + cbor2.dumps(OWN)), "cose", NOON
    yield "a critical header", ll1(cose(PASS, OWN, protected=header | {2: [99], 99: 1})), "cose", NOON
    doubled = b"\xa3\x01\x26\x04" + cbor2.dumps(kid(PASS)) + b"\x04" + cbor2.dumps(kid(TEST))
    yield "a kid twice", ll1(cose(PASS, OWN, protected=doubled)), "cose", NOON
    yield "kid is a text", ll1(cose(PASS, OWN, protected={1: -7, 4: "a"})), "cose", NOON
    yield "no kid", ll1(cose(PASS, OWN, protected={1: -7})), "kid_unknown", NOON
    yield "no alg", ll1(cose(PASS, OWN, protected={4: kid(PASS)})), "algorithm", NOON
    twice = bytes([OWN[0] + 1]) + OWN[1:] + cbor2.dumps(-260) + cbor2.dumps(own(4))
    yield "-260 twice", ll1(cose(PASS, twice)), "claims", NOON
    yield "a byte after the claims", ll1(cose(PASS, OWN + b"\x00")), "claims", NOON
    yield "claims are a list", ll1(cose(PASS, b"\x80")), "claims", NOON
    for claim in ("exp", "iat", "hcert"):
        yield f"no {claim}", ll1(cose(PASS, claims(own(), **{claim: None}))), "claims", NOON
    for name, value in (("a text", "never"), ("true", True), ("not a number", float("nan")), ("huge", 2**70)):
        yield f"exp is {name}", ll1(cose(PASS, claims(own(), exp=value))), "claims", NOON
    yield "iat is negative", ll1(cose(PASS, claims(own(), iat=-1))), "claims", NOON
    yield "a short pass id", ll1(cose(PASS, claims(own(pass_id=PASS_ID[:15])))), "claims", NOON
    yield "a kind of pass nobody knows", ll1(cose(PASS, claims(own(99)))), "kind", NOON
    yield "a pass within a list", ll1(cose(PASS, claims({-1: [own()]}))), "kind", NOON


def _signature_mutants() -> Iterator[Case]:
    good, seal = cose(PASS, OWN), signature(PASS, cbor2.dumps({1: -7, 4: kid(PASS)}), OWN)
    yield "a bit of the protected header", ll1(flip(good, 8 * 4)), "algorithm", NOON
    yield "a bit of the kid", ll1(flip(good, 8 * 10)), "kid_unknown", NOON
    yield "a bit of the pass id", ll1(flip(good, 8 * (good.index(PASS_ID) + 3))), "signature", NOON
    yield "a bit of the subject", ll1(flip(good, 8 * good.index(SUBJECT))), "signature", NOON
    yield "a bit of r", ll1(flip(good, 8 * (len(good) - 40))), "signature", NOON
    yield "a bit of s", ll1(flip(good, 8 * len(good) - 1)), "signature", NOON
    for name, value in (
        ("of 63 bytes", seal[:-1]),
        ("of 65 bytes", seal + b"\x00"),
        ("of 65 bytes, a zero in front", b"\x00" + seal),
        ("with r and s swapped", seal[32:] + seal[:32]),
        ("of zeros", bytes(64)),
        ("that is empty", b""),
    ):
        yield f"a signature {name}", ll1(cose(PASS, OWN, signed=value)), "signature", NOON
    for number in (-8, -35, 5, 0):
        yield f"alg {number}", ll1(cose(PASS, OWN, protected={1: number, 4: kid(PASS)})), "algorithm", NOON
    yield "PS256 said of an ES256 key", ll1(cose(PASS, OWN, protected={1: -37, 4: kid(PASS)})), "signature", NOON
    yield "the kid of another key", ll1(cose(PASS, OWN, protected={1: -7, 4: kid(TEST)})), "signature", NOON
    yield "a stranger with our kid", ll1(cose(STRANGER, OWN, protected={1: -7, 4: kid(PASS)})), "signature", NOON
    yield "a stranger", ll1(cose(STRANGER, OWN)), "kid_unknown", NOON


def _purpose_mutants() -> Iterator[Case]:
    yield "a pass key signs a vaccination", hc1(cose(PASS, SHOT)), "key_usage", NOON
    yield "a vaccination key signs a pass", ll1(cose(VACCINATION, OWN)), "key_usage", NOON
    yield "a health key without limits signs a pass", ll1(cose(HEALTH, OWN)), "key_usage", NOON
    yield "a test key signs a vaccination", hc1(cose(TEST, SHOT)), "key_usage", NOON
    yield "a vaccination key signs a recovery", hc1(cose(VACCINATION, HEALED)), "key_usage", NOON
    yield "a pass under HC1:", hc1(cose(PASS, OWN)), "kind", NOON
    yield "a vaccination under LL1:", ll1(cose(VACCINATION, SHOT)), "kind", NOON
    yield "a pass and a vaccination in one", ll1(cose(PASS, claims(own() | dcc(v=[{}])))), "kind", NOON
    yield "both v and t", hc1(cose(HEALTH, claims(dcc(v=[{}], t=[{}])))), "kind", NOON
    yield "none of v, t, r", hc1(cose(HEALTH, claims(dcc()))), "kind", NOON
    yield "an empty v", hc1(cose(HEALTH, claims(dcc(v=[])))), "kind", NOON
    yield "v is a text", hc1(cose(HEALTH, claims(dcc(v="yes")))), "kind", NOON
    yield "the certificate is a text", hc1(cose(HEALTH, claims({1: "yes"}))), "claims", NOON


def _pass(kind: str, issuer: str = "") -> str:
    return issue_pass(
        PASS, kind=kind, pass_id=PASS_ID, subject_id=SUBJECT, issued_at=ISSUED, expires_at=EXPIRES, issuer=issuer
    )


def _expected(text: str, code: str, at: int) -> dict[str, Any]:
    verdict = asdict(verify(text, TRUST, at))
    if verdict["code"] != code:
        raise SystemExit(f"{text[:60]}… is {verdict['code']}, not {code}")
    del verdict["claims"]
    return verdict


def build() -> dict[str, Any]:
    """File name -> content, the same at every run."""
    files: dict[str, Any] = {"trust.json": TRUST.to_json()}
    for name, cases in (("pass", passes()), ("health", health()), ("mutants", mutants())):
        files[f"{name}.json"] = [
            {"name": title, "text": text, "at": at, "expect": _expected(text, code, at)}
            for title, text, code, at in cases
        ]
    return files


def written(content: Any) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for file, content in build().items():
        (FOLDER / file).write_text(written(content), encoding="utf-8")
