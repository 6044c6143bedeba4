"""What the readers of decisions share: about whom, as of when, and what several of them look up, read once."""

import uuid
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from linli.accounts.models import Role
from linli.gates.inforce import InForce, rules_at
from linli.gates.models import Gate
from linli.privacy.keeping import rules as keeping_rules
from linli.registry.models import Resident
from linli.situation import words
from linli.situation.models import PolicyVersion


class Ground:
    """The decisions about ``resident`` are read as of ``at``, in the community's scope."""

    def __init__(self, resident: Resident, at: datetime) -> None:
        self.resident, self.at = resident, at
        self.community = resident.community
        self.zone = ZoneInfo(self.community.zone)
        self._versions: dict[str, PolicyVersion | None] = {}

    @cached_property
    def ids(self) -> list[uuid.UUID]:
        """The resident, and records of the same person that were merged into this one."""
        return [self.resident.pk, *Resident.objects.filter(merged_into=self.resident).values_list("pk", flat=True)]

    @cached_property
    def gates(self) -> dict[Any, str]:
        return dict(Gate.objects.values_list("pk", "name"))

    @cached_property
    def posts(self) -> dict[Any, str]:
        """user -> "grid worker": what somebody is here, or last was; names stay in the journal."""
        rows = Role.objects.order_by("starts_at").exclude(kind=Role.Kind.RESIDENT)
        return {role.user_id: str(role.get_kind_display()) for role in rows}

    def post(self, user: Any) -> str:
        return self.posts.get(user) or _("the office")

    @cached_property
    def building(self) -> str:
        return self.resident.household.flat.unit.building.number

    @cached_property
    def rules_now(self) -> InForce:
        return rules_at(self.community, self.at)

    def version(self, name: str) -> PolicyVersion | None:
        """The rules that ``pack/phase@n`` names; None if there never were such."""
        if name not in self._versions:
            where, _at, number = name.rpartition("@")
            pack, _slash, phase = where.partition("/")
            known = number.isascii() and number.isdigit() and len(number) < 10
            rows = PolicyVersion.objects.filter(pack=pack, phase=phase, number=int(number) if known else 0)
            self._versions[name] = rows.first()
        return self._versions[name]

    def rule(self, name: str, direction: str, check: str, person: str) -> words.StepWords | None:
        """The step ``check`` of that version as a sentence with its settings."""
        held = self.version(name)
        if held is None or not check:
            return None
        gate = held.body["gate"]
        steps = (gate.get("others", {}).get(person) or gate)[direction]
        found = next((step for step in steps if step["check"] == check), None)
        return words.step(found, self.building) if found else None

    @cached_property
    def kept_days(self) -> int:
        return keeping_rules()["gates.Crossing.resident_id"].days_in(self.community.settings)

    def gone_at(self, crossed_at: datetime) -> datetime:
        """When a crossing loses the name and becomes part of a number."""
        return crossed_at + timedelta(days=self.kept_days)
