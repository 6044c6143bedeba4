"""From the text of a QR code to the signed bytes: prefix, Base45 (RFC 9285), bounded inflate."""

import struct
import zlib
from typing import Final

from linli.gates.envelope.codes import NotAccepted

HEALTH_PREFIX: Final = "HC1:"
OWN_PREFIX: Final = "LL1:"

MAX_TEXT: Final = 4300  # characters; the largest QR code holds 4,296 in its alphanumeric mode
MAX_INFLATED: Final = 16_384  # bytes; the largest official certificate is 715

ALPHABET: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_ILLEGAL: Final = 255
_VALUES: Final = bytes(ALPHABET.find(byte) & _ILLEGAL for byte in range(256))
# Tables instead of products: this loop is the largest part of a verification after the signature.
_TIMES_45: Final = tuple(45 * value for value in range(45))
_TIMES_2025: Final = tuple(2025 * value for value in range(45))


def b45decode(text: str) -> bytes:
    """Decode Base45 strictly; `base45` for a character outside the alphabet, a number over 65535 in
    three characters or 255 in two, and for a single character left over."""
    try:
        values = text.encode("ascii").translate(_VALUES)
    except UnicodeEncodeError:
        raise NotAccepted("base45") from None
    count, rest = divmod(len(values), 3)
    if rest == 1 or (values and max(values) == _ILLEGAL):
        raise NotAccepted("base45")
    tail = values[-2] + _TIMES_45[values[-1]] if rest else 0
    if tail > 255:
        raise NotAccepted("base45")
    triples = zip(values[0::3], values[1::3], values[2::3], strict=False)
    words = [low + _TIMES_45[mid] + _TIMES_2025[high] for low, mid, high in triples]
    try:
        decoded = struct.pack(f">{count}H", *words)
    except struct.error:  # a word over 65535
        raise NotAccepted("base45") from None
    return decoded + bytes([tail]) if rest else decoded


def b45encode(data: bytes) -> str:
    """Encode bytes as Base45."""
    out = bytearray()
    for start in range(0, len(data) - 1, 2):
        high, rest = divmod(data[start] << 8 | data[start + 1], 2025)
        mid, low = divmod(rest, 45)
        out += bytes((ALPHABET[low], ALPHABET[mid], ALPHABET[high]))
    if len(data) % 2:
        mid, low = divmod(data[-1], 45)
        out += bytes((ALPHABET[low], ALPHABET[mid]))
    return out.decode("ascii")


def inflate(data: bytes) -> bytes:
    """Inflate one whole zlib stream of at most `MAX_INFLATED` bytes; anything else is `inflate`."""
    stream = zlib.decompressobj()
    try:
        inflated = stream.decompress(data, MAX_INFLATED + 1)
    except zlib.error:
        raise NotAccepted("inflate") from None
    if len(inflated) > MAX_INFLATED or not stream.eof or stream.unused_data:
        raise NotAccepted("inflate")
    return inflated


def unpack(text: str) -> tuple[str, bytes]:
    """Return (prefix, COSE bytes) of a QR text; raises `NotAccepted`."""
    if len(text) > MAX_TEXT:
        raise NotAccepted("too_long")
    prefix = text[:4]
    if prefix == OWN_PREFIX:
        return prefix, b45decode(text[4:])
    if prefix == HEALTH_PREFIX:
        return prefix, inflate(b45decode(text[4:]))
    raise NotAccepted("prefix")
