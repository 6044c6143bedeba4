"""What the office types about paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form
from linli.gates.models import Gate
from linli.paper.models import MOST_SHEETS

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PrintForm(Form):
    gate: Any = forms.ModelChoiceField(
        label=_("Gate"), queryset=Gate._base_manager.none(), required=False, empty_label=_("left open, written by hand")
    )
    day = forms.DateField(
        label=_("Day"), required=False, widget=DAY, help_text=_("Empty: a stock of blanks, the day is written by hand.")
    )
    count = forms.IntegerField(label=_("Sheets"), min_value=1, max_value=MOST_SHEETS, initial=2)


class SheetForm(Form):
    number = forms.IntegerField(
        label=_("Sheet number"),
        min_value=1,
        required=False,
        help_text=_("Top right on the page. Empty: a page of your own."),
    )
    gate: Any = forms.ModelChoiceField(label=_("Gate"), queryset=Gate._base_manager.none())
    day = forms.DateField(label=_("Day"), widget=DAY)


def print_form(given: Any = None, **first: Any) -> Any:
    return _with_gates(PrintForm(given, initial=first))


def sheet_form(given: Any = None, **first: Any) -> Any:
    return _with_gates(SheetForm(given, initial=first))


def _with_gates(form: Any) -> Any:
    form.fields["gate"].queryset = Gate.objects.filter(closed_at=None).order_by("name")
    return form
