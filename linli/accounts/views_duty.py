"""The duty roster of a day and its night: who, where, from when to when; warned about, never blocked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts import rules
from linli.accounts.forms_duty import DutyForm, RotationForm, colleagues
from linli.accounts.models import Duty, User
from linli.accounts.permissions import allow
from linli.core.clock import midnight_in, now
from linli.journal.batch_rows import Batch
from linli.journal.verbs import verb

HOUR = timedelta(hours=1)


def _day(request: Any) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return request.community.today(now())  # type: ignore[no-any-return]


def _there(day: date) -> str:
    return f"{reverse('accounts:duty')}?day={day.isoformat()}"


def _turn(duty: Any) -> rules.Turn:
    return rules.Turn(str(duty.user_id), duty.post, int(duty.starts_at.timestamp()), int(duty.ends_at.timestamp()))


def _warnings(request: Any, turns: Iterable[rules.Turn], names: dict[str, str]) -> list[str]:
    zone = ZoneInfo(request.community.zone)
    rest = int(request.community.settings.get("duty_rest_hours", 8))
    words = {
        "overlap": _("%(name)s stands at two posts at once at %(at)s."),
        "short_rest": _("%(name)s has %(hours)s hours of rest before %(at)s; %(rest)s would be good."),
        "long": _("%(name)s works %(hours)s hours on end, until after %(at)s."),
    }
    return [
        words[one.code]
        % {
            "name": names.get(one.person, "?"),
            "hours": f"{one.seconds / 3600:g}"[:4],
            "rest": rest,
            "at": f"{datetime.fromtimestamp(one.second.starts, zone):%m-%d %H:%M}",
        }
        for one in rules.concerns(turns, rest=rest * rules.HOUR)
    ]


def _standing(starts: datetime, ends: datetime) -> list[Duty]:
    rows = Duty.objects.filter(withdrawn_at=None, starts_at__lt=ends, ends_at__gt=starts)
    return list(rows.select_related("user").order_by("post", "starts_at", "-lead"))


@allow("accounts.duty")
def duty(request: Any) -> HttpResponse:
    """A day from midnight to the next noon, so that a night stands on one sheet."""
    day, at = _day(request), now()
    starts = midnight_in(request.community.zone, day)
    form = DutyForm(
        request.POST or None,
        people=colleagues(request.community, at),
        initial={"starts_at": starts + 20 * HOUR, "ends_at": starts + 23 * HOUR},
    )
    if request.method == "POST" and form.is_valid():
        Duty.assign(**form.cleaned_data, community=request.community, by=request.user, at=at)
        messages.success(request, _("Put on the roster."))
        return redirect(_there(day))
    rows = _standing(starts, starts + 36 * HOUR)
    # Rests reach back to the days before: yesterday's night counts against this morning.
    near = _standing(starts - 24 * HOUR, starts + 60 * HOUR)
    posts: dict[str, list[Duty]] = {}
    for row in rows:
        posts.setdefault(row.post, []).append(row)
    context = {
        "day": day,
        "before": _there(day - timedelta(days=1)),
        "after": _there(day + timedelta(days=1)),
        "posts": posts,
        "known": Duty.objects.order_by("post").values_list("post", flat=True).distinct()[:20],
        "warnings": _warnings(request, map(_turn, near), {str(row.user_id): str(row.user) for row in near}),
        "form": form,
        "at": at,
    }
    return render(request, "accounts/duty.html", context)


@allow("accounts.duty")
@require_POST
def withdrawal(request: Any, duty_id: Any) -> HttpResponse:
    row: Duty = get_object_or_404(Duty.objects.all(), pk=duty_id)
    row.unassign(by=request.user, at=now())
    messages.success(request, _("Taken off the roster."))
    return redirect(_there(request.community.today(row.starts_at)))


@allow("accounts.duty")
def rotation(request: Any) -> HttpResponse:
    """Propose a rotation, show it with its warnings, and put it on the roster when it is confirmed."""
    day, at = _day(request), now()
    starts = midnight_in(request.community.zone, day)
    form = RotationForm(
        request.POST or None,
        people=colleagues(request.community, at),
        initial={"starts_at": starts + 20 * HOUR, "ends_at": starts + 32 * HOUR},
    )
    preview: list[dict[str, Any]] = []
    warnings: list[str] = []
    if request.method == "POST" and form.is_valid():
        turns, names = _proposal(form.cleaned_data)
        if request.POST.get("confirmed") == "1":
            _put(request, turns)
            messages.success(request, _("%(n)s turns are on the roster.") % {"n": len(turns)})
            return redirect(_there(request.community.today(form.cleaned_data["starts_at"])))
        first, last = form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]
        near = _standing(first - 24 * HOUR, last + 24 * HOUR)
        names |= {str(row.user_id): str(row.user) for row in near}
        warnings = _warnings(request, [*turns, *map(_turn, near)], names)
        preview = _by_time(turns, names)
    context = {"form": form, "preview": preview, "warnings": warnings, "day": day, "back": _there(day)}
    return render(request, "accounts/rotation.html", context)


def _proposal(asked: dict[str, Any]) -> tuple[list[rules.Turn], dict[str, str]]:
    people: list[User] = list(asked["people"])
    turns = rules.propose(
        [str(one.pk) for one in people],
        post=asked["post"],
        starts=int(asked["starts_at"].timestamp()),
        ends=int(asked["ends_at"].timestamp()),
        hours=asked["hours"],
        together=asked["together"],
    )
    return turns, {str(one.pk): str(one) for one in people}


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, ZoneInfo("UTC"))


def _by_time(turns: list[rules.Turn], names: dict[str, str]) -> list[dict[str, Any]]:
    rows: dict[tuple[int, int], list[str]] = {}
    for turn in turns:
        rows.setdefault((turn.starts, turn.ends), []).append(names[turn.person])
    return [{"starts": _moment(a), "ends": _moment(b), "people": "、".join(who)} for (a, b), who in rows.items()]


@verb
def _put(request: HttpRequest, turns: list[rules.Turn]) -> None:
    """All turns in one transaction; the first person of each turn leads it."""
    at, led = now(), set()
    batch = Batch.open(request.community, "duty.rotation", len(turns), by=request.user, at=at)  # type: ignore[attr-defined]
    people = {str(one.pk): one for one in User.objects.filter(pk__in={turn.person for turn in turns})}
    for turn in turns:
        made = Duty.assign(
            people[turn.person],
            community=request.community,  # type: ignore[attr-defined]
            post=turn.post,
            starts_at=_moment(turn.starts),
            ends_at=_moment(turn.ends),
            lead=turn.starts not in led,
            by=request.user,  # type: ignore[arg-type]
            at=at,
        )
        batch.created(made)
        led.add(turn.starts)
