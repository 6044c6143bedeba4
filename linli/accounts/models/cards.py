"""The household card: printed paper that binds a phone to a household, without SMS or e-mail."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from linli.accounts.models.people import User
from linli.core.crypto import blind_index
from linli.core.ids import uuid7
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.batch_rows import Batch
from linli.journal.verbs import record, verb

# Crockford's letters: nothing that looks like something else, so that a code survives being read aloud.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10  # 50 bits: with 20 wrong guesses an hour nobody gets anywhere
GUESSES, WINDOW = 20, timedelta(hours=1)


def tidy(code: str) -> str:
    """A typed code as it was printed: ``k7q2 9m4t xb`` -> ``K7Q29M4TXB``, O read as 0, I and L as 1."""
    kept = "".join(letter for letter in code.upper() if letter.isalnum())
    return kept.translate(str.maketrans("OIL", "011"))


def code_index(code: str) -> str:
    """Keyed: a stolen database does not give the 50 bits away to a search."""
    return blind_index("all", "household_card.code", tidy(code))


class HouseholdCard(TenantRecord):
    """The card of a household (住户卡). Only its newest is good: printing again voids the one before."""

    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    code_index = models.CharField(max_length=32, unique=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    issued_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "household"], condition=Q(voided_at=None), name="household_card_one"
            )
        ]

    @classmethod
    @verb
    def issue_all(
        cls, households: Iterable[Any], *, community: Any, by: User | None, at: datetime
    ) -> list[tuple["HouseholdCard", str]]:
        """New cards with their codes (never seen again) for ``households``; the cards before them are void."""
        households = list(households)
        batch = Batch.open(community, "card.print", len(households), by=by, at=at)
        before = list(cls.objects.filter(household__in=[one.pk for one in households], voided_at=None))
        voided = cls.objects.filter(pk__in=[card.pk for card in before], voided_at=None).update(voided_at=at)
        for old in before:
            old.voided_at = at
        # The old ones are noted first: putting back goes from the end, so the new ones are void before these are good.
        batch.changed_all((old, {"voided_at": None}) for old in before)
        made: list[tuple[HouseholdCard, str]] = []
        for household in households:
            code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
            card = HouseholdCard(
                community=community, household=household, code_index=code_index(code), issued_by=by, issued_at=at
            )
            made.append((card, code))
        HouseholdCard.objects.bulk_create([card for card, _ in made], batch_size=500)
        batch.created_all(card for card, _ in made)
        if made:
            record("household_card.issued", community, by=by, at=at, cards=len(made), voided=voided)
        return made

    @classmethod
    def find(cls, code: str) -> "HouseholdCard | None":
        """The card that is good for ``code``, in whatever community."""
        rows = cls._base_manager.filter(code_index=code_index(code), voided_at=None)
        return rows.select_related("household__flat", "community").first()

    @verb
    def void(self, *, by: User | None, at: datetime) -> None:
        """Make the card worthless (lost, given away); phones that it bound stay until they are revoked."""
        rows = HouseholdCard._base_manager.filter(pk=self.pk, community_id=self.community_id, voided_at=None)
        if rows.update(voided_at=at) != 1:
            raise Refused("core.moved_meanwhile")
        self.voided_at = at
        record("household_card.voided", self, by=by, at=at)


class Guess(models.Model):
    """A wrong code from one address (猜错的码). The address itself is not kept, only a keyed index of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "at"], name="guess_source")]

    @classmethod
    def source_of(cls, address: str) -> str:
        return blind_index("all", "guess.source", address)

    @classmethod
    def refuse_if_many(cls, address: str, at: datetime) -> None:
        """Refuses after 20 wrong codes within an hour from one address; right ones are never counted."""
        wrong = cls.objects.filter(source=cls.source_of(address), at__gt=at - WINDOW).count()
        if wrong >= GUESSES:
            raise Refused("accounts.too_many_guesses")

    @classmethod
    def note(cls, address: str, at: datetime) -> None:
        cls.objects.create(source=cls.source_of(address), at=at)
