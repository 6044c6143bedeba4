"""What people type about places. Whether it is acceptable the models say; their refusal stands at its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.registry.models import Grid


class PlacesForm(forms.Form):
    """Several of these stand on one page: each names its fields after itself, so that labels find them."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{type(self).__name__.lower()}_%s", **options})
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class CompoundForm(PlacesForm):
    name = forms.CharField(
        label=_("Name of the compound"), max_length=80, help_text=_("As rosters write it, such as 新城一期.")
    )


class GridForm(PlacesForm):
    number = forms.CharField(label=_("Number of the grid"), max_length=8, help_text=_("As people say it: 001."))
    number.widget.attrs["inputmode"] = "numeric"


class BuildingForm(PlacesForm):
    number = forms.CharField(label=_("Number of the building"), max_length=12, help_text=_("3, 12A or B."))
    stairs = forms.IntegerField(
        label=_("How many stairs?"),
        min_value=0,
        max_value=30,
        initial=1,
        help_text=_("They are numbered from 1. 0: rooms are said without a stair, as in 3-502."),
    )
    grid: Any = forms.ModelChoiceField(
        label=_("Grid"), queryset=None, required=False, empty_label=_("none yet"), to_field_name="id"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["grid"].queryset = Grid.objects.order_by("number")  # type: ignore[attr-defined]


class CommunityForm(PlacesForm):
    name = forms.CharField(
        label=_("Name of the community"), max_length=80, help_text=_("It stands on every page, pass and card.")
    )
    division = forms.CharField(
        label=_("Division code"),
        required=False,
        max_length=12,
        help_text=_("GB/T 2260: 6 digits, or 9 or 12 with street and community. May stay empty."),
    )
    zone = forms.CharField(
        label=_("Time zone"),
        max_length=40,
        help_text=_("Region and city, such as Asia/Shanghai. It decides when a day begins."),
    )
    division.widget.attrs["inputmode"] = "numeric"
