"""Forms of the duty roster."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form, Moment
from linli.accounts.models import Role, User
from linli.accounts.permissions import STAFF

LONGEST = timedelta(days=7)


def colleagues(community: Any, at: Any) -> Any:
    """Everybody who works in ``community`` at ``at`` or later."""
    held = Role.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), kind__in=STAFF, user__is_active=True)
    return User.objects.filter(pk__in=held.values("user_id")).order_by("name", "username")


class AbsenceForm(Form):
    """Who is off, from when until when; no reason is asked."""

    user = forms.ModelChoiceField(label=_("Who is it?"), queryset=User.objects.none())
    starts_at = Moment(label=_("From"))
    ends_at = Moment(label=_("Until"), required=False, help_text=_("Leave empty if the end is not known yet."))

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class _Span(Form):
    starts_at = Moment(label=_("From"))
    ends_at = Moment(label=_("Until"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end must be later than the start."))
        elif starts and ends and ends - starts > LONGEST:
            self.add_error("ends_at", _("Please plan one week at most."))
        return cleaned


class DutyForm(_Span):
    """One turn of one person."""

    post = forms.CharField(label=_("Where"), max_length=60, widget=forms.TextInput(attrs={"list": "posts"}))
    user = forms.ModelChoiceField(label=_("Who is it?"), queryset=User.objects.none())
    lead = forms.BooleanField(label=_("Leads this duty: is told of emergencies"), required=False)
    field_order = ("user", "post", "starts_at", "ends_at", "lead")

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class RotationForm(_Span):
    """A whole night at one gate, shared out."""

    post = forms.CharField(label=_("Where"), max_length=60, widget=forms.TextInput(attrs={"list": "posts"}))
    hours = forms.IntegerField(label=_("Hours a turn"), min_value=1, max_value=12, initial=3)
    together = forms.IntegerField(label=_("People at a time"), min_value=1, max_value=10, initial=2)
    people = forms.ModelMultipleChoiceField(
        label=_("Who is it?"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("post", "starts_at", "ends_at", "hours", "together", "people")

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
