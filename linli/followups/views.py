"""Open matters: a list by what is due, one in full, and the few things that can be done with it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from linli.accounts.forms import Form
from linli.accounts.models import User
from linli.accounts.permissions import PERMISSIONS, allow
from linli.accounts.reach import sees_all
from linli.core.clock import now
from linli.followups.models import FollowUp
from linli.registry.models import Resident

MOST = 100


class HandOverForm(Form):
    to: Any = forms.ModelChoiceField(label=gettext_lazy("Hand over to"), queryset=User._base_manager.none())


def colleagues(community: Any, at: Any) -> Any:
    """Who may hold a matter: everybody whose role reads them."""
    kinds = PERMISSIONS["followups.read"]
    held = Q(roles__starts_at__lte=at) & (Q(roles__ends_at=None) | Q(roles__ends_at__gt=at))
    rows = User.objects.filter(held, roles__community=community, roles__kind__in=kinds, is_active=True)
    return rows.distinct().order_by("name", "username")


def visible(request: Any) -> Any:
    """The office sees every matter, a grid worker the own ones."""
    rows = FollowUp.objects.select_related("owner")
    return rows if sees_all(request.roles) else rows.filter(owner=request.user)


@allow("followups.read")
def matters(request: Any) -> HttpResponse:
    rows = visible(request).exclude(status="done").order_by("due_at")
    done = visible(request).filter(status="done").order_by("-closed_at")[:20]
    mine = request.GET.get("mine") == "1"
    shown = list((rows.filter(owner=request.user) if mine else rows)[: MOST + 1])
    content = {
        "matters": _with_people(shown[:MOST]),
        "done": done,
        "mine": mine,
        "more": len(shown) > MOST,
        "count": rows.count(),
    }
    return render(request, "followups/list.html", content)


@allow("followups.read")
def matter(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=key)
    form = HandOverForm()
    form.fields["to"].queryset = colleagues(request.community, now()).exclude(pk=found.owner_id)  # type: ignore[attr-defined]
    model, subject = found.subject.split(":")[:2]
    content = {
        "row": _with_people([found])[0],
        "form": form,
        "place": _place(model, subject),
    }
    return render(request, "followups/matter.html", content)


# model of a matter's subject -> the page that shows it, of an app above this one
PAGES = {
    "crossing": "gates:crossing",
    "order": "orders:order",
    "review": "reviews:one",
    "rule": "reviews:one",
    "outing": "outings:outing",
    "certificate": "outings:certificate",
    "arrival": "arrivals:thread",
    "silence": "care:silence",
    "death": "care:death",
}
# the same for what has no page of its own: the key of "orders" is a day, a publication stands among the rules
LISTS = {"orders": "orders:list", "publication": "situation:policy"}


def _place(model: str, key: str) -> str:
    """Where to see what happened; "" where there is no page of its own."""
    if model in LISTS:
        return reverse(LISTS[model])
    try:
        return reverse(PAGES[model], args=[key]) if model in PAGES else ""
    except NoReverseMatch:
        return ""


@allow("gates.read")
@require_POST
def answer(request: Any, key: Any) -> HttpResponse:
    """ "I am on it": whoever may see the gates may answer an emergency."""
    found = get_object_or_404(FollowUp, pk=key, community=request.community)
    found.answer(by=request.user, at=now())
    messages.success(request, _("It is yours now. Note here what came of it."))
    return (
        redirect("followups:matter", found.pk) if visible(request).filter(pk=key).exists() else redirect("gates:board")
    )


@allow("followups.read")
@require_POST
def hand_over(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=key)
    form = HandOverForm(request.POST)
    form.fields["to"].queryset = colleagues(request.community, now())  # type: ignore[attr-defined]
    if not form.is_valid():
        messages.error(request, _("Choose somebody to hand it to."))
        return redirect("followups:matter", key)
    found.hand_over(to=form.cleaned_data["to"], by=request.user, at=now())
    messages.success(request, _("Handed over to %(name)s.") % {"name": form.cleaned_data["to"]})
    return redirect("followups:list")


@allow("followups.read")
@require_POST
def closing(request: Any, key: Any) -> HttpResponse:
    found = get_object_or_404(visible(request), pk=key)
    found.close(by=request.user, note=request.POST.get("note", "").strip()[:500], at=now())
    messages.success(request, _("Done."))
    return redirect("followups:list")


def _with_people(rows: list[FollowUp]) -> list[dict[str, Any]]:
    keys = {row.codes.get("resident") for row in rows} - {None, ""}
    people = {str(one.pk): one for one in Resident.objects.filter(pk__in=keys).select_related("household__flat")}
    return [{"matter": row, "who": people.get(row.codes.get("resident", ""))} for row in rows]
