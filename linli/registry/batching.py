"""An import is a batch: it can be put back for a day, as a whole."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.journal.batches import Kind
from linli.registry.models import Import
from linli.registry.roster import undo


def take_back(batch: Any, *, by: Any, at: datetime) -> tuple[int, int]:
    """(rows restored, people kept because somebody touched them since)."""
    upload = Import.objects.get(pk=batch.about.partition(":")[2], community=batch.community_id)
    restored = undo.reverse(upload, by=by, at=at)
    return restored.removed + restored.put_back, len(restored.kept)


KINDS = {"roster.import": Kind(_("taking in a roster"), restore=take_back)}
