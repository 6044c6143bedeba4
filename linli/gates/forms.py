"""What the office types about gates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form
from linli.registry.models import Compound


class GateForm(Form):
    name = forms.CharField(label=_("Name of the gate"), max_length=40)
    compound: Any = forms.ModelChoiceField(label=_("Compound"), queryset=Compound._base_manager.none())


class GateNameForm(Form):
    name = forms.CharField(label=_("Name of the gate"), max_length=40)


def gate_form(given: Any = None) -> GateForm:
    """A form for a new gate of one of the community's compounds."""
    form = GateForm(given)
    form.fields["compound"].queryset = Compound.objects.order_by("name")  # type: ignore[attr-defined]
    return form
