"""The stage of the cottage's keys: three people who will counsel, and records sealed to whatever key is in use."""

import secrets
from typing import Any

from django_scopes import scope, scopes_disabled

from linli.core.clock import now
from linli.core.ids import uuid7


def key_stage(address: str) -> dict[str, Any]:
    """The small world; besides its counsellor, 苏敏, 文静 and 高洁 counsel."""
    from linli.accounts.models import Role, User
    from tests.world import build

    at = now()
    with scopes_disabled():
        world = build()
        logins = {"苏敏": world.users["counsellor"]}
        for name, login in (("文静", "wenjing"), ("高洁", "gaojie")):
            logins[name] = User.objects.create_user(username=login, password="a long pass phrase", name=name)
        logins["苏敏"].name = "苏敏"
        logins["苏敏"].save()
    with scope(community=world.community.pk):
        by = world.users["secretary"]
        for name in ("文静", "高洁"):
            Role.grant(logins[name], "counsellor", community=world.community, by=by, at=at, starts_at=at)
    return {
        "logins": {name: user.username for name, user in logins.items()},
        "secretary": world.users["secretary"].username,
        "community": str(world.community.pk),
    }


def seal_some(texts: list[str]) -> list[str]:
    """Residents send ``texts``, each sealed to the key in use; their ids."""
    from linli.registry.models import Community
    from linli.wellbeing import sealing
    from linli.wellbeing.models import GroupKey, Record

    with scopes_disabled():
        community = Community.objects.get()
    key = GroupKey.of(community)
    assert key is not None
    made = []
    with scope(community=community.pk):
        for text in texts:
            row = uuid7()
            sealed = sealing.seal(_talk(text, str(row)), key.public_key)
            octets = sealing.octets(sealed)
            Record.receive(community, row, sealed_to=key.pk, sealed_key=octets[0], body=octets[1], at=now())
            made.append(str(row))
    return made


def _talk(text: str, row: str) -> dict[str, Any]:
    """The wish for a talk of somebody who calls themself ``text``."""
    return {
        "v": 1,
        "record": row,
        "kind": "talk",
        "person": secrets.token_hex(16),
        "nickname": text,
        "phone": "13912345678",
        "language": "zh-hans",
        "urgency": "call_me",
        "text": text,
        "at": now().isoformat(),
    }


def kept_by(login: str) -> dict[str, str]:
    """What somebody may have copied while they were a counsellor: their locked key, and the group's in its wrap."""
    from linli.wellbeing.models import Wrap

    with scopes_disabled():
        own = Wrap.objects.select_related("counsellor_key", "group_key")
        held = own.get(counsellor_key__user__username=login, group_key__retired_at=None)
        return {
            "locked": held.counsellor_key.sealed_private,
            "public": held.counsellor_key.public_key,
            "wrapped": held.wrapped,
            "group": held.group_key.public_key,
        }


def opened_with(kept: dict[str, str], phrase: str) -> list[str]:
    """The nicknames in those records of today that somebody opens with what they kept."""
    from linli.wellbeing import sealing
    from linli.wellbeing.models import Sealed
    from linli.wellbeing.wire import text

    own = sealing.unlock_pair(kept["locked"], kept["public"], phrase)
    group = sealing.unwrap(kept["wrapped"], own, kept["group"])
    found = []
    with scopes_disabled():
        for row in Sealed.objects.order_by("record__received_at"):
            try:
                opened = sealing.open_record(sealing.Sealed(text(row.sealed_key), text(row.body)), group)
            except sealing.SealError:
                continue
            found.append(str(opened[0]["nickname"]))
    return found


def leaves(login: str) -> bool:
    """The secretary ends somebody's role as counsellor."""
    from linli.accounts.models import Role, User

    with scopes_disabled():
        role = Role.objects.get(user__username=login, kind="counsellor")
        secretary = User.objects.get(username__startswith="secretary")
    with scope(community=role.community_id):
        role.revoke(by=secretary, at=now())
    return True


def keys_now() -> dict[str, Any]:
    """What the server has: who holds the key in use, to which key each record is sealed, and every sealed byte."""
    from linli.registry.models import Community
    from linli.wellbeing.models import CounsellorKey, GroupKey, Sealed, Wrap
    from linli.wellbeing.wire import text

    with scopes_disabled():
        current = GroupKey.of(Community.objects.get())
        assert current is not None
        records = Sealed.objects.select_related("record")
        return {
            "group": str(current.pk),
            "groups": [[str(one.pk), one.public_key] for one in GroupKey.objects.order_by("made_at")],
            "holders": [str(key.user) for key in current.holders(now())],
            "renew": current.renew_since is not None,
            "sheets": current.sheets_at is not None,
            "wraps": Wrap.objects.count(),
            "open_keys": CounsellorKey.objects.filter(ended_at=None).count(),
            "sealed_to": {str(one.record_id): str(one.record.key_id) for one in records},
            "sealed": {str(one.record_id): [text(one.sealed_key), text(one.body)] for one in records},
        }
