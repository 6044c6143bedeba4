"""At home: observed if the rules say so, called where that is needed, released. Being observed is not being a case."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from linli.accounts.models import User
from linli.arrivals import matters
from linli.arrivals.models.steps import Step
from linli.arrivals.models.thread import ThreadRecord
from linli.core.clock import end_in
from linli.core.refusals import Refused
from linli.followups.models import FollowUp
from linli.journal.verbs import record, verb
from linli.orders.models import Evidence, Order

W = Step.What


class Observing(ThreadRecord):
    """The verbs of people who are home."""

    class Meta:
        abstract = True

    @verb
    def observe(self, *, by: User, at: datetime, reference: str = "") -> None:
        """Observation of so many days as the rules say: a restriction is proposed for each, and binds nobody until a
        second person confirms it; where the rules list none it is only asked for, and begins now.

        Refused: arrivals.no_observation, arrivals.guardian_apart, arrivals.moved_on, or as the restriction is.
        """
        self._locked()
        rules = self.policy_at(at)
        if not rules.observe_days:
            raise Refused("arrivals.no_observation")
        if self.status != "home":
            raise Refused("arrivals.moved_on" if self.open else "arrivals.over")
        people = self.present
        self._check_together(people, at)
        until = self.day_end(at, rules.observe_days)
        if rules.order:
            self._propose(people, rules.order, until, reference, by, at)
            self._done(W.OBSERVING, "arrival.observing", by=by, at=at)
        else:
            self._go("observe", at, until=until)
            self._done(W.BOUND, "arrival.observed", by=by, at=at)
        matters.follow(self, by=by, at=at)

    def day_end(self, at: datetime, days: int) -> datetime:
        """The last second of the day ``days`` after that of ``at``."""
        return end_in(self.community.zone, self.community.today(at) + timedelta(days=days))

    def _propose(self, people: list[Any], kind: str, until: datetime, reference: str, by: User, at: datetime) -> None:
        said = reference.strip() or _("returned on %(day)s, travel declared to the community") % {
            "day": self.community.today(at).isoformat()
        }
        for one in people:
            held = one.order
            if held is not None and held.status in ("proposed", "in_force"):
                continue
            one.order = Order.propose(
                one.settle_in(by=by, at=at), kind, evidence=Evidence.TRAVEL, reference=said, ends_at=until, by=by, at=at
            )
            one.save(update_fields=["order"])

    def _check_together(self, people: list[Any], at: datetime) -> None:
        """No child is observed apart from the guardian: who comes along is observed too, or lives in this home."""
        if not self.policy_at(at).under14_guardian:
            return
        here = {one.pk for one in people}
        for one in people:
            if not one.is_child(at):
                continue
            if not one.guarded:
                raise Refused("arrivals.guardian_missing")
            home = one.guardian_home
            near = home.living and home.household_id == self.household_id if home else one.guardian_id in here
            if not near:
                raise Refused("arrivals.guardian_apart")

    @verb
    def begin(self, *, by: User | None, at: datetime) -> None:
        """The restriction was confirmed, or a longer one continues it: the thread knows until when."""
        self._locked()
        ends = [one.order.ends_at for one in self.present if one.order_id and one.order.status == "in_force"]
        if self.status == "home":
            self._go("observe", at, until=max(ends))
            self._done(W.BOUND, "arrival.observed", by=by, at=at)
        elif self.status == "observed":
            self.until = max(ends)
            self.save(update_fields=["until"])
        matters.follow(self, by=by, at=at)

    @verb
    def note_contact(self, *, by: User | None, at: datetime) -> None:
        """They were reached while observed, and nothing is wrong."""
        self._locked()
        self._in_observation()
        self.attempts, self.tried_at, self.reached_at, self.checks = 0, None, at, self.checks + 1
        self.save(update_fields=["attempts", "tried_at", "reached_at", "checks"])
        reached = self._only() if isinstance(by, User) else {}
        self._done(W.REACHED, "arrival.checked", by=by, at=at, **reached)
        matters.follow(self, by=by, at=at)

    def _only(self) -> dict[str, str]:
        """Who it was that a worker spoke to, where one person came alone; of a family nobody knows."""
        people = self.present
        alone = people[0].resident_id if len(people) == 1 else None
        return {"resident": str(alone)} if alone else {}

    @verb
    def report_fever(self, *, by: Any, at: datetime, traveller: Any = None) -> None:
        """Somebody has a fever: a matter for the hand-over at once. No temperature is kept here."""
        self._locked()
        if self.status not in ("met", "home", "observed"):
            raise Refused("arrivals.moved_on" if self.open else "arrivals.over")
        self.note_fever(by=by, at=at, traveller=traveller)
        FollowUp.open(
            self.community_id,
            FollowUp.Kind.FEVER,
            f"arrival:{self.pk}:fever{self.community.today(at):%m%d}",
            due_at=at + timedelta(minutes=5),
            by=by,
            at=at,
            resident=traveller.resident_id if traveller else None,
            grid=self.grid_id,
            urgency=FollowUp.Urgency.NOW,
        )

    @verb
    def note_fever(self, *, by: Any, at: datetime, traveller: Any = None) -> None:
        """That a fever was handed over, here or by the gate, which has its own matter and its own record."""
        Step.write(self, W.FEVER, by=by, at=at, traveller=traveller)
        record("arrival.fever_told", self, by=by, at=at)

    @verb
    def extend(self, *, last_day: date, reference: str, by: User, at: datetime) -> None:
        """Longer, openly: a new restriction that continues each old one, by two people again; never shorter.

        Refused: arrivals.not_longer, arrivals.reason_missing, or as the restriction is.
        """
        self._locked()
        self._in_observation()
        until = end_in(self.community.zone, last_day)
        if self.until is not None and until <= self.until:
            raise Refused("arrivals.not_longer")
        if not reference.strip():
            raise Refused("arrivals.reason_missing")
        bound = [one for one in self.present if one.order_id and one.order.status == "in_force"]
        for one in bound:
            Order.propose(
                one.resident, one.order.kind, evidence=Evidence.TRAVEL, reference=reference, ends_at=until, by=by,
                continues=one.order, at=at,
            )  # fmt: skip
        if not bound:
            self.until = until
            self.save(update_fields=["until"])
        self._done(W.EXTENDED, "arrival.extended", by=by, at=at, note=reference)
        matters.follow(self, by=by, at=at)

    @verb
    def release(self, *, by: User | None, at: datetime) -> None:
        """Nothing holds any more: the thread is closed. Refused("arrivals.observation_runs") while something does;
        to end it earlier the restriction is lifted, with a reason.
        """
        self._locked()
        state = self.thread(at)
        running = self.until is not None and at <= self.until and state.observed != "over"
        if self.status == "observed" and (state.observed in ("bound", "proposed") or self._asked(running, at)):
            raise Refused("arrivals.observation_runs")
        if self.status == "home" and state.observed in ("bound", "proposed"):
            raise Refused("arrivals.observation_runs")
        self._go("release", at, over_at=at)
        self._done(W.RELEASED, "arrival.released", by=by, at=at)
        matters.follow(self, by=by, at=at)

    def _asked(self, running: bool, at: datetime) -> bool:
        """Whether the observation that was only asked for still runs; rules that name none free everybody."""
        return running and self.policy_at(at).observe_days > 0

    def _in_observation(self) -> None:
        if self.status != "observed":
            raise Refused("arrivals.not_observed" if self.open else "arrivals.over")

    def _finish_if_free(self, by: Any, at: datetime) -> None:
        """Home, told, and nothing more is asked: nobody has to tick a box for that."""
        if self.told_at is not None and not self.policy_at(at).observe_days:
            self.release(by=by, at=at)
