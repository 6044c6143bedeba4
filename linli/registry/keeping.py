"""How long the registry keeps what it knows about people."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.core.kept import Keep
from linli.registry.models import Merge, Resident


def gone_residents(cutoff: datetime) -> Any:
    """People who moved away, and records that were merged into another one, before ``cutoff``."""
    merged = Merge._base_manager.filter(at__lte=cutoff, reversed_at=None).values("other_id")
    return Resident._base_manager.filter(Q(left_at__lte=cutoff) | Q(merged_into__isnull=False, pk__in=merged))


KEEPING = [
    Keep(
        "registry.Resident",
        (
            "name",
            "initials",
            "sounds",
            "birth_year",
            "phone",
            "phone_last4",
            "identity",
            "identity_index",
            "identity_kind",
            "contact",
            "contact_phone",
            "sources",
        ),
        days=30,
        most=90,
        due=gone_residents,
        how="erase",
        what=_("names, birth years, phones and ID numbers of residents"),
        since=_("after they moved away"),
        reason=_("while they live here, and so that a move noted by mistake can be taken back"),
    ),
    Keep(
        "registry.ImportFile",
        ("content",),
        days=7,
        most=30,
        after="upload__created_at",
        how="delete",
        what=_("uploaded rosters"),
        since=_("after the upload"),
        reason=_("so that rejected rows can be corrected and uploaded again"),
    ),
    Keep(
        "registry.Touched",
        ("before", "after"),
        days=1,
        after="upload__started_at",
        how="delete",
        what=_("values before an import"),
        since=_("after the import began"),
        reason=_("so that an import can be taken back for a day"),
    ),
    Keep(
        "registry.Import",
        ("filename",),
        days=30,
        most=180,
        after="created_at",
        how="erase",
        what=_("names of uploaded files"),
        since=_("after the upload"),
        reason=_("so that the office recognises a file it sent before"),
    ),
    Keep(
        "registry.Merge",
        ("filled",),
        days=30,
        most=90,
        after="at",
        how="erase",
        what=_("values before two records became one"),
        since=_("after they were merged"),
        reason=_("so that a wrong merge can be taken back"),
    ),
]
