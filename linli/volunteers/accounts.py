"""The account of a volunteer: made when the office says yes, with posts that end by themselves."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db.models import Q

from linli.accounts.models import Role, User
from linli.core.refusals import Refused


def user_for(volunteer: Any, username: str, at: datetime) -> User:
    """The account they had when they helped before, else a new one without a password.

    Refused: volunteers.username_taken, username_unclear.
    """
    before = _before(volunteer)
    if before is not None:
        before.name, before.phone = volunteer.name, volunteer.number
        before.save(update_fields=["name", "phone"])
        return before
    chosen = username.strip().lower() or _free()
    try:
        UnicodeUsernameValidator()(chosen)
    except ValidationError:
        raise Refused("volunteers.username_unclear") from None
    held = User.objects.filter(username=chosen).first()
    if held is not None:
        return _by_hand(volunteer, held, at)
    user = User(username=chosen, name=volunteer.name, phone=volunteer.number)
    user.set_unusable_password()
    user.save()
    return user


def _before(volunteer: Any) -> User | None:
    same = Q(resident=volunteer.resident_id) if volunteer.resident_id else Q(phone_index=volunteer.phone_index)
    rows = type(volunteer)._base_manager.filter(same, community_id=volunteer.community_id, user__isnull=False)
    found = rows.select_related("user").order_by("-decided_at").first()
    return found.user if found else None


def _by_hand(volunteer: Any, user: User, at: datetime) -> User:
    """An account that the office gave the post by hand, before there was an offer: the two become one.

    The post without an end is ended, since the new one has an end. Anybody else's account stays theirs.
    """
    offers = type(volunteer)._base_manager.filter(community_id=volunteer.community_id, user=user)
    posts = Role._base_manager.filter(community_id=volunteer.community_id, user=user, kind=Role.Kind.VOLUNTEER)
    if offers.exists() or not only_volunteers(user) or not posts.exists():
        raise Refused("volunteers.username_taken")
    for post in posts.filter(ends_at=None).order_by("pk"):
        post.revoke(by=None, at=at)
    return user


def _free() -> str:
    """Easy to say: v and four digits that nobody has."""
    while True:
        chosen = f"v{secrets.randbelow(9000) + 1000}"
        if not User.objects.filter(username=chosen).exists():
            return chosen


def end_posts(volunteer: Any, *, by: User | None, at: datetime) -> None:
    """The volunteer's posts that still run or begin later end now; other posts of the same person stay."""
    rows = Role._base_manager.filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        user=volunteer.user_id,
        community_id=volunteer.community_id,
        kind=Role.Kind.VOLUNTEER,
    )
    for role in rows.order_by("pk"):
        if role.ends_at is None or role.ends_at > max(at, role.starts_at):  # not one that never began
            role.revoke(by=by, at=at)


def only_volunteers(user: Any) -> bool:
    """Whether the account holds no other post anywhere: only then a coordinator may make a sign-in link for it."""
    return not Role._base_manager.filter(user=user).exclude(kind=Role.Kind.VOLUNTEER).exists()
