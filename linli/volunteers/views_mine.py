"""A volunteer's own pages: on the staff's face after signing in, and on the resident's phone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.accounts.permissions import allow, resident_only
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.privacy.readings import note_read
from linli.volunteers import certificate, steps
from linli.volunteers.forms import TellForm
from linli.volunteers.mine import front, of_resident, of_user
from linli.volunteers.models import Volunteer


def content(request: Any, volunteer: Volunteer, act: str, paper: str) -> dict[str, Any]:
    """The front page's content; whose home and number it shows is noted."""
    shown = front(volunteer, now())
    people = [resident for _shift, resident in shown["counted_on"]]
    if people:
        note_read(request, people, "listed")
    return shown | {"act": reverse(act), "paper": reverse(paper), "tell": TellForm.about(volunteer)}


def first_page(request: Any) -> dict[str, Any]:
    """For the first page after signing in: nothing for whoever is no volunteer here."""
    volunteer = of_user(request.community, request.user)
    return content(request, volunteer, "volunteers:steps", "volunteers:certificate_mine") if volunteer else {}


@allow("volunteers.serve")
@never_cache
@require_safe
def mine(request: Any) -> HttpResponse:
    return render(request, "volunteers/mine.html", first_page(request))


@allow("volunteers.serve")
@require_POST
def mine_steps(request: Any) -> HttpResponse:
    volunteer = of_user(request.community, request.user)
    if volunteer is None:
        raise Http404
    steps.act(request, volunteer, request.user)
    return redirect("overview:home" if request.POST.get("back") == "home" else "volunteers:mine")


@allow("volunteers.serve")
@never_cache
@require_safe
def mine_certificate(request: Any) -> HttpResponse:
    volunteer = of_user(request.community, request.user)
    if volunteer is None:
        raise Http404
    return certificate.answer(request, volunteer, by=request.user, back=reverse("volunteers:mine"))


@resident_only
@never_cache
def me(request: Any) -> HttpResponse:
    """Offer to help; once welcomed, the same as after signing in."""
    volunteer = of_resident(request.resident)
    if volunteer is not None and volunteer.status in ("asked", "approved", "ended"):
        again = volunteer.status == "ended"
        shown = content(request, volunteer, "volunteers:me_steps", "volunteers:me_certificate")
        if not again or request.method != "POST":
            return render(request, "volunteers/me.html", shown | {"form": TellForm() if again else None})
    form = TellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _offered(request, form)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Thank you. The office looks at it and answers you here."))
            return redirect("volunteers:me")
    status = 400 if request.method == "POST" else 200
    return render(request, "volunteers/me.html", {"form": form}, status=status)


def _offered(request: Any, form: TellForm) -> None:
    Volunteer.offer(
        request.community,
        source=Volunteer.Source.PHONE,
        name=request.resident.name,
        resident=request.resident,
        told=form.told,
        by=request.acting,
        at=now(),
    )


@resident_only
@require_POST
def me_steps(request: Any) -> HttpResponse:
    volunteer = of_resident(request.resident)
    if volunteer is None:
        raise Http404
    steps.act(request, volunteer, request.acting)
    return redirect("volunteers:me")


@resident_only
@never_cache
@require_safe
def me_certificate(request: Any) -> HttpResponse:
    volunteer = of_resident(request.resident)
    if volunteer is None:
        raise Http404
    return certificate.answer(request, volunteer, by=request.acting, back=reverse("volunteers:me"))
