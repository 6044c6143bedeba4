"""What counsellors add to a record: sealed under the record's key, numbered, never changed."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.wellbeing.models.records import MOST_STEPS, OVERHEAD, STEP, Record


class Newer(Refused):
    """Somebody else wrote meanwhile; ``entries`` is what the writer had not seen."""

    def __init__(self, entries: list["Entry"]) -> None:
        super().__init__("wellbeing.newer_entries")
        self.entries = entries


class Entry(TenantRecord):
    """One sealed entry of a record (密封条目): an attempt, an outcome, a note; which of them is not known here."""

    APART = True

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    size_step = models.PositiveSmallIntegerField()
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "record", "number"], name="entry_number")]
        ordering = ["number"]

    @classmethod
    @verb
    def add(cls, to: Record, *, after: int, body: bytes, by: User, at: datetime) -> "Entry":
        """Append ``body`` if ``after`` is the last number; what is there already as the next one is not added twice.

        Refused: wellbeing.newer_entries (:class:`Newer`), not_yours, not_padded, destroyed.
        """
        to.refuse_stranger(by, at)
        size_step, rest = divmod(len(body) - OVERHEAD, STEP)
        if rest or not 1 <= size_step <= MOST_STEPS:
            raise Refused("wellbeing.not_padded")
        if to.sealed_or_none is None:
            raise Refused("wellbeing.destroyed")
        known = cls._there(to, after, body)
        if known is not None:
            return known
        made = cls(community=to.community, record=to, number=after + 1, received_at=at, size_step=size_step, body=body)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:  # two counsellors at the same moment
            known = cls._there(to, after, body)
            if known is None:
                raise
            return known
        record("screening.noted", to, by=by, at=at, number=made.number)
        return made

    @classmethod
    def since(cls, of: Record, after: int) -> list["Entry"]:
        rows = cls._base_manager.filter(record=of.pk, community=of.community_id, number__gt=after)
        return list(rows.order_by("number"))

    @classmethod
    def _there(cls, to: Record, after: int, body: bytes) -> "Entry | None":
        rows: Any = cls._base_manager.filter(record=to.pk, community=to.community_id)
        last = rows.aggregate(last=Max("number"))["last"] or 0
        if last == after:
            return None
        newer = cls.since(to, after)
        if newer and bytes(newer[0].body) == body:  # sent again, because the answer was lost
            return newer[0]
        raise Newer(newer)
