"""The cottage's keys as the server has them: public halves, and private halves that it cannot open."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models.places import unique_or
from linli.wellbeing.duty import counsellors
from linli.wellbeing.shapes import KEY, VOUCH, WRAPPED, check, check_locked, identity


class CounsellorKey(TenantRecord):
    """A counsellor's own pair (心理员密钥); the private half is locked by a pass phrase that the server never sees."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    public_key = models.CharField(max_length=44)
    sealed_private = models.TextField(blank=True, help_text="JSON: Argon2id's parameters, salt, locked private half")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "user"], condition=Q(ended_at=None), name="counsellor_key_one_open"
            )
        ]

    @classmethod
    @verb
    def make(cls, user: User, public_key: str, sealed_private: str, *, community: Any, at: datetime) -> Self:
        """The pair that the browser of ``user`` made. One from before ends: its pass phrase is lost."""
        check(public_key, KEY)
        check_locked(sealed_private)
        for before in cls._base_manager.filter(community_id=_key(community), user=user, ended_at=None):
            before.end(by=user, at=at)
        made = cls(community_id=_key(community), user=user, public_key=public_key, sealed_private=sealed_private)
        with unique_or("core.moved_meanwhile"):
            made.save()
        record("counsellor_key.made", made, by=user, at=at)
        return made

    @verb
    def relock(self, sealed_private: str, *, before: str, at: datetime) -> None:
        """Another pass phrase for the same pair. ``before``: the lock that was opened; of two windows one wins."""
        check_locked(sealed_private)
        mine = CounsellorKey._base_manager.filter(pk=self.pk, community_id=self.community_id, ended_at=None)
        if mine.filter(sealed_private=before).update(sealed_private=sealed_private) != 1:
            raise Refused("core.moved_meanwhile")
        self.sealed_private = sealed_private
        record("counsellor_key.relocked", self, by=self.user, at=at)

    @verb
    def end(self, *, by: User | None, at: datetime) -> None:
        """It opens nothing any more: the locked half and every wrap go. Whether the group must be renewed, the
        caller knows: a lost pass phrase endangers nobody, somebody who left might.
        """
        mine = CounsellorKey._base_manager.filter(pk=self.pk, community_id=self.community_id, ended_at=None)
        if mine.update(ended_at=at, sealed_private="") != 1:
            raise Refused("core.moved_meanwhile")
        self.ended_at, self.sealed_private = at, ""
        Wrap._base_manager.filter(counsellor_key=self, community_id=self.community_id).delete()
        record("counsellor_key.ended", self, by=by, at=at, user=str(self.user_id))


class GroupKey(TenantRecord):
    """The key of a community's counsellors (心理小组密钥), to which records are sealed. One is in use, others retired.

    ``former`` is the private half before it, sealed to this one: who holds the newest opens what is older too, and
    only somebody who held the older one can have written it.
    """

    public_key = models.CharField(max_length=44)
    former = models.CharField(max_length=120, blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    retired_at = models.DateTimeField(null=True)
    renew_since = models.DateTimeField(null=True, help_text="somebody who held it left, or its sheets were used")
    sheets_at = models.DateTimeField(null=True, help_text="when recovery sheets were last printed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], condition=Q(retired_at=None), name="group_key_one_in_use"),
            models.UniqueConstraint(fields=["community", "public_key"], name="group_key_once"),
        ]

    @classmethod
    def of(cls, community: Any) -> "GroupKey | None":
        """The key in use; None before the first ceremony. Works in no scope too: the door is public."""
        return cls._base_manager.filter(community_id=_key(community), retired_at=None).first()

    @classmethod
    @verb
    def make(
        cls, public_key: str, wraps: Iterable[dict[str, str]], *, community: Any, by: User, at: datetime
    ) -> "GroupKey":
        """The community's first key, or one that begins anew because nobody can open the one in use any more."""
        current = cls._locked(community)
        if current is not None:
            if current.holders(at):
                raise Refused("wellbeing.group_is_held")
            current._retire(at)
        return cls._begin(public_key, wraps, follows=None, former="", community=community, by=by, at=at)

    @verb
    def renew(
        self, public_key: str, former: str, wraps: Iterable[dict[str, str]], *, by: User, at: datetime
    ) -> "GroupKey":
        """A new key in place of this one, made by somebody who holds it. Records are re-wrapped afterwards."""
        check(former, WRAPPED)
        current = GroupKey._locked(self.community_id)
        if current is None or current.pk != self.pk:
            raise Refused("core.moved_meanwhile")
        if not current.is_held_by(by, at):
            raise Refused("wellbeing.not_held")
        current._retire(at)
        return GroupKey._begin(
            public_key, wraps, follows=current, former=former, community=self.community_id, by=by, at=at
        )

    @classmethod
    def _locked(cls, community: Any) -> "GroupKey | None":
        rows = cls._base_manager.select_for_update().filter(community_id=_key(community), retired_at=None)
        return rows.first()

    def _retire(self, at: datetime) -> None:
        mine = GroupKey._base_manager.filter(pk=self.pk, community_id=self.community_id, retired_at=None)
        if mine.update(retired_at=at) != 1:
            raise Refused("core.moved_meanwhile")

    @classmethod
    def _begin(
        cls, public_key: str, wraps: Iterable[dict[str, str]], *, by: User, at: datetime, **given: Any
    ) -> "GroupKey":
        check(public_key, KEY)
        given["community_id"] = _key(given.pop("community"))
        made = cls(public_key=public_key, made_at=at, made_by=by, **given)
        with unique_or("core.moved_meanwhile"):
            made.save()
        for wrap in wraps:
            made._wrap(wrap)
        if not made.is_held_by(by, at):  # a key that its maker cannot open would swallow every record
            raise Refused("wellbeing.own_wrap_missing")
        event = "group_key.renewed" if made.follows_id else "group_key.made"
        record(event, made, by=by, at=at, holders=len(made.holders(at)))
        return made

    @verb
    def admit(self, wrap: dict[str, str], *, by: User, at: datetime) -> "Wrap":
        """Let another counsellor in, whose fingerprint ``by`` has compared."""
        if self.retired_at is not None:
            raise Refused("core.moved_meanwhile")
        if not self.is_held_by(by, at):
            raise Refused("wellbeing.not_held")
        made = self._wrap(wrap)
        record("group_key.wrapped", self, by=by, at=at, user=str(made.counsellor_key.user_id))
        return made

    @verb
    def recover(self, wrap: dict[str, str], *, by: User, at: datetime) -> "Wrap":
        """Somebody put the key together from recovery sheets and wraps it for themselves.

        The server cannot check that; a wrong wrap opens nothing. Everybody else is told, and the key should be renewed.
        """
        if self.retired_at is not None:
            raise Refused("core.moved_meanwhile")
        made = self._wrap(wrap)
        if made.counsellor_key.user_id != by.pk:
            raise Refused("wellbeing.not_held")
        self.must_renew(at)
        record("group_key.recovered", self, by=by, at=at)
        return made

    @verb
    def note_sheets(self, *, by: User, at: datetime) -> None:
        """Recovery sheets were printed in a counsellor's browser; the server never has them."""
        if not self.is_held_by(by, at):
            raise Refused("wellbeing.not_held")
        GroupKey._base_manager.filter(pk=self.pk, community_id=self.community_id).update(sheets_at=at)
        self.sheets_at = at
        record("group_key.sheets_printed", self, by=by, at=at)

    def must_renew(self, at: datetime) -> None:
        """Mark the key as one that should be replaced; the first moment counts."""
        mine = GroupKey._base_manager.filter(pk=self.pk, community_id=self.community_id, renew_since=None)
        if mine.update(renew_since=at):
            self.renew_since = at

    def holders(self, at: datetime) -> list[CounsellorKey]:
        """The keys of those who hold it and are counsellors at ``at``."""
        rows = CounsellorKey._base_manager.filter(
            community_id=self.community_id,
            ended_at=None,
            wrap__group_key=self,
            user__in=counsellors(self.community_id, at),
        )
        return list(rows.select_related("user").order_by("created_at"))

    def is_held_by(self, user: User, at: datetime) -> bool:
        return any(key.user_id == user.pk for key in self.holders(at))

    def _wrap(self, given: dict[str, str]) -> "Wrap":
        check(given.get("wrapped", ""), WRAPPED)
        check(given.get("vouched", ""), VOUCH)
        keys = CounsellorKey._base_manager.filter(community_id=self.community_id, ended_at=None)
        key = keys.filter(pk=identity(given.get("key"))).select_related("user").first()
        if key is None:
            raise Refused("wellbeing.key_ended")
        content = {"wrapped": given["wrapped"], "vouched": given["vouched"]}
        one, _ = Wrap._base_manager.update_or_create(
            community_id=self.community_id, group_key=self, counsellor_key=key, defaults=content
        )
        return one


class Wrap(TenantRecord):
    """The group's private half in a sealed box for one counsellor (密钥封套). Gone when they leave.

    ``vouched`` is a hash under the group's key over the counsellor's public key: the next renewal sees by it that
    the server did not put another key in that place.
    """

    group_key = models.ForeignKey(GroupKey, on_delete=models.CASCADE)
    counsellor_key = models.ForeignKey(CounsellorKey, on_delete=models.CASCADE)
    wrapped = models.CharField(max_length=120)
    vouched = models.CharField(max_length=44)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "group_key", "counsellor_key"], name="wrap_once")]


def _key(community: Any) -> Any:
    return getattr(community, "pk", community)
