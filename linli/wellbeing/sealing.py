"""The Python twin of ``cottage/src/seal/``: for demo data, tests and the shared vectors. No server path calls it.

A record's content lies under a record key of its own; that key lies in a sealed box for the counsellors' group.
"""

import json
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from nacl.bindings import crypto_box_seal, crypto_box_seal_open, crypto_scalarmult_base, sodium_pad, sodium_unpad
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import generichash
from nacl.public import PrivateKey
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from nacl.utils import random

STEP = 2048
OVERHEAD = 40  # nonce and MAC of a secretbox
PASSES, KIB = 3, 65_536
SALT, KEY, FINGER = 16, 32, 5


class SealError(Exception):
    """Something sealed could not be opened; ``code`` as in ``cottage/src/seal/sodium.ts``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Pair:
    """An X25519 pair; the public key is base64, as it travels."""

    public_key: str
    private_key: bytes


@dataclass(frozen=True)
class Sealed:
    """What the server keeps of a record: the record key in a sealed box, nonce and content under that key."""

    key: str
    body: str


def make_pair() -> Pair:
    return pair_of(bytes(PrivateKey.generate()))


def pair_of(private_key: bytes) -> Pair:
    return Pair(_text(crypto_scalarmult_base(private_key)), private_key)


def padded(content: bytes) -> bytes:
    """``content`` filled up to whole steps of 2 KiB."""
    filled: bytes = sodium_pad(content, STEP)
    return filled


def unpadded(content: bytes) -> bytes:
    try:
        plain: bytes = sodium_unpad(content, STEP)
    except CryptoError:
        raise SealError("altered") from None
    return plain


def seal(payload: dict[str, Any], public_key: str) -> Sealed:
    record_key = random(KEY)
    return Sealed(seal_bytes(record_key, public_key), seal_entry(record_key, payload))


def open_record(sealed: Sealed, pair: Pair, record: str = "") -> tuple[dict[str, Any], bytes]:
    """The payload and the record key. ``record``: the row's id; a payload that names another was moved."""
    record_key = open_bytes(sealed.key, pair)
    payload = open_entry(record_key, sealed.body)
    if record and payload.get("record", record) != record:
        raise SealError("moved")
    return payload, record_key


def octets(sealed: Sealed) -> tuple[bytes, bytes]:
    """Key and body as the database keeps them."""
    return _bytes(sealed.key), _bytes(sealed.body)


def seal_entry(record_key: bytes, entry: dict[str, Any]) -> str:
    plain = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return _text(SecretBox(record_key).encrypt(padded(plain)))


def open_entry(record_key: bytes, body: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unpadded(_unbox(_bytes(body), record_key)))
    return found


def size_step(body: str) -> float:
    """How many steps a sealed body takes; no whole number where it was not padded."""
    return (len(_bytes(body)) - OVERHEAD) / STEP


def rewrap(sealed_key: str, before: Pair, public_key: str) -> str:
    return seal_bytes(open_bytes(sealed_key, before), public_key)


def seal_bytes(content: bytes, public_key: str) -> str:
    return _text(crypto_box_seal(content, _bytes(public_key)))


def open_bytes(sealed: str, pair: Pair) -> bytes:
    try:
        opened: bytes = crypto_box_seal_open(_bytes(sealed), _bytes(pair.public_key), pair.private_key)
    except (CryptoError, ValueError, TypeError):
        raise SealError("not_for_this_key") from None
    return opened


def lock_pair(pair: Pair, phrase: str, passes: int = PASSES, kib: int = KIB) -> str:
    """The private half under a pass phrase (Argon2id), as JSON with its parameters."""
    salt = random(SALT)
    box = SecretBox(_phrase_key(phrase, salt, passes, kib)).encrypt(pair.private_key)
    lock = {"v": 1, "kdf": "argon2id13", "passes": passes, "kib": kib, "salt": _text(salt), "box": _text(box)}
    return json.dumps(lock)


def unlock_pair(locked: str, public_key: str, phrase: str) -> Pair:
    lock = json.loads(locked)
    key = _phrase_key(phrase, _bytes(lock["salt"]), lock["passes"], lock["kib"])
    try:
        pair = pair_of(_unbox(_bytes(lock["box"]), key))
    except SealError:
        raise SealError("wrong_pass_phrase") from None
    if pair.public_key != public_key:
        raise SealError("altered")
    return pair


def wrap_for(group: Pair, public_key: str) -> dict[str, str]:
    """The group's private half for one counsellor, and the group's word for that counsellor's key."""
    return {"wrapped": seal_bytes(group.private_key, public_key), "vouched": vouch(group, public_key)}


def unwrap(wrapped: str, own: Pair, public_key: str) -> Pair:
    pair = pair_of(open_bytes(wrapped, own))
    if pair.public_key != public_key:
        raise SealError("altered")
    return pair


def vouch(group: Pair, public_key: str) -> str:
    return _text(generichash(_bytes(public_key), KEY, group.private_key, encoder=RawEncoder))


def fingerprint(public_key: str) -> str:
    """30 digits in six groups, to be read aloud."""
    digest = generichash(_bytes(public_key), 6 * FINGER, encoder=RawEncoder)
    parts = (digest[at : at + FINGER] for at in range(0, 6 * FINGER, FINGER))
    return " ".join(f"{int.from_bytes(part, 'big') % 100_000:05d}" for part in parts)


def _phrase_key(phrase: str, salt: bytes, passes: int, kib: int) -> bytes:
    plain = " ".join(unicodedata.normalize("NFKC", phrase).split())
    key: bytes = argon2id.kdf(KEY, plain.encode(), salt, opslimit=passes, memlimit=kib * 1024)
    return key


def _unbox(boxed: bytes, key: bytes) -> bytes:
    try:
        return SecretBox(key).decrypt(boxed)
    except (CryptoError, ValueError):
        raise SealError("altered") from None


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        raise SealError("altered") from None
