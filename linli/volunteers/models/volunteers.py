"""People who offer to help: their own offer, the office's word, and a post that ends by itself."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import Role, User
from linli.core.fields import BlindIndex, EncryptedText
from linli.core.records import TenantRecord
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry import names
from linli.registry.models import Community, Resident
from linli.volunteers import accounts, matters, telling
from linli.volunteers.choices import Language, Part, Skill
from linli.volunteers.policy import terms_of

TIMES = frozenset(f"{day}{part}" for day in range(1, 8) for part in Part.values)

LONGEST = 180  # days of one post: nothing runs on by being forgotten


class Volunteer(TenantRecord):
    """Somebody who helps (志愿者), of this community or from outside. What they may do is their post, which ends."""

    class Status(models.TextChoices):
        ASKED = "asked", _("has offered to help")
        APPROVED = "approved", _("helps")
        DECLINED = "declined", _("not taken on for now")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ENDED = "ended", _("has ended")

    class Source(models.TextChoices):
        PHONE = "phone", _("on their own phone")
        PUBLIC = "public", _("through the poster's link")
        DESK = "desk", _("entered at the desk")

    MOVES = {
        "approve": ("asked", "approved"),
        "decline": ("asked", "declined"),
        "withdraw": ("asked", "withdrawn"),
        "end": ("approved", "ended"),
    }

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+", null=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, help_text="once approved")
    name = EncryptedText()
    phone = EncryptedText()
    phone_index = BlindIndex(of="phone")
    source = models.CharField(max_length=8, choices=Source.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    skills: Any = models.JSONField(default=list)
    languages: Any = models.JSONField(default=list)
    times: Any = models.JSONField(default=list, help_text="such as 6a: Saturday afternoon; empty: any")
    day_hours = models.PositiveSmallIntegerField(default=0, help_text="0: as the community says")
    week_hours = models.PositiveSmallIntegerField(default=0)
    errands_at_once = models.PositiveSmallIntegerField(default=0)
    by_call = models.BooleanField(default=False, help_text="no phone page: somebody rings")
    note = EncryptedText(help_text="what they said about themselves")
    paused_until = models.DateField(null=True)
    ends_at = models.DateTimeField(null=True, help_text="when the post ends by itself")
    warned_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True, help_text="when they were last asked for anything")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "status", "ends_at"], name="volunteer_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["community", "resident"],
                condition=models.Q(status__in=("asked", "approved"), resident__isnull=False),
                name="volunteer_resident_once",
            ),
            models.UniqueConstraint(
                fields=["community", "phone_index"],
                condition=models.Q(status__in=("asked", "approved")) & ~models.Q(phone_index=""),
                name="volunteer_phone_once",
            ),
        ]

    @classmethod
    @verb
    def offer(
        cls,
        community: Community,
        *,
        source: str,
        name: str,
        phone: str = "",
        resident: Resident | None = None,
        told: dict[str, Any],
        by: Any,
        at: datetime,
    ) -> Self:
        """Somebody wants to help; the office decides. ``told``: skills, languages, times, hours, note.

        Refused: volunteers.name_missing, phone_missing (nobody could ring them), too_young, known_already.
        """
        if not name.strip():
            raise Refused("volunteers.name_missing")
        if resident is None and not phone:
            raise Refused("volunteers.phone_missing")
        least = terms_of(community).least_age
        if resident is not None and resident.birth_year and community.today(at).year - resident.birth_year < least:
            raise Refused("volunteers.too_young", age=least)
        # Two taps, or the poster and the desk at once, follow one another.
        Community._base_manager.select_for_update(no_key=True).get(pk=community.pk)
        made = cls(community=community, source=source, resident=resident, name=name.strip()[:60], phone=phone)
        made._refuse_twice()
        made.created_at = at
        made._tell_of(told)
        made.save()
        record("volunteer.offered", made, by=by, at=at, source=source)
        matters.ask_to_approve(made, by=by, at=at)
        return made

    @verb
    def describe(self, told: dict[str, Any], *, by: Any, at: datetime) -> None:
        """Skills, languages, times, limits or the note changed. Refused("volunteers.over")."""
        if self.status not in (self.Status.ASKED, self.Status.APPROVED):
            raise Refused("volunteers.over")
        self._tell_of(told)
        self.save(update_fields=[*self._TOLD])
        record("volunteer.described", self, by=by, at=at)

    @verb
    def approve(self, *, days: int = 0, username: str = "", by: User, at: datetime) -> None:
        """They may help for ``days`` (else as the community says): an account, and a post that ends by itself."""
        self._refuse_own(by)
        ends = at + self._for(days or terms_of(self.community).role_days)
        self.move("approve", ends_at=ends, decided_by=by, decided_at=at)
        self.user = accounts.user_for(self, username, at)
        self.save(update_fields=["user"])
        Role.grant(self.user, Role.Kind.VOLUNTEER, community=self.community, by=by, at=at, starts_at=at, ends_at=ends)
        record("volunteer.approved", self, by=by, at=at, until=int(ends.timestamp()))
        matters.decided(self, by=by, at=at)
        telling.tell(self, "volunteers.approved", at=at, key=f"approved:{self.pk}")

    @verb
    def decline(self, *, by: User, at: datetime) -> None:
        """Not now; they are told kindly."""
        self._refuse_own(by)
        self.move("decline", decided_by=by, decided_at=at, over_at=at)
        record("volunteer.declined", self, by=by, at=at)
        matters.decided(self, by=by, at=at)
        telling.tell(self, "volunteers.declined", at=at, key=f"declined:{self.pk}")

    @verb
    def withdraw(self, *, by: Any, at: datetime) -> None:
        """They take their offer back before anybody decided."""
        self.move("withdraw", over_at=at)
        record("volunteer.withdrawn", self, by=by, at=at)
        matters.decided(self, by=by, at=at)

    @verb
    def extend(self, *, days: int, by: User, at: datetime) -> None:
        """``days`` more after the present end: another post that follows on. Refused: volunteers.not_approved."""
        self._refuse_own(by)
        held = type(self)._base_manager.select_for_update(no_key=True).get(pk=self.pk, community_id=self.community_id)
        if held.status != self.Status.APPROVED or held.ends_at is None or held.ends_at <= at:
            raise Refused("volunteers.not_approved")
        starts, ends = held.ends_at, held.ends_at + self._for(days)
        self.ends_at, self.warned_at = ends, None
        self.save(update_fields=["ends_at", "warned_at"])
        assert self.user is not None  # an approved one has an account
        Role.grant(
            self.user, Role.Kind.VOLUNTEER, community=self.community, by=by, at=at, starts_at=starts, ends_at=ends
        )
        record("volunteer.extended", self, by=by, at=at, until=int(ends.timestamp()))
        matters.extended(self, by=by, at=at)
        telling.tell(self, "volunteers.extended", at=at, key=f"extended:{self.pk}:{int(ends.timestamp())}")

    @verb
    def go_on(self, *, by: Any, at: datetime) -> None:
        """They would like to go on helping when their time ends; the office is asked."""
        if self.status != self.Status.APPROVED:
            raise Refused("volunteers.not_approved")
        record("volunteer.going_on", self, by=by, at=at)
        matters.ask_to_extend(self, by=by, at=at)

    @verb
    def pause(self, until: date | None, *, by: Any, at: datetime) -> None:
        """Not asked up to and including ``until``; None: there again. Turns that are taken stay taken."""
        if self.status != self.Status.APPROVED:
            raise Refused("volunteers.not_approved")
        self.paused_until = until
        self.save(update_fields=["paused_until"])
        record("volunteer.paused" if until else "volunteer.resumed", self, by=by, at=at)

    @verb
    def end(self, *, by: Any, at: datetime) -> None:
        """They help no more: their turns to come are open again. ``by`` None: the time was up."""
        self.move("end", over_at=at)
        accounts.end_posts(self, by=by if isinstance(by, User) else None, at=at)
        record("volunteer.ended", self, by=by, at=at)
        matters.extended(self, by=by, at=at)

    _TOLD = ("skills", "languages", "times", "day_hours", "week_hours", "errands_at_once", "by_call", "note")

    def _tell_of(self, told: dict[str, Any]) -> None:
        """Unknown codes are dropped: a form may be older than the list."""
        self.skills = [one for one in Skill.values if one in told.get("skills", ())]
        self.languages = [one for one in Language.values if one in told.get("languages", ())]
        self.times = sorted(TIMES & set(told.get("times", ())))
        self.day_hours = told.get("day_hours") or 0
        self.week_hours = told.get("week_hours") or 0
        self.errands_at_once = told.get("errands_at_once") or 0
        self.by_call = bool(told.get("by_call"))
        self.note = str(told.get("note", "")).strip()[:300]

    def _refuse_twice(self) -> None:
        rows = type(self)._base_manager.filter(community_id=self.community_id, status__in=("asked", "approved"))
        index = BlindIndex.of(type(self), "phone_index", self.community_id, self.phone)
        if (self.resident_id and rows.filter(resident=self.resident_id).exists()) or (
            index and rows.filter(phone_index=index).exists()
        ):
            raise Refused("volunteers.known_already")

    @staticmethod
    def _for(days: int) -> timedelta:
        if not 1 <= days <= LONGEST:
            raise Refused("volunteers.days_unclear")
        return timedelta(days=days)

    def _refuse_own(self, by: User) -> None:
        if self.user_id == by.pk:
            raise Refused("volunteers.own_offer")

    @property
    def number(self) -> str:
        """The phone they are rung on: of a resident the one in the register."""
        return str(self.resident.phone if self.resident is not None else self.phone)

    @property
    def masked(self) -> str:
        return names.mask(self.name)

    def __str__(self) -> str:
        return str(self.name)
