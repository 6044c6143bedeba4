"""An employer's list, and how one certificate of it is taken back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.journal.batches import Kind, Undo
from linli.outings.lists import LIST
from linli.outings.models import Certificate


def _withdraw(row: Certificate, *, by: Any, at: Any) -> None:
    row.refuse(by=by, reason="list taken back", at=at)


KINDS = {LIST: Kind(_("certificates from an employer's list"))}
UNDO = {"outings.Certificate": Undo(undo=_withdraw)}
