"""What is asked at a door, and after a death: nothing is filled in beforehand."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form
from linli.care.models import Death, OptOut
from linli.care.models.silences import HELP_KINDS
from linli.core.clock import midnight_in
from linli.core.refusals import Refused


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


def evening_of(day: date, zone: str) -> datetime:
    """The end of ``day`` on the community's clock: they are expected by then."""
    return midnight_in(zone, day + timedelta(days=1))


class AwayForm(Form):
    """Until when somebody is away; not where."""

    until = day_field(_("Back by"), _("Where they are is not written down."))

    def end(self, zone: str) -> datetime:
        """Refused("care.away_end_unclear") for what is no day."""
        if not self.is_valid():
            raise Refused("care.away_end_unclear", days=60)
        return evening_of(self.cleaned_data["until"], zone)


class HelpForm(Form):
    """What is needed becomes a matter of its own."""

    kind = forms.ChoiceField(label=_("What is needed"), choices=[(one.value, one.label) for one in HELP_KINDS])
    words = forms.CharField(
        label=_("In a few words"), max_length=200, help_text=_("Nothing medical: what is to be fetched, or done.")
    )


class OptOutForm(Form):
    """How somebody told us."""

    way = forms.ChoiceField(
        label=_("How they told us"),
        choices=[("", "—"), *[one for one in OptOut.Way.choices if one[0] != OptOut.Way.OWN_PAGE]],
    )


class DeathForm(Form):
    """Who is known; when, and from whom we know. What of is nobody's business here."""

    day = day_field(_("Day"))
    evidence = forms.ChoiceField(label=_("How we know"), choices=[("", "—"), *Death.Evidence.choices])
    told_by = forms.CharField(label=_("Who told us"), max_length=60, help_text=_("Such as: her son, by telephone"))
