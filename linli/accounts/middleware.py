"""Which community a request is about: the one chosen in the session, among those in which the user has a role."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_scopes import scope

from linli.accounts.models import Role
from linli.core.clock import now


class CommunityMiddleware:
    """Sets ``request.community`` and ``request.roles``, and narrows every query to that community."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.community, request.roles = None, []  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return self.get_response(request)
        held = list(Role.held_by(request.user, now()))
        chosen = request.session.get("community")
        mine = [role for role in held if str(role.community_id) == chosen] or held
        if not mine:
            return self.get_response(request)
        community = mine[0].community
        request.community = community  # type: ignore[attr-defined]
        request.roles = [role for role in mine if role.community_id == community.pk]  # type: ignore[attr-defined]
        with scope(community=community.pk):
            return self.get_response(request)
