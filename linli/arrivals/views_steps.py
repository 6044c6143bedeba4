"""What a worker does with a thread: each button is one step, with who and when."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.accounts.permissions import allow
from linli.arrivals.forms import ExtendForm, PlanForm, VerifyForm, WorkerForm
from linli.arrivals.known import loads
from linli.arrivals.views import shown, visible
from linli.core.clock import now
from linli.core.refusals import Refused
from linli.followups.colleagues import colleagues
from linli.registry import sight
from linli.registry.models import Resident


def _reached(found: Any, request: Any, at: datetime) -> None:
    if found.status == "observed":
        found.note_contact(by=request.user, at=at)
    else:
        found.contact(by=request.user, at=at)


def _traveller(found: Any, request: Any) -> Any:
    key = request.POST.get("traveller", "")
    return next((one for one in found.present if str(one.pk) == key), None)


def _fever(found: Any, request: Any, at: datetime) -> None:
    found.report_fever(by=request.user, at=at, traveller=_traveller(found, request))


def _settle(found: Any, request: Any, at: datetime) -> None:
    """The home by its room, among those that this person may see."""
    from linli.arrivals.known import home

    household = home(request.community, request.POST.get("room", ""))
    if household is None or not sight.flats(request).filter(pk=household.flat_id).exists():
        raise Refused("arrivals.home_missing")
    found.settle(household, by=request.user, at=at)


def _join(found: Any, request: Any, at: datetime) -> None:
    other = get_object_or_404(visible(request), pk=_key(request.POST.get("other")))
    found.join(other, by=request.user, at=at)


def _guardian(found: Any, request: Any, at: datetime) -> None:
    """``guardian`` is ``traveller:id`` or ``resident:id``; the tick says that they agree."""
    child = _traveller(found, request)
    kind, _colon, key = request.POST.get("guardian", "").partition(":")
    if child is None or request.POST.get("agrees") != "1":
        raise Refused("arrivals.guardian_missing")
    if kind == "resident":
        guardian = Resident.objects.filter(pk=_key(key), household=found.household_id).first()
    else:
        guardian = next((one for one in found.present if str(one.pk) == key), None)
    if guardian is None:
        raise Refused("arrivals.guardian_elsewhere")
    child.name_guardian(guardian, by=request.user, at=at)


def _by_call(found: Any, request: Any, at: datetime) -> None:
    one = _traveller(found, request)
    if one is not None:
        one.choose_calls(not one.by_call, by=request.user, at=at)


def _along(found: Any, request: Any, at: datetime) -> None:
    year = request.POST.get("year", "").strip()
    born = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    given = {name: request.POST.get(name, "").strip()[:60] for name in ("name", "phone")}
    found.take_along(given | {"birth_year": born}, by=request.user, at=at)


def _key(text: Any) -> Any:
    from uuid import UUID

    try:
        return UUID(str(text))
    except ValueError:
        return None


STEPS: dict[str, Callable[[Any, Any, datetime], Any]] = {
    "reached": _reached,
    "missed": lambda found, request, at: found.miss(by=request.user, at=at),
    "met": lambda found, request, at: found.meet(by=request.user, at=at),
    "home": lambda found, request, at: found.bring_in(told=request.POST.get("told") == "1", by=request.user, at=at),
    "told": lambda found, request, at: found.tell(by=request.user, at=at),
    "observing": lambda found, request, at: found.observe(
        by=request.user, at=at, reference=request.POST.get("reference", "")
    ),
    "released": lambda found, request, at: found.release(by=request.user, at=at),
    "not_coming": lambda found, request, at: found.not_coming(
        by=request.user, at=at, note=request.POST.get("note", "")
    ),
    "fever": _fever,
    "settle": _settle,
    "join": _join,
    "guardian": _guardian,
    "by_call": _by_call,
    "along": _along,
}


@allow("arrivals.work")
@require_POST
def steps(request: Any, key: Any) -> HttpResponse:
    """One button, one step; a refusal says why and changes nothing."""
    found, at = get_object_or_404(visible(request), pk=key), now()
    do = STEPS.get(request.POST.get("do", ""))
    if do is None:
        raise Refused("arrivals.step_unknown")
    try:
        do(found, request, at)
    except Refused as refused:
        messages.error(request, refused.words)
    else:
        messages.success(request, _("Noted."))
    return redirect("arrivals:thread", key)


def _with_form(request: Any, key: Any, form: Any, act: Callable[[Any, dict[str, Any], datetime], None]) -> HttpResponse:
    found, at = get_object_or_404(visible(request), pk=key), now()
    if form.is_valid():
        try:
            act(found, form.cleaned_data, at)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Noted."))
            return redirect("arrivals:thread", key)
    found.refresh_from_db()
    if isinstance(form, FORMS.get(_due(found, at), ())):  # it stands open on the page: mend it there
        return shown(request, found, at, form, status=400)
    for error in (one for errors in form.errors.values() for one in errors):
        messages.error(request, error)
    return redirect("arrivals:thread", key)


FORMS: dict[str, type] = {"verify": VerifyForm, "plan": PlanForm}


def _due(found: Any, at: datetime) -> str:
    due = found.next(at) if found.open else None
    return due.step if due else ""


@allow("arrivals.work")
@require_POST
def papers(request: Any, key: Any) -> HttpResponse:
    def act(found: Any, given: dict[str, Any], at: datetime) -> None:
        seen = given.pop("seen")
        found.verify(seen, by=request.user, at=at, **given)

    return _with_form(request, key, VerifyForm(request.POST), act)


@allow("arrivals.work")
@require_POST
def meeting(request: Any, key: Any) -> HttpResponse:
    def act(found: Any, given: dict[str, Any], at: datetime) -> None:
        found.plan(by=request.user, at=at, **given)

    return _with_form(request, key, PlanForm(request.POST), act)


@allow("arrivals.work")
@require_POST
def extension(request: Any, key: Any) -> HttpResponse:
    def act(found: Any, given: dict[str, Any], at: datetime) -> None:
        found.extend(by=request.user, at=at, **given)

    return _with_form(request, key, ExtendForm(request.POST), act)


@allow("arrivals.work")
@require_POST
def worker(request: Any, key: Any) -> HttpResponse:
    form = WorkerForm(request.POST, workers=colleagues(request.community, now()), loads=loads(request.community.pk))

    def act(found: Any, given: dict[str, Any], at: datetime) -> None:
        found.assign(to=given["to"], by=request.user, at=at)

    response = _with_form(request, key, form, act)
    gone = response.status_code == 302 and not visible(request).filter(pk=key).exists()
    return redirect("arrivals:list") if gone else response
