"""The end of a shift: choose to whom, look through what is open, leave a note; the other takes it over."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from linli.accounts.forms import Form
from linli.accounts.models import User
from linli.accounts.permissions import allow
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.followups.colleagues import HOUR, Colleague, colleagues, next_on_duty
from linli.followups.lines import lines, note_listed
from linli.followups.models import FollowUp, Handover

S = Handover.Status


class OfferForm(Form):
    to: Any = Colleague(label=gettext_lazy("To whom"), queryset=User._base_manager.none())
    note = forms.CharField(
        label=gettext_lazy("What the next shift should know"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@allow("followups.own")
def handover(request: Any) -> HttpResponse:
    """What is open here, whom to give it to; what colleagues offer; how earlier offers ended."""
    at = now()
    mine = FollowUp.objects.filter(owner=request.user).exclude(status="done").order_by("urgency", "due_at", "pk")
    suggested = next_on_duty(request.user, request.community, at)
    form = OfferForm(request.POST or None, initial={"to": suggested and suggested.user_id})
    form.fields["to"].queryset = colleagues(request.community, at).exclude(pk=request.user.pk)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            _offer(request, form, mine, at)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            return redirect("followups:handover")
    between = Handover.objects.select_related("from_user", "to_user").order_by("-at")
    offered = between.filter(status=S.OFFERED)
    open_, offered_me = lines(mine, request.roles, at), offered.filter(to_user=request.user)
    incoming = [(one, lines(one.still_open(), request.roles, at)) for one in offered_me]
    content = {
        "at": at,
        "form": form,
        "suggested": suggested,
        "lines": open_,
        "ticked": set(request.POST.getlist("matter")) if request.method == "POST" else None,
        "incoming": incoming,
        "waiting": offered.filter(from_user=request.user).first(),
        "lately": between.filter(Q(from_user=request.user), at__gt=at - 12 * HOUR).exclude(status=S.OFFERED)[:5],
    }
    note_listed(request, [*open_, *(line for _one, its in incoming for line in its)])
    return render(request, "followups/handover.html", content)


def _offer(request: Any, form: OfferForm, mine: Any, at: Any) -> None:
    ticked = set(request.POST.getlist("matter"))
    to = form.cleaned_data["to"]
    Handover.offer(
        request.user,
        to,
        community=request.community.pk,
        matters=[one.pk for one in mine if str(one.pk) in ticked],
        note=form.cleaned_data["note"].strip(),
        at=at,
    )
    messages.success(
        request, _("Offered to %(name)s. It is yours until they take it over; their page tells them.") % {"name": to}
    )


def _between(request: Any, key: Any) -> Handover:
    mine = Q(from_user=request.user) | Q(to_user=request.user)
    found: Handover = get_object_or_404(Handover.objects.filter(mine).select_related("from_user", "to_user"), pk=key)
    return found


@allow("followups.own")
@require_POST
def acknowledgement(request: Any, key: Any) -> HttpResponse:
    found = _between(request, key)
    moved = found.acknowledge(by=request.user, at=now())
    words = ngettext("%(n)s matter is yours now.", "%(n)s matters are yours now.", moved) % {"n": moved}
    left = len(found.matters) - moved
    if left:
        words += " " + _("What was seen to meanwhile is left out: %(n)s.") % {"n": left}
    messages.success(request, words)
    return redirect("overview:home")


@allow("followups.own")
@require_POST
def refusal(request: Any, key: Any) -> HttpResponse:
    found = _between(request, key)
    found.decline(by=request.user, at=now())
    messages.success(request, _("Not taken over. %(name)s sees that.") % {"name": found.from_user})
    return redirect("overview:home")


@allow("followups.own")
@require_POST
def withdrawal(request: Any, key: Any) -> HttpResponse:
    _between(request, key).withdraw(by=request.user, at=now())
    messages.success(request, _("Taken back. Everything is with you as before."))
    return redirect("followups:handover")
