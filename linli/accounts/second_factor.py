"""No page of the office without a second factor, where the settings ask for one (always in production)."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from linli.accounts.middleware import RESIDENT_PATHS

# What somebody without a second factor may still do: make one, sign out, choose the language.
OPEN = (
    *RESIDENT_PATHS,
    "/account/",
    "/sign-in/",
    "/sign-out/",
    "/language/",
    "/type-size/",
    "/static/",
    "/gate/",
    "/api/gate/",  # devices prove themselves; a guard's phone is the second factor once its PIN fits
    "/livez",
    "/readyz",
)
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def trust_device(request: HttpRequest, device: str) -> None:
    """Let this session count as having a second factor: it runs on the enrolled ``device`` (id), opened by a PIN."""
    request.session["enrolled_device"] = device


class SecondFactorMiddleware:
    """Leads a worker without one to setting it up. Who has one was asked for it by allauth at sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.SECOND_FACTOR
            and request.user.is_authenticated
            and not request.path.startswith(OPEN)
            and not request.session.get("enrolled_device")
            and not is_mfa_enabled(request.user, FACTORS)
        ):
            return redirect("mfa_index")
        return self.get_response(request)
