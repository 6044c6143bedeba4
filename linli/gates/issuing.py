"""Passes for many at once: looked at before, taken back within a day, printed ten a sheet."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from linli.gates.inforce import rules_at
from linli.gates.models import Pass, SigningKey
from linli.gates.models.codes import new_code
from linli.gates.models.holders import holder_of
from linli.gates.policy import GateSettings
from linli.gates.sheets import PassCard, pass_sheets
from linli.journal.batch_rows import Batch
from linli.journal.verbs import record, verb
from linli.registry import names
from linli.registry.models import Building, Household, Resident

ISSUE = "pass.issue"
PIECE = 500


@dataclass(frozen=True)
class Plan:
    """What a batch would do, before it is done. ``people`` have no valid pass of the kind; ``held`` have one."""

    kind: str
    people: list[Resident]
    homes: list[Household]
    held: int
    unconfirmed: int

    @property
    def size(self) -> int:
        return len(self.people) + len(self.homes)


def lifetime(community: Any, kind: str, at: datetime) -> datetime:
    """When a pass of ``kind`` issued at ``at`` ends, by the settings of the policy in force."""
    settings = GateSettings.read(rules_at(community, at).gate)
    hours = {"trip": settings.trip_hours, "visitor": settings.visitor_hours}.get(kind)
    return at + (timedelta(hours=hours) if hours else timedelta(days=settings.pass_days))


def plan(kind: str, at: datetime, building: Building | None, households: Iterable[Any] | None = None) -> Plan:
    """Who would get a pass of ``kind``: of ``building``, of ``households`` (ids), or everybody."""
    rows = Resident.objects.living().filter(here=True)
    if building is not None:
        rows = rows.filter(household__flat__unit__building=building)
    if households is not None:
        rows = rows.filter(household__in=list(households))
    valid = Pass.objects.filter(Pass.open_at(at), kind=kind)
    rows = rows.select_related("household__flat").order_by("household__flat__key", "name", "pk")
    people = list(rows)
    if kind == Pass.Kind.TRIP:
        having = set(valid.values_list("household_id", flat=True))
        homes = {row.household_id: row.household for row in people}
        without = [home for key, home in homes.items() if key not in having]
        return Plan(kind, [], without, len(homes) - len(without), 0)
    having = set(valid.values_list("resident_id", flat=True))
    without = [row for row in people if row.pk not in having]
    return Plan(kind, without, [], len(people) - len(without), sum(not row.confirmed for row in without))


@verb
def issue_batch(community: Any, plan: Plan, expires_at: datetime, *, by: Any, at: datetime) -> uuid.UUID:
    """Issue what ``plan`` says; returns the batch's id. One journal line a pass would be a book: one for the batch."""
    batch = Batch.open(community, ISSUE, plan.size, by=by, at=at)
    subjects: list[tuple[Resident | None, Household]] = [(row, row.household) for row in plan.people]
    subjects += [(None, home) for home in plan.homes]
    codes = fresh_codes(len(subjects))
    rows = [
        Pass(
            community=community,
            kind=plan.kind,
            code=code,
            resident=resident,
            household=home,
            issued_at=at,
            expires_at=expires_at,
            once=plan.kind == Pass.Kind.TRIP,
            batch=batch.pk,
        )
        for code, (resident, home) in zip(codes, subjects, strict=True)
    ]
    Pass.objects.bulk_create(rows, batch_size=PIECE)
    batch.created_all(rows)
    record("passes.issued", community, by=by, at=at, batch=str(batch.pk), kind=plan.kind, count=len(rows))
    return batch.pk


def fresh_codes(count: int) -> list[str]:
    """Codes that no pass of this community has (in its scope)."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {new_code() for _ in range(count - len(found))}
        found |= drawn - set(Pass.objects.filter(code__in=drawn).values_list("code", flat=True))
    return sorted(found)


def sheet(community: Any, passes: Iterable[Pass], at: datetime) -> bytes:
    """The PDF of ``passes``, by room. Raises Refused("gates.no_key") and printing.CannotPrint."""
    key = SigningKey.of(community.pk, SigningKey.Use.PASS, at)
    secret = key.secret()
    zone = ZoneInfo(community.zone)
    cards = [_card(one, zone, key, secret) for one in passes]
    cards.sort(key=lambda card: [(len(part), part) for part in card.room.split("-")])
    return pass_sheets(cards, community=community.name, printed=at.astimezone(zone))


def _card(one: Pass, zone: ZoneInfo, key: SigningKey, secret: Any) -> PassCard:
    holder = holder_of(one)
    if holder is not None:
        surname = f"{names.surname(holder.name)} {holder.organisation}".strip()
    else:
        surname = names.surname(one.resident.name) if one.resident else _("household")
    return PassCard(
        room=one.household.flat.key if one.household else _("whole community"),
        surname=surname,
        kind=one.get_kind_display(),
        valid_until=one.expires_at.astimezone(zone),
        qr=one.text(key, secret),
        code=one.code,
    )
