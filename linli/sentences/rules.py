"""One sentence, read: kind, whose, when, and which of it is not certain. Neither database nor clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from linli.sentences import rules_people, rules_rooms
from linli.sentences.known import Known
from linli.sentences.rules_doubt import doubts_due, doubts_kind
from linli.sentences.rules_due import due
from linli.sentences.rules_kinds import Wish, wish
from linli.sentences.rules_slots import is_urgent, slots
from linli.sentences.rules_text import Line, lines
from linli.sentences.rules_times import When, named, without_times
from linli.sentences.rules_who import Whose, whose

NOW, SOON, LATER = 1, 2, 3
ACTS = {
    "emergency": "call", "errand": "deliver", "purchase": "deliver", "visit": "visit", "call": "call",
    "outing": "decide", "arrival": "call", "question": "call", "none": "see",
}  # fmt: skip
URGENCIES = {"emergency": NOW, "visit": SOON, "errand": SOON, "arrival": SOON, "outing": SOON}

BEFORE = re.compile(r"前|之内|以内|\b(?:by|before|until)\b")
CLAUSE = re.compile("[,。;!?]")
SHORT = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What one line is taken to mean; `unsure` names the fields that a person must look at.

    `named_at` is the moment that the words name, if they do: for who comes or goes it is not when the matter is due.
    """

    line: Line
    kind: str
    act: str
    urgency: int
    whose: Whose
    due_at: datetime
    named_at: datetime | None
    slots: dict[str, str] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()


def understand(text: str, at: datetime, zone: Any, known: Known) -> list[Reading]:
    """Each line of ``text``; ``at`` is aware, ``zone`` the community's tzinfo."""
    return [one(line, at, zone, known) for line in lines(text)]


def one(line: Line, at: datetime, zone: Any, known: Known) -> Reading:
    """One line as a matter."""
    text = line.body.lower()
    places, clues = clues_of(text, known)
    bare = _without(text, places)
    wanted = wish(bare)
    kind = wanted.kind
    when = _when(bare, kind, at, zone)
    found = _who(line, places, clues, known, at.astimezone(zone).year)
    particulars = slots(bare, kind)
    hurry = when.soon or is_urgent(text, kind)
    moment = None if when.past else when.at
    if moment is not None and kind in ("arrival", "outing"):
        particulars["expected_at"] = moment.isoformat()
    due_at = due(kind, replace(when, soon=hurry), at, zone)
    unsure = _unsure(wanted, found, when)
    if rules_rooms.several([place for place in places if place.room]):  # each may want something else
        unsure |= {"kind"} | ({"due"} if moment else set())
    unsure |= {"kind"} if doubts_kind(bare, kind, bool(found.doors)) else set()
    unsure |= {"due"} if moment and doubts_due(bare) else set()
    return Reading(line, kind, ACTS[kind], _urgency(kind, hurry), found, due_at, moment, particulars, unsure)


def _when(text: str, kind: str, at: datetime, zone: Any) -> When:
    """The time named; that of a question is what it asks about, unless it is a time before which to answer."""
    when = named(text, at, zone)
    if when.at is None or when.past:
        return when
    if kind == "question" and not BEFORE.search(text):
        return When(soon=when.soon)
    return replace(when, unsure=when.unsure or _elsewhere(text, kind, at, zone))


def _elsewhere(text: str, kind: str, at: datetime, zone: Any) -> bool:
    """Whether the time stands in a clause of its own story: "no gas, we cannot cook tonight" is not due tonight."""
    clauses = CLAUSE.split(text)
    for clause in clauses:
        if named(clause, at, zone).at is not None:
            told = wish(clause)
            return (
                len(clauses) > 1
                and len(without_times(clause).strip()) > SHORT
                and not BEFORE.search(clause)
                and kind not in told.scores
            )
    return False


def _urgency(kind: str, hurry: bool) -> int:
    if kind == "none":
        return LATER
    return NOW if hurry and kind != "question" else URGENCIES.get(kind, LATER)


def _unsure(wanted: Wish, found: Whose, when: When) -> frozenset[str]:
    """What asks for nothing needs neither door nor time; an emergency is due at once whatever else is said."""
    unsure = set() if wanted.sure and not when.past and not when.two else {"kind"}
    if wanted.kind != "none":
        unsure |= set() if found.sure else {"who", "owner"}
        unsure |= {"due"} if when.unsure and wanted.kind != "emergency" else set()
    return frozenset(unsure)


def _who(
    line: Line, places: list[rules_rooms.Mention], clues: list[rules_people.Clue], known: Known, year: int
) -> Whose:
    """Whom the words name; else the one who wrote them, which is never certain unless a room stands in the name."""
    found = whose(line.body.lower(), places, clues, known, year)
    if found.doors or places or clues or not line.sender:
        return found
    sender = line.sender.lower()
    places, clues = clues_of(sender, known)
    written = whose(sender, places, clues, known, year)
    return Whose(written.doors, written.sure and any(one.room for one in places))


def clues_of(text: str, known: Known) -> tuple[list[rules_rooms.Mention], list[rules_people.Clue]]:
    """Places and persons that a text names; a phone number is no room."""
    clues = known.names.find(text, lambda digits: known.phones.get(digits, ()))
    left = text
    for clue in clues:
        if clue.how in ("phone", "tail"):
            left = left[: clue.start] + "\n" * (clue.end - clue.start) + left[clue.end :]
    return rules_rooms.find(left), clues


def _without(text: str, places: list[rules_rooms.Mention]) -> str:
    """The sentence without its rooms and numbers, which look like dates: 3-12 and 4.10."""
    for place in places:
        if not place.loose:
            text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
    return rules_people.PHONE.sub(" ", text)
