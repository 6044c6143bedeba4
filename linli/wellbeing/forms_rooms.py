"""A counselling room, and its hours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form
from linli.wellbeing.models import RoomHours


class Time(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


class RoomForm(Form):
    name = forms.CharField(label=_("Name of the room"), max_length=60, help_text=_("Such as: the small room"))
    place = forms.CharField(label=_("How to find it"), max_length=120)


class HoursForm(Form):
    weekday = forms.TypedChoiceField(label=_("Weekday"), choices=RoomHours.Weekday.choices, coerce=int)
    opens = Time(label=_("Open from"))
    closes = Time(label=_("Open until"))
    minutes = forms.IntegerField(label=_("Minutes a talk"), min_value=10, max_value=240, initial=45)
    places = forms.IntegerField(label=_("Talks at the same time"), min_value=1, max_value=20, initial=1)
