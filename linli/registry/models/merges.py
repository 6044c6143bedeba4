"""Two records of one person become one, and two again if that was wrong."""

import json
from datetime import datetime
from typing import Any

from django.db import models

from linli.core.fields import EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models.people import Resident

CARRIED = tuple(field for field in Resident.FIELDS if field != "guardian")
EMPTY: dict[str, Any] = dict.fromkeys(CARRIED, "") | {"birth_year": None, "no_smartphone": False, "here": True}


class Merge(TenantRecord):
    """A merge (合并): ``other`` now stands for ``kept``. ``filled`` holds what ``kept`` took over, for undoing."""

    kept = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="merges")
    other = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    filled = EncryptedText()
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]

    @classmethod
    @verb
    def join(cls, kept: Resident, other: Resident, *, by: Any, at: datetime) -> "Merge":
        """Fill what ``kept`` lacks from ``other``, and let ``other`` point to it."""
        if kept.pk == other.pk or kept.merged_into_id or other.merged_into_id:
            raise Refused("registry.merged_away")
        filled = {
            field: getattr(other, field)
            for field in CARRIED
            if getattr(kept, field) in (None, "") and getattr(other, field) not in (None, "")
        }
        if other.no_smartphone and not kept.no_smartphone:
            filled["no_smartphone"] = True
        for field, value in filled.items():
            setattr(kept, field, value)
            kept.sources[field] = other.sources.get(field, ["", ""])
        kept.save()
        moved = Resident._base_manager.filter(community=kept.community_id, pk=other.pk, merged_into=None)
        if moved.update(merged_into=kept.pk) != 1:
            raise Refused("core.moved_meanwhile")
        other.merged_into = kept
        made = cls(community=kept.community, kept=kept, other=other, by_id=by.pk if by else None, at=at)
        made.filled = json.dumps(filled)
        made.save()
        record("resident.merged", kept, by=by, at=at, other=str(other.pk), fields=list(filled))
        return made

    @verb
    def reverse(self, *, by: Any, at: datetime) -> list[str]:
        """Two records again. What was filled is emptied, except the fields changed since: their names come back."""
        if not self.filled:  # its keeping time is over: nobody knows any more what to put back
            raise Refused("registry.merge_too_old")
        done = type(self)._base_manager.filter(pk=self.pk, community=self.community_id, reversed_at=None)
        if done.update(reversed_at=at) != 1:
            raise Refused("registry.merge_reversed_already")
        self.reversed_at = at
        kept, changed_since = self.kept, []
        for field, value in json.loads(self.filled).items():
            if getattr(kept, field) == value:
                setattr(kept, field, EMPTY[field])
                kept.sources.pop(field, None)
            else:
                changed_since.append(field)
        kept.save()
        other = self.other
        other.merged_into = None
        other.save(update_fields=["merged_into"])
        record("resident.parted", kept, by=by, at=at, other=str(other.pk), kept=changed_since)
        return changed_since
