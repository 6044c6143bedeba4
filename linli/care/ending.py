"""What ends with a life, here: the watch, matters, messages; and who must know (`config/wiring.py`)."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from linli.accounts.models import Role
from linli.accounts.models.people import in_force
from linli.accounts.models.phones import tell_household
from linli.care.ended import ended_by
from linli.care.models import Death, Silence
from linli.care.watching import forget
from linli.core.models import ClosedAddress, Message
from linli.core.outbox import put
from linli.core.refusals import Refused
from linli.followups.kinds import SETTLED
from linli.followups.models import FollowUp
from linli.gates.models import ShelfItem
from linli.registry.models import Resident

K = FollowUp.Kind
# What somebody was to do about the person; matters about records (two gates, paper …) stay, without the person.
ENDS = frozenset(
    {
        K.FEVER,
        K.OVERDUE,
        K.REFERRED,
        K.ORDER,
        K.OUTING,
        K.CERTIFICATE,
        K.SIGN_ORDER,
        K.ERRAND,
        K.PURCHASE,
        K.QUESTION,
        K.VISIT,
        K.CALL,
        K.ARRIVAL,
        K.SILENCE,
    }
)


def stop_watching(happening: Any) -> None:
    """Nobody knocks any more."""
    resident = happening.subject
    forget(resident.community_id, [resident.pk], end=Silence.End.ENDED, by=happening.by, at=happening.at)


def end_matters(happening: Any) -> None:
    """What was to be done for the person is settled; what remains to be looked at no longer names them."""
    resident, at = happening.subject, happening.at
    for matter in (
        FollowUp.objects.filter(codes__resident=str(resident.pk)).exclude(status="done").exclude(kind=K.DEATH)
    ):
        if matter.kind in ENDS:
            with suppress(Refused):  # somebody closes it at this very moment
                matter.close(by=None, at=at)
        else:
            rest = {name: value for name, value in matter.codes.items() if name != "resident"}
            matter.codes = rest | {"household": str(resident.household_id)}
            matter.save(update_fields=["codes"])


def end_at_once(happening: Any) -> None:
    """A gate without a network tells late of somebody who has died since: nobody is sent to ask after them."""
    matter = happening.subject
    if matter.kind in ENDS and matter.codes.get("resident") and Death.of(matter.codes["resident"]):
        matter.close(by=None, at=happening.at)


def close_address(happening: Any) -> None:
    """What waits for the person is dropped, and nothing more is delivered in that name."""
    resident = happening.subject
    actor = f"resident:{resident.pk}"
    ClosedAddress.objects.get_or_create(community_id=resident.community_id, actor=actor)
    Message.objects.filter(community_id=resident.community_id, to=actor).delete()


def look_after_what_remains(happening: Any) -> None:
    """A child without a guardian, something at the gate for a home where nobody lives any more: each gets an owner."""
    resident, death, at = happening.subject, happening.codes["death"], happening.at
    for ward in Resident.objects.living().filter(guardian=resident):
        ward.guardian = None
        ward.save(update_fields=["guardian"])
        _open(K.VISIT, f"death:{death}:ward:{ward.pk}", ward, happening, urgency=FollowUp.Urgency.NOW)
    if Resident.objects.living().filter(household=resident.household_id).exists():
        return
    if ShelfItem.objects.filter(ShelfItem.stands(), household_id=resident.household_id).exists():
        grid = resident.household.flat.unit.building.grid_id
        subject = f"death:{death}:shelf"
        FollowUp.open(
            resident.community_id,
            K.SHELF,
            subject,
            grid=grid,
            due_at=at,
            by=None,
            at=at,
            household=str(resident.household_id),
        )


def _open(kind: str, subject: str, resident: Resident, happening: Any, urgency: int) -> None:
    FollowUp.open(
        resident.community_id,
        kind,
        subject,
        resident=resident,
        urgency=urgency,
        due_at=happening.at,
        by=None,
        at=happening.at,
    )


def tell_who_must_know(happening: Any) -> None:
    """The grid worker, the building lead, the secretary, and the people of the home: once each, in calm words."""
    _tell(happening, "care.died")


def tell_it_was_a_mistake(happening: Any) -> None:
    _tell(happening, "care.restored")


def _tell(happening: Any, template: str) -> None:
    resident, at, death = happening.subject, happening.at, happening.codes["death"]
    for user in _who_must_know(resident, at):
        put(resident.community_id, f"user:{user}", template, key=f"{template}:{death}:{user}", at=at, death=death)
    tell_household(resident, template, at=at, key=f"{template}:{death}", death=death)


def _who_must_know(resident: Resident, at: datetime) -> set[Any]:
    unit = resident.household.flat.unit
    roles = Role.objects.filter(in_force(at), user__is_active=True)
    held = roles.filter(kind=Role.Kind.SECRETARY)
    held = held | roles.filter(kind=Role.Kind.GRID_WORKER, grids=unit.building.grid_id)
    held = held | roles.filter(kind=Role.Kind.BUILDING_LEAD, units=unit)
    return set(held.values_list("user", flat=True))


def restore(happening: Any) -> None:
    """It was a mistake: notices go out again, the guardian is the guardian, what others were to do is to be done."""
    resident, at, death = happening.subject, happening.at, happening.codes["death"]
    ClosedAddress.objects.filter(community_id=resident.community_id, actor=f"resident:{resident.pk}").delete()
    reported = Death.objects.get(pk=death)
    died_at = reported.confirmed_at
    for matter in FollowUp.objects.filter(subject__startswith=f"death:{death}:ward:").exclude(status="done"):
        Resident.objects.filter(pk=matter.codes["resident"], guardian=None).update(guardian=resident)
        matter.close(by=None, at=at)
    ended = FollowUp.objects.filter(codes__resident=str(resident.pk), status="done", closed_at=died_at, closed_by=None)
    for matter in ended.exclude(kind__in=SETTLED):
        matter.reopen(at=at)
    decided = ended.filter(kind__in=SETTLED).exists()  # on its own page: a certificate to verify
    if decided or any(not one.returns for one in ended_by(reported)):  # a restriction, an outing, a return
        _open(K.CALL, f"death:{death}:again", resident, happening, urgency=FollowUp.Urgency.SOON)


def refuse_move(happening: Any) -> None:
    """Nobody moves somebody who has died; a mistake is put right where it was made."""
    if Death.of(happening.subject):
        raise Refused("care.has_died")
