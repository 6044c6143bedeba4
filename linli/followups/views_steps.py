"""What a thumb does with a matter: ring, say whether somebody answered, note, done, cannot, undo."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.followups.lines import lines
from linli.followups.models import FollowUp
from linli.followups.views import visible
from linli.privacy.readings import note_read

BACK = {"today": "overview:home", "list": "followups:list"}


def _done(matter: FollowUp, text: str, by: Any) -> str:
    if matter.settled_elsewhere:
        raise Refused("followups.settled_elsewhere")
    matter.close(by=by, note=text.strip()[:500], at=now())
    return _("Done.")


def _note(matter: FollowUp, text: str, by: Any) -> str:
    matter.remark(text, by=by, at=now())
    return _("Noted.")


def _cannot(matter: FollowUp, text: str, by: Any) -> str:
    return _("%(name)s has it now.") % {"name": matter.cannot(text, by=by, at=now())}


def _called(outcome: str) -> Callable[[FollowUp, str, Any], str]:
    def step(matter: FollowUp, text: str, by: Any) -> str:
        matter.call(outcome, by=by, at=now())
        if text.strip():
            matter.remark(text, by=by, at=now())
        return _("Noted.")

    return step


STEPS: dict[str, Callable[[FollowUp, str, Any], str]] = {
    "done": _done,
    "note": _note,
    "cannot": _cannot,
    "reached": _called("reached"),
    "not_reached": _called("not_reached"),
}


@allow("followups.own")
@require_POST
def steps(request: Any, key: Any) -> HttpResponse:
    """One of ``STEPS`` with the words beside it; a refusal keeps the matter, and its page says why."""
    matter = get_object_or_404(visible(request), pk=key)
    if request.POST.get("step") == "hand_over":
        return redirect(f"{reverse('followups:matter', args=[key])}#hand-over")
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise Refused("followups.outcome_unknown")
    try:
        messages.success(request, step(matter, request.POST.get("text", ""), request.user))
    except Refused as refused:
        messages.error(request, refused.words)
        still = visible(request).filter(pk=key).exists()
        return redirect("followups:matter", key) if still else redirect("overview:home")
    return _back(request, key)


@allow("followups.own")
@require_POST
def ringing(request: Any, key: Any) -> HttpResponse:
    """The number was tapped: noted, and that it was read."""
    matter = get_object_or_404(visible(request), pk=key)
    callee = lines([matter], request.roles, now())[0].callee
    matter.ring(by=request.user, at=now())
    if callee:
        note_read(request, callee, "call")
    return HttpResponse(status=204)


@allow("followups.own")
@require_POST
def undoing(request: Any, key: Any) -> HttpResponse:
    """A "done" tapped by mistake."""
    matter = get_object_or_404(visible(request), pk=key)
    matter.undo(by=request.user, at=now())
    messages.success(request, _("It is open again."))
    return _back(request, key)


def _back(request: Any, key: Any) -> HttpResponse:
    place = BACK.get(request.POST.get("back", ""))
    if place:
        return redirect(place)
    seen = visible(request).filter(pk=key).exists()
    return redirect("followups:matter", key) if seen else redirect("overview:home")
