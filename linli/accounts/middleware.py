"""Which community a request is about, and for whom it acts: a worker by sign-in, a resident by their phone."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django_scopes import scope

from linli.accounts.models import Proxy, ResidentSession
from linli.accounts.models.proxies import open_at
from linli.accounts.workplace import choose, places_of
from linli.core.clock import now

PHONE, PERSON = "linli_phone", "linli_person"  # cookies: the phone's secret, who is looking now
RESIDENT_PATHS = ("/me/", "/join/", "/at/")
COTTAGE = "/cottage/"  # whose phone comes here is not asked and not noted, not even as a sign of life


class CommunityMiddleware:
    """Sets ``request.community``, ``.roles``, ``.places`` (workers) and ``.resident``, ``.acting``, ``.sessions``
    (residents), and narrows every query to that community.

    ``resident`` is whose page it is; ``acting`` is who holds the phone: the same person, or their proxy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        here: Any = request
        here.community, here.roles, here.places = None, [], []
        here.resident, here.acting, here.sessions = None, None, []
        if request.user.is_authenticated:
            self._place_worker(here)
        if request.COOKIES.get(PHONE) and not request.path.startswith(COTTAGE):
            self._place_resident(here)
        if here.community is None:
            return self.get_response(request)
        zone = ZoneInfo(here.community.zone)  # forms and pages speak the community's time
        with scope(community=here.community.pk), timezone.override(zone):
            return self.get_response(request)

    def _place_worker(self, request: Any) -> None:
        request.places = places_of(request.user, now())
        place = choose(request.places, request.session.get("place"))
        if place is not None:
            request.community, request.roles = place.community, list(place.roles)

    def _place_resident(self, request: Any) -> None:
        at = now()
        request.sessions = ResidentSession.of_phone(request.COOKIES[PHONE], at)
        if not request.sessions:
            return
        resident, acting, session = self._person(request.sessions, request.COOKIES.get(PERSON), at)
        if request.path.startswith(RESIDENT_PATHS):
            request.roles = []  # a worker's own household page is a resident's page
        elif request.community is not None and request.community.pk != session.community_id:
            return
        request.community = session.community
        request.resident, request.acting = resident, acting
        session.seen(at)

    @staticmethod
    def _person(sessions: list[ResidentSession], chosen: str | None, at: Any) -> tuple[Any, Any, ResidentSession]:
        for session in sessions:
            if str(session.resident_id) == chosen:
                return session.resident, session.resident, session
        if chosen:
            for session in sessions:
                held = Proxy._base_manager.filter(open_at(at), holder_id=session.resident_id)
                for proxy in held.filter(subject__left_at=None).select_related("subject__household__flat"):
                    if str(proxy.subject_id) == chosen:
                        return proxy.subject, session.resident, session
        return sessions[0].resident, sessions[0].resident, sessions[0]
