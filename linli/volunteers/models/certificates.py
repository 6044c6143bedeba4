"""Certificates of service: figures as they were confirmed, under a code that anybody can check."""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import models

from linli.accounts.models import User
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.volunteers.models.volunteers import Volunteer

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that the eye confuses
LENGTH = 12  # 60 bits


class Certificate(TenantRecord):
    """What somebody gave (志愿服务证明): days, hours, the longest row. The name stands on the paper alone."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="certificates")
    code = models.CharField(max_length=16, unique=True)
    first_day = models.DateField()
    last_day = models.DateField()
    days = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()
    row_days = models.PositiveIntegerField()
    row_first = models.DateField()
    row_last = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    @classmethod
    @verb
    def issue(cls, volunteer: Volunteer, *, by: Any, at: datetime) -> "Certificate":
        """Of everything confirmed so far; the same figures give the same certificate. Refused: nothing_confirmed."""
        from linli.volunteers.counting import Count

        count = Count.of(volunteer, at)
        if not count.days or count.longest is None or count.first is None or count.last is None:
            raise Refused("volunteers.nothing_confirmed")
        figures: dict[str, date | int] = {
            "first_day": count.first,
            "last_day": count.last,
            "days": count.days,
            "minutes": count.minutes,
            "row_days": count.longest.days,
            "row_first": count.longest.first,
            "row_last": count.longest.last,
        }
        rows = cls._base_manager.filter(community_id=volunteer.community_id, volunteer=volunteer)
        last = rows.order_by("-issued_at").first()
        if last is not None and all(getattr(last, name) == value for name, value in figures.items()):
            return last
        made = cls(community_id=volunteer.community_id, volunteer=volunteer, code=new_code(), issued_at=at, **figures)
        made.issued_by = by if isinstance(by, User) else None
        made.save()
        record("certificate_of_service.issued", made, by=by, at=at)
        return made


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
