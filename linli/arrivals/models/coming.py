"""From the first call to the door: contacted, papers seen, meeting agreed, met, brought home."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from linli.accounts.models import User
from linli.accounts.models.phones import tell_household
from linli.arrivals import known, matters
from linli.arrivals.models.observing import Observing
from linli.arrivals.models.steps import Step
from linli.arrivals.models.travellers import Traveller
from linli.core.refusals import Refused
from linli.gates.models import Gate
from linli.journal.verbs import record, verb
from linli.registry import names

W = Step.What


class Coming(Observing):
    """The verbs of people who are on their way to us."""

    class Meta:
        abstract = True

    @verb
    def contact(self, *, by: User, at: datetime, note: str = "") -> None:
        """They were reached before they travel."""
        self._locked()
        self._go("contact", at)
        self._done(W.REACHED, "arrival.contacted", by=by, at=at, note=note)
        matters.follow(self, by=by, at=at)

    @verb
    def take_along(self, given: dict[str, Any], *, by: User, at: datetime) -> Traveller:
        """One more comes with them: ``given`` as in ``Traveller.add``. Gates that wait for them let this one in, too.

        Refused: arrivals.moved_on once they are here, arrivals.over, arrivals.along_already, arrivals.name_missing.
        """
        self._locked()
        if not self.coming:
            raise Refused("arrivals.moved_on" if self.open else "arrivals.over")
        if any(one.name == names.tidy(str(given.get("name", ""))) for one in self.present):
            raise Refused("arrivals.along_already")
        made = Traveller.add(self, given, at)
        Step.write(self, W.ADDED, by=by, at=at, traveller=made)
        record("arrival.added", self, by=by, at=at, traveller=str(made.pk))
        matters.follow(self, by=by, at=at)
        return made

    @verb
    def miss(self, *, by: User | None, at: datetime) -> None:
        """Called, and nobody answered: the next try is due some time later, and after some tries the lead's.

        Refused("arrivals.nothing_to_call") where no call is due.
        """
        self._locked()
        due = self.next(at)
        if due is None or due.step not in matters.CALLS:
            raise Refused("arrivals.nothing_to_call" if self.open else "arrivals.over")
        self.attempts, self.tried_at = self.attempts + 1, at
        self.save(update_fields=["attempts", "tried_at"])
        self._done(W.MISSED, "arrival.missed", by=by, at=at, attempts=self.attempts)
        matters.follow(self, by=by, at=at)

    @verb
    def declare(
        self,
        *,
        expected_at: datetime | None = None,
        origin: str = "",
        transport: str = "",
        vehicle: str = "",
        by: Any,
        at: datetime,
    ) -> None:
        """What the travellers say themselves (``by`` None: through their link), or a worker for them.

        What is left empty says nothing. Refused("arrivals.moved_on") once they are here.
        """
        self._locked()
        if not self.coming:
            raise Refused("arrivals.moved_on" if self.open else "arrivals.over")
        self._say(expected_at, origin, transport, vehicle)
        self._done(W.DECLARED, "arrival.declared", by=by, at=at)
        matters.follow(self, by=by, at=at)

    def _say(self, expected_at: datetime | None, origin: str, transport: str, vehicle: str) -> None:
        self.expected_at = expected_at or self.expected_at
        self.origin = origin.strip()[:60] or self.origin
        self.vehicle = vehicle.strip()[:40] or self.vehicle
        if transport in self.Transport.values:
            self.transport = transport
        self.save(update_fields=["expected_at", "origin", "transport", "vehicle"])

    @verb
    def verify(
        self,
        kinds: Collection[str],
        *,
        origin: str = "",
        transport: str = "",
        vehicle: str = "",
        expected_at: datetime | None = None,
        by: User,
        at: datetime,
    ) -> None:
        """Which papers were seen (declaration, certificate, code, test), and where from and how they travel.

        Only that a paper was seen is kept. Refused: arrivals.nothing_seen, arrivals.way_missing,
        arrivals.guardian_missing (of a child whose guardian has not agreed).
        """
        self._locked()
        if not kinds or not set(kinds) <= set(Step.SEEN):
            raise Refused("arrivals.nothing_seen")
        self._check_children(at)
        self._say(expected_at, origin, transport, vehicle)
        if not self.origin or not self.transport:
            raise Refused("arrivals.way_missing")
        self._go("verify", at)
        for kind in (one for one in Step.SEEN if one in kinds):
            Step.write(self, kind, by=by, at=at)
        record("arrival.verified", self, by=by, at=at, seen=sorted(kinds))
        matters.follow(self, by=by, at=at)

    @verb
    def plan(
        self, *, meet_at: datetime, gate: Gate | None = None, place: str = "", vehicle: str = "", by: User, at: datetime
    ) -> None:
        """When and where they are met; agreed anew, the later word holds. Refused: arrivals.place_missing,
        arrivals.in_the_past.
        """
        self._locked()
        if gate is None and not place.strip():
            raise Refused("arrivals.place_missing")
        if meet_at <= at:
            raise Refused("arrivals.in_the_past")
        self._go("plan", at, meet_at=meet_at)
        self.gate, self.place, self.expected_at = gate, place.strip()[:60], self.expected_at or meet_at
        self.vehicle = vehicle.strip()[:40] or self.vehicle
        self.save(update_fields=["gate", "place", "expected_at", "vehicle"])
        self._done(W.PLANNED, "arrival.planned", by=by, at=at, gate=str(gate.pk) if gate else "")
        self._tell("arrival.planned", at)
        matters.follow(self, by=by, at=at)

    @verb
    def meet(self, *, by: User | None, at: datetime, crossing: Any = None) -> None:
        """They are here: a worker met them, or (``crossing``) a gate let them in, whichever gate it was."""
        self._locked()
        self._go("meet", at)
        if crossing is not None:
            self.crossing = crossing
            self.save(update_fields=["crossing"])
        self._done(W.MET if crossing is None else W.CAME, "arrival.met", by=by, at=at)
        matters.follow(self, by=by, at=at)

    @verb
    def bring_in(self, *, told: bool, by: User, at: datetime) -> None:
        """They are in their home; whoever is not in the register is entered. ``told``: the household knows.

        Refused: arrivals.home_missing, arrivals.guardian_missing.
        """
        self._locked()
        if self.household_id is None:
            raise Refused("arrivals.home_missing")
        self._check_children(at)
        self._go("bring_in", at)
        for one in self.present:
            one.settle_in(by=by, at=at)
        self._done(W.HOME, "arrival.home", by=by, at=at)
        self._tell("arrival.home", at)
        if told or not known.others_at_home(self):
            self._told(by, at)
        self._finish_if_free(by, at)
        matters.follow(self, by=by, at=at)

    @verb
    def tell(self, *, by: User, at: datetime) -> None:
        """Somebody told the household. Refused("arrivals.moved_on") if that was done already."""
        self._locked()
        if self.status != "home" or self.told_at is not None:
            raise Refused("arrivals.moved_on")
        self._told(by, at)
        self._finish_if_free(by, at)
        matters.follow(self, by=by, at=at)

    @verb
    def not_coming(self, *, by: User | None, at: datetime, note: str = "") -> None:
        """They do not come after all, or nobody knows where they are: the thread is closed and said so."""
        self._locked()
        self._go("not_coming", at, over_at=at)
        self._done(W.NOT_COMING, "arrival.not_coming", by=by, at=at, note=note)
        matters.follow(self, by=by, at=at)

    @verb
    def hand_on(self, community_name: str, consent: bool, *, by: User, at: datetime) -> None:
        """They belong to another community and agree that it is told. Refused: arrivals.consent_missing,
        arrivals.community_missing.
        """
        self._locked()
        if not community_name.strip():
            raise Refused("arrivals.community_missing")
        if consent is not True:
            raise Refused("arrivals.consent_missing")
        self._go("hand_on", at, over_at=at)
        self.handed_to = community_name.strip()[:80]
        self.save(update_fields=["handed_to"])
        self._done(W.HANDED_ON, "arrival.handed_on", by=by, at=at)
        matters.follow(self, by=by, at=at)

    def _check_children(self, at: datetime) -> None:
        if self.policy_at(at).under14_guardian and any(one.is_child(at) and not one.guarded for one in self.present):
            raise Refused("arrivals.guardian_missing")

    def _told(self, by: Any, at: datetime) -> None:
        self.told_at = at
        self.save(update_fields=["told_at"])
        self._done(W.TOLD, "arrival.told", by=by, at=at)

    def _tell(self, template: str, at: datetime) -> None:
        """The household, in the app; nobody's name is in it."""
        people = known.household_members(self)
        if people:
            key = f"{template}:{self.pk}:{int(at.timestamp())}"
            tell_household(people[0], template, at=at, key=key, arrival=str(self.pk))
