"""The people of a thread, registered residents or not."""

from datetime import datetime
from typing import Any

from django.db import models

from linli.accounts.models import User
from linli.arrivals import rules
from linli.arrivals.known import resident_named
from linli.arrivals.models.steps import Step
from linli.core.fields import BlindIndex, EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.orders.models import Order
from linli.registry import names, phones
from linli.registry.models import Resident


class Traveller(TenantRecord):
    """One person who returns (返汉人员). ``resident`` is set once it is known who of the register it is."""

    arrival = models.ForeignKey("arrivals.Arrival", on_delete=models.CASCADE, related_name="travellers")
    name = EncryptedText()
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = EncryptedText()
    phone_index = BlindIndex(of="phone")
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", null=True)
    by_call = models.BooleanField(default=False, help_text="wants to be called rather than use a page")
    guardian = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="wards", null=True)
    guardian_home = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", null=True)
    agreed_at = models.DateTimeField(null=True, help_text="when the guardian of a child agreed")
    order = models.ForeignKey(Order, on_delete=models.SET_NULL, related_name="+", null=True)
    left_at = models.DateTimeField(null=True, help_text="not on this thread any more: moved away, or died")

    class Meta:
        indexes = [
            models.Index(fields=["community", "resident"], name="traveller_resident"),
            models.Index(fields=["community", "phone_index"], name="traveller_phone"),
        ]

    @classmethod
    def add(cls, arrival: Any, given: dict[str, Any], at: datetime) -> "Traveller":
        """``given``: name, birth_year, phone, resident, by_call; all but the name may be missing."""
        known: Resident | None = given.get("resident")
        name = names.tidy(str(given.get("name") or (known.name if known else "")))[:60]
        if not name:
            raise Refused("arrivals.name_missing")
        known = known or resident_named(arrival.community_id, arrival.household_id, name)
        made = cls(
            community_id=arrival.community_id,
            arrival=arrival,
            name=name,
            birth_year=given.get("birth_year") or (known.birth_year if known else None),
            phone=readable(given.get("phone") or "", arrival.community) or (known.phone if known else ""),
            resident=known,
            by_call=bool(given.get("by_call")),
        )
        made.save()
        return made

    def __str__(self) -> str:
        return str(self.name)

    @property
    def masked(self) -> str:
        return names.mask(self.name)

    @property
    def person(self) -> rules.Person:
        """What the rules see of them."""
        return rules.Person(self.name, self.birth_year, self.phone)

    def is_child(self, at: datetime) -> bool:
        return rules.is_child(self.birth_year, self.arrival.community.today(at).year)

    @property
    def guarded(self) -> bool:
        """Somebody who comes along or lives in the home is named as guardian, and agrees."""
        return self.agreed_at is not None and bool(self.guardian_id or self.guardian_home_id)

    @property
    def rung(self) -> bool:
        """Called while observed: by choice, or without a phone page of their own."""
        return self.by_call or not self.phone or bool(self.resident and self.resident.no_smartphone)

    @verb
    def name_guardian(self, guardian: Any, *, by: User | None, at: datetime) -> None:
        """A grown-up of the same thread, or a resident of the home, answers for a child and agrees.

        Refused: arrivals.guardian_elsewhere, arrivals.guardian_too_young.
        """
        home = isinstance(guardian, Resident)
        if home:
            near = guardian.living and guardian.household_id == self.arrival.household_id
        else:
            near = guardian.arrival_id == self.arrival_id and guardian.left_at is None
        if not near:
            raise Refused("arrivals.guardian_elsewhere")
        if rules.is_child(guardian.birth_year, self.arrival.community.today(at).year) or guardian.pk == self.pk:
            raise Refused("arrivals.guardian_too_young")
        self.guardian, self.guardian_home = (None, guardian) if home else (guardian, None)
        self.agreed_at = at
        self.save(update_fields=["guardian", "guardian_home", "agreed_at"])
        Step.write(self.arrival, Step.What.GUARDIAN, by=by, at=at, traveller=self)
        record("traveller.guarded", self, by=by, at=at, arrival=str(self.arrival_id))

    @verb
    def choose_calls(self, wanted: bool, *, by: Any, at: datetime) -> None:
        """They would rather be called than use a page, or the other way round."""
        self.by_call = wanted
        self.save(update_fields=["by_call"])
        record("traveller.chose", self, by=by, at=at, calls=wanted)
        self.arrival.look(by=by, at=at)

    @verb
    def settle_in(self, *, by: Any, at: datetime) -> Resident:
        """The resident that they are: as known, of that name in the home, or entered now as unconfirmed."""
        household = self.arrival.household
        if household is None:
            raise Refused("arrivals.home_missing")
        if self.resident is None:
            self.resident = resident_named(self.community_id, household.pk, self.name) or Resident.register(
                household,
                self.name,
                source="self",
                by=by,
                at=at,
                confirmed=False,
                birth_year=self.birth_year,
                phone=self.phone,
            )
            self.save(update_fields=["resident"])
        if not self.resident.here:  # registered here, lived elsewhere, and has now come home
            self.resident.here = True
            self.resident.save(update_fields=["here"])
        return self.resident

    @verb
    def leave(self, *, by: Any, at: datetime) -> None:
        """They are on this thread no more; with the last of them the thread ends."""
        mine = type(self)._base_manager.filter(pk=self.pk, community_id=self.community_id, left_at=None)
        if mine.update(left_at=at) != 1:
            raise Refused("core.moved_meanwhile")
        self.left_at = at
        Step.write(self.arrival, Step.What.LEFT, by=by, at=at, traveller=self)
        record("traveller.left", self, by=by, at=at, arrival=str(self.arrival_id))
        self.arrival.after_leaving(by=by, at=at)


def readable(number: str, community: Any) -> str:
    """A phone number as the register holds it; one that cannot be read is left out, nobody waits for it."""
    try:
        return phones.read(number, community.setting("area_code")).number
    except phones.PhoneError:
        return ""
