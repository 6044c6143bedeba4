"""Passes for those who come again and again from outside: list, issue, renew. One pass is shown by `passes.one`."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from linli.accounts.forms import Form
from linli.accounts.permissions import allow
from linli.accounts.reach import sees_all, within
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.gates.models import Holder, Pass
from linli.gates.models.holders import MOST_PEOPLE
from linli.gates.rules_checks import OUTSIDERS
from linli.registry import sight
from linli.registry.models import Household

MOST = 200
LONGEST_DAYS = 366
SOON = timedelta(days=3)
KINDS = [choice for choice in Pass.Kind.choices if choice[0] in OUTSIDERS]


class Clock(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H:%M:%S"], required=False, **options)


class HolderForm(Form):
    kind = forms.ChoiceField(label=gettext_lazy("Who"), choices=KINDS)
    name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=40)
    organisation = forms.CharField(label=gettext_lazy("Company or office"), max_length=40, required=False)
    room = forms.CharField(
        label=gettext_lazy("Which room they come to"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("such as 3-2-502; left empty: the whole community"),
    )
    opens = Clock(label=gettext_lazy("From, each day"), help_text=gettext_lazy("Left empty: at any hour."))
    closes = Clock(label=gettext_lazy("To"))
    people = forms.IntegerField(label=gettext_lazy("How many people"), min_value=1, max_value=MOST_PEOPLE, initial=1)
    days = forms.IntegerField(
        label=gettext_lazy("Good for how many days"), min_value=1, max_value=LONGEST_DAYS, initial=30
    )

    def __init__(self, request: Any, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.household: Household | None = None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        room = given.get("room", "").strip()
        if room:
            flats = sight.rooms(self.request, room)
            homes = Household.objects.filter(flat__in=flats[:2]).order_by("pk") if len(flats) == 1 else None
            self.household = homes.first() if homes is not None else None
            if self.household is None:
                self.add_error("room", _("No single household found for this room. Write it as building-unit-flat."))
        elif not sees_all(self.request.roles):
            self.add_error("room", _("Please write the room: a pass for the whole community is the office's to give."))
        return given

    def holder(self) -> Holder:
        given = self.cleaned_data
        return Holder(
            name=given["name"],
            organisation=given["organisation"],
            people=given["people"],
            opens=_minute(given["opens"]),
            closes=_minute(given["closes"]),
        )


def _minute(time: Any) -> int | None:
    return time.hour * 60 + time.minute if time else None


@allow("gates.passes")
@never_cache
def others(request: Any) -> HttpResponse:
    """Who may come in by a pass; a POST makes one out."""
    at = now()
    form = HolderForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            issued = Pass.issue(
                kind=form.cleaned_data["kind"],
                household=form.household,
                holder=form.holder(),
                community=request.community,
                expires_at=at + timedelta(days=form.cleaned_data["days"]),
                by=request.user,
                at=at,
            )
        except Refused as refusal:
            form.add_error(None, refusal.words)
        else:
            return redirect("gates:pass", issued.pk)
    rows = Pass.objects.filter(within(request.roles, "household__flat__"), revocation=None, holder__isnull=False)
    rows = rows.select_related("holder", "household__flat").order_by("expires_at", "code")
    content = {
        "form": form,
        "rows": rows.filter(expires_at__gt=at + SOON)[:MOST],
        "renew": rows.filter(expires_at__lte=at + SOON, holder__announced=False)[:MOST],
        "at": at,
    }
    return render(request, "gates/others.html", content, status=400 if form.errors else 200)
