"""What a resident's phone shows at a gate: who may go from this phone, what will be asked, what would stop them.

Looking records nothing. The verdicts come from the rules that the gate itself decides by.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from linli.gates.inforce import rules_at
from linli.gates.models import Gate, Out, Pass, Preparation
from linli.gates.models.preparations import KEPT
from linli.gates.online import UNDECIDED, look_at_all
from linli.gates.reading import CrossingIn
from linli.gates.words import verdict_words
from linli.registry.models import Resident
from linli.situation import words

STOPS = ("refuse", "hand_over")
OTHER = "other"  # a purpose that no rule knows


@dataclass(frozen=True)
class Questions:
    """What may be answered beforehand, as (word, words for people); and every step in sentences."""

    purposes: list[tuple[str, str]]
    colours: list[tuple[str, str]]
    steps: list[str]

    def read(self, given: Any, resident: Resident) -> dict[str, str]:
        """The answers of one person out of a form; what is not on the list says nothing."""
        told = {"purpose": given.get("purpose"), "health_colour": given.get(f"colour-{resident.pk}")}
        known = {"purpose": dict(self.purposes), "health_colour": dict(self.colours)}
        return {name: value for name, value in told.items() if value in known[name]}


@dataclass
class Traveller:
    """Somebody who may be ticked. ``stop``: the words of what would stop them, empty where nothing is known to."""

    resident: Resident
    own: bool = True  # of this phone, or acted for; else one of their household
    going: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    outcome: str = ""
    code: str = ""
    stop: dict[str, str] = field(default_factory=dict)

    @property
    def stopped(self) -> bool:
        return self.outcome in STOPS


def _colours(step: dict[str, Any]) -> list[tuple[str, str]]:
    shown = step.get("colours") or [{"word": word, "zh": word, "en": word} for word in step.get("accept", [])]
    return [(one["word"], words.told(one)) for one in shown]


def travellers(mine: list[Resident], acting: Resident) -> list[Traveller]:
    """Those whom this phone may prepare: ``mine`` (its own people and whom they act for), then their household."""
    home = Resident.objects.living().filter(household=acting.household_id).select_related("household__flat")
    everybody = {one.pk: one for one in [*mine, *home.order_by("birth_year", "pk")]}
    own = {one.pk for one in mine}
    return [Traveller(one, one.pk in own) for one in everybody.values()]


def out_since(resident: Resident) -> Out | None:
    """The row of somebody who is out: coming back is then the likely direction."""
    return Out.objects.filter(who=resident.pk).first()


def pass_of(people: list[Resident], at: datetime) -> dict[Any, Pass]:
    """Resident -> their newest good pass. None is made here: looking at a page makes nothing."""
    rows = Pass.objects.filter(Pass.open_at(at), resident__in=[one.pk for one in people], kind=Pass.Kind.RESIDENT)
    return {row.resident_id: row for row in rows.order_by("issued_at")}


class Look:
    """One look at ``gate`` at one moment, in one direction: the rules and the passes are read once."""

    def __init__(self, gate: Gate, direction: str, at: datetime) -> None:
        self.gate, self.direction, self.at = gate, direction, at
        self.rules = rules_at(gate.community, at)
        self.passes: dict[Any, Pass] = {}

    def questions(self) -> Questions:
        """Of the policy in force, for residents in this direction."""
        gate = self.rules.gate
        steps = (gate.get("others", {}).get("resident") or gate).get(self.direction, [])
        purposes = [word for step in steps for word in [*step.get("purposes", ()), *step.get("except", ())]]
        colours = [colour for step in steps if step["check"] == "health_code" for colour in _colours(step)]
        named = [(word, words.names([word])) for word in dict.fromkeys(purposes)]
        return Questions(
            purposes=[*named, (OTHER, gettext("something else"))] if named else [],
            colours=list(dict(colours).items()),
            steps=[words.step(step).text for step in steps],
        )

    def forecast(self, people: list[Traveller], *, together: bool) -> None:
        """Set what would stop each of ``people``, by the same rules as at the gate; what only the guard sees is open.

        ``together``: judged one after another as they will stand there; otherwise each as if alone.
        """
        self.passes = pass_of([one.resident for one in people], self.at)
        bodies = [_body(self.gate, one, self.direction, self.at, self.passes) for one in people]
        verdicts = look_at_all(self.gate.community, self.rules, bodies, self.at, together=together)
        for one, verdict in zip(people, verdicts, strict=True):
            one.outcome, one.code = verdict["outcome"], verdict["code"]
            one.stop = _stop(one) if verdict["outcome"] not in ("allow", "ask") else {}


def _stop(one: Traveller) -> dict[str, str]:
    """The words of what stops ``one``; a restriction of somebody else is not for this phone to tell."""
    if one.code == "gate.under_order" and not one.own:
        return {"reason": gettext("Please ask at the gate."), "remedy": ""}
    return verdict_words(one.code)


def _body(gate: Gate, one: Traveller, direction: str, at: datetime, passes: dict[Any, Pass]) -> CrossingIn:
    held = passes.get(one.resident.pk)
    return CrossingIn.model_validate(
        {
            "gate": str(gate.pk),
            "direction": direction,
            "at": int(at.timestamp()),
            "offset": 0,
            "policy": "",
            "pass": held.public_id if held else "",
            "resident": str(one.resident.pk),
            "household": str(one.resident.household_id),
            "facts": one.answers,
            "verdict": UNDECIDED,
            "emergency": False,
            "guard": "",
            "shift": "",
        }
    )


@dataclass(frozen=True)
class Place:
    """Where a group stands: ``state`` is none, waiting, expired or answered; ``before``: how many groups are ahead."""

    state: str = "none"
    rows: tuple[Preparation, ...] = ()
    before: int = 0

    @property
    def group(self) -> str:
        return str(self.rows[0].group) if self.rows else ""

    @property
    def tag(self) -> str:
        """Changes whenever the phone should show something else."""
        told = ".".join(f"{row.status[0]}{row.outcome}{row.code}" for row in self.rows)
        return f'"{self.state}-{self.before}-{self.group[:8]}-{told}"'


def place_of(resident: Resident, sessions: list[Any], code: str, at: datetime) -> Place:
    """The newest of what this phone, or any phone for ``resident``, prepared at the gate of ``code`` in the last
    half hour. Two queries: hundreds of phones ask this every few seconds."""
    mine_or_me = Q(session__in=[session.pk for session in sessions]) | Q(resident=resident.pk)
    rows = Preparation.objects.filter(mine_or_me, gate__code=code, created_at__gt=at - KEPT).exclude(status="left")
    held = list(rows.select_related("resident"))
    if not held:
        return Place()
    newest = max(held, key=lambda row: row.created_at).group
    mine = tuple(sorted((row for row in held if row.group == newest), key=lambda row: str(row.pk)))
    if all(row.status == "answered" for row in mine):
        return Place("answered", mine)
    open_ = next(row for row in mine if row.status == "waiting")
    if open_.expires_at <= at:
        return Place("expired", mine)
    ahead = Preparation.objects.filter(Preparation.waiting(at), gate=open_.gate_id, at__lt=open_.at)
    return Place("waiting", mine, ahead.values("group").distinct().count())
