"""What the page asks about a row while it is typed: questions, never a bar. A fact on paper is a fact."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from linli.gates.facts import facts_of
from linli.gates.inforce import as_written, judge
from linli.gates.known import PAPER, SHEET, Known, know
from linli.gates.ledger import Step, earlier, who_is_out
from linli.gates.models import Crossing
from linli.gates.reading import CrossingIn
from linli.gates.words import verdict_words
from linli.paper.meaning import Meaning
from linli.paper.models import Entry, Sheet
from linli.registry.models import Resident

NEAR = timedelta(minutes=5)


def sequence_of(sheet: Sheet, row: int) -> int:
    """The row's number among all that the community's paper ever held."""
    return PAPER + sheet.number * SHEET + row


def asked(found: Meaning, sheet: Sheet, row: int, at: datetime) -> list[tuple[str, str]]:
    """(code, words) of every question, the most telling first."""
    questions = _reading(found) + _timing(found, at)
    if found.crossing is None or found.typed.life:
        return questions
    if found.person is not None:
        questions += _twice(found, sheet)
    return questions + _judged(found, sheet, row)


def _reading(found: Meaning) -> list[tuple[str, str]]:
    typed = found.typed
    said: list[tuple[str, str]] = []
    if typed.rest:
        said.append(("unread", _("“%(rest)s” could not be read.") % {"rest": typed.rest}))
    if typed.life:
        return said
    if typed.code and found.ticket is None:
        said.append(("code_unknown", _("No pass of this community has this code.")))
    if typed.visitor or found.ticket is not None:
        return said
    if not typed.room:
        said.append(("room_missing", _("Which room?")))
    elif not found.flats:
        said.append(("room_unknown", _("There is no room %(room)s here.") % {"room": typed.room}))
    elif not found.people:
        said.append(("nobody", _("Nobody in %(rooms)s is called so.") % {"rooms": _rooms(found)}))
    elif found.person is None:
        said.append(("several", _("Who of them? %(people)s") % {"people": choices(found.people)}))
    return said


def _rooms(found: Meaning) -> str:
    return "、".join(flat.key for flat in found.flats[:4])


def choices(people: list[Resident]) -> str:
    """Who may be meant, each with the letters that tell them apart: "3-2-502 wxy 王○○ · 3-2-502 wm 王○"."""
    named = [f"{one.household.flat.key} {one.initials} {one.masked}" for one in people[:6]]
    return " · ".join(named) + (" …" if len(people) > 6 else "")


def _timing(found: Meaning, at: datetime) -> list[tuple[str, str]]:
    if found.at is None:
        return [("time_missing", _("Type the whole time, then a point: 0905."))]
    if found.at > at:
        return [("time_ahead", _("This time lies in the future."))]
    if found.above is not None and found.minutes is not None and found.minutes < found.above:
        return [("time_before", _("Earlier than the row above."))]
    return []


def _twice(found: Meaning, sheet: Sheet) -> list[tuple[str, str]]:
    assert found.at is not None and found.person is not None
    near = Crossing.objects.filter(
        resident_id=found.person.pk, direction=found.direction, at__gte=found.at - NEAR, at__lte=found.at + NEAR
    )
    if found.went and near.filter(gate_id=sheet.gate_id, typed_by=None).exists():
        return [("twice", _("A phone recorded the same here within five minutes: perhaps it is written twice."))]
    return []


def _judged(found: Meaning, sheet: Sheet, row: int) -> list[tuple[str, str]]:
    assert found.at is not None and found.crossing is not None
    crossing = CrossingIn.model_validate(found.crossing)
    day = sheet.community.today(found.at)
    known = know(sheet.community, [crossing], {day})
    _add_typed(known, sheet, row)
    place = (f"paper:{sheet.number}", sequence_of(sheet, row))
    now = int(found.at.timestamp())
    said: list[tuple[str, str]] = []
    if found.person is not None and found.went:
        past = earlier(known.by_who.get(found.person.pk, []), (now, *place))
        said += _way(found, past)
    facts = facts_of(crossing, now, day.isoformat(), sheet.community.offset(found.at), known, place)
    verdict = judge(as_written(found.rules, facts), facts)
    if verdict["outcome"] == found.outcome or (found.person is None and found.ticket is None):
        return said
    if verdict["code"] == "gate.ask_purpose":
        return [*said, ("no_permit", _("No permit was open then, and no purpose is written."))]
    if found.outcome == "allow":
        return [*said, (verdict["code"], verdict_words(verdict["code"])["reason"])]
    return [*said, ("would_allow", _("By the rules this person could have passed."))]


def _way(found: Meaning, past: list[Step]) -> list[tuple[str, str]]:
    """Out while out, or in although nobody saw the person leave."""
    if not past:
        return []
    out = bool(who_is_out(past))
    if found.direction == "exit" and out:
        return [("already_out", _("Was out already, as far as is known."))]
    if found.direction == "entry" and not out:
        return [("not_out", _("Was in already, as far as is known."))]
    return []


def _add_typed(known: Known, sheet: Sheet, row: int) -> None:
    """Rows that are typed and not yet entered count too, those of other sheets as well."""
    for home in known.households:
        people = Resident.objects.filter(household=home).values("pk")
        rows = Entry.objects.filter(resident_id__in=people, went=True, crossing_id=None, at__isnull=False)
        for one in rows.select_related("sheet"):
            if (one.sheet_id, one.row) != (sheet.pk, row):
                known.add(_step(one, home, known))


def _step(one: Entry, home: Any, known: Known) -> Step:
    assert one.at is not None
    return Step(
        at=int(one.at.timestamp()),
        device=f"paper:{one.sheet.number}",
        sequence=sequence_of(one.sheet, one.row),
        direction=one.direction,
        who=one.resident_id,
        household=home,
        gate=one.sheet.gate_id,
        day=known.community.today(one.at).isoformat(),
        ref=one.pk,
    )
