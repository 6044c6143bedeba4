"""A crossing decided on a page of this website: by the same facts, the same rules, into the same ledger."""

import secrets
import time
import uuid
from datetime import datetime
from typing import Any

from linli.gates.facts import facts_of, subject_of
from linli.gates.inforce import InForce, judge, rules_at
from linli.gates.known import Known, know
from linli.gates.ledger import Step
from linli.gates.models import CrossingKey, Device
from linli.gates.reading import CrossingIn, Item, canonical, digest_of
from linli.gates.uploads import receive
from linli.journal.verbs import verb

UNDECIDED = {"outcome": "refer", "code": "gate.undecided", "step": ""}


def new_sequence() -> int:
    """The number of one form: the time it was shown and chance, so that sending it twice records it once."""
    return time.time_ns() // 1_000_000 * 1000 + secrets.randbelow(1000)


def web_device(community: Any) -> Device:
    """The community's own pages, as a device; its secret opens nothing because nobody has it."""
    device, _ = Device.objects.get_or_create(community=community, kind=Device.Kind.WEB, defaults={"name": "web"})
    return device


def look(community: Any, crossing: CrossingIn, at: datetime) -> tuple[InForce, Known, dict[str, Any], dict[str, Any]]:
    """The rules, what is known, the facts and the verdict of ``crossing`` as of ``at``; nothing is kept."""
    day = community.today(at)
    rules = rules_at(community, at)
    known = know(community, [crossing], {day})
    facts = facts_of(crossing, int(at.timestamp()), day.isoformat(), community.offset(at), known)
    return rules, known, facts, judge(rules, facts)


def look_at_all(
    community: Any, rules: InForce, crossings: list[CrossingIn], at: datetime, *, together: bool
) -> list[dict[str, Any]]:
    """The verdicts on several people, each alone, or ``together`` one after another: what one uses up, the next
    no longer has. Nothing is kept."""
    day = community.today(at)
    known = know(community, crossings, {day})
    moment, offset, verdicts = int(at.timestamp()), community.offset(at), []
    for number, crossing in enumerate(crossings):
        verdict = judge(rules, facts_of(crossing, moment, day.isoformat(), offset, known))
        verdicts.append(verdict)
        if together and verdict["outcome"] in ("allow", "ask"):
            subject = subject_of(crossing, known)
            home = subject.household.pk if subject.household else None
            who = subject.resident.pk if subject.resident else subject.ticket_id
            known.add(
                Step(moment - 1, "", number, crossing.direction, who, home, subject.ticket_id, day=day.isoformat())
            )
    return verdicts


@verb
def keep(community: Any, body: dict[str, Any], sequence: int, at: datetime) -> uuid.UUID:
    """Record ``body`` (a crossing as gates send it) under ``sequence``; returns the crossing's id. Twice is once."""
    device = web_device(community)
    device.community = community
    content = canonical(body)
    item = Item(sequence, content, digest_of(content), CrossingIn.model_validate(body))
    held = CrossingKey.objects.filter(device_id=device.pk, sequence=sequence).first()
    if held is None:
        receive(device, [item], at)
        held = CrossingKey.objects.get(device_id=device.pk, sequence=sequence)
    crossing: uuid.UUID = held.crossing_id
    return crossing
