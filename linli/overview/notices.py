"""Notices for staff on their first page: what the outbox delivered to them in the app, until they put it aside."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow, may
from linli.core.clock import now
from linli.core.models import Message
from linli.core.outbox import read, unread_for
from linli.journal.verbs import actor_of

# template -> (words, urgency, where to go). Params become moments where they are times.
NOTICES: dict[str, tuple[Any, str, str]] = {
    "gates.emergency": (_("Somebody passed a gate in an emergency. Please answer."), "error", "followups:list"),
    "sentences.emergency": (_("Somebody wrote of an emergency. Please answer."), "error", "followups:list"),
    "orders.many": (
        _("Within 24 hours restrictions on %(people)s people: look at each of them."),
        "error",
        "orders:numbers",
    ),
    "review.asked": (_("A resident asks for a review. Please answer by its deadline."), "warning", "reviews:list"),
    "review.late": (_("A review is late and is yours now."), "error", "reviews:list"),
    "care.no_answer": (_("Twice nobody opened after a long silence. It is yours now."), "error", "care:watched"),
    "volunteers.approved": (_("You are welcome as a volunteer. Thank you."), "success", "volunteers:mine"),
    "volunteers.declined": (_("Thank you for offering help. At present we have enough hands."), "", ""),
    "volunteers.extended": (_("Your time as a volunteer goes on."), "success", "volunteers:mine"),
    "volunteers.ends_soon": (_("Your time as a volunteer ends soon."), "warning", "volunteers:mine"),
    "volunteers.asked": (_("You are asked for a turn. Please answer."), "warning", "volunteers:mine"),
    "volunteers.cancelled": (_("A turn of yours has been cancelled."), "warning", "volunteers:mine"),
    "volunteers.one_less": (_("Somebody on your turn cannot come; somebody else is being asked."), "", ""),
    "volunteers.left": (_("A volunteer gave a turn back; the next one is asked."), "warning", "volunteers:overview"),
    "volunteers.swapped": (_("Two volunteers swapped a turn that you lead."), "", "volunteers:overview"),
    "volunteers.swap_offered": (_("Another volunteer asks you to take a turn."), "warning", "volunteers:mine"),
    "volunteers.swap_accepted": (_("Your turn has been taken over."), "success", "volunteers:mine"),
    "volunteers.swap_declined": (_("Your turn stays yours: they cannot take it."), "", "volunteers:mine"),
    "care.died": (_("Somebody has passed away. Everything in that name has ended."), "warning", "care:deaths"),
    "care.restored": (_("A report of a death was put right: it was a mistake."), "warning", "care:deaths"),
    "gates.shelf_tell": (
        _("Something came to the gate for a household without a phone. Please tell them."),
        "warning",
        "gates:shelf",
    ),
    "wellbeing.waiting": (
        _("Somebody waits in the Sunshine Cottage, and nobody has opened it yet."),
        "error",
        "wellbeing:worklist",
    ),
    "errand.offered": (_("You are asked to do an errand. Please say whether you can."), "warning", "errands:list"),
    "errand.cancelled": (_("An errand of yours is not needed any more."), "warning", "errands:list"),
    "wellbeing.renewal": (
        _("The counsellors' key should be replaced: somebody left, or recovery sheets were used."),
        "warning",
        "wellbeing:keys",
    ),
    "situation.lapses_soon": (
        _("The rules in force end by themselves at %(lapses_at)s. Without new ones, restrictions end then."),
        "warning",
        "situation:policy",
    ),
}
# params that name one matter, told of in several messages
ABOUT = ("crossing", "publication", "review", "matter", "death", "errand")


def notices(request: Any) -> list[dict[str, Any]]:
    """``words``, ``tone``, ``address``, ``at`` and ``ids`` of each unread matter; told again, it stands here once."""
    shown: dict[tuple[str, str], dict[str, Any]] = {}
    for message in _unread(request):
        if message.template in NOTICES:
            about = next((str(message.params[name]) for name in ABOUT if message.params.get(name)), message.key)
            first = shown.setdefault((message.template, about), _line(request, message))
            first["ids"].append(message.pk)
    return list(shown.values())


def _actors(request: Any) -> list[str]:
    """What a counsellor is told as such shows in that workplace only: nothing of it may reach their other posts."""
    apart = [f"counsellor:{request.user.pk}"] if may(request.roles, "wellbeing.counsel") else []
    return [actor_of(request.user), *apart]


def _unread(request: Any) -> list[Message]:
    return [message for actor in _actors(request) for message in unread_for(request.community.pk, actor)]


def _line(request: Any, message: Message) -> dict[str, Any]:
    words, tone, place = NOTICES[message.template]
    try:
        address = reverse(place)
    except NoReverseMatch:  # an installation without these pages still tells
        address = ""
    params = {name: _moment(value, request.community) for name, value in message.params.items()}
    return {"words": str(words) % params, "tone": tone, "address": address, "at": message.sent_at, "ids": []}


def _moment(value: Any, community: Any) -> Any:
    moment = parse_datetime(value) if isinstance(value, str) and "T" in value else None
    if moment is None:
        return value
    return moment.astimezone(ZoneInfo(community.zone)).strftime("%Y-%m-%d %H:%M")


@allow("home")
@require_POST
def put_aside(request: HttpRequest) -> HttpResponse:
    """These notices are read; only one's own can be."""
    ids = [key for key in request.POST.getlist("id") if len(key) == 36][:50]
    chosen = [message.pk for message in _unread(request) if str(message.pk) in ids]
    for actor in _actors(request):
        read(request.community.pk, actor, chosen, now())  # type: ignore[attr-defined]
    return redirect("overview:home")
