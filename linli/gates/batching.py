"""Work on many passes at once, and how one of them is taken back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.gates.issuing import ISSUE
from linli.gates.models import Crossing, Pass
from linli.journal.batches import Kind, Undo


def _void(row: Pass, *, by: Any, at: Any) -> None:
    row.void(by=by, reason="taken_back", at=at)


def _used(rows: list[Any]) -> set[Any]:
    """Passes with which somebody has stood at a gate stay good."""
    return set(Crossing.objects.filter(pass_id__in=[row.pk for row in rows]).values_list("pass_id", flat=True))


KINDS = {ISSUE: Kind(_("passes issued"))}
UNDO = {"gates.Pass": Undo(undo=_void, touched=_used)}
