"""What this app does when others, or its own verbs, announce something (`config/wiring.py`)."""

from contextlib import suppress
from typing import Any

from linli.accounts.models import Role
from linli.accounts.models.phones import tell as tell_resident
from linli.core.refusals import Refused
from linli.registry.models import Resident
from linli.volunteers import matters, rotation, telling
from linli.volunteers.models import Ask, Hours, Shift, Slot, Swap, Volunteer


def note_taken(happening: Any) -> None:
    """A place was taken: what was asked is answered, and a complete shift is no matter any more."""
    slot = happening.subject
    Ask.answered(slot.shift, slot.volunteer, by=happening.by, at=happening.at)
    rotation.follow(slot.shift, by=happening.by, at=happening.at)


def note_swapped(happening: Any) -> None:
    """Both hear of their new turn, other offers of these turns are void, and the lead knows."""
    swap, at = happening.subject, happening.at
    for slot in [swap.slot, *([swap.back] if swap.back else [])]:
        _withdraw_offers(slot, happening.by, at)
        telling.tell_user(
            slot.community_id, slot.shift.lead_id, "volunteers.swapped", at=at, key=f"swapped:{swap.pk}:{slot.pk}"
        )


def look_for_another(happening: Any) -> None:
    """Somebody gave a turn back: who depends on it hears of it, and the next in turn is asked at once."""
    slot, at = happening.subject, happening.at
    shift = slot.shift
    _withdraw_offers(slot, happening.by, at)
    key = f"left:{slot.pk}:{int(at.timestamp())}"
    if getattr(happening.by, "pk", None) != shift.lead_id:
        telling.tell_user(shift.community_id, shift.lead_id, "volunteers.left", at=at, key=key, shift=str(shift.pk))
    others = shift.slots.exclude(volunteer=None).select_related("volunteer__resident")
    for other in others:
        telling.tell(other.volunteer, "volunteers.one_less", at=at, key=key, shift=str(shift.pk))
    rotation.fill(shift, by=happening.by, at=at)
    if not others:  # nobody is left who would come
        _tell_households(shift, happening)


def tell_of_cancelling(happening: Any) -> None:
    """A shift does not take place: its volunteers, and whoever counted on it, are told; nobody is asked any more."""
    shift, at = happening.subject, happening.at
    for slot in shift.slots.exclude(volunteer=None).select_related("volunteer__resident"):
        _withdraw_offers(slot, happening.by, at)
        telling.tell(slot.volunteer, "volunteers.cancelled", at=at, key=f"cancelled:{shift.pk}", shift=str(shift.pk))
        if slot.volunteer.by_call:
            matters.ring_off(slot.volunteer, shift, by=happening.by, at=at)
    for ask in shift.asks.filter(status="asked").select_related("volunteer", "shift"):
        with suppress(Refused):  # answered at this very moment
            ask.lapse(at=at)
    matters.filled(shift, by=happening.by, at=at)
    _tell_households(shift, happening)


def _tell_households(shift: Shift, happening: Any) -> None:
    at = happening.at
    for one in shift.dependents.select_related("resident"):
        if one.resident.no_smartphone:
            matters.tell_household(one, shift, by=happening.by, at=at)
        else:
            tell_resident(one.resident, "volunteers.not_coming", at=at, key=f"without:{shift.pk}")


def _withdraw_offers(slot: Slot, by: Any, at: Any) -> None:
    rows = Swap._base_manager.filter(community_id=slot.community_id, status="offered")
    for swap in [*rows.filter(slot=slot), *rows.filter(back=slot)]:
        with suppress(Refused):
            swap.withdraw(by=by, at=at)


def free_turns(happening: Any) -> None:
    """Somebody helps no more: their turns to come are open again."""
    volunteer, at = happening.subject, happening.at
    rows = Slot._base_manager.filter(
        community_id=volunteer.community_id, volunteer=volunteer, shift__status="open", shift__ends_at__gt=at
    )
    for slot in rows.select_related("shift__community", "shift__lead", "volunteer"):
        with suppress(Refused):  # they are at work: those hours are theirs
            slot.leave(by=happening.by, at=at)
    for ask in volunteer.asks.filter(status="asked").select_related("shift", "volunteer"):
        with suppress(Refused):
            ask.lapse(at=at)


def end_with_post(happening: Any) -> None:
    """The office ended the post on the page of roles: the offer ends with it, if no other post goes on."""
    role, at = happening.subject, happening.at
    if role.kind != Role.Kind.VOLUNTEER:
        return
    posts = Role._base_manager.filter(community_id=role.community_id, user=role.user_id, kind=role.kind)
    if posts.filter(ends_at__gt=at).exists() or posts.filter(ends_at=None).exists():
        return
    rows = Volunteer._base_manager.filter(community_id=role.community_id, user=role.user_id, status="approved")
    for one in rows.select_related("community", "resident"):
        with suppress(Refused):
            one.end(by=happening.by, at=at)


def end_of_leavers(happening: Any) -> None:
    """Somebody moved away or died: nobody asks them any more, and their turns are open again."""
    if not isinstance(happening.subject, Resident):
        return
    resident = happening.subject
    rows = Volunteer._base_manager.filter(community_id=resident.community_id, resident=resident)
    for one in rows.filter(status__in=("asked", "approved")).select_related("community", "resident"):
        with suppress(Refused):
            if one.status == Volunteer.Status.ASKED:
                one.withdraw(by=None, at=happening.at)
            else:
                one.end(by=None, at=happening.at)


def hours_settled(happening: Any) -> None:
    """The last hours of a shift were confirmed or not counted: its matter is done."""
    hours = happening.subject
    if hours.slot_id is None:
        return
    shift = hours.slot.shift
    waiting = Hours._base_manager.filter(community_id=hours.community_id, slot__shift=shift)
    if not waiting.filter(status__in=("running", "ended")).exists():
        matters.confirmed(shift, by=happening.by, at=happening.at)
