"""The people of the demo community who sign in: one login for every role, all with one printed password."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from linli.accounts.models import Role, User

PASSWORD = "linli-demo-2020"  # noqa: S105  printed on the sign-in page of the demo, accepted nowhere else
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
