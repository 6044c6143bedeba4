"""The shelf at a desk: the same facts as a gate's phone sends, into the same upload."""

import uuid
from datetime import datetime
from typing import Any

from linli.gates.models import ShelfItem
from linli.gates.online import new_sequence, web_device
from linli.gates.reading import Item, ShelfIn, canonical, digest_of
from linli.gates.uploads import receive
from linli.journal.verbs import record, verb


@verb
def note(community: Any, what: str, item: uuid.UUID, *, gate: Any, by: Any, at: datetime, **said: Any) -> bool:
    """Note one fact about ``item`` for the user ``by``; False if it had come to its end before."""
    device = web_device(community)
    device.community = community
    moment = int(at.timestamp())
    body = {"what": what, "item": str(item), "gate": str(gate or ""), "at": moment, "offset": 0, **said}
    content = canonical({"shelf": body})
    upload = receive(
        device, [Item(new_sequence(), content, digest_of(content), shelf=ShelfIn.model_validate(body))], at
    )
    row = ShelfItem.objects.get(item=item)
    record("shelf.noted", row, by=by, at=at, what=what)
    return bool(upload.answers[0]["outcome"] == "new")
