"""Forms of errands: asking, and what happens at the door and at the till. Nothing measured or counted has a default."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form, Moment
from linli.core.pictures import LARGEST
from linli.core.refusals import catalogue
from linli.errands import rules
from linli.errands.choices import Kind, Source, Substitute

USUAL = timedelta(hours=4)


class Yuan(forms.CharField):
    """Yuan and fen; empty is nothing."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=12, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return Decimal(0)
        amount = rules.money(text)
        if amount is None:
            raise forms.ValidationError(str(catalogue()["errands.money_wrong"]))
        return amount


class AskForm(Form):
    kind = forms.ChoiceField(label=_("What is it about?"), choices=Kind.choices, widget=forms.RadioSelect)
    what = forms.CharField(
        label=_("What exactly?"),
        max_length=200,
        help_text=_("Name, strength, how much. Kept encrypted; medicine is seen by whoever brings it and one worker."),
    )
    shop = forms.CharField(label=_("Where from? (if you know)"), max_length=60, required=False)
    due_at = Moment(label=_("By when?"))
    money = Yuan(label=_("How much money do you give along, in yuan? (if any)"), required=False)
    substitute = forms.ChoiceField(label=_("If it is not to be had"), choices=Substitute.choices)

    def __init__(self, *given: Any, at: datetime, **more: Any) -> None:
        hour = (at + USUAL).replace(minute=0, second=0, microsecond=0)
        more.setdefault("initial", {"due_at": hour, "substitute": Substitute.ASK})
        super().__init__(*given, **more)
        self.at = at

    def clean_due_at(self) -> datetime:
        due: datetime = self.cleaned_data["due_at"]
        if due <= self.at:
            raise forms.ValidationError(_("This time is over. When is it needed?"))
        return due

    @property
    def asked(self) -> dict[str, Any]:
        """Of a valid form, as ``Errand.ask`` wants it."""
        told = dict(self.cleaned_data)
        return told | {"money": told["money"] or None}


class DeskForm(AskForm):
    source = forms.ChoiceField(
        label=_("How do they ask?"),
        choices=[(one.value, one.label) for one in (Source.TELEPHONE, Source.DESK, Source.PAPER)],
        widget=forms.RadioSelect,
    )


class CollectForm(Form):
    money = Yuan(label=_("Money you were given, in yuan"), required=False)
    bag = forms.CharField(
        label=_("Number of the sealed bag with the card (if one is needed)"),
        max_length=6,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("They seal it before your eyes. Never ask for a PIN, and never write one down."),
    )


class BuyForm(Form):
    cost = Yuan(label=_("What it cost, in yuan"))
    photo = forms.FileField(
        label=_("Picture of the receipt"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("Kept encrypted, deleted 14 days after the errand is done."),
    )
    note = forms.CharField(label=_("Note, or why there is no receipt"), max_length=200, required=False)

    @property
    def bought(self) -> dict[str, Any]:
        told = self.cleaned_data
        photo = told["photo"].read(LARGEST + 1) if told["photo"] else b""
        return {"cost": told["cost"], "photo": photo, "note": told["note"]}


class DeliverForm(Form):
    change = Yuan(label=_("Change you gave back, in yuan"), required=False)
    paid = Yuan(label=_("Money you were paid at the door, in yuan"), required=False)
    note = forms.CharField(label=_("Note (why the money differs, where it stands)"), max_length=200, required=False)


class CannotForm(Form):
    reason = forms.CharField(label=_("Why not? The next one reads it"), max_length=200)
    given_back = Yuan(label=_("Money you gave back to the household, in yuan"), required=False)
