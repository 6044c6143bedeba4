"""Trust entries out of X.509 certificates of health authorities.

A lenient walk of our own through the DER: `cryptography` refuses the extensions of some certificates
that are in use, because they are not strict DER. Nothing is verified here; whoever makes a trust list
vouches for its certificates.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from linli.gates.envelope.trust import TrustKey, kid_of

_SEQUENCE, _EXTENSIONS, _VERSION = 0x30, 0xA3, 0xA0
_UTC_TIME, _GENERALIZED_TIME = 0x17, 0x18
_COUNTRY: Final = bytes.fromhex("550406")
_ORGANISATION: Final = bytes.fromhex("55040a")
_EXTENDED_KEY_USAGE: Final = bytes.fromhex("551d25")
# 1.3.6.1.4.1.1847.2021.1.x, and the older 1.3.6.1.4.1.0.1847.2021.1.x
_PURPOSES: Final = {
    bytes.fromhex(f"2b06010401{arc}8e378f6501{number:02x}"): kind
    for arc in ("", "00")
    for number, kind in ((1, "test"), (2, "vaccination"), (3, "recovery"))
}
# ICAO's visible digital seals (2.23.136.1.1.14.2): such a key signs those, and no health certificate.
_PURPOSES[bytes.fromhex("67810801010e02")] = "vds-nc"
_PEM: Final = re.compile(rb"-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----")


class _Item(NamedTuple):
    tag: int
    start: int  # of the whole item
    content: int
    end: int


def read_certificates(source: bytes) -> list[TrustKey]:
    """Read PEM (any number), one DER certificate, or one in bare base64. Raises ValueError."""
    blocks = _PEM.findall(source)
    if not blocks and source[:1] == b"\x30":
        return [read_certificate(source)]
    try:
        return [read_certificate(base64.b64decode(b"".join(block.split()))) for block in blocks or [source]]
    except binascii.Error as error:
        raise ValueError("neither PEM nor DER") from error


def read_certificate(der: bytes) -> TrustKey:
    """The trust entry of one certificate: its key, validity and extended key usage. Raises ValueError."""
    certificate = _one(der, 0, len(der))
    tbs = _one(der, certificate.content, certificate.end)
    fields = list(_items(der, tbs.content, tbs.end))
    if fields and fields[0].tag == _VERSION:
        del fields[0]
    if len(fields) < 6:
        raise ValueError("not a certificate")
    _serial, _signature, _issuer, validity, subject, spki, *rest = fields
    window = [_time(der, item) for item in _items(der, validity.content, validity.end)]
    if len(window) != 2:
        raise ValueError("a certificate without validity")
    return TrustKey(
        kid=kid_of(der),
        spki=der[spki.start : spki.end],
        kinds=_kinds(der, rest),
        not_before=window[0],
        not_after=window[1],
        issuer=_name(der, subject),
    )


def _items(der: bytes, start: int, end: int) -> Iterator[_Item]:
    while start < end:
        item = _item(der, start, end)
        yield item
        start = item.end


def _one(der: bytes, start: int, end: int) -> _Item:
    item = _item(der, start, end)
    if item.tag != _SEQUENCE:
        raise ValueError("not a certificate")
    return item


def _item(der: bytes, start: int, end: int) -> _Item:
    head = der[start : start + 2]
    if len(head) < 2:
        raise ValueError("a certificate that is cut off")
    length, content = head[1], start + 2
    if length & 0x80:
        width = length & 0x7F
        length = int.from_bytes(der[content : content + width], "big")
        content += width
    if content + length > end:
        raise ValueError("a certificate that is cut off")
    return _Item(head[0], start, content, content + length)


def _time(der: bytes, item: _Item) -> int:
    text = der[item.content : item.end].decode("ascii", "replace")
    if item.tag == _UTC_TIME:  # RFC 5280: two digits of the year, 50 to 99 are 19xx
        text = ("19" if text >= "50" else "20") + text
    elif item.tag != _GENERALIZED_TIME:
        raise ValueError("a certificate without validity")
    return int(datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC).timestamp())


def _name(der: bytes, subject: _Item) -> str:
    """The subject's country, as the certificates' own `iss` claim has it, or its organisation."""
    found: dict[bytes, str] = {}
    for group in _items(der, subject.content, subject.end):
        for pair in _items(der, group.content, group.end):
            kind, value = list(_items(der, pair.content, pair.end))[:2]
            found[der[kind.content : kind.end]] = der[value.content : value.end].decode("utf-8", "replace")
    return found.get(_COUNTRY) or found.get(_ORGANISATION) or ""


def _kinds(der: bytes, rest: list[_Item]) -> frozenset[str]:
    """The kinds that the extended key usage names; empty (any health certificate) when it names none."""
    for field in rest:
        if field.tag != _EXTENSIONS:
            continue
        listed = _one(der, field.content, field.end)
        for extension in _items(der, listed.content, listed.end):
            parts = list(_items(der, extension.content, extension.end))
            if parts and der[parts[0].content : parts[0].end] == _EXTENDED_KEY_USAGE:
                return _purposes(der, parts[-1])
    return frozenset()


def _purposes(der: bytes, value: _Item) -> frozenset[str]:
    usages = _one(der, value.content, value.end)
    names = {der[item.content : item.end] for item in _items(der, usages.content, usages.end)}
    return frozenset(kind for purpose, kind in _PURPOSES.items() if purpose in names)
