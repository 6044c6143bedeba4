"""Matters of several kinds with the demo's workers, so that Today is alive on the first look."""

from datetime import datetime, timedelta
from typing import Any

from linli.accounts.models import User
from linli.followups.kinds import Kind
from linli.followups.models import FollowUp, Remark
from linli.registry.models import Resident

# kind, minutes until due, what was said
SAID: list[tuple[str, int, str]] = [
    (Kind.ERRAND, 150, "胰岛素没了，冷藏的，午饭前要"),
    (Kind.CALL, -25, "昨晚说头晕，今天再问一声"),
    (Kind.VISIT, 240, "一个人住，电话老打不通"),
    (Kind.QUESTION, 420, "想问什么时候能去给孩子办转学"),
    (Kind.PURCHASE, 1500, "米 10 斤，油一桶，不急"),
]


def build(community: Any, at: datetime) -> None:
    """A few for each grid worker, about people of their own grid; the first was rung once already."""
    workers = User.objects.filter(roles__kind="grid_worker", roles__community=community).order_by("username").distinct()
    for number, worker in enumerate(workers):
        grids = [grid.pk for role in worker.roles.filter(community=community) for grid in role.grids.all()]
        people = Resident.objects.living().filter(household__flat__unit__building__grid__in=grids).exclude(phone=b"")
        said = SAID if number == 0 else SAID[number % 3 :: 2]
        for one, (kind, minutes, words) in zip(people.order_by("pk")[10::7], said, strict=False):
            _open(community, worker, one, kind, words, at, minutes)


def _open(community: Any, worker: User, one: Resident, kind: str, words: str, at: datetime, minutes: int) -> None:
    subject, due = f"resident:{one.pk}", at + timedelta(minutes=minutes)
    made = FollowUp.open(
        community.pk, kind, subject, owner=worker, resident=one, due_at=due, words=words, by=None, at=at
    )
    if minutes < 0:
        made.call(Remark.Outcome.NOT_REACHED, by=worker, at=at - timedelta(minutes=40))
