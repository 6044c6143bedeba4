"""Pictures of certificates: made small, freed of what a camera adds, and kept encrypted under MEDIA_ROOT."""

import base64
import io
import uuid
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from linli.core.crypto import decrypt, encrypt
from linli.core.refusals import Refused

LARGEST = 8_000_000
EDGE = 1600
MOST_PIXELS = 60_000_000


def tidy(raw: bytes) -> bytes:
    """A JPEG of at most 1,600 pixels a side, upright, without place and time. Refused("outings.not_a_picture")."""
    if len(raw) > LARGEST:
        raise Refused("outings.not_a_picture")
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("outings.not_a_picture")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((EDGE, EDGE))
            out = io.BytesIO()
            upright.save(out, "JPEG", quality=80)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as cause:
        raise Refused("outings.not_a_picture") from cause


def keep(community: uuid.UUID, key: uuid.UUID, picture: bytes) -> None:
    path = _path(community, key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(encrypt(base64.b64encode(picture).decode(), _bound(community, key)))
    path.chmod(0o600)


def read(community: uuid.UUID, key: uuid.UUID) -> bytes | None:
    """The JPEG; None if it was purged."""
    path = _path(community, key)
    return base64.b64decode(decrypt(path.read_bytes(), _bound(community, key))) if path.exists() else None


def destroy(community: uuid.UUID, key: uuid.UUID) -> None:
    _path(community, key).unlink(missing_ok=True)


def _path(community: uuid.UUID, key: uuid.UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / "certificates" / community.hex / key.hex


def _bound(community: uuid.UUID, key: uuid.UUID) -> str:
    return f"{community}|outings_certificate|photo|{key}"
