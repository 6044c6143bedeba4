"""An upload: facts from one device, each answered on its own, none refused.

All writing of one upload is one transaction that first locks the community's ledger: uploads of one community
follow one another, so that the quotas they are judged by are never half of another's.
"""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from linli.gates import aftermath, noting, outside, queue, rejudging, spared
from linli.gates.facts import facts_of, subject_of
from linli.gates.inforce import InForce, as_written, judge, rules_at
from linli.gates.known import Known, know, lane, step_of
from linli.gates.models import Altered, Companions, Crossing, CrossingKey, Device, Ledger, Quarantine
from linli.gates.newcomers import Newcomers, fresh
from linli.gates.oddities import again, quarantined
from linli.gates.reading import CrossingIn, Item, ShelfIn
from linli.gates.rows import insert_many
from linli.gates.shelf import Shelf
from linli.journal.verbs import verb

EARLIEST = timedelta(days=31)
AHEAD = timedelta(seconds=2)
NO_CROSSING = uuid.UUID(int=0)  # of the key of a fact that is none: shelf, companions


@dataclass
class Upload:
    """What became of one upload; ``answers`` go back to the device in the order of its items."""

    device: Device
    at: datetime
    typed_by: uuid.UUID | None = None
    answers: list[dict[str, Any]] = field(default_factory=list)
    kept: list[Crossing] = field(default_factory=list)
    keys: list[CrossingKey] = field(default_factory=list)
    notes: list[Companions] = field(default_factory=list)
    altered: list[Altered] = field(default_factory=list)
    invalid: list[Quarantine] = field(default_factory=list)
    named: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    newcomers: Newcomers = field(init=False)

    def __post_init__(self) -> None:
        self.newcomers = Newcomers(self.device, self.at)


@verb
def receive(device: Device, items: list[Item], at: datetime, typed_by: uuid.UUID | None = None) -> Upload:
    """Keep ``items`` as facts, judge each as of its own time, answer each. In the community's scope.

    ``typed_by``: the user who types them in from paper.
    """
    upload = Upload(device, at, typed_by)
    ledger = Ledger.lock(device.community_id)
    community = device.community
    digests = _digests(device, items)
    timed = {item.digest: bounded(item.fact, at) for item in items if item.fact}
    days = {community.today(timed[item.digest]) for item in items if item.crossing}
    upload.newcomers.enter([] if typed_by else fresh(items, digests))
    known = know(community, (item.crossing for item in items if item.crossing), days, upload.newcomers.ids)
    rules = _Rules(community, list(timed.values()))
    shelf = Shelf(device, items, at)
    number = ledger.number
    for item in items:
        if item.fact is None or item.sequence is None:
            upload.answers.append(quarantined(upload, item))
        elif item.sequence in digests:
            upload.answers.append(again(upload, item, digests[item.sequence]))
        else:
            moment = timed[item.digest]
            digests[item.sequence] = item.digest
            if item.crossing is None or item.crossing.about is not None:
                upload.keys.append(_key(upload, item, moment, NO_CROSSING))
                if item.shelf:
                    upload.answers.append(shelf.take(item, item.shelf, moment, rules.at(moment).gate))
                else:
                    upload.answers.append(_added(upload, item))
                continue
            number += 1
            upload.answers.append(_new(upload, item, item.crossing, moment, number, known, rules.at(moment)))
    _write(upload, ledger, number, known)
    queue.close(upload.kept, upload.named, at)
    shelf.write()
    upload.newcomers.ask()
    aftermath.follow(upload.device, upload.kept, upload.altered, known, at)
    rejudging.again(community, upload.kept, device, at)
    noting.note(upload, items)
    return upload


class _Rules:
    """The rules at each moment of a batch; one look where they did not change in between."""

    def __init__(self, community: Any, moments: list[datetime]) -> None:
        self.community = community
        self.same: InForce | None = None
        if moments:
            first = rules_at(community, min(moments))
            last = rules_at(community, max(moments)) if len(set(moments)) > 1 else first
            self.same = first if first.version == last.version else None

    def at(self, moment: datetime) -> InForce:
        return self.same or rules_at(self.community, moment)


def bounded(fact: CrossingIn | ShelfIn, received: datetime) -> datetime:
    """The device's time as corrected by its own measured offset, believed only between a month ago and now."""
    told = fact.at + fact.offset
    earliest = received - EARLIEST
    if not earliest.timestamp() <= told <= (received + AHEAD).timestamp():
        return received.replace(microsecond=0)
    return min(datetime.fromtimestamp(told, UTC), received)


def _digests(device: Device, items: list[Item]) -> dict[int, str]:
    sequences = {item.sequence for item in items if item.sequence is not None}
    rows = CrossingKey.objects.filter(community_id=device.community_id, device_id=device.pk, sequence__in=sequences)
    return dict(rows.values_list("sequence", "digest"))


def _key(upload: Upload, item: Item, moment: datetime, crossing: uuid.UUID) -> CrossingKey:
    device = upload.device
    return CrossingKey(
        community_id=device.community_id,
        device_id=device.pk,
        sequence=item.sequence or 0,
        digest=item.digest,
        day=device.community.today(moment),
        crossing_id=crossing,
    )


def _added(upload: Upload, item: Item) -> dict[str, Any]:
    crossing = item.crossing
    assert crossing is not None and crossing.about is not None
    note = Companions(
        community_id=upload.device.community_id,
        device_id=upload.device.pk,
        sequence=item.sequence or 0,
        about=crossing.about,
        companions=crossing.companions or 0,
        vehicle=crossing.vehicle,
        received_at=upload.at,
    )
    upload.notes.append(note)
    return {"sequence": item.sequence, "outcome": "new"}


def _new(
    upload: Upload, item: Item, told: CrossingIn, moment: datetime, number: int, known: Known, rules: InForce
) -> dict[str, Any]:
    community = upload.device.community
    day = community.today(moment)
    place = (lane(upload.device.pk, item.sequence or 0), item.sequence or 0)
    facts = facts_of(told, int(moment.timestamp()), day.isoformat(), community.offset(moment), known, place)
    verdict = judge(as_written(rules, facts) if upload.typed_by else rules, facts)
    subject = subject_of(told, known)
    final = told.overrule.outcome if told.overrule else told.verdict.outcome
    crossing = Crossing(
        community_id=upload.device.community_id,
        day=day,
        number=number,
        device_id=upload.device.pk,
        sequence=item.sequence or 0,
        gate_id=_uuid(told.gate),
        direction=told.direction,
        at=moment,
        device_at=told.at,
        received_at=upload.at,
        policy=spared.version(told.policy),
        pass_id=subject.ticket_id,
        resident_id=subject.resident.pk if subject.resident else None,
        household_id=subject.household.pk if subject.household else None,
        visitor=told.visitor.model_dump_json(exclude_defaults=True) if told.visitor else "",
        facts=spared.to_keep(facts, rules),
        gate_outcome=told.verdict.outcome,
        gate_code=spared.code(told.verdict.code),
        gate_step=spared.code(told.verdict.step),
        server_policy=rules.version,
        server_outcome=verdict["outcome"],
        server_code=verdict["code"],
        server_step=verdict.get("step", ""),
        disagreed=verdict["outcome"] != told.verdict.outcome,
        overrule_outcome=told.overrule.outcome if told.overrule else "",
        overrule_reason=told.overrule.reason if told.overrule else "",
        went=told.emergency or final == "allow",
        emergency=told.emergency,
        guard_id=_uuid(told.guard),
        shift_id=_uuid(told.shift),
        group_id=_uuid(told.group),
        vehicle=told.vehicle,
        expected_id=_uuid(told.expected),
        typed_by=upload.typed_by,
    )
    if crossing.went and told.direction == "exit" and verdict.get("until"):
        crossing.back_by = datetime.fromtimestamp(verdict["until"], UTC)
    upload.newcomers.link(crossing, item.digest)
    upload.kept.append(crossing)
    if told.prepared:
        upload.named[crossing.id] = uuid.UUID(told.prepared)
    upload.keys.append(_key(upload, item, moment, crossing.id))
    if crossing.went:
        known.add(step_of(crossing))
    answer = {"sequence": item.sequence, "outcome": "disagreed" if crossing.disagreed else "new"}
    return answer | {"server_verdict": {name: verdict.get(name, "") for name in ("outcome", "code", "step")}}


def _write(upload: Upload, ledger: Ledger, number: int, known: Known) -> None:
    insert_many(upload.keys)
    insert_many(upload.kept)
    insert_many(upload.notes)
    Altered.objects.bulk_create(upload.altered, ignore_conflicts=True)
    Quarantine.objects.bulk_create(upload.invalid, ignore_conflicts=True)
    if number != ledger.number:
        Ledger._base_manager.filter(pk=ledger.pk).update(number=number)
    outside.rewrite(upload.device.community_id, upload.kept, known)


def _uuid(text: str) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None
