"""What follows from crossings for people: every open question gets an owner, in the upload's transaction."""

from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models import User
from linli.core.models import Message
from linli.followups.models import FollowUp
from linli.followups.owners import duty_lead, grid_workers, owner_for
from linli.gates.inforce import rules_at
from linli.gates.known import Known, step_of
from linli.gates.ledger import elsewhere
from linli.gates.models import Altered, Crossing, Device
from linli.gates.policy import GateSettings

K = FollowUp.Kind
SOON = timedelta(minutes=5)
TODAY = timedelta(hours=12)


class Owners:
    """Looks each owner up once for a whole upload."""

    def __init__(self, community: Any, at: datetime) -> None:
        self.community, self.at = community, at
        self._grids: dict[Any, User] | None = None
        self._lead: User | None = None
        self._office: User | None = None

    def lead(self) -> User:
        self._lead = self._lead or duty_lead(self.community, self.at)
        return self._lead

    def office(self) -> User:
        self._office = self._office or owner_for(self.community, self.at)
        return self._office

    def of(self, crossing: Crossing, known: Known) -> User:
        """The grid worker of the person's building, else the office."""
        if self._grids is None:
            self._grids = grid_workers(self.community, self.at)
        home = known.households.get(crossing.household_id) if crossing.household_id else None
        grid = home.grid_id if home else None
        return self._grids.get(grid) or self.office()


def follow(device: Device, crossings: list[Crossing], altered: list[Altered], known: Known, at: datetime) -> None:
    """Open the matters that ``crossings`` (just kept) and ``altered`` leave behind."""
    owners = Owners(device.community_id, at)
    within = GateSettings.read(rules_at(device.community, at).gate).two_gates_seconds if crossings else 0
    for crossing in crossings:
        for kind, owner, due in _questions(crossing, known, owners, within):
            _open(crossing, kind, owner, at + due, device, at)
        if crossing.emergency:
            tell_lead(crossing, owners.lead(), at, 0)
    for one in altered:
        FollowUp.open(
            device.community_id,
            K.ALTERED,
            f"altered:{device.pk}:{one.sequence}",
            owner=owners.office(),
            due_at=at + TODAY,
            by=device,
            at=at,
            device=str(device.pk),
            sequence=one.sequence,
        )


def _questions(crossing: Crossing, known: Known, owners: Owners, within: int) -> list[tuple[str, User, timedelta]]:
    found: list[tuple[str, User, timedelta]] = []
    if crossing.emergency:
        found.append((K.EMERGENCY, owners.lead(), timedelta()))
        return found  # life first: no other question is asked of an emergency
    if "hand_over" in (crossing.gate_outcome, crossing.server_outcome):
        found.append((K.FEVER, owners.of(crossing, known), SOON))
    elif crossing.gate_outcome == "refer" and not crossing.overrule_outcome:
        found.append((K.REFERRED, owners.of(crossing, known), SOON))
    if crossing.disagreed:
        found.append((K.DISAGREEMENT, owners.office(), TODAY))
    if crossing.went and crossing.pass_id and within and _at_two_gates(crossing, known, within):
        found.append((K.TWO_GATES, owners.office(), TODAY))
    return found


def _at_two_gates(crossing: Crossing, known: Known, within: int) -> bool:
    steps = known.by_pass.get(crossing.pass_id, []) if crossing.pass_id else []
    return elsewhere(steps, step_of(crossing), within) is not None


def _open(crossing: Crossing, kind: str, owner: User, due_at: datetime, by: Device, at: datetime) -> None:
    FollowUp.open(
        crossing.community_id,
        kind,
        # one pass is asked about once a day, however often it was seen at two gates
        f"pass:{crossing.pass_id}:{crossing.day}" if kind == K.TWO_GATES else f"crossing:{crossing.id}",
        owner=owner,
        due_at=due_at,
        by=by,
        at=at,
        day=crossing.day.isoformat(),
        gate=str(crossing.gate_id or ""),
        resident=str(crossing.resident_id or ""),
        gate_code=crossing.gate_code,
        server_code=crossing.server_code,
    )


def tell_lead(crossing: Crossing, lead: User, at: datetime, round_: int) -> None:
    """One message in the outbox; told again every round until somebody answers."""
    Message.objects.bulk_create(
        [
            Message(
                community_id=crossing.community_id,
                channel="in_app",
                to=f"user:{lead.pk}",
                template="gates.emergency",
                params={"crossing": str(crossing.id), "gate": str(crossing.gate_id or "")},
                key=f"emergency:{crossing.id}:{round_}",
                due_at=at,
            )
        ],
        ignore_conflicts=True,
    )
