"""How long everything is kept and what went; who opened whose record."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.overview.names import named
from linli.privacy.keeping import due_rows, rules, set_days
from linli.privacy.models import Reading, Receipt
from linli.privacy.readings import WHY

SOON = timedelta(days=7)
THEN = {
    "erase": gettext_lazy("then made empty"),
    "delete": gettext_lazy("then deleted"),
    "count": gettext_lazy("then only numbers remain"),
}


@allow("privacy.read")
def keeping(request: Any) -> HttpResponse:
    """Every rule with its days and what goes within a week; the latest receipts of what went."""
    at, community = now(), request.community
    lines = [
        {
            "rule": rule,
            "days": rule.days_in(community.settings),
            "most": rule.days if rule.most is None else rule.most,
            "then": THEN[rule.how],
            "soon": 0 if rule.apart else due_rows(rule, community if rule.tenant else None, at + SOON).count(),
        }
        for rule in rules().values()
    ]
    receipts = Receipt.objects.filter(community_id=community.pk).order_by("-at")[:30]
    shown = [(one, rules()[one.rule].what if one.rule in rules() else one.rule) for one in receipts]
    return render(request, "privacy/keeping.html", {"lines": lines, "receipts": shown})


@allow("privacy.read")
@require_POST
def days(request: Any) -> HttpResponse:
    """Another number of days for one rule; outside the rule's bounds nothing changes."""
    text = request.POST.get("days", "").strip()
    rule = rules().get(request.POST.get("rule", ""))
    if rule is None or not rule.tenant or not text.isdecimal() or len(text) > 5:
        raise Refused("privacy.days_outside", most=(rule.most or rule.days) if rule else 0)
    set_days(request.community, rule.key, int(text), by=request.user, at=now())
    messages.success(request, _("Saved. The new time holds from the next hour on."))
    return redirect("privacy:keeping")


@allow("privacy.read")
def readings(request: Any) -> HttpResponse:
    """Who opened whose record, the latest first; narrowed to one reader, one person or one day by a tap."""
    rows = Reading.objects.all().order_by("-at")
    chosen = {name: request.GET[name][:100] for name in ("reader", "subject") if request.GET.get(name)}
    page = Paginator(rows.filter(**chosen), 50).get_page(request.GET.get("page"))
    names = named({row.reader for row in page} | {row.subject for row in page} | set(chosen.values()))
    lines = [(row, names.get(row.reader, ""), names.get(row.subject, ""), WHY.get(row.why, row.why)) for row in page]
    return render(
        request,
        "privacy/readings.html",
        {"lines": lines, "page": page, "chosen": {name: names.get(value, "") for name, value in chosen.items()}},
    )
