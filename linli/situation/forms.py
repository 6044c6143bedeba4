"""One form for a draft: a phase of a pack or a text of one's own, when it begins, when it lapses."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from linli.situation import packs

YEARS = range(2000, 2101)


class Moment(forms.DateTimeField):
    """A time on the community's clock, to the minute."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"), **options)

    def clean(self, value: Any) -> datetime | None:
        try:
            found: datetime | None = super().clean(value)
        except OverflowError:
            raise ValidationError(_("Choose a day of this century.")) from None
        if found is not None and found.year not in YEARS:
            raise ValidationError(_("Choose a day of this century."))
        return found


class DraftForm(forms.Form):
    """A file wins over a text (``text``, taken as it was typed), a text over ``pack`` and ``phase``."""

    pack = forms.CharField(required=False, widget=forms.HiddenInput)
    phase = forms.CharField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(required=False)
    starts_at = Moment(label=_("In effect from"), required=False, help_text=_("Empty: as soon as it may."))
    lapses_at = Moment(label=_("Lapses by itself"), required=False, help_text=_("Then the restrictions end."))

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found and found.size > packs.LARGEST:
            raise ValidationError(_("The file is too large for a phase."))
        return found
