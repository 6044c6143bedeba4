"""The one permission table: what each role may do. Shown to everybody as a page."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from linli.accounts.models import Role

K = Role.Kind
OFFICE = {K.SECRETARY, K.COMMUNITY_WORKER}
GATE = {K.GATE_GUARD, K.PROPERTY_GUARD, K.SECONDED, K.POLICE}
STAFF = OFFICE | GATE | {K.GRID_WORKER, K.BUILDING_LEAD, K.VOLUNTEER, K.COUNSELLOR, K.DISTRICT, K.ADMINISTRATOR}

PERMISSIONS: dict[str, set[Role.Kind]] = {
    "home": STAFF,
    "registry.read": OFFICE | {K.GRID_WORKER, K.BUILDING_LEAD},
    "registry.edit": OFFICE | {K.GRID_WORKER},
    "registry.import": OFFICE,
    "registry.merge": OFFICE,
    "registry.places": OFFICE | {K.ADMINISTRATOR},
    "registry.community": {K.SECRETARY, K.ADMINISTRATOR},
    "registry.identity": OFFICE | {K.GRID_WORKER},
    "situation.read": STAFF,
    "situation.publish": {K.SECRETARY, K.COMMUNITY_WORKER},
    "situation.confirm": {K.SECRETARY, K.COMMUNITY_WORKER},
    "accounts.manage": {K.SECRETARY, K.ADMINISTRATOR},
    "accounts.duty": OFFICE,
    "accounts.absences": OFFICE | {K.GRID_WORKER},
    "accounts.cards": OFFICE | {K.GRID_WORKER},
    "accounts.proxies": OFFICE | {K.GRID_WORKER},
    "gates.guard": OFFICE | GATE,
    "gates.read": OFFICE | GATE,
    "gates.shelf": OFFICE | GATE | {K.GRID_WORKER, K.BUILDING_LEAD},
    "gates.supervise": OFFICE,
    "gates.devices": OFFICE | {K.ADMINISTRATOR},
    "gates.passes": OFFICE | {K.GRID_WORKER},
    "gates.keys": {K.SECRETARY, K.ADMINISTRATOR},
    "orders.propose": OFFICE | {K.GRID_WORKER},
    "orders.confirm": OFFICE,
    "orders.numbers": OFFICE | {K.DISTRICT, K.ADMINISTRATOR},
    "care.watch": OFFICE | {K.GRID_WORKER},
    "care.death": OFFICE | {K.GRID_WORKER},
    "volunteers.serve": {K.VOLUNTEER},
    "volunteers.lead": OFFICE | {K.GRID_WORKER, K.VOLUNTEER},
    "volunteers.coordinate": OFFICE | {K.GRID_WORKER},
    "volunteers.approve": OFFICE,
    "activity.plan": OFFICE,
    "supplies.read": OFFICE | {K.GRID_WORKER, K.BUILDING_LEAD, K.VOLUNTEER},
    "supplies.organise": OFFICE,
    "supplies.order": OFFICE | {K.GRID_WORKER, K.BUILDING_LEAD},
    "supplies.hand_out": OFFICE | {K.GRID_WORKER, K.BUILDING_LEAD, K.VOLUNTEER},
    "shops.read": STAFF,
    "shops.keep": OFFICE | {K.GRID_WORKER},
    "paper.print": OFFICE,
    "paper.type": OFFICE | {K.PROPERTY_GUARD, K.SECONDED},
    "paper.decide": OFFICE,
    "outings.work": OFFICE | {K.GRID_WORKER},
    "outings.decide": OFFICE | {K.GRID_WORKER},
    "arrivals.lists": OFFICE,
    "errands.ask": OFFICE | {K.GRID_WORKER, K.BUILDING_LEAD},
    "errands.run": OFFICE | {K.GRID_WORKER, K.BUILDING_LEAD, K.VOLUNTEER, K.SECONDED},
    "errands.coordinate": OFFICE | {K.GRID_WORKER},
    "errands.cash": OFFICE,
    "arrivals.work": OFFICE | {K.GRID_WORKER},
    "wellbeing.poster": OFFICE | {K.COUNSELLOR},
    "wellbeing.scales": {K.SECRETARY, K.ADMINISTRATOR, K.COUNSELLOR},
    "wellbeing.counsel": {K.COUNSELLOR},
    "wellbeing.numbers": OFFICE | {K.DISTRICT},
    "followups.read": OFFICE | {K.GRID_WORKER},
    "sentences.take": OFFICE | {K.GRID_WORKER, K.BUILDING_LEAD},
    "sentences.corrections": OFFICE | {K.ADMINISTRATOR},
    "followups.own": STAFF,
    "followups.overview": OFFICE,
    "reviews.answer": OFFICE | {K.GRID_WORKER, K.DISTRICT},
    "reviews.ask": OFFICE | {K.GRID_WORKER},
    "journal.read": {K.SECRETARY, K.ADMINISTRATOR},
    "privacy.read": {K.SECRETARY, K.ADMINISTRATOR},
}

View = Callable[..., HttpResponse]


def may(roles: Iterable[Role], permission: str) -> bool:
    """True if one of ``roles`` has ``permission``."""
    return any(role.kind in PERMISSIONS[permission] for role in roles)


def allow(permission: str) -> Callable[[View], View]:
    """Only for people whose roles in the chosen community have ``permission``; others sign in or get 403."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.roles, permission):  # type: ignore[attr-defined]
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        inner.permission = permission  # type: ignore[attr-defined]
        return inner

    return wrap


def signed_in(view: View) -> View:
    """For whoever has signed in, whatever their role: their own password, second factor, workplace."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    inner.permission = "signed_in"  # type: ignore[attr-defined]
    return inner


def resident_only(view: View) -> View:
    """For a phone that a household card has bound; ``request.resident`` is whose page it is."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "resident", None) is None:
            return redirect("accounts:join")
        return view(request, *args, **kwargs)

    inner.permission = "resident"  # type: ignore[attr-defined]
    return inner


def public(view: View) -> View:
    """A page for everybody, signed in or not."""
    view.permission = "public"  # type: ignore[attr-defined]
    return view


def device_only(view: View) -> View:
    """An address for enrolled gate devices, which prove themselves with their own secret."""
    view.permission = "device"  # type: ignore[attr-defined]
    return view
