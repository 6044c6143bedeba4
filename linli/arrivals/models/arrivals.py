"""People who return: one thread for one person or family, one named worker, from the first word to the release."""

import secrets
from datetime import datetime
from typing import Any, Self

from django.db import models

from linli.accounts.models import User
from linli.accounts.models.links import token_hash
from linli.arrivals import known, matters
from linli.arrivals.models.coming import Coming
from linli.arrivals.models.steps import Step
from linli.arrivals.models.travellers import Traveller
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models import Household

W = Step.What


class Arrival(Coming):
    """Somebody who returns, alone or with the family (返汉接待). Being observed is not being a case.

    What is to do next, by whom and until when is never stored here: ``rules.next_step`` reads it, and one matter
    in today's list says it to the worker.
    """

    class Meta:
        indexes = [
            models.Index(fields=["community", "status", "expected_at"], name="arrival_status"),
            models.Index(fields=["community", "household"], name="arrival_household"),
            models.Index(fields=["community", "look_at"], name="arrival_look"),
        ]

    @classmethod
    @verb
    def announce(
        cls,
        community: Any,
        *,
        household: Household | None = None,
        room: str = "",
        travellers: list[dict[str, Any]],
        source: str,
        expected_at: datetime | None = None,
        origin: str = "",
        transport: str = "",
        vehicle: str = "",
        told_by: str = "",
        by: Any,
        at: datetime,
    ) -> Self:
        """Somebody says that people will return. ``travellers``: name, birth_year, phone, resident, by_call of each.

        ``room`` is as somebody wrote it; a home that it cannot mean is asked for later. Whoever enters it asks
        ``likely_same`` first. Refused: arrivals.nobody_named, name_missing, source_unknown.
        """
        if not travellers:
            raise Refused("arrivals.nobody_named")
        if source not in cls.Source.values:
            raise Refused("arrivals.source_unknown")
        household = household or known.home(community, room)
        made = cls(
            community=community,
            household=household,
            room="" if household else room.strip()[:60],
            grid_id=known.grid_of(household),
            worker=known.worker_for(community.pk, known.grid_of(household), at),
            source=source,
            told_by=told_by.strip()[:100],
            expected_at=expected_at,
            origin=origin.strip()[:60],
            transport=transport if transport in cls.Transport.values else "",
            vehicle=vehicle.strip()[:40],
            since=at,
            created_at=at,
        )
        made.save()
        for one in travellers:
            Traveller.add(made, one, at)
        Step.write(made, W.ANNOUNCED, by=by, at=at)
        record("arrival.announced", made, by=by, at=at, source=source, people=len(travellers))
        matters.follow(made, by=by, at=at)
        return made

    @verb
    def settle(self, household: Household, *, by: User | None, at: datetime) -> None:
        """Say which home it is; the worker of its grid takes the thread unless somebody chose one."""
        self._locked()
        before = known.worker_for(self.community_id, self.grid_id, at)
        self.household, self.room, self.grid_id = household, "", known.grid_of(household)
        self.save(update_fields=["household", "room", "grid"])
        record("arrival.settled", self, by=by, at=at, household=str(household.pk))
        if before.pk == self.worker_id:
            self.give(known.worker_for(self.community_id, self.grid_id, at), by, at)
        matters.follow(self, by=by, at=at, owner=self.worker)

    @verb
    def join(self, other: "Arrival", *, by: User | None, at: datetime) -> None:
        """``other`` is about the same people: who is not here yet comes over, and ``other`` ends.

        Refused: arrivals.same_thread, core.other_community, arrivals.over, arrivals.moved_on.
        """
        if other.pk == self.pk:
            raise Refused("arrivals.same_thread")
        if other.community_id != self.community_id:
            raise Refused("core.other_community")
        for one in sorted((self, other), key=lambda row: row.pk):  # one order: two who join crosswise never wait
            one._locked()
        if not self.open:
            raise Refused("arrivals.over")
        self._close_links_of_strangers(other)
        other._go("join", at, joined_to=self, over_at=at)
        known.take_over(self, other)
        Step.write(self, W.JOINED, by=by, at=at)
        record("arrival.joined", self, by=by, at=at, other=str(other.pk))
        matters.follow(other, by=by, at=at)
        matters.follow(self, by=by, at=at)

    def _close_links_of_strangers(self, other: "Arrival") -> None:
        """Anybody may announce anybody in public: such a link shows the joined thread only where the number is one
        that the other thread knows, or where somebody has been rung. The office can make them a new one.
        """
        numbers = [{one.phone for one in thread.present} - {""} for thread in (self, other)]
        for thread in (self, other):
            unproved = thread.source == self.Source.SELF and thread.status == self.Status.ANNOUNCED
            if unproved and thread.link_hash and not numbers[0] & numbers[1]:
                thread.link_hash = ""
                thread.save(update_fields=["link_hash"])

    @verb
    def assign(self, *, to: User, by: User | None, at: datetime) -> None:
        """``to`` is the one whom these people deal with; the open matter goes along. Refused("arrivals.over")."""
        self._locked()
        if not self.open:
            raise Refused("arrivals.over")
        self.give(to, by, at)
        matters.follow(self, by=by, at=at, owner=to)

    @verb
    def open_link(self, *, by: User | None, at: datetime) -> str:
        """A new link for the travellers' own phones, shown once: an older one opens nothing any more."""
        token = secrets.token_urlsafe(24)
        self.link_hash = token_hash(token)
        self.save(update_fields=["link_hash"])
        record("arrival.linked", self, by=by, at=at)
        return token

    def after_leaving(self, *, by: Any, at: datetime) -> None:
        """Somebody is not on the thread any more; it ends with the last of them."""
        if self.open and not self.present:
            self._go("end", at, over_at=at)
            record("arrival.ended", self, by=by, at=at)
        matters.follow(self, by=by, at=at)

    def look(self, *, by: Any, at: datetime) -> None:
        """Something about its people changed: what is next may be another thing."""
        matters.follow(self, by=by, at=at)

    def give(self, to: User, by: Any, at: datetime) -> None:
        """``to`` is the worker from now on; where its open matter stands is the caller's."""
        if to.pk == self.worker_id:
            return
        self.worker = to
        self.save(update_fields=["worker"])
        Step.write(self, W.ASSIGNED, by=by, at=at, to=to)
        record("arrival.assigned", self, by=by, at=at, worker=str(to.pk))
