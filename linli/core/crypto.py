"""Encryption of single fields and keyed indexes.

AES-256-GCM, the key's id in front, bound by its additional data to one community, table, column and row: a
ciphertext that is copied elsewhere does not open. Keys live in ``LINLI_HOME/keys/fields.json`` (mode 0600),
never in the database; old keys stay in it for reading.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


class Unreadable(Exception):
    """The ciphertext is damaged, foreign to this row, or its key is gone."""


def key_file() -> Path:
    return Path(settings.LINLI_HOME) / "keys" / "fields.json"


def make_keys() -> None:
    """Write a first key file if there is none. Raises FileExistsError never: two starters race safely."""
    path = key_file()
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = json.dumps({"current": "k1", "keys": {"k1": _new_key()}, "index": _new_key()})
    temporary = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass  # another process was first; its keys count
    finally:
        temporary.unlink()


def rotate_keys() -> str:
    """Add a new current key and keep the old ones for reading; returns its id.

    A row takes the new key when it is next saved. Other processes read with it at once and write with it once
    they are started again.
    """
    path = key_file()
    content = json.loads(path.read_text())
    name = f"k{len(content['keys']) + 1}"
    content["keys"][name] = _new_key()
    content["current"] = name
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(json.dumps(content))
        file.flush()
        os.fsync(file.fileno())  # a file lost with the power would take every encrypted field with it
    temporary.replace(path)
    forget()
    return name


def encrypt(text: str, bound_to: str) -> bytes:
    """Ciphertext of ``text``: key id, a dot, 12 bytes nonce, AES-256-GCM with ``bound_to`` as additional data."""
    name, cipher = _current()
    nonce = secrets.token_bytes(12)
    return name.encode() + b"." + nonce + cipher.encrypt(nonce, text.encode(), bound_to.encode())


def decrypt(sealed: bytes, bound_to: str) -> str:
    """The text of :func:`encrypt`. Raises :class:`Unreadable`."""
    name, _, rest = bytes(sealed).partition(b".")
    try:
        if name.decode() not in _ciphers():
            forget()  # another process has made a key since this one read the file
        return _ciphers()[name.decode()].decrypt(rest[:12], rest[12:], bound_to.encode()).decode()
    except (KeyError, ValueError, InvalidTag) as cause:
        raise Unreadable(bound_to) from cause


def blind_index(community: object, purpose: str, value: str) -> str:
    """A keyed index (HMAC-SHA-256, 32 hex digits) by which equal values of one community and purpose are found."""
    message = f"{community}|{purpose}|{value}".encode()
    return hmac.new(_index_key(), message, hashlib.sha256).hexdigest()[:32]


def forget() -> None:
    """Read the key file anew at the next use (after a rotation, a restore, in tests)."""
    for cached in (_content, _ciphers, _current, _index_key):
        cached.cache_clear()


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


@lru_cache
def _content() -> dict[str, object]:
    make_keys()
    return dict(json.loads(key_file().read_text()))


@lru_cache
def _ciphers() -> dict[str, AESGCM]:
    keys = _content()["keys"]
    assert isinstance(keys, dict)
    return {name: AESGCM(base64.b64decode(key)) for name, key in keys.items()}


@lru_cache
def _current() -> tuple[str, AESGCM]:
    name = str(_content()["current"])
    return name, _ciphers()[name]


@lru_cache
def _index_key() -> bytes:
    return base64.b64decode(str(_content()["index"]))
