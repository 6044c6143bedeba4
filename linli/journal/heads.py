"""Heads of chains, signed by the installation, to be kept where nobody who can write the database can reach them.

A head is compact text, ``SEQUENCE:HASH:SIGNATURE``. The signature (ES256, base64url without padding) also covers the
community, so that the head of one is never taken for the head of another. Its key is of the installation alone
(``LINLI_HOME/keys/journal.pem``, mode 0600) and signs nothing else.
"""

import base64
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from django.conf import settings

from linli.journal.chain import GENESIS
from linli.journal.models import Head

TEXT = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})(?::([A-Za-z0-9_-]{86}))?")
ES256 = ec.ECDSA(hashes.SHA256())


class Unreadable(Exception):
    """The text is no head at all."""


class Forged(Exception):
    """The head was not signed by this installation, or for another community."""


def signed_head(community_id: Any) -> str:
    """The present end of the community's chain; sequence 0 where nothing has happened yet."""
    head = Head.objects.filter(pk=community_id).first() or Head(community_id=community_id)
    r, s = decode_dss_signature(_key().sign(_message(community_id, head.sequence, head.hash), ES256))
    signature = base64.urlsafe_b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).rstrip(b"=").decode()
    return f"{head.sequence}:{head.hash}:{signature}"


def is_signed(text: str) -> bool:
    """Whether a head carries a signature. Raises :class:`Unreadable`."""
    return _parts(text)[2] is not None


def read_head(text: str, community_id: Any) -> tuple[int, str]:
    """(sequence, hash) of a head of this community; one without a signature is taken at its word.

    Raises :class:`Unreadable` and :class:`Forged`.
    """
    sequence, hash_, signature = _parts(text)
    if signature is not None:
        raw = base64.urlsafe_b64decode(signature + "==")
        pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        try:
            _key().public_key().verify(pair, _message(community_id, sequence, hash_), ES256)
        except InvalidSignature:
            raise Forged(text) from None
    if (sequence == 0) != (hash_ == GENESIS):
        raise Unreadable(text)
    return sequence, hash_


def forget() -> None:
    """Read the key anew at the next use (after a restore, in tests)."""
    _read.cache_clear()


def _parts(text: str) -> tuple[int, str, str | None]:
    found = TEXT.fullmatch(text.strip())
    if not found:
        raise Unreadable(text)
    return int(found[1]), found[2], found[3]


def _message(community_id: Any, sequence: int, hash_: str) -> bytes:
    return f"linli journal head 1|{community_id}|{sequence}|{hash_}".encode()


def _key() -> ec.EllipticCurvePrivateKey:
    path = Path(settings.LINLI_HOME) / "keys" / "journal.pem"
    if not path.exists():
        _make(path)
    return _read(path)


@lru_cache
def _read(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def _make(path: Path) -> None:
    """Two processes may start at once: the file appears whole, and the first one's key counts."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    plain = serialization.NoEncryption()
    secret = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    )
    temporary = path.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass  # another was first
    finally:
        temporary.unlink()
