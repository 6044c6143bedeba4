"""Who lives here and stands in no list: what the guard wrote down once makes an unconfirmed resident (现场登记).

Only whoever went through is entered: a stranger who was turned away must not be known as a neighbour the next time.
What is typed in from paper is not: there somebody has the list at hand. Nothing here ever holds up an upload.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction

from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.gates.aftermath import TODAY
from linli.gates.models import Crossing, Device
from linli.gates.reading import CrossingIn, Item
from linli.registry import names
from linli.registry.models import Resident

NEWCOMER = FollowUp.Kind.NEWCOMER
ASKED_ANYWAY = ("refer", "hand_over")  # another matter is open about such a crossing


class Newcomers:
    """Those of one upload, inside its transaction; behind the community's ledger two gates never enter one twice."""

    def __init__(self, device: Device, at: datetime) -> None:
        self.device, self.at = device, at
        self.claims: dict[str, CrossingIn] = {}
        self.people: dict[str, Resident] = {}
        self.crossings: dict[str, Crossing] = {}

    def enter(self, items: Iterable[Item]) -> None:
        """Make known whom ``items``, all told for the first time, write down."""
        self.claims = {item.digest: item.crossing for item in items if item.crossing and claims(item.crossing)}
        for digest, told in self.claims.items():
            person = self._enter(told) if went(told) else None
            if person is not None:
                self.people[digest] = person

    @property
    def ids(self) -> set[uuid.UUID]:
        return {person.pk for person in self.people.values()}

    def link(self, crossing: Crossing, digest: str) -> None:
        """``crossing`` is of whom it made known; it was judged as what the guard saw: somebody unknown."""
        if digest not in self.claims:
            return
        self.crossings[digest] = crossing
        if digest in self.people:
            crossing.resident_id = self.people[digest].pk
            crossing.household_id = self.people[digest].household_id

    def ask(self) -> None:
        """Somebody finds out whether it is so: of each new person once, and of each crossing that made nobody known."""
        for digest, crossing in self.crossings.items():
            person = self.people.get(digest)
            if person is not None and not person.confirmed:
                self._open(f"resident:{person.pk}", crossing, resident=person)
            elif person is None and not _asked_anyway(crossing):
                self._open(f"crossing:{crossing.id}", crossing, words=_written(self.claims[digest]))

    def _enter(self, told: CrossingIn) -> Resident | None:
        """None where the room or the name says too little; the office then has the words as they were written."""
        visitor = told.visitor
        if visitor is None or names.MASK in visitor.name:
            return None
        try:
            with transaction.atomic():
                return Resident.register_at_gate(
                    community=self.device.community,
                    room=visitor.room,
                    name=visitor.name,
                    phone=visitor.phone,
                    by=self.device,
                    at=self.at,
                )
        except (Refused, DatabaseError):
            return None

    def _open(self, subject: str, crossing: Crossing, **about: Any) -> None:
        FollowUp.open(
            self.device.community_id,
            NEWCOMER,
            subject,
            due_at=self.at + TODAY,
            by=self.device,
            at=self.at,
            day=crossing.day.isoformat(),
            gate=str(crossing.gate_id or ""),
            **about,
        )


def claims(told: CrossingIn) -> bool:
    """Whether the guard wrote down somebody who says to live here. Who is expected home has a thread of their own."""
    known = told.resident or told.household or told.pass_ or told.expected or told.emergency
    visitor = told.visitor
    return not known and told.facts.get("person") == "unknown" and bool(visitor and (visitor.room or visitor.name))


def went(told: CrossingIn) -> bool:
    return (told.overrule.outcome if told.overrule else told.verdict.outcome) == "allow"


def fresh(items: Iterable[Item], held: Iterable[int]) -> list[Item]:
    """Those of ``items`` that are told for the first time; ``held``: the sequences told before."""
    seen, found = set(held), []
    for item in items:
        if item.fact is not None and item.sequence not in seen:
            seen.add(item.sequence or 0)
            found.append(item)
    return found


def _asked_anyway(crossing: Crossing) -> bool:
    return not crossing.went and not crossing.overrule_outcome and crossing.gate_outcome in ASKED_ANYWAY


def _written(told: CrossingIn) -> str:
    visitor = told.visitor
    return " · ".join(filter(None, (visitor.room, visitor.name, visitor.phone))) if visitor else ""
