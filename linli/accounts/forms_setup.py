"""The one form of the first start."""

import re
import zoneinfo
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form
from linli.accounts.models import User


class SetupForm(Form):
    """The community, its compounds, its first person."""

    community = forms.CharField(label=_("Name of the community"), max_length=80)
    division = forms.RegexField(
        label=_("Division code"),
        regex=r"^(\d{6}|\d{9}|\d{12})$",
        required=False,
        help_text=_("GB/T 2260: 6 digits, or 9 or 12 with street and community. May stay empty."),
        error_messages={"invalid": _("A division code has 6, 9 or 12 digits, such as 420111.")},
    )
    zone = forms.CharField(label=_("Time zone"), initial="Asia/Shanghai", max_length=40)
    compounds = forms.CharField(
        label=_("Compounds"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. One is enough to begin with."),
    )
    gates = forms.IntegerField(label=_("How many gates?"), min_value=1, max_value=30, initial=1)
    name = forms.CharField(label=_("Your name"), max_length=60)
    phone = forms.CharField(
        label=_("Office phone"), max_length=20, required=False, help_text=_("Printed on cards, shown to residents.")
    )
    username = forms.CharField(label=_("User name"), max_length=40, min_length=2)
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        help_text=_("At least 10 characters. Three words you like are good."),
    )

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in zoneinfo.available_timezones():
            raise forms.ValidationError(_("Please write it as region and city, such as Asia/Shanghai."))
        return zone

    def clean_compounds(self) -> list[str]:
        lines = [line.strip()[:80] for line in self.cleaned_data["compounds"].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def clean_username(self) -> str:
        username: str = re.sub(r"\s", "", self.cleaned_data["username"]).lower()
        User.username_validator(username)
        return username

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password"):
            try:
                password_validation.validate_password(cleaned["password"])
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return cleaned
