"""Forms of the board."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form
from linli.shops.models import Shop, ShopCheck, Stock


class Quantity(forms.DecimalField):
    def __init__(self, **options: object) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"})
        super().__init__(min_value=0, max_digits=9, decimal_places=2, widget=widget, **options)  # type: ignore[arg-type]


class CountForm(Form):
    quantity = Quantity(label=_("How much is there?"))
    fresh_hours = forms.IntegerField(
        label=_("Fresh for how many hours?"), min_value=0, max_value=2400, required=False,
        help_text=_("Leave it empty where it does not spoil, or if it stays as it was said."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class StockForm(CountForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Stock.Kind.choices)
    title = forms.CharField(label=_("What"), max_length=40)
    unit = forms.CharField(label=_("Counted in"), max_length=10, help_text=_("Such as: kg, boxes, bags"))
    short_below = Quantity(label=_("“Short” below"))
    field_order = ["kind", "title", "unit", "quantity", "short_below", "fresh_hours"]


class SaidForm(Form):
    place = forms.CharField(label=_("Where"), max_length=60, required=False)
    hours = forms.CharField(label=_("Open when"), max_length=60, required=False, help_text=_("Such as: 9:00-12:00"))
    asks = forms.CharField(
        label=_("What it asks of customers"), max_length=200, required=False,
        help_text=_("Such as: mask on, five at a time"),
    )  # fmt: skip


class ShopForm(SaidForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Shop.Kind.choices)
    title = forms.CharField(label=_("Name of the shop"), max_length=40)
    field_order = ["kind", "title", "place", "hours", "asks"]


class CheckForm(Form):
    what = forms.ChoiceField(label=_("What was done"), choices=ShopCheck.What.choices)
    passed = forms.TypedChoiceField(
        label=_("What came of it"), choices=[("1", _("in order")), ("0", _("not in order"))],
        coerce=lambda one: one == "1", widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("What was seen"), max_length=120, required=False,
        help_text=_("Needed where it is not in order: whoever comes to the door reads it."),
    )  # fmt: skip


class ReasonForm(Form):
    why = forms.CharField(label=_("Why does it close?"), max_length=120)
