"""The form with which one asks to go out: a purpose out of the list, a day, a window in which to leave, how long."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.accounts.forms import Form
from linli.gates.known import epoch
from linli.outings import words
from linli.outings.policy import OutingRules
from linli.outings.rules import DAY, Ask, within
from linli.situation.words import length

LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240, 360, 480)
USUAL = 60  # the window that is offered first
QUARTER = 15


class AskForm(Form):
    purpose = forms.ChoiceField(label=gettext_lazy("What for?"), widget=forms.RadioSelect)
    day = forms.ChoiceField(label=gettext_lazy("Which day?"))
    leave_from = forms.TimeField(
        label=gettext_lazy("Leave from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    leave_until = forms.TimeField(
        label=gettext_lazy("and at the latest"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.TypedChoiceField(label=gettext_lazy("For how long?"), coerce=int)
    place = forms.CharField(
        label=gettext_lazy("Where to? (if you like)"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Kept encrypted, and deleted with the outing after 14 days."),
    )

    def __init__(self, *given: Any, rules: OutingRules, community: Any, at: datetime, **more: Any) -> None:
        self.zone, self.rules, self.at = ZoneInfo(community.zone), rules, at
        start, end = likely(rules, at, self.zone)
        more.setdefault("initial", {
            "day": start.date().isoformat(), "leave_from": start.time(), "leave_until": end.time(),
            "minutes": min(rules.longest_minutes or 120, 120),
        })  # fmt: skip
        super().__init__(*given, **more)
        today = at.astimezone(self.zone).date()
        days = [today + timedelta(days=number) for number in range(min(rules.ahead_days, 30) + 1)]
        self._offer("purpose", [(word, words.purpose(word)) for word in rules.asked_for])
        self._offer("day", [(day.isoformat(), day_words(day, today)) for day in days])
        self._offer("minutes", [(number, length(number) if number else _("no limit")) for number in lengths(rules)])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def ask(self) -> Ask:
        """Of a valid form; an end that lies before the beginning is the next day's."""
        given = self.cleaned_data
        start = self._moment(given["day"], given["leave_from"])
        end = self._moment(given["day"], given["leave_until"])
        return Ask(given["purpose"], start, end if end > start else end + DAY, given["minutes"])

    def _moment(self, day: str, clock: time) -> int:
        return epoch(datetime.combine(date.fromisoformat(day), clock.replace(second=0, microsecond=0), self.zone))


def lengths(rules: OutingRules) -> list[int]:
    """The lengths to choose from; the limit itself is always among them."""
    most = rules.longest_minutes
    return sorted({one for one in LENGTHS if one < most} | {most}) if most else [*LENGTHS, 0]


def likely(rules: OutingRules, at: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The next window of an hour that the hours of the rules and their notice leave open."""
    local = at.astimezone(zone).replace(second=0, microsecond=0) + timedelta(minutes=rules.notice_minutes)
    # Whoever asks to go now may go as soon as somebody says yes; a notice is never cut short by a second.
    first = local + timedelta(minutes=-local.minute % QUARTER if rules.notice_minutes else -(local.minute % 5))
    offset = int((local.utcoffset() or timedelta()).total_seconds())
    for quarter in range(4 * 24 * 2):
        start = first + timedelta(minutes=QUARTER * quarter)
        end = start + timedelta(minutes=USUAL)
        if within(rules.slots, epoch(start) + offset, epoch(end) + offset):
            return start, end
    return first, first + timedelta(minutes=USUAL)


def day_words(day: date, today: date) -> str:
    if day == today:
        return _("today")
    return _("tomorrow") if day - today == timedelta(days=1) else date_format(day, "n-j l")
