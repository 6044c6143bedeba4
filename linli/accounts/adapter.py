"""Where django-allauth meets Linli: nobody signs up, no mail is sent, secrets of second factors are encrypted."""

import base64
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from linli.accounts.phones import device_of
from linli.accounts.workplace import places_of
from linli.core.clock import now
from linli.core.crypto import decrypt, encrypt

FRESH = 600  # seconds after signing in during which nobody is asked who they are again


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: Linli knows no mail addresses of its workers."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        choices = places_of(request.user, now())
        return reverse("accounts:workplace") if len(choices) > 1 else "/"

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Not within ten minutes of signing in: setting up a first second factor should not ask for it three times."""
        request = self.request
        if request is None:
            return True
        times = [entry["at"] for entry in get_authentication_records(request, request.user)]
        return not times or time.time() - max(times) > FRESH


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return base64.b64encode(encrypt(text, "allauth.mfa")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(base64.b64decode(encrypted_text), "allauth.mfa")

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return device_of(context.request) or gettext("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity = super().get_public_key_credential_rp_entity()
        return {"id": entity["id"], "name": "Linli"}
