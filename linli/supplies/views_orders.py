"""Orders in the office: the list, one household's order, and ordering for somebody who rings or stands there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.forms import Form
from linli.accounts.permissions import allow, may
from linli.accounts.reach import within
from linli.core.answers import tried
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.privacy.readings import note_read
from linli.registry import sight
from linli.registry.models import Household, Resident
from linli.supplies.delivering import stop_of
from linli.supplies.forms import PayForm
from linli.supplies.models import Basket, Round
from linli.supplies.overview import goods_of
from linli.supplies.reckoning import balance_of, balances, line_of
from linli.supplies.views import found, own_basket

W = Basket.Way


class OrderForm(Form):
    """How many of what; ``goods`` fields are named by the goods' number."""

    def __init__(self, *given: Any, of: Round, desk: bool = False, held: Basket | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        self.of, self.goods = of, goods_of(of)
        items = {item.goods_id: item for item in held.items.all()} if held else {}
        for one in self.goods:
            item = items.get(one.pk)
            first = item.quantity + item.waiting if item else 0
            self.fields[f"g{one.number}"] = forms.IntegerField(
                label=one.label, min_value=0, max_value=one.limit or 999, initial=first, required=False
            )
        if of.substitution:
            first = held.swap if held else False
            self.fields["swap"] = forms.BooleanField(
                label=gettext_lazy("Something else in its place is welcome"), required=False, initial=first
            )
        self.fields["door"] = forms.BooleanField(
            label=gettext_lazy("We cannot come down: please bring it to the door"),
            required=False,
            initial=held.door if held else False,
        )
        self.fields["remark"] = forms.CharField(
            label=gettext_lazy("Anything else the organiser should know?"),
            max_length=120,
            required=False,
            initial=held.remark if held else "",
        )
        if desk:
            ways = [(way.value, way.label) for way in (W.TELEPHONE, W.DESK)]
            self.fields["way"] = forms.ChoiceField(
                label=gettext_lazy("How do they order?"), choices=ways, widget=forms.RadioSelect
            )

    @property
    def wanted(self) -> dict[Any, int]:
        return {one.pk: self.cleaned_data[f"g{one.number}"] or 0 for one in self.goods}

    @property
    def choices(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("swap", "door", "remark") if name in self.fields}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Goods with their field."""
        return [{"goods": one, "field": self[f"g{one.number}"]} for one in self.goods]

    @property
    def others(self) -> list[Any]:
        return [self[name] for name in ("swap", "door", "remark") if name in self.fields]


@allow("supplies.order")
def orders(request: Any, key: Any) -> HttpResponse:
    """All orders within reach, as one walks through the buildings."""
    of = found(key)
    rows = Basket.objects.filter(within(request.roles, "household__flat__"), of=of)
    rows = rows.select_related("household__flat__unit__building__compound").prefetch_related("items__goods")
    stand = balances(of)
    kept = sorted(rows, key=lambda row: stop_of(row).place)
    listed: list[dict[str, Any]] = [{"row": row, "items": _items(row), "balance": stand.get(row.pk)} for row in kept]
    waiting = [one for one in listed if any(item.waiting for item in one["items"])]
    content: dict[str, Any] = {
        "round": of,
        "rows": [one for one in listed if one["row"].status == "ordered"],
        "waiting": waiting,
    }
    content["withdrawn"] = len(listed) - len(content["rows"])
    return render(request, "supplies/orders.html", content)


def _items(basket: Basket) -> list[Any]:
    return [item for item in basket.items.all() if item.quantity or item.waiting]


@allow("supplies.order")
def desk(request: Any, key: Any) -> HttpResponse:
    """First who it is for (``q``), then the same form as on the phone."""
    of, at = found(key), now()
    text, meant = sight.sought(request)
    chosen = request.GET.get("household", "")
    if not chosen:
        return render(request, "supplies/desk_who.html", {"round": of, "q": text, "homes": _homes(request, meant)})
    household = _household(request, chosen)
    held = Basket.objects.filter(of=of, household=household).first()
    form = OrderForm(request.POST or None, of=of, desk=True, held=held, initial={"way": W.TELEPHONE})
    if request.method == "POST" and form.is_valid():
        try:
            made = Basket.order(
                of, household, form.wanted, way=form.cleaned_data["way"], by=request.user, at=at, **form.choices
            )
        except Refused as refused:
            messages.error(request, refused.words)
        else:
            messages.success(request, _("Ordered, number %(number)s.") % {"number": made.number})
            return redirect("supplies:basket", of.pk, made.pk)
    people = list(Resident.objects.living().filter(household=household))
    note_read(request, people, "household")
    content = {"round": of, "form": form, "household": household, "people": people, "held": held}
    return render(request, "supplies/desk.html", content, status=400 if request.method == "POST" else 200)


def _homes(request: Any, meant: Any) -> list[dict[str, Any]]:
    """Households that what was typed may mean, each once, with the people who live there."""
    if meant is None:
        return []
    flats = [flat.pk for flat in meant.flats]
    keys = {one.household_id for one in meant.residents}
    keys |= set(Household.objects.filter(flat__in=flats).values_list("pk", flat=True))
    rows = Household.objects.filter(within(request.roles, "flat__"), pk__in=keys).select_related("flat")
    people: dict[Any, list[str]] = {}
    for one in Resident.objects.living().filter(household__in=keys):
        people.setdefault(one.household_id, []).append(one.name)
    return [{"row": row, "people": people.get(row.pk, [])} for row in rows.order_by("flat__key")]


def _household(request: Any, text: str) -> Household:
    try:
        return get_object_or_404(Household.objects.filter(within(request.roles, "flat__")), pk=text)
    except (ValueError, forms.ValidationError):
        return get_object_or_404(Household, pk=None)


@allow("supplies.order")
def basket(request: Any, key: Any, basket: Any) -> HttpResponse:
    """One household's order: goods, money, parcel."""
    row = own_basket(key, basket)
    get_object_or_404(Household.objects.filter(within(request.roles, "flat__")), pk=row.household_id)
    items = list(row.items.select_related("goods__arrival").order_by("goods__number"))
    content = {
        "round": row.of,
        "basket": row,
        "items": [{"item": item, "cost": line_of(item).cost} for item in items],
        "balance": balance_of(row),
        "payments": row.payments.select_related("by").order_by("at"),
        "refunds": row.refunds.select_related("by").order_by("at"),
        "pay_form": PayForm(),
        "handout": getattr(row, "handout", None),
        "may_organise": may(request.roles, "supplies.organise"),
    }
    return render(request, "supplies/basket.html", content)


@allow("supplies.order")
@require_POST
def withdrawal(request: Any, key: Any, basket: Any) -> HttpResponse:
    row = own_basket(key, basket)
    get_object_or_404(Household.objects.filter(within(request.roles, "flat__")), pk=row.household_id)
    tried(request, lambda: row.withdraw(by=request.user, at=now()), _("Withdrawn."))
    return redirect("supplies:orders", key)
