"""What is asked of whoever restricts a person: nothing is filled in beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form
from linli.orders.models import Evidence
from linli.orders.policy import OrderRules
from linli.orders.words import kind


class OrderForm(Form):
    """``rules``: those in force, whose kinds may be chosen."""

    kind = forms.ChoiceField(label=_("Restriction"))
    evidence = forms.ChoiceField(label=_("It rests on"), choices=[("", "—"), *Evidence.choices])
    reference = forms.CharField(
        label=_("Where the evidence can be found"),
        max_length=200,
        help_text=_("Number and date of a letter, who saw the result. The resident reads this: name nobody else here."),
    )
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, rules: OrderRules, only: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [code for code in rules.kinds if only in ("", code)]
        chosen: Any = self.fields["kind"]
        chosen.choices = [(code, kind(code)) for code in kinds]
        if len(kinds) > 1:
            chosen.choices = [("", "—"), *chosen.choices]
        longest = " · ".join(f"{kind(code)} {rules.days(code)}" for code in kinds)
        self.fields["last_day"].help_text = _("It ends at midnight after this day. At most so many days: %(days)s.") % {
            "days": longest
        }
