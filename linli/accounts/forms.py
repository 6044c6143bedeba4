"""Forms of workers' accounts. Times are in the community's zone, which the middleware has activated."""

import re
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from linli.accounts.models import Role, User
from linli.registry.models import Grid, Unit


class Moment(forms.DateTimeField):
    """A date and time by the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **options)


class Form(forms.Form):
    """Labels stand above their fields and need no colon."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})


class PasswordForm(Form):
    """A new password, typed once and visible on demand: two masked fields only breed typing errors."""

    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. Three words you like are good."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password


class PersonForm(Form):
    """A new worker, or one who already works in another community of this installation."""

    name = forms.CharField(label=_("Name"), max_length=60)
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        min_length=2,
        help_text=_("Short and easy to say: letters, digits, - and _. It is what they sign in with."),
    )
    phone = forms.CharField(
        label=_("Work phone"), max_length=20, required=False, help_text=_("Shown to the residents they serve.")
    )
    elsewhere = forms.BooleanField(label=_("This account exists already, for another community"), required=False)

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"].strip().lower()
        User.username_validator(username)
        return username

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        username = cleaned.get("username")
        if not username:
            return cleaned
        there = User.objects.filter(username=username).first()
        if there and not cleaned.get("elsewhere"):
            self.add_error("username", _("This user name is taken. Please choose another, or tick the box below."))
        if not there and cleaned.get("elsewhere"):
            self.add_error("username", _("Nobody has this user name. Please compare it with what they sign in with."))
        cleaned["account"] = there
        return cleaned


class RoleForm(Form):
    """One role: what, from when to when, and where."""

    kind = forms.ChoiceField(label=_("Role"), choices=[one for one in Role.Kind.choices if one[0] != "resident"])
    starts_at = Moment(label=_("From"))
    ends_at = Moment(label=_("Until"), required=False, help_text=_("Leave empty if the end is not known yet."))
    grids = forms.ModelMultipleChoiceField(
        label=_("Grids"),
        queryset=Grid._base_manager.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a grid worker."),
    )
    lead = forms.BooleanField(
        label=_("Leads these grids"),
        required=False,
        help_text=_("Of several grid workers this one is asked first, and takes over what another cannot do."),
    )
    stairs = forms.CharField(
        label=_("Stairs"),
        required=False,
        help_text=_("For a building lead: building and stair, such as 3-2, 3-1."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["grids"].queryset = Grid.objects.order_by("number")  # type: ignore[attr-defined]

    def clean_stairs(self) -> list[Unit]:
        found = []
        for word in re.split(r"[\s,，、;；]+", self.cleaned_data["stairs"].strip()):
            if not word:
                continue
            building, _dash, unit = word.replace("－", "-").partition("-")
            rows = list(Unit.objects.filter(building__number=building, number=unit))
            if not rows:
                raise forms.ValidationError(_("There is no stair %(word)s here."), params={"word": word})
            found += rows
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == Role.Kind.GRID_WORKER and not cleaned.get("grids") and "grids" not in self.errors:
            self.add_error("grids", _("Which grids? Without one a grid worker sees nothing."))
        if kind == Role.Kind.BUILDING_LEAD and not cleaned.get("stairs") and "stairs" not in self.errors:
            self.add_error("stairs", _("Which stairs? Without one a building lead sees nothing."))
        return cleaned
