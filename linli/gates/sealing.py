"""Opening what a gate sealed to the community's key.

sealed = base64url(ephemeral P-256 point, 65 bytes || iv, 12 bytes || AES-256-GCM ciphertext and tag), key =
HKDF-SHA256(ECDH, empty salt, info "linli crossing 1"). `gate/src/crypto/seal.ts` closes it.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

POINT, IV, TAG = 65, 12, 16
INFO = b"linli crossing 1"


class Closed(ValueError):
    """It does not open with any of our keys, or is not such a box at all."""


def open_sealed(sealed: str, keys: list[ec.EllipticCurvePrivateKey]) -> bytes:
    """The plaintext; raises :class:`Closed`. Every key is tried: a phone may still hold last year's."""
    try:
        box = base64.b64decode(sealed + "=" * (-len(sealed) % 4), altchars=b"-_", validate=True)
        if len(box) < POINT + IV + TAG:
            raise Closed("too short")
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), box[:POINT])
    except ValueError as cause:
        raise Closed("not a sealed box") from cause
    for key in keys:
        try:
            secret = _derive(key.exchange(ec.ECDH(), point))
            return AESGCM(secret).decrypt(box[POINT : POINT + IV], box[POINT + IV :], None)
        except InvalidTag:
            continue
    raise Closed("no key opens it")


def seal(text: bytes, key: ec.EllipticCurvePublicKey) -> str:
    """Close ``text`` to ``key``, as a gate does (for terminals written in Python, tests and benches)."""
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    iv = os.urandom(IV)
    point = ephemeral.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    box = point + iv + AESGCM(_derive(ephemeral.exchange(ec.ECDH(), key))).encrypt(iv, text, None)
    return base64.urlsafe_b64encode(box).rstrip(b"=").decode()


def _derive(shared: bytes) -> bytes:
    return HKDF(SHA256(), 32, b"", INFO).derive(shared)
