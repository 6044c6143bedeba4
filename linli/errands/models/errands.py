"""Errands: one thing fetched or brought to a door, by one runner at a time."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.db import models

from linli.accounts.models import User
from linli.core.refusals import Refused
from linli.errands import at_gate, matters, people, telling
from linli.errands.choices import MEDICAL, Kind, Source, Substitute
from linli.errands.models.running import Running
from linli.errands.models.steps import Step
from linli.errands.rules import fits, without_pin
from linli.journal.verbs import record, verb
from linli.registry.models import Household, Resident

W = Step.What


class Errand(Running):
    """Something that somebody fetches, brings or does for a household (跑腿代办): what, for whom, by when.

    Its matter in today's list is its coordinator's while nobody runs, then the runner's.
    """

    first_owner: User | None = None  # in whose list a new one stands, for whoever has just asked

    class Meta:
        indexes = [
            models.Index(fields=["community", "status", "due_at"], name="errand_status"),
            models.Index(fields=["community", "runner", "status"], name="errand_runner"),
            models.Index(fields=["community", "household", "status"], name="errand_household"),
        ]

    @classmethod
    @verb
    def ask(
        cls,
        community: Any,
        *,
        household: Household | None = None,
        resident: Resident | None = None,
        kind: str,
        what: str,
        due_at: datetime,
        by: Any,
        at: datetime,
        sealed: bool = False,
        money: Decimal | None = None,
        source: str,
        text: str = "",
        shop: str = "",
        substitute: str = "",
        heavy: bool = False,
        owner: User | None = None,
        urgency: int | None = None,
    ) -> Self:
        """Ask for an errand of ``community`` (a row). ``what`` is needed, ``text`` what was said word for word.

        ``sealed``: what it is, is seen by asker, runner and coordinator only, as always with medicine. ``money``: what
        the household means to give. Refused: errands.nobody_meant, kind_unknown, what_missing, money_wrong.
        """
        home = resident.household if resident is not None else household
        if home is None:
            raise Refused("errands.nobody_meant")
        if kind not in Kind.values:
            raise Refused("errands.kind_unknown")
        if not what.strip():
            raise Refused("errands.what_missing")
        if money is not None and not fits(money):
            raise Refused("errands.money_wrong")
        made = cls(
            community=community,
            household=home,
            resident=resident,
            grid_id=home.flat.unit.building.grid_id,
            kind=kind,
            what=without_pin(what.strip())[:200],
            text=without_pin(text.strip())[:500],
            shop=shop.strip()[:60],
            sealed=sealed or kind in MEDICAL,
            heavy=heavy,
            substitute=substitute if substitute in Substitute.values else Substitute.ASK,
            money=money,
            due_at=due_at,
            source=source if source in Source.values else Source.DESK,
            asked_by=by if isinstance(by, User) else None,
            asked_by_resident=by if isinstance(by, Resident) else None,
            created_at=at,
        )
        made.save()
        Step.write(made, W.ASKED, by=by, at=at)
        record("errand.asked", made, by=by, at=at, source=made.source)
        made.first_owner = matters.open_for(made, owner=owner, urgency=urgency, by=by, at=at).owner
        return made

    @verb
    def offer(self, to: User, *, by: User, at: datetime) -> None:
        """Ask ``to``; nobody else takes it meanwhile. Refused: errands.cannot_run, own_errand, not_asked."""
        self._locked()
        self._refuse_runner(to, at)
        self.move("offer", offered_to=to)
        Step.write(self, W.OFFERED, by=by, at=at, to=to)
        record("errand.offered", self, by=by, at=at, to=str(to.pk))
        matters.hand_to(self, to, by=by, at=at)
        telling.tell_runner(self, to, "errand.offered", at)

    @verb
    def accept(self, *, by: User, at: datetime) -> None:
        """``by`` does it. Of two who accept at once one has it. From now on the gate lets them through.

        Refused: errands.not_asked, offered_to_another, cannot_run, own_errand, stairs_taken (unless it was offered).
        """
        self._locked(stairs=True)
        if self.status == "offered" and self.offered_to_id != by.pk:
            raise Refused("errands.offered_to_another")
        self._refuse_runner(by, at)
        if self.status != "offered" and people.others_on_stairs(self, by):
            raise Refused("errands.stairs_taken")
        self.move("accept", runner=by, offered_to=None)
        at_gate.let_through(self, at)
        Step.write(self, W.ACCEPTED, by=by, at=at)
        record("errand.accepted", self, by=by, at=at)
        matters.hand_to(self, by, by=by, at=at)
        telling.told(self, "accepted", at)

    @verb
    def cannot(self, reason: str, *, by: User, at: datetime, given_back: Decimal = Decimal(0)) -> None:
        """The runner (or whoever was asked) cannot and says why: it is in the pool again at once.

        ``given_back``: money that the household has again. Money or a card that stay with the runner are somebody's
        matter. Refused: errands.reason_missing, not_yours, not_accepted.
        """
        self._locked()
        if not reason.strip():
            raise Refused("errands.reason_missing")
        if by.pk not in (self.runner_id, self.offered_to_id):
            raise Refused("errands.not_yours")
        before, runs = self.runner, self.runner_id is not None
        if before is not None and given_back:
            self._give_change(given_back, by, at)
        self.move("cannot", runner=None, offered_to=None, trip=None)
        at_gate.stop(self, by, at)
        Step.write(self, W.CANNOT, by=by, at=at, note=reason)
        record("errand.returned", self, by=by, at=at)
        matters.back(self, by=by, at=at)
        if before is not None:
            matters.ask_for_what_stayed(self, before, by=by, at=at)
        if runs:
            telling.told(self, "back_in_pool", at)

    @verb
    def cancel(self, *, by: Any, at: datetime, reason: str = "") -> None:
        """Not needed any more. Refused("errands.bought_already") once it was bought."""
        self._locked()
        if self.status in ("bought", "on_the_way", "delivered"):
            raise Refused("errands.bought_already")
        before = self.runner
        self.move("cancel", over_at=at, runner=None, offered_to=None, trip=None)
        at_gate.stop(self, by, at)
        Step.write(self, W.CANCELLED, by=by, at=at, note=reason)
        record("errand.cancelled", self, by=by, at=at)
        matters.settle(self, by=by, at=at)
        if before is not None:
            matters.ask_for_what_stayed(self, before, by=by, at=at)
            telling.tell_runner(self, before, "errand.cancelled", at)

    def _refuse_runner(self, user: User, at: datetime) -> None:
        if not people.may_run(self.community_id, user, at):
            raise Refused("errands.cannot_run")
        own = people.resident_of(self.community, user, at)
        if own is not None and own.household_id == self.household_id:
            raise Refused("errands.own_errand")
