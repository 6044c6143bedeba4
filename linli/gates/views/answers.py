"""The form of a check: one field for each step of the rules in force that only the guard can answer."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

OTHER = "other"
YES_NO = [("yes", _("yes")), ("no", _("no"))]


class AnswerForm(forms.Form):
    """Nothing is filled in beforehand and nothing is required: what was not measured stays unknown."""

    def __init__(self, gate: dict[str, Any], direction: str, person: str, data: Any = None) -> None:
        super().__init__(data)
        other = gate.get("others", {}).get(person)
        purposes: list[str] = []
        for step in (other or gate).get(direction, []):
            purposes += [*step.get("purposes", ()), *step.get("except", ())]
            make = FIELDS.get(step["check"])
            if make is not None:
                name, field = make(step)
                self.fields.setdefault(name, field)
        if purposes:
            words = [(word, PURPOSES.get(word, word)) for word in dict.fromkeys(purposes) if word != OTHER]
            field = _choice(_("What for?"), [*words, (OTHER, _("something else"))])
            self.fields = {"purpose": field, **self.fields}

    def facts(self) -> dict[str, Any]:
        """The answers as facts: temperature in tenths of a degree, yes and no as booleans."""
        found: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if value in (None, ""):
                continue
            found[name] = round(value * 10) if name == "temperature" else _plain(name, value)
        return found


def _plain(name: str, value: str) -> Any:
    return value == "yes" if name in ("mask", "identity", "host", "credential") else value


def _choice(label: Any, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


def _identity(step: Any) -> tuple[str, forms.Field]:
    return "identity", _choice(_("Is it the person of this room and surname?"), YES_NO)


def _mask(step: Any) -> tuple[str, forms.Field]:
    return "mask", _choice(_("Mask worn?"), YES_NO)


def _host(step: Any) -> tuple[str, forms.Field]:
    return "host", _choice(_("Phoned inside: do they expect this person?"), YES_NO)


def _credential(step: Any) -> tuple[str, forms.Field]:
    return "credential", _choice(_("Work card seen?"), YES_NO)


def _health(step: Any) -> tuple[str, forms.Field]:
    language = "en" if get_language() == "en" else "zh"
    colours = step.get("colours") or [{"word": word, "zh": word, "en": word} for word in step.get("accept", [])]
    return "health_colour", _choice(_("Health code seen"), [(one["word"], one[language]) for one in colours])


def _temperature(step: Any) -> tuple[str, forms.Field]:
    return "temperature", forms.DecimalField(
        label=_("Temperature, °C"),
        required=False,
        min_value=30,
        max_value=45,
        max_digits=3,
        decimal_places=1,
        help_text=_("As read just now. There is no default."),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.1", "autocomplete": "off"}),
    )


PURPOSES = {
    "medical": _("to a doctor, or with somebody to a doctor"),
    "pharmacy": _("to fetch medicine"),
    "shopping": _("to buy what is needed"),
    "work": _("to work"),
    "water": _("water"),
    "power": _("electricity"),
    "gas": _("gas"),
    "lift": _("the lift"),
    "heating": _("heating"),
    "network": _("internet"),
    "appliance": _("an appliance"),
}
FIELDS = {
    "identity_compared": _identity,
    "mask_seen": _mask,
    "host_agreed": _host,
    "credential_seen": _credential,
    "health_code": _health,
    "temperature": _temperature,
}
