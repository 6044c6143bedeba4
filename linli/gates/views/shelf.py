"""The gate shelf at a desk: what waits, putting something down, handing it out."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.forms import Form
from linli.accounts.permissions import allow, may
from linli.accounts.reach import within
from linli.core.clock import now
from linli.gates import shelf_desk, shelf_lists
from linli.gates.models import Gate, ShelfItem
from linli.gates.shelf import household_of, households_of
from linli.privacy.readings import note_read
from linli.registry.models import Household, Resident

ENDS = {
    "resident": ("collected", "who"),
    "other": ("collected", "who"),
    "volunteer": ("collected", "who"),
    "courier": ("returned", "why"),
    "spoiled": ("returned", "why"),
}


class PutForm(Form):
    room = forms.CharField(label=gettext_lazy("Room"), max_length=40, help_text=gettext_lazy("such as 3-2-502"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=ShelfItem.Kind.choices, widget=forms.RadioSelect
    )
    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=99, initial=1)
    place = forms.CharField(
        label=gettext_lazy("Place on the shelf"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("such as B3; may stay empty"),
    )
    gate: Any = forms.ModelChoiceField(label=gettext_lazy("Gate"), queryset=Gate._base_manager.none())
    household: Any = forms.ModelChoiceField(
        label=gettext_lazy("For which household of this room?"),
        queryset=Household._base_manager.none(),
        required=False,
        widget=forms.RadioSelect,
    )
    anyway = forms.BooleanField(
        label=gettext_lazy("The room is right; nobody is entered for it yet"),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        gates = Gate.objects.filter(closed_at=None).order_by("name")
        self.fields["gate"].queryset = gates  # type: ignore[attr-defined]
        if gates.count() == 1:
            self.fields["gate"].initial = gates[0]
        several = households_of(str(self.data.get("room", "")))
        self.several = several if len(several) > 1 else []
        household: Any = self.fields["household"]
        household.queryset = Household.objects.filter(pk__in=self.several)
        household.label_from_instance = _members
        if not self.several:
            del self.fields["household"]
        if several or not self.data.get("room"):
            del self.fields["anyway"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.several and not given.get("household"):
            self.add_error("household", _("Several households live there. Choose one."))
        nobody = bool(given.get("room")) and not self.several and not household_of(given["room"])
        if nobody and not given.get("anyway"):
            self.add_error("room", _("Nobody is entered for this room. Look at the number again."))
        return given


def _members(household: Household) -> str:
    return "、".join(one.masked for one in Resident.objects.living().filter(household=household))


def _mine(request: Any) -> Q:
    """A gate and the office see the whole shelf, grid workers and building leads what is for their own households."""
    if may(request.roles, "gates.guard"):
        return Q()
    homes = Household.objects.filter(within(request.roles, "flat__")).values_list("pk", flat=True)
    return Q(household_id__in=list(homes))


@allow("gates.shelf")
def shelf(request: Any) -> HttpResponse:
    """What waits, the overdue first; ``q`` narrows it to a room."""
    at = now()
    rows = shelf_lists.standing(at, _mine(request))
    asked = request.GET.get("q", "").strip()[:40]
    content = {
        "rows": shelf_lists.found(rows, asked),
        "asked": asked,
        "waiting": sum(one.row.count for one in rows),
        "late": sum(one.row.count for one in rows if one.late),
        "to_tell": len({one.room for one in rows if one.row.told in ("", "worker")}),
        "days": [
            (day, list(zip(ShelfItem.Kind.labels, cells, strict=True)), together)
            for day, cells, together in shelf_lists.days(request.community, at)
        ],
        "kinds": ShelfItem.Kind.labels,
        "puts": may(request.roles, "gates.guard"),
    }
    return render(request, "gates/shelf.html", content)


@allow("gates.guard")
def items(request: Any) -> HttpResponse:
    """Put something down. The form names the thing, so that sending it twice puts it down once."""
    form = PutForm(request.POST or None)
    number = _uuid(request.POST.get("item")) or uuid.uuid4()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if not ShelfItem.objects.filter(item=number).exists():
            home = given.get("household")
            said = {"room": given["room"], "kind": given["kind"], "place": given["place"], "count": given["count"]}
            said |= {"household": str(home.pk)} if home else {}
            shelf_desk.note(request.community, "put", number, gate=given["gate"].pk, by=request.user, at=now(), **said)
        row = ShelfItem.objects.get(item=number)
        messages.success(request, _("Put down. %(told)s.") % {"told": row.get_told_display()})
        return redirect("gates:shelf")
    return render(request, "gates/shelf_put.html", {"form": form, "item": number})


@allow("gates.shelf")
def item(request: Any, key: Any) -> HttpResponse:
    """One thing, with what else waits for the same household: who was told, and handing it out."""
    row = _row(request, key)
    people = Resident.objects.living().filter(household_id=row.household_id) if row.household_id else []
    content: dict[str, Any] = {"rows": _together(row), "row": row}
    if may(request.roles, "registry.read") and people:
        note_read(request, people, "call")
        content["phones"] = [(one.masked, one.phone) for one in people if one.phone]
    return render(request, "gates/shelf_item.html", content)


@allow("gates.shelf")
@require_POST
def end(request: Any, key: Any) -> HttpResponse:
    """The ticked things have been fetched, carried up, given back or thrown away."""
    row = _row(request, key)
    how = request.POST.get("how", "")
    ticked = set(request.POST.getlist("item"))
    chosen = [one.row for one in _together(row) if str(one.row.pk) in ticked]
    if how not in ENDS or not chosen:
        messages.error(request, _("Tick what is handed out. Nothing was noted."))
        return redirect("gates:shelf_item", key)
    what, name = ENDS[how]
    first = [
        shelf_desk.note(request.community, what, one.item, gate=one.gate_id, by=request.user, at=now(), **{name: how})
        for one in chosen
    ]
    if all(first):
        messages.success(request, _("Noted."))
    else:
        messages.warning(request, _("Somebody else had already handed it out. Please compare with the shelf."))
    return redirect("gates:shelf")


@allow("gates.shelf")
@require_POST
def call(request: Any, key: Any) -> HttpResponse:
    """Somebody rang the household, or told them at the door."""
    row = _row(request, key)
    for one in _together(row):
        shelf_desk.note(
            request.community, "told", one.row.item, gate=one.row.gate_id, by=request.user, at=now(), how="phone"
        )
    messages.success(request, _("Noted: they know."))
    return redirect("gates:shelf")


def _together(row: ShelfItem) -> list[shelf_lists.Standing]:
    """This thing and what else waits for the same household at the same gate."""
    same = Q(household_id=row.household_id, gate_id=row.gate_id) if row.household_id else Q(pk=row.pk)
    return shelf_lists.standing(now(), same)


def _row(request: Any, key: Any) -> ShelfItem:
    found: ShelfItem | None = ShelfItem.waiting().filter(_mine(request), pk=key).first()
    if found is None:
        raise Http404
    return found


def _uuid(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
