"""Who is open: shops, the parcel service, the pharmacy."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.clock import now
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.followups.kinds import Kind as Matter
from linli.followups.models import FollowUp
from linli.journal.verbs import record, verb
from linli.registry.models.places import tidy, unique_or
from linli.shops import rules
from linli.shops.policy import terms


class Shop(TenantRecord):
    """A shop or service (店铺): closed, inspected (may open), open. To open it takes what the phase asks for."""

    class Kind(models.TextChoices):
        MARKET = "market", _("small supermarket")
        FRUIT = "fruit", _("fruit shop")
        PARCELS = "parcels", _("parcel service")
        PHARMACY = "pharmacy", _("pharmacy")
        OTHER = "other", _("other shop")

    class Status(models.TextChoices):
        CLOSED = "closed", _("shop closed")
        INSPECTED = "inspected", _("inspected, not open yet")
        OPEN = "open", _("open now")

    MOVES = {
        "inspect": ("closed", "inspected"),
        "open": (("closed", "inspected"), "open"),
        "close": (("inspected", "open"), "closed"),
    }

    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=40)
    place = models.CharField(max_length=60, blank=True)
    hours = models.CharField(max_length=60, blank=True, help_text="as people say it: 9:00-12:00, 15:00-18:00")
    asks = models.CharField(max_length=200, blank=True, help_text="the shop's own rules: masks, how many at a time")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CLOSED)
    why_closed = models.CharField(max_length=120, blank=True)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "title"], name="shop_title")]

    @classmethod
    @verb
    def enter(cls, community: Any, *, kind: str, title: str, by: Any, at: datetime | None = None, **said: str) -> Self:
        """A shop, closed at first; ``said``: place, hours, asks. Refused("shops.known_already")."""
        at = at or now()
        with unique_or("shops.known_already"):
            made = cls.objects.create(
                community=community, kind=kind, title=tidy(title), confirmed_at=at, confirmed_by=by, created_at=at,
                **{name: text.strip() for name, text in said.items()},
            )  # fmt: skip
        record("shop.entered", made, by=by, at=at)
        return made

    @verb
    def change(self, *, by: Any, at: datetime | None = None, **said: str) -> None:
        """Where, when and how: place, hours, asks."""
        at = at or now()
        for name, text in said.items():
            setattr(self, name, text.strip())
        self._seen(by, at, *said)
        record("shop.changed", self, by=by, at=at)

    @verb
    def confirm(self, *, by: Any, at: datetime | None = None) -> None:
        """Still as it says."""
        at = at or now()
        self._seen(by, at)
        record("shop.confirmed", self, by=by, at=at)

    @verb
    def look_at(self, what: str, *, passed: bool, words: str = "", by: Any, at: datetime | None = None) -> None:
        """It was inspected, or its risk assessed. One that fails closes an open shop at once, and says why.

        Refused: shops.check_unknown; shops.reason_missing where it fails without a word.
        """
        at, words = at or now(), words.strip()
        if what not in ShopCheck.What:
            raise Refused("shops.check_unknown")
        if not passed and not words:
            raise Refused("shops.reason_missing")
        self._locked()
        ShopCheck.objects.create(
            community_id=self.community_id, shop=self, what=what, passed=passed, words=words, at=at, by=by
        )
        record("shop.checked", self, by=by, at=at, what=what, passed=passed)
        self._seen(by, at)
        if not passed and self.status != self.Status.CLOSED:
            self.close(words, by=by, at=at)
        elif self.status == self.Status.CLOSED and not self.hindrance(at) and passed:
            self.move("inspect")
            record("shop.inspected", self, by=by, at=at)
        if not self.hindrance(at):
            self._settle(by, at)

    @verb
    def open(self, *, by: Any, at: datetime | None = None) -> None:
        """Open the door. Refused: whatever ``rules.hindrance`` says, shops.open_already."""
        at = at or now()
        self._locked()
        if self.status == self.Status.OPEN:
            raise Refused("shops.open_already")
        if why := self.hindrance(at):
            raise Refused(why)
        self.move("open", why_closed="")
        self._seen(by, at)
        record("shop.opened", self, by=by, at=at)

    @verb
    def close(self, why: str, *, by: Any, at: datetime | None = None) -> None:
        """Close it, with the reason that people at the door read. Refused: shops.reason_missing, shops.not_open."""
        at, why = at or now(), why.strip()
        if not why:
            raise Refused("shops.reason_missing")
        self._locked()
        if self.status == self.Status.CLOSED:
            raise Refused("shops.not_open")
        self.move("close", why_closed=why[:120])
        self._seen(by, at)
        self._settle(by, at)
        record("shop.closed", self, by=by, at=at)

    def hindrance(self, at: datetime) -> str:
        """The code of what keeps it from being open under the rules at ``at``; "" if nothing does."""
        seen = [rules.Check(one.what, one.passed, int(one.at.timestamp())) for one in self.checks.all()]
        return rules.hindrance(terms(self.community_id, at), self.kind, seen, int(at.timestamp()))

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """Of the matter about it."""
        return f"shop:{self.pk}"

    def _locked(self) -> None:
        type(self)._base_manager.select_for_update().get(pk=self.pk, community_id=self.community_id)
        self.refresh_from_db()

    def _seen(self, by: Any, at: datetime, *fields: str) -> None:
        self.confirmed_at, self.confirmed_by = at, by
        self.save(update_fields=["confirmed_at", "confirmed_by", *fields])

    def _settle(self, by: Any, at: datetime) -> None:
        FollowUp.settle(self.community_id, Matter.SHOP, self.subject, by=by, at=at)


class ShopCheck(TenantRecord):
    """One inspection or risk assessment of a shop (店铺检查): passed or not, and in words what was seen."""

    class What(models.TextChoices):
        INSPECTION = "inspection", _("inspection")
        ASSESSMENT = "assessment", _("risk assessment")

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="checks")
    what = models.CharField(max_length=10, choices=What.choices)
    passed = models.BooleanField()
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["-at", "-pk"]
