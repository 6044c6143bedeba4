"""COSE_Sign1 (RFC 9052) over strict CBOR: what was signed, by which key, with which algorithm."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import cbor2

from linli.gates.envelope.codes import NotAccepted

ES256: Final = -7
PS256: Final = -37
_ALG, _CRIT, _KID = 1, 2, 4
_TAG_SIGN1, _TAG_CWT = 18, 61
_MAX_DEPTH: Final = 32
_MAX_EXACT: Final = 2**53  # beyond it a browser and Python would read different numbers


@dataclass(frozen=True, slots=True)
class Sign1:
    """One signed message: `signed` are the bytes that `signature` covers."""

    algorithm: int
    kid: bytes
    payload: bytes
    signature: bytes
    signed: bytes


def _inner(value: Any, _immutable: bool) -> Any:
    return value


def _refuse(*_: Any) -> Any:
    raise ValueError("a tag that no certificate needs")


# Some countries tag their dates (0, 1): the inner value is kept as it is. Every other tag is refused,
# for cbor2 would otherwise build regular expressions, big numbers or cycles out of a stranger's bytes.
_BUILT_IN: Final = (2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 52, 54, 100, 256, 258, 260, 261, 1004, 43000, 55799)
_TAGS: Final[dict[int, Callable[..., Any]]] = {0: _inner, 1: _inner} | dict.fromkeys(_BUILT_IN, _refuse)


def decode(data: bytes, code: str) -> Any:
    """Decode exactly one CBOR item: no duplicate keys, no tags but dates, no bytes left over."""
    stream = BytesIO(data)
    try:
        item = cbor2.load(
            stream,
            tag_hook=_refuse,
            semantic_decoders=_TAGS,
            allow_duplicate_keys=False,
            max_depth=_MAX_DEPTH,
        )
    except Exception as error:  # the decoder raises more types than it documents, and a gate must not stop
        raise NotAccepted(code) from error
    if stream.tell() != len(data):
        raise NotAccepted(code)
    return item


def decode_map(data: bytes, code: str) -> dict[Any, Any]:
    """Decode one CBOR map whose keys are numbers or texts (`True` would equal 1 in Python only)."""
    return _checked(decode(data, code), code)


def _checked(item: Any, code: str) -> dict[Any, Any]:
    if not isinstance(item, dict):
        raise NotAccepted(code)
    for key in item:
        if isinstance(key, str):
            continue
        if isinstance(key, bool) or not isinstance(key, int | float) or not abs(key) <= _MAX_EXACT:
            raise NotAccepted(code)
    return item


def _untag(data: bytes) -> bytes:
    """Strip the tags before the array: none, 18, or 61(18(…))."""
    tags: list[int] = []
    while data[:1] and data[0] >> 5 == 6 and len(tags) < 3:
        size = data[0] & 31
        if size > 27:
            raise NotAccepted("cose")
        width = 0 if size < 24 else 1 << size - 24
        tags.append(int.from_bytes(data[1 : 1 + width], "big") if width else size)
        data = data[1 + width :]
    if tags not in ([], [_TAG_SIGN1], [_TAG_CWT, _TAG_SIGN1]):
        raise NotAccepted("cose")
    return data


def byte_string(data: bytes) -> bytes:
    """`data` as a CBOR byte string (at most 65535 bytes, which the inflate bound keeps)."""
    if len(data) < 24:
        return bytes((0x40 | len(data),)) + data
    if len(data) < 256:
        return bytes((0x58, len(data))) + data
    return b"\x59" + len(data).to_bytes(2, "big") + data


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """CBOR of ["Signature1", protected, h'', payload]; an empty protected map counts as h''."""
    if protected == b"\xa0":
        protected = b""
    return b"\x84\x6aSignature1" + byte_string(protected) + b"\x40" + byte_string(payload)


def read_sign1(data: bytes) -> Sign1:
    """Read a COSE_Sign1 message; `cose` when it is none, `algorithm` when it is not ES256 or PS256."""
    parts = decode(_untag(data), "cose")
    if not isinstance(parts, list) or len(parts) != 4:
        raise NotAccepted("cose")
    protected, unprotected, payload, signature = parts
    if not (isinstance(protected, bytes) and isinstance(payload, bytes) and isinstance(signature, bytes)):
        raise NotAccepted("cose")
    outer = _checked(unprotected, "cose")
    inner = decode_map(protected, "cose") if protected else {}
    if _CRIT in inner:  # RFC 9052: a critical header that is not understood must be refused
        raise NotAccepted("cose")
    algorithm = inner.get(_ALG, outer.get(_ALG))
    kid = inner.get(_KID, outer.get(_KID, b""))
    if algorithm not in (ES256, PS256):
        raise NotAccepted("algorithm")
    if not isinstance(kid, bytes):
        raise NotAccepted("cose")
    return Sign1(algorithm, kid, payload, signature, to_be_signed(protected, payload))
