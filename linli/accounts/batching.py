"""What this app does to many rows at once, and how each row is taken back within a day."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.accounts.models import Duty, HouseholdCard, ResidentSession
from linli.journal.batches import Kind, Undo


def _void(row: HouseholdCard, *, by: Any, at: Any) -> None:
    row.void(by=by, at=at)


def _withdraw(row: Duty, *, by: Any, at: Any) -> None:
    row.unassign(by=by, at=at)


def _joined_since(rows: list[HouseholdCard]) -> set[Any]:
    """Cards with which a phone may have joined already: taking them back would puzzle that household."""
    households = {row.household_id: row for row in rows}
    phones = ResidentSession.objects.filter(resident__household__in=households)
    since = phones.values_list("resident__household_id", "created_at")
    return {households[home].pk for home, joined in since if joined >= households[home].issued_at}


KINDS: dict[str, Kind] = {
    "card.print": Kind(_("printing household cards")),
    "duty.rotation": Kind(_("planning a night of duty")),
}
UNDO: dict[str, Undo] = {
    HouseholdCard._meta.label: Undo(undo=_void, touched=_joined_since),
    Duty._meta.label: Undo(undo=_withdraw),
}
