"""Sealed files: bytes under a pass phrase, where a cut, a change or a swap is found before anything is used.

Format: `LINLI-SEALED-1\\n`, one line of JSON (scrypt's salt and cost, a check of the pass phrase), then chunks: 4 bytes
length (big-endian), AES-256-GCM ciphertext. The nonce is 7 random bytes, a 4-byte counter and a byte that is 1 in the
last chunk only; the head is every chunk's additional data. Source: the STREAM construction of Hoang and others, "Online
Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import secrets
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"LINLI-SEALED-1\n"
CHUNK = 1 << 20
COST = 1 << 17  # scrypt N: 128 MB and about half a second for each guess
MOST = 1 << 18  # a forged head must not ask for more memory than this times 1 kB


class Broken(Exception):
    """The file is not whole, not ours, or the pass phrase is another; `str()` is one line."""


class Sealer(io.RawIOBase):
    """Seals into `target` what is written to it. Without the last chunk, which `finish()` writes, nobody opens it."""

    def __init__(self, target: BinaryIO, pass_phrase: str) -> None:
        self._target = target
        salt, self._prefix = secrets.token_bytes(16), secrets.token_bytes(7)
        key, check = _derive(pass_phrase, salt, COST)
        head = {"salt": _text(salt), "cost": COST, "prefix": _text(self._prefix), "check": _text(check)}
        self._head = MAGIC + json.dumps(head).encode() + b"\n"
        self._cipher, self._count, self._waiting = AESGCM(key), 0, bytearray()
        target.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self._waiting += bytes(data)  # type: ignore[call-overload]
        while len(self._waiting) > CHUNK:
            self._seal(self._waiting[:CHUNK], last=False)
            del self._waiting[:CHUNK]
        return len(data)  # type: ignore[arg-type]

    def finish(self) -> None:
        self._seal(self._waiting, last=True)

    def _seal(self, chunk: bytearray, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._prefix, self._count, last), bytes(chunk), self._head)
        self._target.write(len(sealed).to_bytes(4, "big") + sealed)
        self._count += 1


class Opener(io.RawIOBase):
    """Reads what a Sealer wrote. Raises Broken at the first chunk that is not as it was written, or is missing."""

    def __init__(self, source: BinaryIO, pass_phrase: str) -> None:
        self._source = source
        if source.read(len(MAGIC)) != MAGIC:
            raise Broken("This file is no Linli backup.")
        line = source.readline(1000)
        try:
            head = json.loads(line)
            salt, cost = base64.b64decode(head["salt"]), int(head["cost"])
            self._prefix, check = base64.b64decode(head["prefix"]), base64.b64decode(head["check"])
            if not (2 <= cost <= MOST and cost & (cost - 1) == 0 and len(self._prefix) == 7):
                raise ValueError
        except (ValueError, KeyError, TypeError):
            raise Broken("The beginning of the backup is damaged.") from None
        key, mine = _derive(pass_phrase, salt, cost)
        if not hmac.compare_digest(mine, check):
            raise Broken("The pass phrase is another one (or the beginning of the backup is damaged).")
        self._head, self._cipher, self._count = MAGIC + line, AESGCM(key), 0
        self._ready, self._ended = bytearray(), False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._ready and not self._ended:
            self._open_next()
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        del self._ready[:count]
        return count

    def _open_next(self) -> None:
        size = int.from_bytes(self._source.read(4), "big")
        if not 16 <= size <= CHUNK + 16:
            raise Broken("The backup is cut off or damaged; nothing of it was used.")
        sealed = self._source.read(size)
        for last in (False, True) if len(sealed) == size else ():
            try:
                self._ready += self._cipher.decrypt(_nonce(self._prefix, self._count, last), sealed, self._head)
            except InvalidTag:
                continue
            self._ended = last
            self._count += 1
            if last and self._source.read(1):
                raise Broken("There is something behind the end of the backup; nothing of it was used.")
            return
        raise Broken("The backup is cut off or damaged; nothing of it was used.")


def _derive(pass_phrase: str, salt: bytes, cost: int) -> tuple[bytes, bytes]:
    """(32 bytes of key, 16 bytes by which a wrong pass phrase is told from damage)."""
    made = hashlib.scrypt(pass_phrase.encode(), salt=salt, n=cost, r=8, p=1, dklen=48, maxmem=MOST * 1100)
    return made[:32], made[32:]


def _nonce(prefix: bytes, count: int, last: bool) -> bytes:
    return prefix + count.to_bytes(4, "big") + bytes([last])


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
