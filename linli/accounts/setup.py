"""The first start of an empty installation: a one-time token, then a community with its first person."""

import hmac
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django_scopes import scope

from linli.accounts.models import Role, User
from linli.accounts.models.links import token_hash
from linli.accounts.models.phones import new_token
from linli.core.refusals import Refused
from linli.journal.verbs import record, verb
from linli.registry.models import Community, Compound


def _file() -> Path:
    return Path(settings.LINLI_HOME) / "setup.json"


def is_empty() -> bool:
    """True as long as there is neither a community nor anybody who could sign in."""
    return not Community.objects.exists() and not User.objects.exists()


def make_token() -> str | None:
    """A fresh token for ``/setup/?token=`` if the installation is empty (else None); an older one stops working.

    ``linli up`` prints it: whoever starts the server may set it up, whoever merely reaches it may not.
    """
    if not is_empty():
        return None
    token = new_token()
    path = _file()
    path.touch(mode=0o600)
    path.write_text(json.dumps({"hash": token_hash(token)}))
    return token


def check(token: str) -> None:
    """Refuses a wrong token, and any token once there is a community."""
    if not is_empty():
        raise Refused("accounts.not_empty")
    try:
        kept = str(json.loads(_file().read_text())["hash"])
    except (OSError, ValueError, KeyError):
        kept = ""
    if not kept or not hmac.compare_digest(kept, token_hash(token)):
        raise Refused("accounts.setup_token")


def open_community(token: str, asked: dict[str, Any], *, at: datetime) -> User:
    """Create the community and its first person, secretary and administrator in one; returns that user."""
    check(token)
    path = _file()
    taken = path.with_suffix(".used")
    try:
        path.rename(taken)  # of two browsers at once one wins
    except FileNotFoundError:
        raise Refused("accounts.setup_token") from None
    try:
        user = _open(asked, at)
    except BaseException:
        taken.rename(path)
        raise
    taken.unlink()
    return user


@verb
def _open(asked: dict[str, Any], at: datetime) -> User:
    community = Community.objects.create(
        name=asked["community"], division=asked["division"], zone=asked["zone"], settings={"help_phone": asked["phone"]}
    )
    with scope(community=community.pk):
        return _fill(community, asked, at)


def _fill(community: Community, asked: dict[str, Any], at: datetime) -> User:
    for name in asked["compounds"]:
        Compound.objects.create(community=community, name=name)
    user = User(username=asked["username"], name=asked["name"], phone=asked["phone"])
    user.set_password(asked["password"])
    user.save()
    for kind in (Role.Kind.SECRETARY, Role.Kind.ADMINISTRATOR):
        Role.grant(user, kind, community=community, by=None, at=at, starts_at=at)
    record("community.opened", community, by=user, at=at, gates=asked["gates"])
    return user
