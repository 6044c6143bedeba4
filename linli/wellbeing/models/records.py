"""What a person sealed and sent: the row that the server may see, and the bytes that it cannot read."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.wellbeing.duty import is_on_duty
from linli.wellbeing.models.keys import GroupKey

if TYPE_CHECKING:
    from linli.wellbeing.models.entries import Entry

STEP, OVERHEAD = 2048, 40  # bytes: what a body is padded to, and nonce + MAC of a secretbox
MOST_STEPS = 16
KEY_BYTES = 80  # a record key of 32 bytes in a sealed box
# New records of one community: a whole compound may answer at once, a flood may not fill the disk. No address is
# looked at, so the limit is everybody's; whoever is over it keeps the record on the phone and sends it again.
LIMITS = ((timedelta(minutes=1), 600), (timedelta(hours=1), 6_000), (timedelta(days=1), 30_000))
WAIT = 20  # seconds that such a phone waits
READ = timedelta(hours=24)  # how long a broken glass lets two people read


class Record(TenantRecord):
    """One sealed record (密封记录): when it came, how many steps long, who looks after it. Nothing about whom."""

    APART = True

    key = models.ForeignKey(GroupKey, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    size_step = models.PositiveSmallIntegerField(help_text="steps of 2 KiB")
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    called = models.PositiveIntegerField(default=0, help_text="how late it was when those on duty were last told")

    class Meta:
        indexes = [models.Index(fields=["community", "received_at"], name="screening_received")]

    @classmethod
    @verb
    def receive(
        cls, community: Any, key: uuid.UUID, *, sealed_to: uuid.UUID, sealed_key: bytes, body: bytes, at: datetime
    ) -> bool:
        """Keep a record under the id ``key`` that the device made; True if it is new. Twice is once.

        Refused: wellbeing.other_bytes, wellbeing.not_padded, wellbeing.key_retired, wellbeing.too_many_at_once.
        """
        if cls._known(community, key, body):
            return False
        size_step, rest = divmod(len(body) - OVERHEAD, STEP)
        if rest or not 1 <= size_step <= MOST_STEPS or len(sealed_key) != KEY_BYTES:
            raise Refused("wellbeing.not_padded")
        group = GroupKey._base_manager.filter(pk=sealed_to, community=community, retired_at=None).first()
        if group is None:
            raise Refused("wellbeing.key_retired")
        cls._refuse_a_flood(community, at)
        made = cls(pk=key, community=community, key=group, received_at=at, size_step=size_step)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
                Sealed(community=community, record=made, sealed_key=sealed_key, body=body).save(force_insert=True)
        except IntegrityError:  # the same phone, twice at the same moment
            if cls._known(community, key, body):
                return False
            raise
        record("screening.received", made, by=None, at=at)
        return True

    @classmethod
    def _known(cls, community: Any, key: uuid.UUID, body: bytes) -> bool:
        held = cls._base_manager.filter(pk=key).values_list("community_id", "sealed__body").first()
        if held is None:
            return False
        # What was destroyed stays so: whoever sends it again hears that it had arrived.
        if held[0] != community.pk or (held[1] is not None and bytes(held[1]) != body):
            raise Refused("wellbeing.other_bytes")
        return True

    @classmethod
    def _refuse_a_flood(cls, community: Any, at: datetime) -> None:
        for span, most in LIMITS:
            rows = cls._base_manager.filter(community=community, received_at__gt=at - span, received_at__lte=at)
            if rows.count() >= most:
                raise Refused("wellbeing.too_many_at_once")

    @property
    def sealed_or_none(self) -> "Sealed | None":
        """Its bytes; None once its key was destroyed."""
        return Sealed._base_manager.filter(record=self.pk, community=self.community_id).first()

    def readable_by(self, user: User, at: datetime) -> bool:
        """Nobody's or their own; else only by two who broke the glass, for a day."""
        if self.claimed_by_id in (None, user.pk):
            return True
        from linli.wellbeing.models.breakings import Breaking

        broken = Breaking._base_manager.filter(record=self.pk, confirmed_at__gt=at - READ, confirmed_at__lte=at)
        return broken.filter(Q(asked_by=user.pk) | Q(confirmed_by=user.pk)).exists()

    def refuse_stranger(self, user: User, at: datetime) -> None:
        if not self.readable_by(user, at):
            raise Refused("wellbeing.not_yours")

    @verb
    def open(self, *, by: User, at: datetime) -> "Sealed":
        """Hand the sealed bytes to a counsellor's browser. Refused: wellbeing.not_yours, wellbeing.destroyed."""
        self.refuse_stranger(by, at)
        sealed = self.sealed_or_none
        if sealed is None:
            raise Refused("wellbeing.destroyed")
        rows = self._mine().filter(opened_at=None)
        if rows.update(opened_at=at):
            self.opened_at = at
            record("screening.opened", self, by=by, at=at)
        return sealed

    @classmethod
    @verb
    def open_all(cls, rows: Iterable["Record"], *, by: User, at: datetime) -> None:
        """Mark all of them as opened in one step, each once: a list in order of urgency is opened as a whole."""
        for one in rows:
            if one._mine().filter(opened_at=None).update(opened_at=at):
                one.opened_at = at
                record("screening.opened", one, by=by, at=at)

    @verb
    def claim(self, *, by: User, at: datetime) -> None:
        """Take it on; of two at once one does. From somebody who is off duty it may be taken over.

        Refused: wellbeing.claimed, wellbeing.closed.
        """
        self.refresh_from_db()
        if self.closed_at is not None:
            raise Refused("wellbeing.closed")
        before = self.claimed_by_id
        if before == by.pk:
            return
        if before is not None and is_on_duty(self.community_id, before, at):
            raise Refused("wellbeing.claimed")
        if self._mine().filter(claimed_by=before, closed_at=None).update(claimed_by=by) != 1:
            raise Refused("wellbeing.claimed")
        self.claimed_by = by
        record("screening.claimed", self, by=by, at=at, **({"from": str(before)} if before else {}))

    @verb
    def release(self, *, by: User | None, at: datetime) -> None:
        """Give it back, so that somebody else can take it on. Refused: wellbeing.not_yours.

        ``by`` None: its counsellor has left.
        """
        rows = self._mine().filter(closed_at=None).exclude(claimed_by=None)
        if (rows.filter(claimed_by=by) if by else rows).update(claimed_by=None) != 1:
            raise Refused("wellbeing.not_yours")
        self.claimed_by = None
        record("screening.released", self, by=by, at=at)

    @verb
    def close(self, *, by: User, at: datetime, after: int | None = None, body: bytes = b"") -> "Entry | None":
        """Close it, by name; with the sealed closing entry in the same moment if there is one.

        Refused: wellbeing.closed, wellbeing.not_yours, and what :meth:`Entry.add` refuses.
        """
        from linli.wellbeing.models.entries import Entry

        self.refuse_stranger(by, at)
        made = Entry.add(self, after=after, body=body, by=by, at=at) if after is not None else None
        if self._mine().filter(closed_at=None).update(closed_at=at, claimed_by=by) != 1:
            raise Refused("wellbeing.closed")
        self.closed_at, self.claimed_by = at, by
        record("screening.closed", self, by=by, at=at)
        return made

    @verb
    def destroy(self, *, by: User | None, at: datetime) -> None:
        """Destroy its key, and with it everything that was said; the empty row stays. Refused: wellbeing.not_closed."""
        self.refresh_from_db()
        if self.closed_at is None:
            raise Refused("wellbeing.not_closed")
        if destroy_rows(self.community_id, [self.pk]):
            record("screening.destroyed", self, by=by, at=at)

    def _mine(self) -> Any:
        return Record._base_manager.filter(pk=self.pk, community_id=self.community_id)


class Sealed(TenantRecord):
    """The bytes of a record (密文): its key in a sealed box, its body under that key. To destroy it is to delete it."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="sealed")
    sealed_key = models.BinaryField()
    body = models.BinaryField()

    @classmethod
    @verb
    def rewrap(cls, key: GroupKey, rows: Mapping[uuid.UUID, bytes], *, by: User, at: datetime) -> int:
        """Put record keys that a counsellor's browser sealed to ``key`` in place of the old ones; returns how many.

        Refused: wellbeing.key_retired, wellbeing.not_padded.
        """
        if key.retired_at is not None:
            raise Refused("wellbeing.key_retired")
        if any(len(one) != KEY_BYTES for one in rows.values()):
            raise Refused("wellbeing.not_padded")
        held = cls._base_manager.select_for_update().filter(record__in=list(rows), community=key.community_id)
        changed = list(held.exclude(record__key=key).select_related("record").order_by("pk"))
        for one in changed:
            one.sealed_key = rows[one.record_id]
        cls._base_manager.filter(community=key.community_id).bulk_update(changed, ["sealed_key"])
        mine = Record._base_manager.filter(community=key.community_id, pk__in=[one.record_id for one in changed])
        mine.update(key=key)
        for one in changed:
            record("screening.rewrapped", one.record, by=by, at=at, key=str(key.pk))
        return len(changed)


def destroy_rows(community: Any, keys: list[Any]) -> int:
    """Delete keys, bodies and entries of these records; returns of how many there was a key."""
    from linli.wellbeing.models.entries import Entry

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # else the bytes would lie in the file's free pages
            cursor.execute("PRAGMA secure_delete=ON")
    Entry._base_manager.filter(community=community, record__in=keys).delete()
    gone, _ = Sealed._base_manager.filter(community=community, record__in=keys).delete()
    return gone
