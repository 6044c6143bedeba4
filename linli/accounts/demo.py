"""The people of the demo community who sign in: one login for every role, all with one printed password."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django_scopes import scope

from linli.accounts.models import Duty, Role, User
from linli.core.clock import now
from linli.registry.models import Grid, Unit

PASSWORD = "linli-demo-2020"  # noqa: S105  printed on the sign-in page of the demo, accepted nowhere else
PHRASE = "sunshine cottage april 2020"  # of the demo's two counsellors: it opens what is sealed to their key
K = Role.Kind
LOGINS: dict[str, tuple[Role.Kind, str]] = {
    "secretary": (K.SECRETARY, "林静"),
    "worker": (K.COMMUNITY_WORKER, "周婷"),
    "grid1": (K.GRID_WORKER, "何丽"),
    "lead3": (K.BUILDING_LEAD, "吴建国"),
    "guard": (K.GATE_GUARD, "郑大勇"),
    "property": (K.PROPERTY_GUARD, "孙伟"),
    "official": (K.SECONDED, "许明"),
    "police": (K.POLICE, "高峰"),
    "volunteer": (K.VOLUNTEER, "唐小雨"),
    "counsellor": (K.COUNSELLOR, "苏敏"),
    "district": (K.DISTRICT, "罗平"),
    "admin": (K.ADMINISTRATOR, "方志强"),
}
GRID_WORKERS = ("邓芳", "冯涛", "曾玉梅", "彭亮", "蒋红")
POST = "南门"


@dataclass(frozen=True)
class DemoLogin:
    """A line of the list that the demo prints."""

    username: str
    password: str
    words: Any
    name: str


def demo_logins() -> list[DemoLogin]:
    """One login for each role, if this is a demo and its people are there; else nothing."""
    if settings.MODE == "production":
        return []
    there = set(User.objects.filter(username__in=LOGINS).values_list("username", flat=True))
    return [
        DemoLogin(username, PASSWORD, kind.label, name)
        for username, (kind, name) in LOGINS.items()
        if username in there
    ]


@transaction.atomic
def build(community: Any, seed: int, at: datetime | None = None) -> None:
    """The people above with their roles in ``community`` (its roster is there already), a worker for each grid,
    and tonight's duty. Call it outside any scope or in the community's own; the same seed gives the same people.
    """
    at = at or now()
    chance = Random(seed)
    with scope(community=community.pk):
        made = {username: _user(username, name, chance) for username, (_kind, name) in LOGINS.items()}
        grids = list(Grid.objects.order_by("number"))
        stairs = list(Unit.objects.filter(building__number="3")[:2])
        for username, (kind, _name) in LOGINS.items():
            own_grids = grids[:1] if kind == K.GRID_WORKER else []
            _role(community, made[username], kind, at, own_grids, stairs if kind == K.BUILDING_LEAD else [])
        for number, (grid, name) in enumerate(zip(grids[1:], GRID_WORKERS, strict=False), start=2):
            made[f"grid{number}"] = _user(f"grid{number}", name, chance)
            _role(community, made[f"grid{number}"], K.GRID_WORKER, at, [grid], [])
        _tonight(community, made, at)


def _user(username: str, name: str, chance: Random) -> User:
    phone = f"1{chance.choice('3589')}00000{chance.randrange(10_000):04d}"  # a range that no carrier gives out
    user = User(username=username, name=name, phone=phone)
    user.set_password(PASSWORD)
    user.save()
    return user


def _role(community: Any, user: User, kind: str, at: datetime, grids: list[Any], units: list[Any]) -> None:
    starts = at - timedelta(days=60)
    Role.grant(user, kind, community=community, by=None, at=at, starts_at=starts, grids=grids, units=units)


def _tonight(community: Any, people: dict[str, User], at: datetime) -> None:
    """Two at the gate by day and a rotation every three hours by night, the official leading."""
    zone = ZoneInfo(community.zone)
    day = datetime.combine(community.today(at), time(8), zone)
    if at < day:
        day -= timedelta(days=1)  # before eight the night of yesterday still runs
    for username, lead in (("worker", True), ("property", False)):
        _duty(community, people[username], day, 12, lead, at)
    night = day + timedelta(hours=12)
    pairs = [("official", "guard"), ("police", "volunteer"), ("official", "guard"), ("police", "volunteer")]
    for number, pair in enumerate(pairs):
        for username in pair:
            starts = night + timedelta(hours=3 * number)
            _duty(community, people[username], starts, 3, username in ("official", "police"), at)


def _duty(community: Any, user: User, starts: datetime, hours: int, lead: bool, at: datetime) -> None:
    ends = starts + timedelta(hours=hours)
    Duty.assign(user, community=community, post=POST, starts_at=starts, ends_at=ends, lead=lead, by=None, at=at)
