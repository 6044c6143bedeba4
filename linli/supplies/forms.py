"""What the office types about a round. Times are in the community's zone, which the middleware has activated."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form, Moment
from linli.supplies.models import Donation, Round
from linli.supplies.models.money import Way
from linli.supplies.models.rounds import Rule

PRICE = {"max_digits": 8, "decimal_places": 2, "min_value": Decimal("0.00")}


class RoundForm(Form):
    title = forms.CharField(label=_("What is it called?"), max_length=80, help_text=_("Such as: eggs and vegetables"))
    supplier = forms.CharField(label=_("Supplier"), max_length=80)
    supplier_phone = forms.CharField(label=_("Phone of the supplier"), max_length=30, required=False)
    closes_at = Moment(label=_("Orders until"))
    arrives_at = Moment(label=_("The goods come"))
    place = forms.CharField(label=_("Where to fetch it"), max_length=60)
    pickup_from = Moment(label=_("Fetching from"))
    pickup_until = Moment(label=_("until"))
    slot_minutes = forms.IntegerField(label=_("Minutes for one group"), min_value=1, max_value=240, initial=15)
    slot_places = forms.IntegerField(
        label=_("Parcels in one group"), min_value=1, max_value=200, initial=12, help_text=_("So that no crowd forms.")
    )
    rule = forms.ChoiceField(label=_("If too little comes"), choices=Rule.choices, widget=forms.RadioSelect)
    substitution = forms.BooleanField(
        label=_("The supplier may send something else in its place"),
        required=False,
        help_text=_("Only for households that agree, and never dearer than what they ordered."),
    )
    refund = forms.ChoiceField(label=_("Money is given back"), choices=Round.Back.choices, widget=forms.RadioSelect)
    pay_how = forms.CharField(
        label=_("How to pay"), max_length=160, required=False, help_text=_("Such as: in cash when fetching it")
    )

    @staticmethod
    def likely(zone: str, at: datetime) -> dict[str, Any]:
        """The usual round: orders until tomorrow evening, goods the day after, fetched in the afternoon."""
        day = at.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        later = day + timedelta(days=2)
        return {
            "closes_at": day + timedelta(days=1, hours=20),
            "arrives_at": later + timedelta(hours=13),
            "pickup_from": later + timedelta(hours=15),
            "pickup_until": later + timedelta(hours=19),
            "slot_minutes": 15,
            "slot_places": 12,
            "rule": "equal",
            "refund": "cash",
        }


class GoodsForm(Form):
    label = forms.CharField(label=_("Goods"), max_length=40)
    unit = forms.CharField(label=_("Unit"), max_length=8, help_text=_("Such as: tray, bag, share"))
    price = forms.DecimalField(label=_("Price of one unit"), **PRICE)  # type: ignore[arg-type]
    limit = forms.IntegerField(label=_("At most for one household"), min_value=1, max_value=999, required=False)
    stock = forms.IntegerField(label=_("At most in all"), min_value=1, max_value=99_999, required=False)
    pack = forms.IntegerField(label=_("Units in one pack of the supplier"), min_value=1, max_value=999, initial=1)
    minimum = forms.IntegerField(
        label=_("The supplier sends no fewer than"), min_value=0, max_value=99_999, required=False
    )
    also = forms.CharField(
        label=_("Also called"),
        max_length=80,
        required=False,
        help_text=_("Other words of the chat, with commas, such as: A, set A. A pasted list is read by them."),
    )


class CountForm(Form):
    came = forms.IntegerField(label=_("came"), min_value=0, max_value=99_999)
    spoiled = forms.IntegerField(label=_("of them spoiled"), min_value=0, max_value=99_999)
    instead = forms.CharField(label=_("In its place came"), max_length=40, required=False)
    instead_units = forms.IntegerField(label=_("units of it"), min_value=0, max_value=99_999, required=False)
    instead_price = forms.DecimalField(label=_("its price"), required=False, **PRICE)  # type: ignore[arg-type]

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        more = {
            "instead": given["instead"].strip(),
            "instead_units": given["instead_units"] or 0,
            "instead_price": given["instead_price"] or Decimal("0.00"),
        }
        return {"came": given["came"], "spoiled": given["spoiled"], **more}


class PayForm(Form):
    amount = forms.DecimalField(
        label=_("Amount"),
        required=False,
        help_text=_("Empty: all that is open"),
        **PRICE,  # type: ignore[arg-type]
    )
    way = forms.ChoiceField(label=_("How?"), choices=[one for one in Way.choices if one[0] != Way.PROVIDER])


class StartForm(Form):
    start = Moment(label=_("Handing out begins"))


class CutOffForm(Form):
    closes_at = Moment(label=_("Orders until"))


class AccountForm(Form):
    bill = forms.DecimalField(
        label=_("What the supplier asked for"), required=False, max_digits=10, decimal_places=2, min_value=Decimal(0)
    )


class PaperForm(Form):
    """Which parcels a paper list has ticked, and when they were handed out."""

    handed_at = Moment(label=_("Handed out at"), required=False)
    numbers = forms.CharField(
        label=_("Numbers ticked on paper"),
        widget=forms.Textarea(attrs={"rows": 2, "inputmode": "numeric"}),
        help_text=_("With blanks or commas; 12-18 for a row of them."),
    )


class GiftForm(Form):
    title = forms.CharField(label=_("What was given?"), max_length=80)
    giver = forms.CharField(
        label=_("Who gave it"), max_length=80, required=False, help_text=_("Kept for thanks; never shown in public.")
    )
    what = forms.CharField(label=_("Goods"), max_length=40)
    unit = forms.CharField(label=_("Unit"), max_length=8)
    units = forms.IntegerField(label=_("How many came"), min_value=1, max_value=99_999)
    each = forms.IntegerField(label=_("At most for one household"), min_value=1, max_value=99, initial=1)
    whom = forms.ChoiceField(label=_("For whom"), choices=Donation.Whom.choices, widget=forms.RadioSelect)
    rule = forms.ChoiceField(label=_("If it is not enough"), choices=Rule.choices, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Where to fetch it"), max_length=60)
