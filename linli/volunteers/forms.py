"""What people say when they offer help, and what a coordinator says of a shift."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.accounts.forms import Form, Moment
from linli.accounts.models import Role, User
from linli.accounts.models.people import in_force
from linli.registry.forms import PhoneField
from linli.situation.tables import WEEKDAYS
from linli.volunteers.choices import Language, Part, Purpose, Skill
from linli.volunteers.models.volunteers import TIMES

K = Role.Kind
LEADS = (K.SECRETARY, K.COMMUNITY_WORKER, K.GRID_WORKER, K.VOLUNTEER)


class TellForm(Form):
    """What somebody can do and when. Everything may stay empty: two hands are enough."""

    skills = forms.MultipleChoiceField(
        label=_("What could you do?"), choices=Skill.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("What do you speak?"), choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    times = forms.MultipleChoiceField(
        label=_("When are you free? Nothing ticked: at any time"),
        choices=[(one, one) for one in sorted(TIMES)],
        required=False,
    )
    day_hours = forms.IntegerField(
        label=_("At most how many hours a day?"), required=False, min_value=1, max_value=16,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    week_hours = forms.IntegerField(
        label=_("At most how many hours in seven days?"), required=False, min_value=1, max_value=80,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    errands_at_once = forms.IntegerField(
        label=_("How many errands at once?"), required=False, min_value=1, max_value=10,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    by_call = forms.BooleanField(label=_("Ring me, I do not use pages on a phone"), required=False)
    note = forms.CharField(
        label=_("Anything we should know?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as: only without stairs, only on our own side of the street."),
    )

    @property
    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TellForm.base_fields}

    @property
    def grid(self) -> list[tuple[Any, list[tuple[str, str, bool]]]]:
        """The week as a table: a weekday, and for each part of the day its code, its words, whether it is ticked."""
        ticked = set(self["times"].value() or ())
        return [
            (day, [(f"{number}{part}", str(part.label), f"{number}{part}" in ticked) for part in Part])
            for number, day in enumerate(WEEKDAYS, 1)
        ]

    @property
    def parts(self) -> list[Any]:
        return list(Part.labels)

    @classmethod
    def about(cls, volunteer: Any) -> "TellForm":
        """Filled with what they have said."""
        said = {name: getattr(volunteer, name) for name in cls.base_fields}
        hours = ("day_hours", "week_hours", "errands_at_once")
        return cls(initial={**said, **{name: said[name] or None for name in hours}})


class OfferForm(TellForm):
    """The same from somebody whom the register does not know."""

    name = forms.CharField(label=_("Name"), max_length=60)
    phone = PhoneField(label=_("Phone"), help_text=_("We ring this number."))
    field_order = ("name", "phone")


class LeadField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return " · ".join([str(obj), *{str(one.get_kind_display()) for one in obj.posts}])


def leads(community: Any, at: datetime) -> Any:
    """Who may lead a shift: the office, grid workers, volunteers."""
    from django.db.models import Prefetch

    held = Role.objects.filter(in_force(at), community=community, kind__in=LEADS, user__is_active=True)
    rows = User.objects.filter(Q(pk__in=held.values("user_id"))).order_by("name", "username")
    return rows.prefetch_related(Prefetch("roles", queryset=held, to_attr="posts"))


class ShiftForm(Form):
    """A shift; ``days``: the same on so many days, one after the other."""

    purpose = forms.ChoiceField(label=_("What is it for?"), choices=[("", "—"), *Purpose.choices])
    task = forms.CharField(label=_("What is done, without names"), max_length=80)
    place = forms.CharField(label=_("Where does one meet?"), max_length=60)
    starts_at = Moment(label=_("From"))
    ends_at = Moment(label=_("Until"))
    places = forms.IntegerField(
        label=_("How many people?"), min_value=1, max_value=60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("The same on how many days in a row?"), min_value=1, max_value=14, initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    skill = forms.ChoiceField(label=_("A skill it asks for"), choices=[("", "—"), *Skill.choices], required=False)
    language = forms.ChoiceField(
        label=_("A language it asks for"), choices=[("", "—"), *Language.choices], required=False
    )
    lead: Any = LeadField(label=_("Who leads it?"), queryset=User.objects.none())
    serves = forms.ChoiceField(
        label=_("Whom does it serve?"),
        choices=[("", _("as usual for this purpose")), ("need", _("people in need")), ("all", _("all residents"))],
        required=False,
    )

    def __init__(self, *args: Any, leads: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["lead"].queryset = leads  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in self.fields if name not in ("days", "serves")}
        serves = self.cleaned_data["serves"]
        return given | {"for_need": {"need": True, "all": False}.get(serves)}


class SpanForm(Form):
    """From when to when somebody worked: from the paper list, or put right."""

    starts_at = Moment(label=_("From"))
    ends_at = Moment(label=_("Until"))
