"""What an upload brings that is no new fact: items that cannot be read, and numbers that came before."""

from typing import TYPE_CHECKING, Any

from linli.gates import spared
from linli.gates.models import Altered, Quarantine
from linli.gates.reading import Item

if TYPE_CHECKING:
    from linli.gates.uploads import Upload


def quarantined(upload: "Upload", item: Item) -> dict[str, Any]:
    """Kept aside with its reason; the rest goes on."""
    upload.invalid.append(
        Quarantine(
            community_id=upload.device.community_id,
            device=upload.device,
            sequence=item.sequence,
            digest=item.digest,
            code=item.code,
            content=spared.content(item.content)[:20_000],
        )
    )
    return {"sequence": item.sequence or 0, "outcome": "invalid", "code": item.code}


def again(upload: "Upload", item: Item, digest: str) -> dict[str, Any]:
    """Its number came before: the same content is a duplicate, another raises an alarm."""
    if item.digest == digest:
        return {"sequence": item.sequence, "outcome": "duplicate"}
    upload.altered.append(
        Altered(
            community_id=upload.device.community_id,
            device=upload.device,
            sequence=item.sequence or 0,
            digest=item.digest,
            content=spared.content(item.content),
        )
    )
    return {"sequence": item.sequence, "outcome": "altered", "code": "altered"}
