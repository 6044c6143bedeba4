"""Cash of a day, runner by runner, and the bags that are out: on the screen and as a sheet to sign."""

from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.models import User
from linli.accounts.permissions import allow
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.printing import pdf
from linli.core.refusals import Refused
from linli.errands import rules
from linli.errands.models import Bag, Cash, Count
from linli.errands.models.cash import held

SHEET = Path(__file__).parent / "cash.typ"


def _day(request: Any) -> date:
    """The day asked for, else today; nonsense is today."""
    try:
        return date.fromisoformat(request.GET.get("day", "") or request.POST.get("day", ""))
    except ValueError:
        today: date = request.community.today(now())
        return today


def purses(day: date) -> list[dict[str, Any]]:
    """Each runner who had money in hand on ``day``: before, each sum, after, what was counted."""
    counts = {row.runner_id: row for row in Count.objects.filter(day=day).select_related("by")}
    found = []
    for user in User.objects.filter(pk__in=Cash.objects.filter(day__lte=day).values("runner")).order_by("name"):
        rows = Cash.objects.filter(runner=user)
        before, entries = held(rows.filter(day__lt=day)), list(rows.filter(day=day).values_list("what", "amount"))
        if not before and not entries:
            continue
        count = counts.get(user.pk)
        sums = rules.totals(entries)
        after = before + rules.purse(entries)
        found.append({"runner": user, "before": before, **sums, "after": after, "count": count, "entries": entries})
    return found


def _sum(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: sum(row[name] for row in rows) for name in ("before", *rules.SIGNS, "after")}


@allow("errands.cash")
def cash(request: Any) -> HttpResponse:
    """The day's purses; whoever counts one writes what is in it."""
    day = _day(request)
    rows = purses(day)
    bags = Bag.objects.exclude(status="returned").select_related("holder", "errand__household__flat")
    content = {"day": day, "rows": rows, "sum": _sum(rows), "bags": bags, "today": request.community.today(now())}
    return render(request, "errands/cash.html", content)


@allow("errands.cash")
@require_POST
def count(request: Any, key: Any) -> HttpResponse:
    """What somebody counted in a runner's purse, beside what should be there."""
    runner, day = get_object_or_404(User, pk=key, roles__community=request.community), _day(request)
    amount = rules.money(request.POST.get("counted", ""))

    def enter() -> None:
        if amount is None:
            raise Refused("errands.money_wrong")
        note = request.POST.get("note", "")[:200]
        Count.enter(request.community, runner, day, amount, by=request.user, at=now(), note=note)

    tried(request, enter, _("Counted and noted."))
    return redirect(f"/errands/cash/?day={day.isoformat()}")


@allow("errands.cash")
def cash_sheet(request: Any) -> HttpResponse:
    """The same numbers on paper, with a line to sign for each runner."""
    day = _day(request)
    rows = purses(day)
    names = ("before", *rules.SIGNS, "after")
    told = {
        "title": _("Cash of errands"),
        "community": request.community.name,
        "day": date_format(day, "Y-m-d"),
        "printed": date_format(now(), "Y-m-d H:i"),
        "heads": [_("Runner"), _("Before"), _("Given"), _("Spent"), _("Change back"), _("Handed in"), _("Made good"),
                  _("Should hold"), _("Counted"), _("Signed")],
        "rows": [[str(row["runner"]), *(f"{row[name]:.2f}" for name in names), _counted(row), ""] for row in rows],
        "sum": [_("Together"), *(f"{_sum(rows)[name]:.2f}" for name in names), "", ""],
        "none": _("Nobody had money of an errand in hand on this day."),
    }  # fmt: skip
    sheet = pdf(SHEET, told)
    return HttpResponse(sheet, content_type="application/pdf", headers={"Content-Disposition": "inline"})


def _counted(row: dict[str, Any]) -> str:
    return f"{row['count'].counted:.2f}" if row["count"] else ""
