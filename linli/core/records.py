"""The base of everything that belongs to one community."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django_scopes import ScopedManager

from linli.core.clock import now
from linli.core.ids import uuid7
from linli.core.refusals import Refused, catalogue


class Record(models.Model):
    """A row with a time-ordered id and the moment at which it was written."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        abstract = True


class TenantRecord(Record):
    """A row of one community (tenant). Queries outside a scope raise; every UPDATE names the community.

    ``MOVES`` maps a verb to (from, to) of ``status``; "from" may be a tuple. One-way progress only:
    what can be undone is a row of its own.
    """

    community = models.ForeignKey("registry.Community", on_delete=models.PROTECT, related_name="+")
    if TYPE_CHECKING:  # django-stubs does not know the manager that ScopedManager makes
        objects = models.Manager()
    else:
        objects = ScopedManager(community="community")

    MOVES: ClassVar[dict[str, tuple[Any, str]]] = {}

    class Meta:
        abstract = True

    def _do_update(self, base_qs: Any, *rest: Any, **options: Any) -> Any:
        # Django's save() names only the primary key; the tenant must be in every UPDATE.
        return super()._do_update(base_qs.filter(community_id=self.community_id), *rest, **options)  # type: ignore[misc]

    def save(self, *args: Any, **options: Any) -> None:
        self._refuse_foreign_rows(options.get("update_fields"))
        super().save(*args, **options)

    def _refuse_foreign_rows(self, only: Any) -> None:
        for field in self._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey) or (only is not None and field.name not in only):
                continue
            target = field.remote_field.model
            key = getattr(self, field.attname)
            if key is None or not (isinstance(target, type) and issubclass(target, TenantRecord)):
                continue
            cached = self._state.fields_cache.get(field.name)
            same = (
                cached.community_id == self.community_id
                if cached is not None
                else target._base_manager.filter(pk=key, community_id=self.community_id).exists()
            )
            if not same:
                raise Refused("core.other_community")

    def move(self, verb: str, **changes: Any) -> None:
        """Compare-and-set of ``status``: of two people at once one wins, the other gets a refusal.

        ``changes`` are further (unencrypted) columns written in the same UPDATE.
        """
        before, after = self.MOVES[verb]
        allowed = (before,) if isinstance(before, str) else tuple(before)
        changes["status"] = after
        mine = {"pk": self.pk, "community_id": self.community_id, "status__in": allowed}
        if type(self)._base_manager.filter(**mine).update(**changes) != 1:
            raise Refused(self._refusal(allowed[0]))
        for name, value in changes.items():
            setattr(self, name, value)

    def _refusal(self, expected: str) -> str:
        code = f"{self._meta.app_label}.not_{expected}"
        return code if code in catalogue() else "core.moved_meanwhile"
