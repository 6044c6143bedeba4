"""A matter as a line of a list: what to do, where, for whom, by when, whom to ring."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import ModuleType
from typing import Any

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from linli.core.gather import modules
from linli.followups.kinds import Act, Kind
from linli.followups.models import FollowUp, Remark
from linli.followups.pages import place_of
from linli.followups.rules import stand
from linli.privacy.readings import note_read
from linli.registry import phones
from linli.registry.models import Household, Resident

BASE = "/followups/"  # an address for each line, without asking the table of addresses two hundred times
TONES = {"late": "now", "now": "now", "soon": "soon", "later": ""}


@dataclass(frozen=True)
class Line:
    """``address``: its own page here; ``place``: where it is seen to, if elsewhere; ``settled``: only there.
    ``callee``: who can be rung about it, if not the person somebody of the household, or whom an app above names.
    """

    matter: FollowUp
    key: str
    act: str
    kind: str
    words: str
    address: str
    place: str
    settled: bool
    room: str
    who: str
    person: Resident | None
    callee: Any
    tone: str
    due: str
    last: str

    @property
    def phone(self) -> str:
        return self.callee.phone if self.callee else ""

    @property
    def elsewhere(self) -> bool:
        """Its main button leads to another page: the decision, or the list of all who are late."""
        return self.settled or self.matter.kind == Kind.OVERDUE

    @property
    def number(self) -> str:
        return phones.shown(self.callee.phone) if self.callee else ""


def lines(matters: Iterable[FollowUp], roles: Any, at: datetime) -> list[Line]:
    """``matters`` in their order, with everything of them that a list shows, in three queries."""
    matters = list(matters)
    people, homes = _people(matters)
    last, named, said = _last_steps(matters), _named(matters), _said(matters)
    here = timezone.localtime(at)
    kinds, acts = _labels(Kind), {act: capfirst(words) for act, words in _labels(Act).items()}
    made = []
    for one in matters:
        person = people.get(one.codes.get("resident", ""))
        room, callee = homes.get(str(person.household_id) if person else one.codes.get("household", ""), ("", None))
        usual = (person.masked if person else "", person if person and person.phone else callee)
        who, callee = named.get(one.pk, usual)
        tone, due = due_words(one, here)
        made.append(
            Line(
                matter=one,
                key=str(one.pk),
                act=acts[one.act],
                kind=kinds[one.kind],
                words=said.get(one.pk, one.words),
                address=f"{BASE}{one.pk}/",
                place=place_of(one, roles),
                settled=one.settled_elsewhere,
                room=room,
                who=who,
                person=person,
                callee=callee,
                tone=tone,
                due=due,
                last=last.get(one.pk, ""),
            )
        )
    return made


def _named(matters: list[FollowUp]) -> dict[Any, tuple[str, Any]]:
    """Whom apps above this one name for their own matters: id -> (masked name, row with a phone or None)."""
    return {key: told for module in _asked("to_ring") for key, told in module.to_ring(matters).items()}


def _said(matters: list[FollowUp]) -> dict[Any, str]:
    """What such apps say of matters that nobody put into words: id -> words in the reader's language."""
    return {key: told for module in _asked("to_say") for key, told in module.to_say(matters).items()}


@cache
def _asked(name: str) -> tuple[ModuleType, ...]:
    """Looked up once: a list is refreshed every two seconds."""
    return tuple(modules(name))


def acts(request: Any, back: str) -> str:
    """What every line of a list offers below "more", drawn once: two hundred lines are the same there."""
    return render_to_string("followups/more.html", {"token": get_token(request), "back": back})


def _labels(choices: Any) -> dict[str, str]:
    """Value -> words, looked up once a list and not once a line."""
    return {value: str(label) for value, label in choices.choices}


def due_words(one: FollowUp, here: datetime) -> tuple[str, str]:
    """(tone of the pill, its shape and words): never colour alone."""
    due = timezone.localtime(one.due_at)
    tone, minutes, days = stand(one.urgency, due, here)
    if tone == "late":
        return TONES[tone], f"▲ {late_words(minutes)}"
    time = f"{due:%H:%M}" if days in (0, 1) else date_format(due, "n-j H:i")
    time = _("%(time)s tomorrow") % {"time": time} if days == 1 else time
    if tone == "now":
        return TONES[tone], "● " + _("at once, by %(time)s") % {"time": time}
    return TONES[tone], "○ " + _("by %(time)s") % {"time": time}


def late_words(minutes: int) -> str:
    """0 -> "due now", 25 -> "25 min late", 120 -> "2 h late", 3000 -> "2 d late"."""
    if minutes < 1:
        return _("due now")
    if minutes < 60:
        return _("%(n)s min late") % {"n": minutes}
    if minutes < 48 * 60:
        return _("%(n)s h late") % {"n": minutes // 60}
    return _("%(n)s d late") % {"n": minutes // 1440}


def _people(matters: list[FollowUp]) -> tuple[dict[str, Resident], dict[str, tuple[str, Resident | None]]]:
    """Residents by id; households by id as (room, whoever of them can be rung)."""
    keys = {one.codes.get("resident") for one in matters} - {None, ""}
    rows = Resident.objects.filter(pk__in=keys).only("community_id", "name", "phone", "household_id")
    people = {str(one.pk): one for one in rows}
    wanted = {one.household_id for one in people.values()}
    wanted |= {one.codes["household"] for one in matters if one.codes.get("household")}
    rooms = dict(Household.objects.filter(pk__in=wanted).values_list("pk", "flat__key"))
    mute = {one.household_id for one in people.values() if not one.phone}
    mute |= {key for key in rooms if str(key) in {one.codes.get("household") for one in matters}}
    others = Resident.objects.living().filter(household__in=mute).order_by("birth_year", "pk") if mute else []
    callees = {one.household_id: one for one in others if one.phone}
    return people, {str(key): (room, callees.get(key)) for key, room in rooms.items()}


def _last_steps(matters: list[FollowUp]) -> dict[Any, str]:
    """What was done last about each matter, with its time."""
    rows = Remark.objects.filter(matter__in=[one.pk for one in matters]).order_by("at", "pk")
    found, labels = {}, _labels(Remark.Way) | _labels(Remark.Outcome)
    for matter, way, outcome, at in rows.values_list("matter_id", "way", "outcome", "at"):
        found[matter] = f"{timezone.localtime(at):%H:%M} {labels[outcome or way]}"
    return found


def note_listed(request: Any, shown: Iterable[Line]) -> None:
    """Whose number stands in a list is noted once in half a day: a list that lives is one look."""
    note_read(request, [line.callee for line in shown if line.callee], "listed", within=timedelta(hours=12))
