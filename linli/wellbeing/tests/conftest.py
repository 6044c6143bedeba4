"""A cottage with a group key, one record's bytes, and two counsellors."""

import base64
import os
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django_scopes import scopes_disabled

from linli.accounts.models import Role, User
from linli.core.clock import now
from linli.core.ids import uuid7
from linli.wellbeing.models import GroupKey
from linli.wellbeing.models.records import KEY_BYTES, OVERHEAD, STEP


def text(given: bytes) -> str:
    return base64.b64encode(given).decode()


def open_cottage(world: Any) -> GroupKey:
    """A key to seal to; what it opens does not matter here."""
    with scopes_disabled():
        return GroupKey.objects.create(
            community=world.community, public_key=text(os.urandom(32)), made_at=now(), made_by=None
        )


def letter(key: GroupKey, steps: int = 1, **instead: Any) -> dict[str, str]:
    """What a device sends: bytes that nobody here can read."""
    made = {
        "id": str(uuid7()),
        "key_id": str(key.pk),
        "sealed_key": text(os.urandom(KEY_BYTES)),
        "body": text(os.urandom(OVERHEAD + steps * STEP)),
    }
    return {**made, **instead}


def colleague(world: Any, kind: str = "counsellor") -> User:
    """One more counsellor of the same community."""
    with scopes_disabled():
        user = User.objects.create_user(
            username=f"c-{uuid.uuid4().hex[:8]}", password="a long pass phrase", name="二号"
        )
        since = world.users["counsellor"].roles.get().starts_at
        Role.objects.create(community=world.community, user=user, kind=kind, starts_at=since)
        return user


@pytest.fixture
def cottage(world: Any) -> Any:
    """``cottage.send(**instead)`` posts a record as a phone does, ``.id()`` gives a fresh one; ``.counsellor`` and
    ``.second`` are clients that are signed in; ``.post(client, path, **said)``.
    """
    key = open_cottage(world)
    phone, counsellor, second = Client(), Client(), Client()
    two = colleague(world)
    counsellor.force_login(world.users["counsellor"])
    second.force_login(two)

    def send(**instead: Any) -> Any:
        return post(phone, f"/cottage/{world.community.pk}/records", **letter(key, **instead))

    def post(client: Any, path: str, **said: Any) -> Any:
        return client.post(path, data=said, content_type="application/json")

    return SimpleNamespace(
        key=key, phone=phone, counsellor=counsellor, second=second, two=two, one=world.users["counsellor"],
        send=send, post=post, id=lambda: send().json()["id"], door=f"/cottage/{world.community.pk}",
    )  # fmt: skip
