"""One row of a plan, and its days."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form
from linli.activity.models import ActivityPlan
from linli.activity.rules import Slot
from linli.situation.tables import WEEKDAYS


class Day(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class Time(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


class DaysForm(Form):
    first_day = Day(label=_("First day"))
    last_day = Day(label=_("Last day of these times"))


class RowForm(Form):
    """``slot`` of the form once it is valid."""

    buildings = forms.MultipleChoiceField(label=_("Buildings"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), choices=list(enumerate(WEEKDAYS, 1)), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    start = Time(label=_("Outdoors from"))
    end = Time(label=_("Outdoors until"))
    place = forms.CharField(label=_("Where"), max_length=60, required=False, help_text=_("Such as: by the pond"))

    def __init__(self, *args: Any, plan: ActivityPlan, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["buildings"]
        chosen.choices = [(number, number) for number in plan.buildings]

    @property
    def slot(self) -> Slot:
        given = self.cleaned_data
        start, end = (given[name].hour * 60 + given[name].minute for name in ("start", "end"))
        return Slot(tuple(given["buildings"]), tuple(given["days"]), start, end, given["place"].strip())
