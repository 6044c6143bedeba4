"""Who lives there: households and residents, holding the least."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from linli.core.clock import now
from linli.core.fields import BlindIndex, EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry import names
from linli.registry.models.places import Flat


class Source(models.TextChoices):
    """Who told us a field (来源)."""

    GATE = "gate", _("gate")
    PROPERTY = "property", _("property management")
    POLICE = "police", _("police")
    COMMITTEE = "committee", _("residents' committee")
    SELF = "self", _("the person")


# Whose word counts more when two differ: the person's own before the office's before a file from elsewhere.
RANKS = {source: rank for rank, source in enumerate(["", *Source.values])}


class Household(TenantRecord):
    """People who live together in a flat (户). A flat that is let has its owner's household and its tenants'."""

    class Tenure(models.TextChoices):
        OWNER = "owner", _("owner")
        TENANT = "tenant", _("tenant")
        SECOND_HOME = "second_home", _("second home")

    flat = models.ForeignKey(Flat, on_delete=models.PROTECT, related_name="households")
    tenure = models.CharField(max_length=12, choices=Tenure.choices, blank=True)
    imported_by = models.UUIDField(null=True, editable=False, help_text="the import that made it, for undoing")

    def __str__(self) -> str:
        return self.flat.key


class ResidentSet(models.QuerySet["Resident"]):
    def living(self) -> "ResidentSet":
        """Neither moved away nor merged into another record."""
        return self.filter(left_at=None, merged_into=None)


class Resident(TenantRecord):
    """A resident (居民). No colour and no status of health is ever stored here."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="residents")
    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=20, blank=True, db_index=True, help_text="pinyin initials, wxm")
    sounds = models.CharField(max_length=240, blank=True, editable=False, help_text="all that a search may type")
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True, blank=True)
    phone = EncryptedText()
    phone_last4 = BlindIndex(of="phone", last=4)
    identity = EncryptedText()
    identity_index = BlindIndex(of="identity")
    identity_kind = models.CharField(max_length=20, blank=True)
    contact = EncryptedText()
    contact_phone = EncryptedText()
    guardian = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="wards")
    no_smartphone = models.BooleanField(_("no smartphone"), default=False)
    here = models.BooleanField(_("lives here"), default=True, help_text="registered here and living elsewhere: no")
    confirmed = models.BooleanField(default=True)
    sources = models.JSONField(default=dict, editable=False, help_text="field -> [source, day]")
    left_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    imported_by = models.UUIDField(null=True, editable=False, help_text="the import that made it, for undoing")

    if TYPE_CHECKING:
        objects: ClassVar[Any]
    else:
        objects = ScopedManager(_manager_class=models.Manager.from_queryset(ResidentSet), community="community")

    class Meta:
        indexes = [
            models.Index(fields=["community", "phone_last4"], name="resident_phone"),
            models.Index(fields=["community", "identity_index"], name="resident_identity"),
            # Holds all that a search by name reads: 15,000 sealed rows need not be fetched for it.
            models.Index(fields=["community", "name", "sounds", "id"], name="resident_find"),
        ]

    # What a person is known by, beside the name; each has its source.
    FIELDS = ("phone", "identity", "birth_year", "no_smartphone", "here", "contact", "contact_phone", "guardian")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        only = options.get("update_fields")
        if only is None or "name" in only:
            self.spell()
            if only is not None:
                options["update_fields"] = {*only, "initials", "sounds"}
        super().save(*args, **options)

    def spell(self) -> None:
        """Set what the name sounds like (rows written in bulk call this themselves)."""
        self.name = names.tidy(self.name)[:60]
        self.initials = names.initials(self.name)[:20]
        self.sounds = names.sounds(self.name)[:240]

    @property
    def masked(self) -> str:
        """王○○."""
        return names.mask(self.name)

    @property
    def surname(self) -> str:
        return names.surname(self.name)

    @property
    def living(self) -> bool:
        return self.left_at is None and self.merged_into_id is None

    def take(self, source: str, at: datetime, **values: Any) -> list[str]:
        """Set fields to what ``source`` says, unless a better source said otherwise; the names of those that changed.

        Saves nothing. Values are final (tidy phone, identity number); an empty one says nothing and changes nothing.
        """
        changed = []
        for field, value in values.items():
            if value is None or value == "" or getattr(self, field) == value:
                continue
            if self.differs_from_better(field, value, source):
                continue
            setattr(self, field, value)
            self.sources[field] = [source, self.day(at)]
            changed.append(field)
        return changed

    def differs_from_better(self, field: str, value: Any, source: str) -> bool:
        """Whether ``field`` holds something else, told by somebody whose word counts more."""
        held = getattr(self, field)
        known_by = self.sources.get(field, ["", ""])[0]
        return bool(held not in (None, "", value) and RANKS[known_by] > RANKS[source])

    def day(self, at: datetime) -> str:
        return self.community.today(at).isoformat()

    @classmethod
    @verb
    def register(
        cls,
        household: Household,
        name: str,
        *,
        source: str,
        by: Any,
        at: datetime,
        confirmed: bool = True,
        **values: Any,
    ) -> "Resident":
        """A new resident. Likenesses to others are the caller's to show: they never stand in the way."""
        from linli.registry.models.stays import Stay

        made = cls(community=household.community, household=household, name=name, confirmed=confirmed)
        made.sources = {"name": [source, made.day(at)]}
        made.take(source, at, **values)
        made.save()
        Stay.begin(made, at)
        record("resident.registered", made, by=by, at=at, source=source, household=str(household.pk))
        return made

    @verb
    def correct(self, *, source: str, by: Any, at: datetime, name: str = "", **values: Any) -> list[str]:
        """Write what a person or an office says now, also "nothing"; returns the fields that changed."""
        changed = ["name"] if name and names.tidy(name) != self.name else []
        if changed:
            self.name = name
        changed += [field for field, value in values.items() if getattr(self, field) != value]
        for field in changed:
            if field != "name":
                setattr(self, field, values[field])
            self.sources[field] = [source, self.day(at)]
        if changed:
            self.save()
            record("resident.corrected", self, by=by, at=at, fields=changed, source=source)
        return changed

    @verb
    def confirm(self, *, by: Any, at: datetime | None = None) -> None:
        """An unconfirmed resident, written down at a gate, is who they said (核实)."""
        self.confirmed = True
        self.save(update_fields=["confirmed"])
        record("resident.confirmed", self, by=by, at=at or now())

    @classmethod
    @verb
    def register_at_gate(
        cls, *, community: Any, room: str, name: str, phone: str = "", by: Any, at: datetime
    ) -> "Resident":
        """Room, name and phone once make an unconfirmed resident, even in an empty registry (现场登记).

        Where a list was taken in, the room must be of it. Somebody of that name already in that room is returned as
        they are. An unreadable phone is left out: nobody waits at a gate for it. Raises
        Refused("registry.room_unclear") or Refused("registry.name_missing").
        """
        from linli.registry import phones
        from linli.registry.places import flat_at_gate

        name = names.tidy(name)
        if not name:
            raise Refused("registry.name_missing")
        try:
            number = phones.read(phone, community.setting("area_code")).number
        except phones.PhoneError:
            number = ""
        flat = flat_at_gate(community, room)
        known = cls.objects.living().filter(household__flat=flat, name=name).first()
        if known:
            return known  # type: ignore[no-any-return]
        household = flat.households.order_by("created_at").first()
        if household is None:
            household = Household.objects.create(community=community, flat=flat)
        return cls.register(household, name, source=Source.GATE, by=by, at=at, confirmed=False, phone=number)
