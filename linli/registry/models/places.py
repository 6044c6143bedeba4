"""Where people live: community, compounds, numbered grids, buildings, units (stairs), flats."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.core.clock import day_in, offset_in
from linli.core.records import Record, TenantRecord

# What an office may set, with what holds until it does: area code of eight-digit phones, days a roster file is kept.
SETTINGS: dict[str, Any] = {"area_code": "027", "roster_days": 7, "knock_days": 14}


class Community(Record):
    """A residents' community (社区), the tenant: everything else belongs to exactly one."""

    name = models.CharField(max_length=80)
    division = models.CharField(max_length=12, blank=True, help_text="GB/T 2260 division and street code")
    zone = models.CharField(max_length=40, default="Asia/Shanghai", help_text="IANA time zone")
    settings = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("community")

    def __str__(self) -> str:
        return self.name

    def today(self, at: datetime) -> date:
        """The community's calendar day at ``at``."""
        return day_in(self.zone, at)

    def offset(self, at: datetime) -> int:
        """Seconds east of UTC at ``at``."""
        return offset_in(self.zone, at)

    def setting(self, name: str) -> Any:
        """A setting of this community, or the default that ``SETTINGS`` gives it."""
        return self.settings.get(name, SETTINGS[name])


class Compound(TenantRecord):
    """A walled compound (小区) with its gates."""

    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="compound_name")]

    def __str__(self) -> str:
        return self.name


class Grid(TenantRecord):
    """A numbered grid (网格) of some buildings, with its grid worker (a role in accounts)."""

    number = models.CharField(max_length=8, help_text="as people say it: 001")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="grid_number")]

    def __str__(self) -> str:
        return self.number


class Building(TenantRecord):
    """A building (楼栋), known by its number within its compound."""

    compound = models.ForeignKey(Compound, on_delete=models.PROTECT, related_name="buildings")
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="buildings", null=True)
    number = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "compound", "number"], name="building_number")]

    def __str__(self) -> str:
        return self.number


class Unit(TenantRecord):
    """A stair (单元) of a building; a building without stairs has one with an empty number."""

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="units")
    number = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "building", "number"], name="unit_number")]

    def __str__(self) -> str:
        return "-".join(part for part in (self.building.number, self.number) if part)


class Flat(TenantRecord):
    """A flat (房屋). ``key`` is its canonical room such as ``3-2-502``, by which gates and people find it."""

    class Use(models.TextChoices):
        OCCUPIED = "occupied", _("occupied")
        LET = "let", _("let")
        EMPTY = "empty", _("empty")
        NOBODY_OPENED = "nobody_opened", _("nobody opened")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="flats")
    number = models.CharField(max_length=12)
    key = models.CharField(max_length=32, db_index=True)
    use = models.CharField(max_length=16, choices=Use.choices, default=Use.OCCUPIED)
    imported_by = models.UUIDField(null=True, editable=False, help_text="the import that made it, for undoing")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "unit", "number"], name="flat_number")]
        indexes = [models.Index(fields=["community", "key"], name="flat_key")]

    def __str__(self) -> str:
        return self.key

    @property
    def floor(self) -> int:
        """1203 is on floor 12; 0 where the number does not say."""
        digits = "".join(sign for sign in self.number if sign.isdigit())
        return int(digits[:-2]) if len(digits) > 2 else 0
