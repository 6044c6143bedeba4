"""What an upload leaves behind beside its crossings: how the device stands, and one line in the journal."""

import hashlib
from typing import Any

from linli.gates.models import Device
from linli.gates.reading import Item
from linli.journal.verbs import record


def note(upload: Any, items: list[Item]) -> None:
    """``upload``: what ``uploads.receive`` made of ``items``."""
    device = upload.device
    told = [item.sequence for item in items if item.sequence]
    changes: dict[str, Any] = {"seen_at": upload.at}
    if told:
        changes["last_sequence"] = max([*told, device.last_sequence])
    if upload.kept:
        newest = upload.kept[-1]
        changes["clock_off"] = max(-(2**31), min(2**31 - 1, int(newest.at.timestamp()) - newest.device_at))
    Device._base_manager.filter(pk=device.pk, community_id=device.community_id).update(**changes)
    counts: dict[str, int] = {}
    for answer in upload.answers:
        counts[answer["outcome"]] = counts.get(answer["outcome"], 0) + 1
    whole = hashlib.sha256("".join(item.digest for item in items).encode()).hexdigest()
    device.sent = tuple(upload.kept)
    record("crossings.uploaded", device, by=device, at=upload.at, hash=whole, **counts)
