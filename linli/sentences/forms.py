"""The card of one line: who, what, what to do, who takes it on, by when; all proposed, and all may be changed."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.accounts.forms import Form, Moment
from linli.accounts.models import User
from linli.followups.kinds import DOES, Act, Kind
from linli.sentences.chosen import Chosen, Who
from linli.sentences.coming import alike, called
from linli.sentences.differing import place
from linli.sentences.purposes import guess
from linli.sentences.reaching import NOBODY, Option, Reach
from linli.sentences.reading import Proposal
from linli.sentences.words import KINDS
from linli.situation.tables import NAMES

NEW = "new"  # the choice of a thread of its own
MINUTE = timedelta(minutes=1)


class LineForm(Form):
    take = forms.BooleanField(label=gettext_lazy("Take this line on"), required=False)
    who = forms.CharField(required=False, max_length=60)
    find = forms.CharField(required=False, max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("About what?"), required=False)
    act = forms.ChoiceField(label=gettext_lazy("Do what?"), choices=Act.choices, required=False)
    owner: Any = forms.ModelChoiceField(
        label=gettext_lazy("Who takes it on?"), queryset=User._base_manager.none(), required=False
    )
    due_at = Moment(label=gettext_lazy("By when?"))
    purpose = forms.ChoiceField(label=gettext_lazy("Out for what?"), required=False)
    place = forms.CharField(label=gettext_lazy("Where to? (if you like)"), required=False, max_length=60)
    traveller = forms.CharField(label=gettext_lazy("Who comes home?"), required=False, max_length=60)
    same = forms.CharField(required=False, max_length=40)
    expected_at = Moment(label=gettext_lazy("Leaves, or comes home, when?"), required=False)

    def __init__(
        self,
        *given: Any,
        number: int,
        proposal: Proposal,
        reach: Reach,
        colleagues: Any,
        purposes: tuple[str, ...],
        **more: Any,
    ) -> None:
        self.number, self.proposal, self.reach = number, proposal, reach
        self.options = [one for candidate in proposal.candidates if (one := _option(reach, candidate))]
        nearest = self._likely() or self.options[0].place  # whoever it is, mostly the same worker goes
        self.usual = reach.owner(reach.who(nearest) or Who())
        more |= {"prefix": str(number), "initial": self._proposed(purposes)}
        super().__init__(*given, **more)
        self._offer("kind", [("", _("Nothing to do")), *KINDS.items()])
        self._offer("purpose", [("", _("not said")), *((word, NAMES.get(word, word)) for word in purposes)])
        self.fields["owner"].queryset = colleagues  # type: ignore[attr-defined]
        usual = _("%(name)s, who looks after them") % {"name": "{}"}
        self._offer("owner", [("", usual.replace("{}", str(self.usual))), *reach.people_of(colleagues)])
        self.fields["owner"].widget.attrs["data-usual"] = usual
        self.acts = {kind: DOES[Kind(kind)].act for kind in KINDS}

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _likely(self) -> str:
        """Who is chosen beforehand: of several who may be meant nobody, so that nobody confirms the wrong one."""
        if not self.options:
            return NOBODY
        return "" if "who" in self.proposal.unsure and len(self.options) > 1 else self.options[0].place

    def _proposed(self, purposes: tuple[str, ...]) -> dict[str, Any]:
        proposal = self.proposal
        usual = proposal.owner is None or proposal.owner == self.usual
        return {
            "take": proposal.kind != "none",
            "who": self._likely(),
            "kind": "" if proposal.kind == "none" else proposal.kind,
            "act": proposal.act,
            "owner": "" if usual else proposal.owner,
            "due_at": proposal.due_at,
            "purpose": guess(proposal.line, purposes),
            "place": proposal.slots.get("place", ""),
            "expected_at": expected(proposal),
            "traveller": called(proposal.line, self.reach.who(self._likely()) or Who()),
        }

    @property
    def who_chosen(self) -> str:
        return self["who"].value() or ""

    @property
    def typed(self) -> str:
        return (self["find"].value() or "").strip()

    @property
    def found(self) -> list[Option]:
        """Who was looked up, without those who are offered anyway; and who was chosen from an earlier look."""
        offered = {one.place for one in self.options}
        rows = self.reach.found(self.typed) if self.typed else []
        chosen = self.reach.option(self.who_chosen) if self.who_chosen not in ("", NOBODY) else None
        if chosen and chosen not in rows:
            rows.insert(0, chosen)
        return [one for one in rows if one.place not in offered]

    @property
    def open(self) -> bool:
        """Whether the way to somebody else stands open: nobody who was proposed is chosen."""
        return self.who_chosen not in {one.place for one in self.options} or bool(self.typed)

    @property
    def settled(self) -> bool:
        """Whether one look is enough, so that the card is folded: all is certain, and nothing was answered yet."""
        return not self.is_bound and not self.proposal.unsure and self.proposal.kind != "emergency" and not self.alike

    @property
    def digest(self) -> list[str]:
        """What is proposed, in as few words as it takes."""
        if not self["take"].value():
            return []
        who = next((one.label for one in self.options if one.place == self.who_chosen), "")
        words = [who, KINDS[self.proposal.kind], self.proposal.owner or self.usual]
        return [str(word) for word in words if word]

    @property
    def nobody(self) -> Option:
        made = self.reach.option(NOBODY, _("Nobody in particular: only the words"))
        assert made
        return made

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("take"):
            self.errors.clear()
            return {"take": False}
        if not given.get("kind") and "kind" not in self.errors:
            self.add_error("kind", _("Choose what it is about, or leave the line out."))
        self._check_who(given)
        self._check_due(given)
        self._check_same(given)
        return given

    def _check_who(self, given: dict[str, Any]) -> None:
        said = given.get("who", "")
        if not said and given.get("kind") != "emergency":
            missing = _("Choose one of those who were found.") if self.typed else _("Who is meant? Choose one of them.")
            self.add_error("who", missing)
        elif self.reach.who(said) is None:
            self.add_error("who", _("This household is not within your reach. Choose “nobody in particular”."))

    @cached_property
    def alike(self) -> list[Any]:
        """Threads of people who return that may be about the same; only where somebody returns, and within reach."""
        if self["kind"].value() != "arrival":
            return []
        who, community = self.reach.who(self.who_chosen) or Who(), self.reach.request.community
        found = alike(community, who, (self["traveller"].value() or "").strip(), self.reach.at)
        return [one for one in found if self.reach.sees(one)]

    @property
    def same_chosen(self) -> str:
        """Joined unless somebody says otherwise."""
        return self["same"].value() or next((str(one.pk) for one in self.alike), NEW)

    def _check_same(self, given: dict[str, Any]) -> None:
        if given.get("kind") != "arrival" or self.errors:
            return
        known = {str(one.pk) for one in self.alike}
        if known and given.get("same", "") not in known | {NEW}:
            self.add_error("same", _("They seem to be announced already. Join that, or begin anew?"))
        elif not known:
            given["same"] = ""

    def _check_due(self, given: dict[str, Any]) -> None:
        due = given.get("due_at")
        if due is None:
            return
        if abs(due - self.proposal.due_at) < MINUTE:
            given["due_at"] = self.proposal.due_at  # pickers know no seconds
        elif due < self.reach.at and given.get("kind") != "emergency":
            self.add_error("due_at", _("This time has passed. Choose a later one."))

    @property
    def chosen(self) -> Chosen:
        """Of a valid form."""
        given, proposal = self.cleaned_data, self.proposal
        if not given["take"]:
            return Chosen(self.number, proposal, False, proposal.kind, proposal.act, Who(), None, proposal.due_at)
        kind, act = given["kind"], given.get("act") or proposal.act
        if kind != proposal.kind and act == proposal.act:
            act = DOES[Kind(kind)].act
        who = self.reach.who(given["who"]) or Who()
        names = ("purpose", "place", "expected_at", "traveller", "same")
        more: dict[str, Any] = {name: given.get(name) for name in names}
        more["same"] = "" if more["same"] == NEW or kind != "arrival" else more["same"]
        return Chosen(self.number, proposal, True, kind, act, who, given.get("owner"), given["due_at"], **more)


def _option(reach: Reach, candidate: Any) -> Option | None:
    return reach.option(place(candidate), candidate.label)


def expected(proposal: Proposal) -> datetime | None:
    """When the sentence says that somebody leaves or comes home."""
    said = proposal.slots.get("expected_at")
    return datetime.fromisoformat(said) if said else None


def moment(text: str, at: datetime) -> datetime:
    """When the sentences were first read, as the form says; the present where it says nonsense or another day."""
    try:
        said = datetime.fromisoformat(text)
        return said if timedelta() <= at - said < timedelta(hours=12) else at
    except (TypeError, ValueError):
        return at
