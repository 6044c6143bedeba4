"""What travellers, or their family at home, say before the journey. Only a name and a phone must be said."""

import re
import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form, Moment
from linli.arrivals import people
from linli.arrivals.models import Arrival
from linli.registry.forms import PhoneField

KEY = re.compile(r"[A-Za-z0-9_-]{32}")


def new_key() -> str:
    """192 bits: the secret of the link that an announcement will have."""
    return secrets.token_urlsafe(24)


class Journey(Form):
    """When and how, as far as they know; also for a change of plan."""

    expected_at = Moment(
        label=_("When do you arrive?"), required=False, help_text=_("Leave it empty if you do not know yet.")
    )
    origin = forms.CharField(label=_("Where from?"), max_length=60, required=False)
    transport = forms.ChoiceField(
        label=_("How do you travel?"), choices=[("", "—"), *Arrival.Transport.choices], required=False
    )
    vehicle = forms.CharField(label=_("Train, flight or plate"), max_length=40, required=False)

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("expected_at", "origin", "transport", "vehicle")}


class TravelForm(Journey):
    """Somebody who comes home, by themselves or told by the family."""

    name = forms.CharField(label=_("Name"), max_length=60)
    birth_year = forms.IntegerField(
        label=_("Year of birth"), required=False, min_value=1895, max_value=2100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    phone = PhoneField(label=_("Phone on the way"), help_text=_("We ring this number before you travel."))
    room = forms.CharField(
        label=_("Which home do you come to?"), max_length=60, widget=forms.TextInput(attrs={"placeholder": "3-2-502"})
    )
    others = forms.CharField(
        label=_("Who comes along?"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line; for children the year of birth or the age: 王小宝 2016"),
    )
    by_call = forms.BooleanField(label=_("Ring me, I do not like pages on a phone"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["name", "birth_year", "phone", "room", "others", "expected_at", "origin", "transport", "vehicle"]

    def __init__(self, *given: Any, community: Any, year: int, at_home: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        self.year = year
        self.fields["phone"].area_code = community.setting("area_code")  # type: ignore[attr-defined]
        if at_home:  # the home is known, and who tells us can be asked
            del self.fields["room"], self.fields["by_call"]
            self.fields["phone"].required = False
        self.initial.setdefault("key", new_key())

    def clean_key(self) -> str:
        """The form's own key: posted twice it is one announcement."""
        key: str = self.cleaned_data["key"]
        return key if KEY.fullmatch(key) else new_key()

    @property
    def travellers(self) -> list[dict[str, Any]]:
        first = {name: self.cleaned_data.get(name) for name in ("name", "birth_year", "phone", "by_call")}
        return [first, *people.companions(self.cleaned_data["others"], self.year)]
