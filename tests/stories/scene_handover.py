"""The stage of a shift's end: two grid workers on the roster, matters of several kinds with the one who goes home."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django_scopes import scope, scopes_disabled

from linli.accounts.models import Duty, Role, User
from linli.core.clock import now
from linli.followups.models import FollowUp
from linli.registry.models import Community, Resident
from tests.world import build

HOUR = timedelta(hours=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
SAID = [
    ("call", "王秀英", "说头晕，晚上再问一次"),
    ("errand", "王梅", "胰岛素，冷藏，明早送"),
    ("visit", "李强", ""),
]


def evening(address: str) -> dict[str, Any]:
    """At the next eight in the evening He Li's turn ends and Deng Fang's begins; three matters are open with He Li.

    ``seconds``: until then, for a server whose clock is there already.
    """
    at = now()
    end = at.astimezone(SHANGHAI).replace(hour=20, minute=0, second=0, microsecond=0)
    end += timedelta(days=1) if end <= at else timedelta(0)
    with scopes_disabled():
        world = build()
    goes = world.users["grid_worker"]
    goes.name = "何丽"
    goes.save()
    comes = User.objects.create_user(username="dengfang", password="a long pass phrase", name="邓芳")
    with scope(community=world.community.pk):
        common: Any = {"community": world.community, "by": world.users["secretary"], "at": at}
        Role.grant(comes, "grid_worker", starts_at=at - HOUR, grids=world.grids[:1], **common)
        Duty.assign(goes, post="一号网格", starts_at=end - 12 * HOUR, ends_at=end, **common)
        Duty.assign(comes, post="一号网格", starts_at=end, ends_at=end + 12 * HOUR, **common)
        for number, (kind, name, words) in enumerate(SAID):
            _open(world.community, goes, kind, world.residents[name], words, end + HOUR, f"resident:{number}")
    logins = {"goes": goes.username, "comes": comes.username, "secretary": world.users["secretary"].username}
    return logins | {"seconds": int((end - at).total_seconds()) + 1}


def asked_for(login: str, words: str) -> str:
    """Another process opens a matter for ``login``; returns its id."""
    with scopes_disabled():
        community, owner = Community.objects.get(), User.objects.get(username=login)
        resident = Resident.objects.get(name="李强")
    with scope(community=community.pk):
        made = _open(community, owner, "call", resident, words, now() + HOUR, f"call:{words}")
    return str(made.pk)


def seen_to(login: str, words: str) -> bool:
    """The office closes the matter with these words."""
    with scopes_disabled():
        community, by = Community.objects.get(), User.objects.get(username=login)
    with scope(community=community.pk):
        [matter] = [one for one in FollowUp.objects.exclude(status="done") if one.words == words]
        matter.close(by=by, at=now())
    return True


def whose() -> dict[str, list[str]]:
    """Owner -> the kinds of what is open with them."""
    found: dict[str, list[str]] = {}
    with scopes_disabled():
        for matter in FollowUp.objects.exclude(status="done").select_related("owner").order_by("kind"):
            found.setdefault(matter.owner.name, []).append(matter.kind)
    return found


def _open(community: Any, owner: User, kind: str, resident: Any, words: str, due: datetime, subject: str) -> FollowUp:
    return FollowUp.open(
        community.pk, kind, subject, owner=owner, resident=resident, due_at=due, words=words, by=None, at=now()
    )
