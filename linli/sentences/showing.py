"""What one confirmation made, with the way to each record for whoever may open it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.accounts.models import User
from linli.accounts.permissions import may
from linli.accounts.reach import sees_all
from linli.arrivals.matters import open_matters
from linli.arrivals.models import Arrival
from linli.arrivals.views import visible as threads
from linli.errands.models import Errand
from linli.errands.sight import errands
from linli.followups.models import FollowUp
from linli.outings import words
from linli.outings.models import Outing
from linli.registry.models import Household, Resident
from linli.sentences.models import Intake
from linli.sentences.words import KINDS
from linli.supplies.models import Basket


@dataclass(frozen=True)
class Row:
    """One line: what it became, for whom, with whom, by when, and the reply."""

    title: str
    who: str
    owner: Any
    due_at: datetime | None
    reply: str
    why: str = ""
    address: str = ""
    urgent: bool = False


def rows(request: Any, intake: Intake) -> list[Row]:
    """In the order of the lines."""
    keys: dict[str, list[str]] = {"followup": [], "outing": [], "arrival": [], "errand": []}
    for line in intake.lines:
        model, _colon, key = line["about"].partition(":")
        keys.setdefault(model, []).append(key)
    coming = list(Arrival.objects.filter(pk__in=keys["arrival"]).select_related("household__flat", "worker"))
    matters = FollowUp.objects.filter(pk__in=keys["followup"]).select_related("owner")
    outings = Outing.objects.filter(pk__in=keys["outing"]).select_related("resident__household__flat")
    made: dict[str, Any] = {f"followup:{one.pk}": one for one in matters}
    made |= {f"outing:{one.pk}": one for one in outings}
    made |= {f"arrival:{one.pk}": one for one in coming}
    baskets = Basket.objects.filter(pk__in=keys.get("basket", [])).select_related("of", "household__flat", "person")
    made |= {f"basket:{one.pk}": one for one in baskets}
    made |= {f"errand:{one.pk}": one for one in errands().filter(pk__in=keys["errand"])}
    people = _people(matters)
    shown = []
    for line, said in zip(intake.lines, intake.said, strict=True):
        row = made.get(line["about"])
        if isinstance(row, Outing):
            shown.append(_outing(request, row, said))
        elif isinstance(row, Arrival):
            shown.append(_arrival(request, row, line, said))
        elif isinstance(row, Basket):
            shown.append(_basket(request, row, said))
        elif isinstance(row, Errand):
            shown.append(_errand(row, line, said))
        elif row is not None:
            shown.append(_matter(request, row, people, line, said))
    return shown


def _people(matters: Any) -> dict[str, str]:
    """The person, else the household, that each matter (by its key) is about."""
    keys = {one.codes.get("resident") for one in matters} - {None, ""}
    homes = {one.codes.get("household") for one in matters} - {None, ""}
    known = {str(one.pk): str(one) for one in Household.objects.filter(pk__in=homes).select_related("flat")}
    for one in Resident.objects.filter(pk__in=keys).select_related("household__flat"):
        known[str(one.pk)] = f"{one.household} {one.name}"
    about = {one.pk: one.codes.get("resident") or one.codes.get("household", "") for one in matters}
    return {str(key): known.get(whom, "") for key, whom in about.items()}


def _matter(request: Any, row: FollowUp, people: dict[str, str], line: dict[str, str], said: str) -> Row:
    urgent = row.kind == "emergency"
    return Row(
        title=str(KINDS[row.kind]),
        who=people[str(row.pk)],
        owner=row.owner,
        due_at=row.due_at,
        reply=said,
        why=_why(line["code"]),
        address=reverse("followups:matter", args=[row.pk]) if _sees(request, row) else "",
        urgent=urgent,
    )


def _outing(request: Any, row: Outing, said: str) -> Row:
    may_see = may(request.roles, "outings.decide")
    return Row(
        title=f"{KINDS['outing']} · {words.purpose(row.purpose)} · {row.get_status_display()}",
        who=f"{row.resident.household} {row.resident.name}",
        owner=None,
        due_at=row.starts_at,
        reply=said,
        address=reverse("outings:outing", args=[row.pk]) if may_see else "",
    )


def _arrival(request: Any, row: Arrival, line: dict[str, str], said: str) -> Row:
    matter = open_matters(row).order_by("due_at").first()
    return Row(
        title=str(KINDS["arrival"]),
        who=" ".join(str(part) for part in (row.household or row.room, *row.present) if part),
        owner=row.worker,
        due_at=matter.due_at if matter else None,
        reply=said,
        why=_("It was announced already: what was new went there.") if line["code"] == "joined" else "",
        address=reverse("arrivals:thread", args=[row.pk]) if _sees_thread(request, row) else "",
    )


def _basket(request: Any, row: Basket, said: str) -> Row:
    """What was clear went into the open purchase round at once."""
    may_see = may(request.roles, "supplies.order")
    return Row(
        title=f"{KINDS['purchase']} · {row.of.title}",
        who=" ".join(str(part) for part in (row.household, row.person) if part),
        owner=None,
        due_at=row.of.closes_at,
        reply=said,
        address=reverse("supplies:basket", args=[row.of_id, row.pk]) if may_see else "",
    )


def _errand(row: Errand, line: dict[str, str], said: str) -> Row:
    """Whoever wrote the sentence asked for it, and so sees all of it."""
    return Row(
        title=f"{KINDS['errand']} · {row.get_kind_display()} · {row.get_status_display()}",
        who=" ".join(str(part) for part in (row.household, row.resident) if part),
        owner=row.runner or User.objects.filter(pk__in=[line["owner"]] if line["owner"] else []).first(),
        due_at=row.due_at,
        reply=said,
        address=reverse("errands:errand", args=[row.pk]),
    )


def _sees_thread(request: Any, row: Arrival) -> bool:
    return may(request.roles, "arrivals.work") and threads(request).filter(pk=row.pk).exists()


def _sees(request: Any, matter: FollowUp) -> bool:
    mine = sees_all(request.roles) or matter.owner_id == request.user.pk
    return mine and may(request.roles, "followups.read")


def _why(code: str) -> str:
    """Why an outing became a call."""
    if not code:
        return ""
    if code in ("outings.just_go", "outings.nobody_asks", "outings.rules_end"):
        return _("Nobody has to ask for this outing: they can just go. The call tells them so.")
    return _("The rules in force do not give this outing by themselves, so somebody rings and finds a way.")
