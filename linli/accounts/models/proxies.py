"""Proxies: a daughter for her mother, a neighbour for an elder. Both are told, and it ends by itself."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.models.people import User
from linli.accounts.models.phones import tell
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb

MOST = 4  # people one proxy may act for, unless the community sets "proxy_most"
LASTS = timedelta(days=30)
LONGEST = timedelta(days=180)


class Proxy(TenantRecord):
    """``holder`` may act for ``subject`` until ``ends_at`` (代办). Granted on the subject's card or presence."""

    class How(models.TextChoices):
        CARD = "card", _("the household card")
        DESK = "desk", _("in person at the desk")

    subject = models.ForeignKey("registry.Resident", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("registry.Resident", on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "subject", "holder"], condition=Q(revoked_at=None), name="proxy_once"
            )
        ]

    @classmethod
    def open(cls, at: datetime) -> Any:
        """Those that hold at ``at``, in the scope of the moment."""
        return cls.objects.filter(open_at(at)).select_related("subject__household__flat", "holder__household__flat")

    @classmethod
    @verb
    def grant(
        cls, subject: Any, holder: Any, *, how: str, by: Any, at: datetime, ends_at: datetime | None = None
    ) -> "Proxy":
        """Let ``holder`` act for ``subject``; ``by`` is the holder (card) or the worker who saw both (desk)."""
        ends_at = ends_at or at + LASTS
        if subject.pk == holder.pk:
            raise Refused("accounts.own_proxy")
        if not at < ends_at <= at + LONGEST:
            raise Refused("accounts.proxy_length", days=LONGEST.days)
        most = int(subject.community.settings.get("proxy_most", MOST))
        # The holder's row is the lock: two grants at once must not both be the last one allowed.
        type(holder)._base_manager.select_for_update().get(pk=holder.pk, community_id=holder.community_id)
        cls.objects.filter(subject=subject, holder=holder, revoked_at=None, ends_at__lte=at).update(
            revoked_at=models.F("ends_at")
        )
        acting_for = set(cls.objects.filter(open_at(at), holder=holder).values_list("subject_id", flat=True))
        if subject.pk in acting_for:
            raise Refused("accounts.proxy_exists")
        if len(acting_for) >= most:
            raise Refused("accounts.proxy_most", most=most)
        proxy = cls.objects.create(
            community_id=subject.community_id,
            subject=subject,
            holder=holder,
            how=how,
            confirmed_by=by if isinstance(by, User) else None,
            starts_at=at,
            ends_at=ends_at,
        )
        record("proxy.granted", proxy, by=by, at=at, how=how)
        proxy._tell_both("proxy.granted", at)
        return proxy

    @verb
    def revoke(self, *, by: Any, at: datetime) -> None:
        """Either side, or a worker, ends it early; both are told."""
        rows = Proxy._base_manager.filter(open_at(at), pk=self.pk, community_id=self.community_id)
        if rows.update(revoked_at=at) != 1:
            raise Refused("accounts.proxy_over")
        self.revoked_at = at
        record("proxy.revoked", self, by=by, at=at)
        self._tell_both("proxy.revoked", at)

    def _tell_both(self, template: str, at: datetime) -> None:
        for person in (self.subject, self.holder):
            tell(person, template, at=at, key=f"{template}:{self.pk}", proxy=str(self.pk))


def open_at(at: datetime) -> Q:
    """Proxies that have begun and neither ended nor been revoked at ``at``."""
    return Q(revoked_at=None, starts_at__lte=at, ends_at__gt=at)
