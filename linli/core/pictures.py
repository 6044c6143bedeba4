"""Pictures that people hand in: made small, freed of what a camera adds, kept encrypted under MEDIA_ROOT."""

import base64
import io
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from linli.core.crypto import decrypt, encrypt

LARGEST = 8_000_000
EDGE = 1600
MOST_PIXELS = 60_000_000


class Unreadable(Exception):
    """No picture, or one too large to open safely."""


def tidy(raw: bytes) -> bytes:
    """A JPEG of at most 1,600 pixels a side, upright, without place and time. Raises Unreadable."""
    if len(raw) > LARGEST:
        raise Unreadable
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unreadable
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((EDGE, EDGE))
            out = io.BytesIO()
            upright.save(out, "JPEG", quality=80)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as cause:
        raise Unreadable from cause


@dataclass(frozen=True)
class Shelf:
    """Pictures of one kind of row: the folder, and to what (``table|column``) each ciphertext is bound."""

    folder: str
    bound: str

    def keep(self, community: uuid.UUID, key: uuid.UUID, picture: bytes) -> None:
        path = self.path(community, key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(encrypt(base64.b64encode(picture).decode(), self._binding(community, key)))
        path.chmod(0o600)

    def read(self, community: uuid.UUID, key: uuid.UUID) -> bytes | None:
        """The JPEG; None if it was purged."""
        path = self.path(community, key)
        if not path.exists():
            return None
        return base64.b64decode(decrypt(path.read_bytes(), self._binding(community, key)))

    def destroy(self, community: uuid.UUID, key: uuid.UUID) -> None:
        self.path(community, key).unlink(missing_ok=True)

    def path(self, community: uuid.UUID, key: uuid.UUID) -> Path:
        return Path(settings.MEDIA_ROOT) / self.folder / community.hex / key.hex

    def _binding(self, community: uuid.UUID, key: uuid.UUID) -> str:
        return f"{community}|{self.bound}|{key}"
