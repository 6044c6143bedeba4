"""What is asked of whoever announces people, looks at their papers, agrees where to meet; nothing is filled in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form, Moment
from linli.accounts.models import User
from linli.arrivals.models import Arrival, Step
from linli.gates.models import Gate

MOST_PEOPLE = 6
TRANSPORT = [("", "—"), *Arrival.Transport.choices]
BY_OTHERS = [one for one in Arrival.Source.choices if one[0] in ("desk", "relative")]


class AnnounceForm(Form):
    """Who, where to, when. The people are rows of their own, read by ``people``."""

    room = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    expected_at = Moment(label=_("When do they come?"), required=False, help_text=_("Leave it empty if nobody knows."))
    origin = forms.CharField(label=_("Where from?"), max_length=60, required=False)
    transport = forms.ChoiceField(label=_("How do they travel?"), choices=TRANSPORT, required=False)
    vehicle = forms.CharField(label=_("Train, flight or plate"), max_length=40, required=False)
    source = forms.ChoiceField(label=_("Who says so?"), choices=BY_OTHERS, initial="desk")
    told_by = forms.CharField(label=_("If somebody else: name and phone"), max_length=100, required=False)

    def people(self) -> list[dict[str, Any]]:
        """The rows that have a name: name, birth_year, phone of each."""
        rows = []
        for number in range(MOST_PEOPLE):
            name, year, phone = (self.data.get(f"{part}-{number}", "").strip() for part in ("name", "year", "phone"))
            if name:
                born = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
                rows.append({"name": name[:60], "birth_year": born, "phone": phone[:40]})
        return rows

    def clean(self) -> dict[str, Any]:
        if not self.people():
            self.add_error(None, _("Say at least one person who returns."))
        return super().clean() or {}

    def shown(self) -> list[dict[str, str]]:
        """The rows as they were typed."""
        parts = ("name", "year", "phone")
        return [
            {"number": str(number), **{part: self.data.get(f"{part}-{number}", "") for part in parts}}
            for number in range(MOST_PEOPLE)
        ]


class VerifyForm(Form):
    seen = forms.MultipleChoiceField(
        label=_("What have you seen?"),
        choices=[(one.value, one.label) for one in Step.SEEN],
        widget=forms.CheckboxSelectMultiple,
    )
    origin = forms.CharField(label=_("Where from?"), max_length=60)
    transport = forms.ChoiceField(label=_("How do they travel?"), choices=TRANSPORT)
    vehicle = forms.CharField(label=_("Train, flight or plate"), max_length=40, required=False)
    expected_at = Moment(label=_("When do they come?"), required=False)


class PlanForm(Form):
    meet_at = Moment(label=_("When?"))
    gate: Any = forms.ModelChoiceField(
        label=_("At which gate?"), queryset=Gate._base_manager.none(), required=False, empty_label=_("elsewhere")
    )
    place = forms.CharField(label=_("If elsewhere: where?"), max_length=60, required=False)
    vehicle = forms.CharField(label=_("Train, flight or plate"), max_length=40, required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["gate"].queryset = Gate.objects.filter(closed_at=None).order_by("name")  # type: ignore[attr-defined]


class ExtendForm(Form):
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reference = forms.CharField(label=_("What it rests on; the household reads it"), max_length=200)


class WorkerForm(Form):
    """``loads``: how many threads each has, shown beside the name."""

    to: Any = forms.ModelChoiceField(label=_("Who takes it?"), queryset=User._base_manager.none())

    def __init__(self, *given: Any, workers: Any, loads: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        field: Any = self.fields["to"]
        field.queryset = workers
        field.label_from_instance = lambda user: _("%(name)s: %(n)s now") % {"name": user, "n": loads[user.pk]}
