"""Where people live: community, compounds, numbered grids, buildings, units (stairs), flats."""

import re
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from linli.core.clock import day_in, offset_in
from linli.core.records import Record, TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry import rooms

# What an office may set, with what holds until it does: area code of eight-digit phones, days a roster file is kept;
# from which age on one who lives alone is looked out for, after how many silent hours somebody knocks, how many hours
# later again, and between which hours of the night nobody does; which cut-off of a scale the cottage uses.
SETTINGS: dict[str, Any] = {
    "area_code": "027",
    "roster_days": 7,
    "knock_days": 14,
    "silence_age": 70,
    "silence_hours": 48,
    "silence_again_hours": 2,
    "silence_quiet": [22, 7],
    "cottage_cutoffs": {},
}


@contextmanager
def unique_or(code: str, **params: Any) -> Iterator[None]:
    """Of two people who enter the same name at once one wins; the other gets Refused(code), not a crash."""
    try:
        with transaction.atomic():  # a savepoint: the verb around it must be able to go on to its end
            yield
    except IntegrityError:
        raise Refused(code, **params) from None


def tidy(name: str) -> str:
    """A name without doubled or outer spaces. Refused: registry.name_missing."""
    plain = " ".join(name.split())
    if not plain:
        raise Refused("registry.name_missing")
    return plain


def renamed(row: Any, name: str, code: str) -> bool:
    """Give ``row`` another name, unlike any beside it; whether it differs. Refused: registry.name_missing, ``code``."""
    plain = tidy(name)
    if plain == row.name:
        return False
    row.name = plain
    with unique_or(code, name=plain):
        row.save(update_fields=["name"])
    return True


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

    @verb
    def change(self, *, name: str, division: str, zone: str, by: Any, at: datetime) -> list[str]:
        """Write what differs; returns the fields. Refused: registry.name_missing, division_unclear, zone_unknown."""
        if not re.fullmatch(r"(\d{6}|\d{9}|\d{12})?", division):
            raise Refused("registry.division_unclear")
        if zone not in zoneinfo.available_timezones():
            raise Refused("registry.zone_unknown", zone=zone)
        said = {"name": tidy(name), "division": division, "zone": zone}
        changed = [field for field, value in said.items() if getattr(self, field) != value]
        for field in changed:
            setattr(self, field, said[field])
        if changed:
            self.save(update_fields=changed)
            record("community.changed", self, by=by, at=at, fields=changed)
        return changed


class Compound(TenantRecord):
    """A walled compound (小区) with its gates."""

    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="compound_name")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    @verb
    def open(cls, community: Community, name: str, *, by: Any, at: datetime) -> "Compound":
        """Enter a compound. Refused: registry.compound_exists, registry.name_missing."""
        made = cls(community=community, name=tidy(name))
        with unique_or("registry.compound_exists", name=made.name):
            made.save()
        record("compound.opened", made, by=by, at=at)
        return made

    @verb
    def rename(self, name: str, *, by: Any, at: datetime) -> None:
        """Give it another name. Refused: registry.compound_exists, registry.name_missing."""
        if renamed(self, name, "registry.compound_exists"):
            record("compound.renamed", self, by=by, at=at)


class Grid(TenantRecord):
    """A numbered grid (网格) of some buildings, with its grid worker (a role in accounts)."""

    number = models.CharField(max_length=8, help_text="as people say it: 001")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="grid_number")]

    def __str__(self) -> str:
        return self.number

    @classmethod
    @verb
    def open(cls, community: Community, number: str, *, by: Any, at: datetime) -> "Grid":
        """Enter a grid; 3 becomes 003. Refused: registry.grid_exists, registry.grid_number_unclear."""
        plain = rooms.simplify(number)
        if not re.fullmatch(r"[0-9]{1,4}", plain) or not plain.strip("0"):
            raise Refused("registry.grid_number_unclear")
        made = cls(community=community, number=f"{int(plain):03}")
        with unique_or("registry.grid_exists", number=made.number):
            made.save()
        record("grid.opened", made, by=by, at=at)
        return made


class Building(TenantRecord):
    """A building (楼栋), known by its number within its compound."""

    compound = models.ForeignKey(Compound, on_delete=models.PROTECT, related_name="buildings")
    grid = models.ForeignKey(Grid, on_delete=models.PROTECT, related_name="buildings", null=True)
    number = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "compound", "number"], name="building_number")]

    def __str__(self) -> str:
        return self.number

    @classmethod
    @verb
    def open(
        cls, compound: Compound, number: str, *, stairs: int, grid: Grid | None = None, by: Any, at: datetime
    ) -> "Building":
        """Enter a building with its stairs, numbered from 1; without stairs it has one with an empty number.

        Refused: registry.building_exists, registry.building_unclear.
        """
        plain = rooms.block(number)
        if plain is None:
            raise Refused("registry.building_unclear", number=number)
        made = cls(community=compound.community, compound=compound, grid=grid, number=plain)
        with unique_or("registry.building_exists", number=plain):
            made.save()
        for stair in range(1, stairs + 1) if stairs else [""]:
            Unit(community=compound.community, building=made, number=str(stair)).save()
        record("building.opened", made, by=by, at=at, compound=str(compound.pk), stairs=stairs)
        return made

    @verb
    def assign(self, grid: Grid | None, *, seen: Any, by: Any, at: datetime) -> None:
        """Put it into ``grid`` (None: out of any), if it is still in the one (id or None) that somebody saw.

        Refused: registry.building_assigned_meanwhile, core.other_community.
        """
        if grid is not None and grid.community_id != self.community_id:
            raise Refused("core.other_community")
        mine = Building._base_manager.filter(pk=self.pk, community_id=self.community_id, grid_id=seen)
        if mine.update(grid=grid) != 1:
            raise Refused("registry.building_assigned_meanwhile", number=self.number)
        self.grid = grid
        record("building.assigned", self, by=by, at=at, grid=str(grid.pk) if grid else "")


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
