"""What people type about people: read as the roster reads it, refused with the same words."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.clock import now
from linli.core.refusals import catalogue
from linli.registry import identity as papers
from linli.registry import phones
from linli.registry.models import Community, Compound, Household, Source


class PhoneField(forms.CharField):
    """A phone in any spelling; cleaned to E.164."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    area_code = "027"

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        if not text:
            return ""
        try:
            return phones.read(text, self.area_code).number
        except phones.PhoneError as error:
            raise forms.ValidationError(str(catalogue()[error.code]), code=error.code) from None


class PersonForm(forms.Form):
    """Somebody's fields. An empty identity number keeps the one on file; `no_identity` removes it."""

    name = forms.CharField(label=_("Name"), max_length=60)
    birth_year = forms.IntegerField(label=_("Year of birth"), required=False, min_value=1895)
    phone = PhoneField(label=_("Phone"), required=False)
    identity = forms.CharField(label=_("Identity or passport number"), required=False, max_length=30)
    no_identity = forms.BooleanField(label=_("Remove the number on file"), required=False)
    contact = forms.CharField(
        label=_("Contact person"), required=False, max_length=60, help_text=_("Whom we call when nobody answers.")
    )
    contact_phone = PhoneField(label=_("Phone of the contact person"), required=False)
    guardian = forms.ChoiceField(label=_("Guardian"), required=False)
    no_smartphone = forms.BooleanField(
        label=_("Has no smartphone"), required=False, help_text=_("Gets paper, phone calls and visits.")
    )
    here = forms.BooleanField(label=_("Lives here now"), required=False, initial=True)

    def __init__(
        self, *args: Any, community: Community, identities: bool, on_file: str = "", kin: Any = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.community = community
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["birth_year"].widget.attrs["inputmode"] = "numeric"
        for field in ("phone", "contact_phone"):
            self.fields[field].area_code = community.setting("area_code")  # type: ignore[attr-defined]
        choices = [("", _("none")), *((str(one.pk), one.name) for one in kin)]
        if kin:
            self.fields["guardian"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["guardian"]
        if not identities:
            del self.fields["identity"], self.fields["no_identity"]
        elif on_file:
            self.fields["identity"].help_text = _("On file: …%(last4)s. Leave empty to keep it.") % {
                "last4": on_file[-4:]
            }
        else:
            del self.fields["no_identity"]
            self.fields["identity"].help_text = _("Only if it is needed. It is kept sealed and shown as its last four.")

    def clean_identity(self) -> papers.Identity | None:
        text = self.cleaned_data["identity"]
        if not text:
            return None
        try:
            return papers.read(text, self.community.today(now()))
        except papers.IdentityError as error:
            raise forms.ValidationError(str(catalogue()[error.code]), code=error.code) from None

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year and year > self.community.today(now()).year:
            words = str(catalogue()["roster.no_such_year"]) % {"value": year}
            raise forms.ValidationError(words)
        return year

    def values(self) -> dict[str, Any]:
        """The fields to write, apart from the name; the identity number only if it changes."""
        said = dict(self.cleaned_data)
        said.pop("name")
        found, remove = said.pop("identity", None), said.pop("no_identity", False)
        if found:
            said["identity"], said["identity_kind"] = found.number, found.kind
            said["birth_year"] = said["birth_year"] or (found.born.year if found.born else None)
        elif remove:
            said["identity"], said["identity_kind"] = "", ""
        if "guardian" in said:
            chosen = said.pop("guardian")
            said["guardian_id"] = UUID(chosen) if chosen else None
        return said


class NewPersonForm(PersonForm):
    """Somebody new: the same fields, and where."""

    room = forms.CharField(label=_("Room"), max_length=60, help_text=_("As people say it: 3-2-502 or 3-502."))
    tenure = forms.ChoiceField(
        label=_("Lives there as"), required=False, choices=[("", _("not known")), *Household.Tenure.choices]
    )
    field_order = ["room", "name", "phone", "birth_year"]


class MoveForm(forms.Form):
    """Where somebody moves to, and with whom."""

    room = forms.CharField(label=_("Room"), max_length=60, help_text=_("As people say it: 3-2-502 or 3-502."))
    household = forms.ChoiceField(
        label=_("Household"),
        choices=[
            ("join", _("joins the household that lives there")),
            ("owner", _("a household of its own, as owner")),
            ("tenant", _("a household of its own, as tenant")),
            ("second_home", _("a second home")),
        ],
    )


class UploadForm(forms.Form):
    """A roster file, who made it, and which compound it is about if it does not say."""

    file = forms.FileField(label=_("File"), help_text=_(".xlsx, .xls or .csv, up to 10 MB"))
    source = forms.ChoiceField(
        label=_("Who made it"),
        choices=[choice for choice in Source.choices if choice[0] in ("property", "police", "committee")],
        help_text=_(
            "Where two files differ, the residents' committee counts more than police, police more than property."
        ),
    )
    compound: Any = forms.ModelChoiceField(
        label=_("Compound"), queryset=None, required=False, empty_label=_("as the file says"), to_field_name="id"
    )
    file.widget.attrs["accept"] = ".xlsx,.xls,.csv,.txt"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compound"].queryset = Compound.objects.order_by("name")  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > 10_000_000:
            raise forms.ValidationError(str(catalogue()["roster.too_many_rows"]))
        return file
